"""What is filled in about the year of a unit."""

from collections.abc import Sequence
from typing import Any

from babel.dates import get_month_names
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice

from app.meetings.forms.items import SubjectForm, minutes_for_it
from app.meetings.models import YearStep
from app.meetings.service.year import StepData
from app.organisation.forms.fields import CHOOSE, day, pick
from app.organisation.models import Person

MONTHS = range(1, 13)


def month(label: Any, default: int, description: Any = "") -> Any:
    """A month of the year."""
    return SelectField(
        label,
        coerce=int,
        default=default,
        description=description,
        invalid_choice_message=CHOOSE,
        invalid_value_message=CHOOSE,
    )


class _StepForm(SubjectForm):
    """What is treated in the year, and what for."""

    minutes = minutes_for_it(15)
    presenter = pick(_l("Wie brengt het in?"), optional=True)

    def __init__(self, people: Sequence[Person], **keywords: Any) -> None:
        super().__init__(prefix="step-", **keywords)
        self.offer("presenter", people, lambda person: str(person.name), none=_l("Niemand in het bijzonder"))

    def _what(self) -> dict[str, Any]:
        return {
            "title": self.title.data,
            "aim": self.aim.data or "",
            "type": self.type.data,
            "time_box": self.minutes.data or 0,
            "presenter": self.chosen("presenter"),
        }


class YearlyForm(_StepForm):
    """Something that comes back every year, from one month to another."""

    order = ("title", "aim", "first_month", "last_month", "type", "minutes", "presenter")
    first_month = month(_l("Vanaf"), 1, _l("Vanaf de eerste van deze maand wacht het in de agendavoorraad."))
    last_month = month(_l("Tot en met"), 1, _l("Over de jaarwisseling mag ook, zoals november tot en met januari."))

    def __init__(self, people: Sequence[Person], **keywords: Any) -> None:
        super().__init__(people, **keywords)
        names = get_month_names("wide", locale=get_locale())
        for field in (self.first_month, self.last_month):
            field.choices = [SelectChoice(value=number, label=names[number]) for number in MONTHS]

    def to_data(self) -> StepData:
        """What was filled in."""
        return StepData(**self._what(), months=(self.first_month.data, self.last_month.data))


class ExpectedForm(_StepForm):
    """Something that is expected once."""

    order = ("title", "aim", "expected_on", "whole_month", "type", "minutes", "presenter")
    expected_on = day(_l("Wanneer"), _l("Twee weken ervoor komt het in de agendavoorraad."))
    whole_month = BooleanField(
        _l("Alleen de maand is bekend"), description=_l("Dan wacht het de hele maand in de voorraad.")
    )

    def to_data(self) -> StepData:
        """What was filled in."""
        on = self.expected_on.data
        return StepData(
            **self._what(),
            expected_on=on.replace(day=1) if self.whole_month.data else on,
            whole_month=self.whole_month.data,
        )


StepForm = YearlyForm | ExpectedForm


def as_agreed(step: YearStep) -> dict[str, Any]:
    """What a form shows before anything was typed."""
    return {
        "title": step.title,
        "aim": step.aim,
        "type": step.type,
        "minutes": step.time_box,
        "presenter": step.presenter_id or 0,
        "first_month": step.first_month,
        "last_month": step.last_month,
        "expected_on": step.expected_on,
        "whole_month": step.whole_month,
    }
