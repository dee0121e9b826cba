"""What is filled in during an election."""

from datetime import timedelta
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from app.core import clock
from app.elections.models import Election
from app.elections.service import Candidacy, NominationData
from app.elections.states import ELECTED_ROLES
from app.organisation.agreements import UnitAgreement
from app.organisation.forms.fields import CHOOSE, LONGEST_TEXT, day, pick
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person
from app.organisation.states import Role

TWO_YEARS = 24


def _stripped(written: str | None) -> str:
    return (written or "").replace("\r\n", "\n").strip()


def _text(label: Any, rows: int = 3, *, required: Any = None, description: Any = "") -> Any:
    too_long = Length(max=LONGEST_TEXT, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=LONGEST_TEXT))
    rule = InputRequired(required) if required else Optional()
    return TextAreaField(
        label, [rule, too_long], filters=[_stripped], description=description, render_kw={"rows": rows}
    )


class StartForm(HouseForm):
    """For which role."""

    role = SelectField(
        _l("Voor welke rol?"),
        choices=[SelectChoice(value=role.value, label=_l(role.label)) for role in ELECTED_ROLES],
        coerce=Role,
        invalid_choice_message=CHOOSE,
    )


class NominationForm(HouseForm):
    """Whom somebody nominates, and why."""

    nominee = pick(_l("Wie draag je voor?"))
    reason = _text(
        _l("Waarom?"), description=_l("Wat zie je deze persoon goed doen? Je kunt het ook straks vertellen.")
    )

    def __init__(self, election: Election, **keywords: Any) -> None:
        super().__init__(**keywords)
        self.offer("nominee", [one.person for one in election.places], _name, none=_("Kies iemand"))

    def to_data(self) -> NominationData:
        """What was filled in."""
        return NominationData(self.chosen("nominee"), self.reason.data or "")


class ChangeForm(NominationForm):
    """Another nomination, with what made somebody change."""

    because = StringField(
        _l("Wat deed je van gedachten veranderen?"), [Optional(), Length(max=1000)], filters=[_stripped]
    )

    def to_data(self) -> NominationData:
        """What was filled in."""
        return NominationData(self.chosen("nominee"), self.reason.data or "", self.because.data or "")


class ChangeForForm(ChangeForm):
    """The same, for somebody who said it aloud."""

    person = pick(_l("Van wie?"))

    def __init__(self, election: Election, **keywords: Any) -> None:
        super().__init__(election, **keywords)
        self.offer("person", [one.person for one in election.places], _name, none=_("Kies iemand"))


class CandidacyForm(HouseForm):
    """Whom the gespreksleider proposes."""

    nominee = pick(_l("Wie stel je voor?"))
    argument = _text(
        _l("Welke argumenten wegen het zwaarst?"),
        required=_l("Schrijf erbij waarom."),
        description=_l("Het gaat om de argumenten, niet om het aantal voordrachten."),
    )
    starts_on = day(_l("Vanaf"))
    ends_on = day(_l("Tot en met"))

    def __init__(self, election: Election, description: UnitAgreement | None) -> None:
        begins = election.starts_on or clock.today()
        months = (description.content if description else {}).get("term_months", TWO_YEARS)
        super().__init__(
            prefix="candidacy-",
            data={
                "nominee": election.nominee_id or 0,
                "argument": election.argument,
                "starts_on": begins,
                "ends_on": election.ends_on or clock.months_after(begins, months) - timedelta(days=1),
            },
        )
        self.offer("nominee", election.nominated, _name, none=_("Kies iemand"))

    def to_data(self) -> Candidacy:
        """What was filled in."""
        return Candidacy(self.chosen("nominee"), self.argument.data, self.starts_on.data, self.ends_on.data)


class AbandonForm(HouseForm):
    """Why it stops."""

    reason = _text(_l("Waarom stopt de verkiezing?"), 2, required=_l("Schrijf erbij waarom."))


def tapped() -> int | None:
    """Who was tapped, and still wants a reason with it."""
    return request.args.get("wie", type=int)


def _name(person: Person) -> str:
    return str(person.name)
