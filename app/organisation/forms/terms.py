"""What is filled in about the working days and the terms of a unit."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Unit
from app.organisation.service.terms import Terms

WEEKDAYS = {
    "1": _l("maandag"),
    "2": _l("dinsdag"),
    "3": _l("woensdag"),
    "4": _l("donderdag"),
    "5": _l("vrijdag"),
    "6": _l("zaterdag"),
    "7": _l("zondag"),
}
LONGEST_TERM = 30
OUT_OF_RANGE = _l("Kies een getal van 1 tot en met %(longest)s.", longest=LONGEST_TERM)


def term(label: str, description: str = "") -> IntegerField:
    """A number of working days."""
    return IntegerField(
        label,
        [InputRequired(OUT_OF_RANGE), NumberRange(1, LONGEST_TERM, message=OUT_OF_RANGE)],
        description=description,
        render_kw={"inputmode": "numeric"},
    )


class TermsForm(HouseForm):
    """On which days this unit works, and how long people get who are not in the room."""

    weekdays = SelectMultipleField(
        _l("Werkdagen"),
        [InputRequired(_l("Kies ten minste één dag."))],
        choices=[SelectChoice(value=value, label=label) for value, label in WEEKDAYS.items()],
        validate_choice=True,
        description=_l("Feestdagen tellen vanzelf niet mee."),
    )
    written_days = term(
        _l("Werkdagen per fase van een schriftelijke ronde"),
        _l("Wie een ronde opent, kan er per fase meer of minder van maken."),
    )

    reopen_days = term(
        _l("Werkdagen om terug te komen op een besluit"),
        _l("Voor wie afwezig was, als in deze kring de aanwezigen beslissen."),
    )

    def to_data(self) -> Terms:
        """What was filled in."""
        return Terms("".join(sorted(self.weekdays.data)), self.written_days.data, self.reopen_days.data)

    @classmethod
    def of(cls, unit: Unit) -> "TermsForm":
        """The form with how it is now."""
        terms = {"written_days": unit.written_days, "reopen_days": unit.reopen_days}
        return cls(data={"weekdays": list(unit.working_weekdays), **terms})
