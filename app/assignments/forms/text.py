"""The text of an assignment as it is filled in: its parts, and what is agreed on time and on telling others."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from app.assignments.forms.fields import LONGEST_LINE, no_longer, select, stripped, words
from app.assignments.models import Assignment, AssignmentVersion, OwnPart
from app.assignments.parts import PARTS, STARTING_TEXTS
from app.assignments.service.drafting import TextData
from app.assignments.shapes import TEXT
from app.assignments.states import Involving, Rhythm, WorkType
from app.organisation.forms.fields import CHOOSE, DAY, day, line
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Unit
from app.organisation.temporary import who_took_over

BLANK_ROWS = 2
DAY_AND_WHAT = re.compile(r"\s*(\d{1,2})-(\d{1,2})-(\d{4})\s*[:|,]?\s+(\S.*)")


class InformationRow(Form):  # type: ignore[misc]  # wtforms has no types
    """On what a unit is told, how, how often and from when. A row about nothing counts for nothing."""

    about = StringField(_l("Waarover"), [Optional(), no_longer(LONGEST_LINE)], filters=[stripped])
    unit = SelectField(_l("Wie"), coerce=int, invalid_choice_message=CHOOSE)
    how = select(_l("Hoe"), Involving)
    rhythm = select(_l("Hoe vaak"), Rhythm)
    first_on = day(_l("Eerste keer"), optional=True)

    def validate_first_on(self, field: Any) -> None:
        """What is to be told has a first day."""
        if self.about.data and not field.data:
            raise ValidationError(DAY)

    def validate_unit(self, field: Any) -> None:
        """And somebody to be told."""
        if self.about.data and not field.data:
            raise ValidationError(CHOOSE)


class TextForm(HouseForm):
    """The text of an assignment: its parts, and what is agreed on time and on telling others."""

    title = line(_l("Waar gaat de opdracht over?"), LONGEST_LINE)
    policies = StringField(
        _l("Kaders"),
        [Optional(), no_longer(LONGEST_LINE)],
        filters=[stripped],
        description=_l("Nummers van besluiten waar dit binnen valt, met een komma ertussen."),
    )
    touches = SelectMultipleField(_l("Welke kringen merken het?"), coerce=int)
    milestones = words(_l("Mijlpalen"), 4, _l("Elke op een regel: 1-3-2027 De verkenning is klaar."))
    margin_days = IntegerField(
        _l("Hoeveel dagen mag een mijlpaal verschuiven?"),
        [InputRequired(_l("Kies een getal van 0 tot en met 365.")), NumberRange(0, 365)],
        description=_l("Schuift er een verder, dan praten jullie opnieuw."),
        default=14,
    )
    information = FieldList(FormField(InformationRow))
    starts_on = day(_l("Begint op"), optional=True)
    ends_on = day(_l("Klaar op"), _l("Een opgave of een lopend proces kan zonder."), optional=True)
    review_on = day(_l("Samen terugkijken op"), optional=True)
    revision = HiddenField()

    def __init__(
        self, assignment: Assignment, units: Sequence[Unit], readable: Callable[[list[str]], set[str]]
    ) -> None:
        """`readable` says which of some numbers are decisions that whoever writes may read."""
        self._readable, self._units = readable, {one.id: one for one in units}
        version = assignment.current
        heirs = who_took_over({*version.touches, *(one["unit"] for one in version.information)})
        super().__init__(data=_as_filled_in(version, heirs) | {"revision": str(assignment.revision)})
        if not self.is_submitted():
            for _row in range(BLANK_ROWS):
                self.information.append_entry({"rhythm": Rhythm.QUARTERLY})
        choices = [SelectChoice(value=one.id, label=one.name) for one in units]
        self.touches.choices = choices
        for row in self.information:
            row.form.unit.choices = [SelectChoice(value=0, label=_("Kies een kring")), *choices]

    @property
    def parts(self) -> list[Any]:
        """The fields of the parts of the text, in their order."""
        return [field for name, field in self._fields.items() if name.startswith(TEXT)]

    @property
    def first_parts(self) -> list[Any]:
        """Those that say something, or that this kind of work begins with."""
        return [one for one in self.parts if one.data or one.errors or one.description]

    @property
    def more_parts(self) -> list[Any]:
        """The others, which are folded away."""
        return [one for one in self.parts if one not in self.first_parts]

    @property
    def seen_revision(self) -> int | None:
        """The revision of the assignment that was on the screen."""
        written = self.revision.data or ""
        return int(written) if written.isdigit() else None

    def validate_policies(self, field: Any) -> None:
        """Each is a decision that whoever writes may read."""
        numbers = _numbers(field.data)
        for number in numbers:
            if number not in self._readable(numbers):
                raise ValidationError(_("Er is geen besluit %(number)s dat je mag lezen.", number=number))

    def validate_milestones(self, field: Any) -> None:
        """Each has a day and says what is there then."""
        for written in (field.data or "").splitlines():
            if written.strip() and _milestone(written) is None:
                raise ValidationError(_("Begin met een datum, zoals 1-3-2027: ‘%(line)s’.", line=written.strip()[:80]))

    def validate_ends_on(self, field: Any) -> None:
        """Nothing is done before it begins."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("Dit ligt voor de dag waarop het begint."))

    def validate_review_on(self, field: Any) -> None:
        """Nobody looks back on what has not begun."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("Terugkijken kan pas na de dag waarop het begint."))

    def to_data(self) -> TextData:
        """What was filled in."""
        found = [_milestone(one) for one in (self.milestones.data or "").splitlines()]
        return TextData(
            title=self.title.data,
            texts={field.short_name.removeprefix(TEXT): field.data or "" for field in self.parts},
            policies=_numbers(self.policies.data),
            touches=self.touches.data or [],
            milestones=[{"what": what, "due_on": on.isoformat()} for on, what in filter(None, found)],
            information=[self._agreed(row.form) for row in self.information if row.form.about.data],
            margin_days=self.margin_days.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            review_on=self.review_on.data,
        )

    def _agreed(self, row: Any) -> dict[str, object]:
        return {
            "about": row.about.data,
            "unit": row.unit.data,
            "unit_name": self._units[row.unit.data].name,
            "how": row.how.data.value,
            "rhythm": row.rhythm.data.value,
            "first_on": row.first_on.data.isoformat(),
        }


class NextVersionForm(TextForm):
    """The same, as the next version of what was offered: with what changed and why, and what was worked in."""

    reason = words(_l("Wat veranderde je, en waarom?"), 2, longest=1000)
    worked_in = SelectMultipleField(_l("Welke opmerkingen heb je verwerkt?"), coerce=int)

    def __init__(self, assignment: Assignment, *arguments: Any) -> None:
        super().__init__(assignment, *arguments)
        self.worked_in.choices = [
            SelectChoice(value=one.id, label=f"{one.person.name}: {one.text[:120]}")
            for one in assignment.current.open_remarks
        ]


_forms: dict[tuple[Any, ...], type[Any]] = {}


def with_parts(form: type[TextForm], work_type: WorkType, own: Sequence[OwnPart]) -> type[Any]:
    """The form with a field for each part: those that everybody has, then those of the municipality."""
    key = (form, work_type, *((one.id, one.label, one.hint) for one in own))
    if key not in _forms:
        hints = STARTING_TEXTS[work_type]
        fields = {
            TEXT + name: words(_l(label), 4, _l(hints[name]) if name in hints else "") for name, label in PARTS.items()
        }
        fields |= {TEXT + one.name: words(one.label, 4, one.hint) for one in own}
        _forms[key] = type(form.__name__, (form,), fields)
    return _forms[key]


def _as_filled_in(version: AssignmentVersion, heirs: Mapping[int, int]) -> dict[str, Any]:
    """What the form shows of a version before anything was typed; `heirs` have what its units had."""
    return {
        "title": version.title,
        "policies": ", ".join(version.policies),
        "touches": [heirs[one] for one in version.touches],
        "milestones": "\n".join(f"{_written(one['due_on'])} {one['what']}" for one in version.milestones),
        "margin_days": version.margin_days,
        "information": [
            {
                **one,
                "unit": heirs[one["unit"]],
                "how": Involving(one["how"]),
                "rhythm": Rhythm(one["rhythm"]),
                "first_on": date.fromisoformat(one["first_on"]),
            }
            for one in version.information
        ],
        "starts_on": version.starts_on,
        "ends_on": version.ends_on,
        "review_on": version.review_on,
    } | {TEXT + name: said for name, said in version.texts.items()}


def _written(iso: str) -> str:
    on = date.fromisoformat(iso)
    return f"{on.day}-{on.month}-{on.year}"


def _milestone(written: str) -> tuple[date, str] | None:
    """A line such as "1-3-2027 De verkenning is klaar"; None for an empty line or one without a day."""
    found = DAY_AND_WHAT.fullmatch(written)
    if found is None:
        return None
    try:
        on = datetime.strptime("-".join(found.groups()[:3]), "%d-%m-%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    return on, found[4].strip()[:LONGEST_LINE]


def _numbers(written: str | None) -> list[str]:
    return list(dict.fromkeys(one.strip() for one in (written or "").split(",") if one.strip()))
