"""What is filled in about a proposal, beside its text."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.decisions.forms.wording import WordingForm
from app.decisions.models import Proposal
from app.decisions.states import Confidentiality
from app.organisation.forms.fields import choose, pick
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person, Unit

NOTES = {
    Confidentiality.OPEN: _l("Iedereen mag het lezen; gasten mogen de ronde volgen."),
    Confidentiality.INTERNAL: _l("Alleen collega’s lezen mee, zodra er een besluit is."),
    Confidentiality.CONFIDENTIAL: _l("Alleen wie in deze kring zit."),
}
LONGEST_REASON = 1000


class EditProposalForm(WordingForm):
    """The text of a draft, and who may read it later on."""

    confidentiality = choose(_l("Openbaarheid"), Confidentiality)

    @classmethod
    def of(cls, proposal: Proposal, people: Iterable[Person]) -> "EditProposalForm":
        """The form with what the draft says now."""
        return cls(people, proposal.current.wording, data={"confidentiality": proposal.confidentiality})


class NewProposalForm(WordingForm):
    """A new proposal: its text, the unit it is for, and who stands for it."""

    unit = pick(_l("Kring"))
    author = pick(_l("Indiener"), _l("Wie ervoor staat, ook als jij het intypt."))
    confidentiality = choose(_l("Openbaarheid"), Confidentiality)

    def __init__(self, units: list[Unit], people: list[Person], *, by: Person) -> None:
        begins = {"unit": units[0].id, "author": by.id, "confidentiality": Confidentiality.INTERNAL}
        super().__init__(people, data=begins)
        self.offer("unit", units, lambda unit: str(unit.name))
        self.offer("author", {person.id: person for person in [by, *people]}.values(), lambda one: str(one.name))


class ReasonForm(HouseForm):
    """Why, in a sentence that the others read back."""

    reason = TextAreaField(
        _l("Waarom?"),
        [
            InputRequired(_l("Schrijf erbij waarom.")),
            Length(max=LONGEST_REASON, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=LONGEST_REASON)),
        ],
        filters=[lambda written: (written or "").strip()],
        render_kw={"rows": 2},
    )


class OptionalReasonForm(HouseForm):
    """Why, for whoever wants to say."""

    reason = TextAreaField(
        _l("Waarom?"),
        [
            Optional(),
            Length(max=LONGEST_REASON, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=LONGEST_REASON)),
        ],
        filters=[lambda written: (written or "").strip()],
        render_kw={"rows": 2},
    )


class CopyForm(HouseForm):
    """The unit for which a decision becomes a proposal again."""

    unit = pick(_l("Voor welke kring?"))

    def __init__(self, units: list[Unit], **keywords: Any) -> None:
        super().__init__(**keywords)
        self.offer("unit", units, lambda unit: str(unit.name))
