"""What is filled in about a proposal, beside its text."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from app.decisions.forms.wording import WordingForm, as_it_begins, of_kind, subject_as_filled_in
from app.decisions.models import Proposal
from app.decisions.service.wordings import WordingData
from app.decisions.states import Confidentiality, Triage
from app.organisation.forms.fields import REQUIRED, line, pick
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person, Unit

READERS = {
    Confidentiality.OPEN: _l("Openbaar: gasten mogen de ronde volgen"),
    Confidentiality.INTERNAL: _l("Intern: collega’s lezen wat is besloten"),
    Confidentiality.CONFIDENTIAL: _l("Vertrouwelijk: alleen wie in deze kring zit, en wie erbij is genoemd"),
}
LONGEST_REASON = 1000


def _limit_readers(form: Any) -> None:
    """What comes to stand where every colleague reads it is offered to no smaller circle."""
    if not form.kind.may_be_confidential:
        choices = form.confidentiality.choices
        form.confidentiality.choices = [one for one in choices if one.value != Confidentiality.CONFIDENTIAL]


def readers_field() -> Any:
    """How open something is."""
    return SelectField(
        _l("Openbaarheid"),
        choices=[SelectChoice(value=one.value, label=label) for one, label in READERS.items()],
        coerce=Confidentiality,
    )


def _reason(rule: Any) -> Any:
    too_long = Length(
        max=LONGEST_REASON, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=LONGEST_REASON)
    )
    return TextAreaField(_l("Waarom?"), [rule, too_long], filters=[_stripped], render_kw={"rows": 2})


def _stripped(written: str | None) -> str:
    return (written or "").strip()


class EditProposalForm(WordingForm):
    """The text of a draft, and who may read it later on."""

    confidentiality = readers_field()

    @classmethod
    def of(cls, proposal: Proposal, people: Iterable[Person]) -> "EditProposalForm":
        """The form with what the draft says now."""
        wording = proposal.current.wording
        form = of_kind(cls, wording.kind)(people, wording, data={"confidentiality": proposal.confidentiality})
        _limit_readers(form)
        return form


class NewProposalForm(WordingForm):
    """A new proposal: its text, the unit it is for, and who stands for it."""

    unit = pick(_l("Kring"))
    author = pick(_l("Indiener"))
    confidentiality = readers_field()
    triage = HiddenField()
    """Why it is beleid, when its writer was asked."""

    def __init__(self, units: list[Unit], people: list[Person], *, by: Person, triage: str = "") -> None:
        owner = by.id if by in people else 0
        begins: dict[str, Any] = {
            "unit": units[0].id,
            "author": by.id,
            "owner": owner,
            "confidentiality": Confidentiality.INTERNAL,
            "triage": triage,
        }
        if self.kind.begin is not None:
            begun = self.kind.begin(units[0])
            begins |= {"what": begun.what, **subject_as_filled_in(self.kind, begun.subject)}
        super().__init__(people, data=begins)
        _limit_readers(self)
        self.units = units
        self.offer("unit", units, lambda unit: str(unit.name), none=_("Kies een kring"))
        authors = {person.id: person for person in [by, *people]}.values()
        self.offer("author", authors, lambda person: str(person.name), none=_("Kies iemand"))

    @property
    def why_beleid(self) -> Triage | None:
        """Where the questions came out, if they were answered."""
        return Triage(self.triage.data) if self.triage.data in set(Triage) else None


class ReasonForm(HouseForm):
    """Why, in a sentence that the others read back."""

    reason = _reason(DataRequired(_l("Schrijf erbij waarom.")))


class OptionalReasonForm(HouseForm):
    """Why, for whoever wants to say."""

    reason = _reason(Optional())


class RehearsalForm(HouseForm):
    """Something to practise a round on."""

    what = line(_l("Waarover oefenen jullie?"), 300, "", DataRequired(REQUIRED))
    unit = pick(_l("Kring"))
    author = pick(_l("Wie speelt de indiener?"), _l("Niet wie voorzit: die draagt anders het voorzitten eerst over."))

    def __init__(self, units: list[Unit], people: list[Person], *, by: Person) -> None:
        others = [person for person in people if person.id != by.id]
        begins = {
            "what": _("Op maandag beginnen we met een kwartier koffie"),
            "unit": units[0].id,
            "author": others[0].id if others else by.id,
        }
        super().__init__(data=begins)
        self.offer("unit", units, lambda unit: str(unit.name), none=_("Kies een kring"))
        self.offer("author", others or [by], lambda person: str(person.name), none=_("Kies iemand"))

    def to_data(self) -> WordingData:
        """A text that is whole, so that the practice ends in a decision."""
        begins = as_it_begins()
        return WordingData(
            what=self.what.data,
            owner_id=self.chosen("author").id,
            starts_on=begins["starts_on"],
            review_on=begins["review_on"],
        )
