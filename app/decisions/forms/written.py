"""The forms of a round that is not in the room: how long each phase takes, and more time."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.decisions.models import ConsentRound
from app.decisions.states import RoundMode, RoundState
from app.organisation.forms.house_form import HouseForm
from app.organisation.forms.terms import term

PREFIX = "written"
MODE_NOTES = {
    RoundMode.FULL.value: _l("Vragen, reacties, consent"),
    RoundMode.SHORT.value: _l("Vragen, dan consent"),
    RoundMode.HAMMER.value: _l("De stukken zijn vooraf gestuurd: meteen consent"),
}


class WrittenForm(HouseForm):
    """How a round is held in writing."""

    mode = RadioField(
        _l("Hoe behandelen jullie dit?"),
        [InputRequired(_l("Kies er een."))],
        choices=[SelectChoice(value=mode.value, label=_l(mode.label)) for mode in RoundMode],
        coerce=RoundMode,
        default=RoundMode.SHORT,
    )
    papers_sent = BooleanField(_l("De stukken zijn vooraf gestuurd (nodig voor Hamer)"))
    questions = term(_l("Werkdagen voor vragen"))
    reactions = term(_l("Werkdagen voor reacties (alleen bij Volledig)"))
    consent = term(_l("Werkdagen voor consent"))

    @classmethod
    def of(cls, round_: ConsentRound) -> "WrittenForm":
        """The form with the unit's own terms in it."""
        usual = round_.proposal.unit.written_days
        return cls(prefix=PREFIX, data={"questions": usual, "reactions": usual, "consent": usual})

    def to_days(self) -> dict[RoundState, int]:
        """How many working days each phase takes."""
        return {
            RoundState.QUESTIONING: self.questions.data,
            RoundState.REACTING: self.reactions.data,
            RoundState.CONSENTING: self.consent.data,
        }


class DaysForm(HouseForm):
    """A number of working days."""

    days = term(_l("Werkdagen"))

    @classmethod
    def of(cls, round_: ConsentRound) -> "DaysForm":
        """The form with the unit's own term in it."""
        return cls(prefix="more", data={"days": round_.proposal.unit.written_days})
