"""What is filled in about programmes, their reports, and the parts that a municipality adds itself."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from app.assignments.forms.fields import select, words
from app.assignments.models import Assignment
from app.assignments.programme_models import Programme, ProgrammeReport, ReportedLine
from app.assignments.programme_states import Standing
from app.assignments.service.own_parts import OwnPartData
from app.assignments.service.programme_reporting import LineData
from app.assignments.service.programmes import ProgrammeData
from app.assignments.states import WorkType
from app.core import clock
from app.organisation.forms.fields import CHOOSE, day, line, pick, text
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person, Unit

LONGEST_SAID = 4000


class ProgrammeForm(HouseForm):
    """What a programme is for, who leads it, from when until when, and where it comes from."""

    name = line(_l("Hoe heet het programma?"), 160)
    unit = pick(_l("Namens welke kring?"), _l("Die kring stuurt het programma."))
    purpose = text(_l("Wat is de bedoeling?"), _l("Wat is er anders als het klaar is?"))
    leader = pick(_l("Wie is programmaleider?"))
    commission = pick(_l("Uit welke bestuursopdracht komt het voort?"), optional=True)
    starts_on = day(_l("Begint op"))
    ends_on = day(_l("Klaar op"), optional=True)

    def __init__(
        self,
        units: Sequence[Unit],
        people: Iterable[Person],
        commissions: Iterable[Assignment],
        programme: Programme | None = None,
    ) -> None:
        super().__init__(data=_as_filled_in(programme))
        self.offer("unit", units, _name, none=_("Kies een kring"))
        self.offer("leader", people, _name, none=_("Kies iemand"))
        self.offer("commission", commissions, lambda one: str(one.title), none=_("Uit geen bestuursopdracht"))
        if programme is not None:
            del self.unit

    def to_data(self) -> ProgrammeData:
        """What was filled in."""
        return ProgrammeData(
            name=self.name.data,
            purpose=self.purpose.data or "",
            leader=self.chosen("leader"),
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            commission=self.chosen("commission"),
        )


class TakeInForm(HouseForm):
    """Which assignment comes to belong to a programme."""

    assignment = pick(_l("Welke opdracht?"))

    def __init__(self, assignments: Iterable[Assignment]) -> None:
        super().__init__(prefix="take-in-")
        self.offer("assignment", assignments, lambda one: str(one.title), none=_("Kies een opdracht"))


class GroupForm(HouseForm):
    """Which temporary unit works for a programme."""

    group = pick(_l("Welke tijdelijke kring?"))

    def __init__(self, units: Iterable[Unit]) -> None:
        super().__init__(prefix="group-")
        self.offer("group", units, _name, none=_("Kies een kring"))


class BeginReportForm(HouseForm):
    """On which day a report looks."""

    reference_on = day(_l("Peildatum"), _l("Hoe stond het er op deze dag voor?"))

    def __init__(self) -> None:
        super().__init__(prefix="report-", data={"reference_on": clock.today()})


class ReportLineForm(Form):  # type: ignore[misc]
    """What a report says of one assignment."""

    assignment = HiddenField()
    standing = select(_l("Hoe staat het ervoor?"), Standing)
    why = words(_l("Waarom, in een zin"), 2, longest=600)
    purpose = words(_l("Bedoeling"), 2, longest=LONGEST_SAID)
    reached = words(_l("Wat is bereikt"), 3, longest=LONGEST_SAID)
    deviates = words(_l("Wat wijkt af"), 2, longest=LONGEST_SAID)
    asked = words(_l("Wat wordt gevraagd"), 2, longest=LONGEST_SAID)


class ReportForm(HouseForm):
    """The text of a report: what it says in all, and of each assignment."""

    summary = words(_l("In het kort"), 4, _l("Dit lezen college en raad als eerste."), longest=LONGEST_SAID)
    lines = FieldList(FormField(ReportLineForm))
    revision = HiddenField()

    def __init__(self, report: ProgrammeReport, lines: Sequence[ReportedLine]) -> None:
        filled_in = [{name: one[name] for name in _TYPED} for one in lines]  # type: ignore[literal-required]
        for one in filled_in:
            one["standing"] = Standing(one["standing"])
        super().__init__(data={"summary": report.summary, "lines": filled_in, "revision": str(report.revision)})

    @property
    def seen_revision(self) -> int | None:
        """That of the report when the page was made."""
        return int(self.revision.data) if str(self.revision.data or "").isdecimal() else None

    def to_lines(self) -> list[LineData]:
        """What was typed about each assignment."""
        return [_line_of(one.form) for one in self.lines]


class OwnPartForm(HouseForm):
    """A part that a municipality adds to the text of its assignments."""

    label = line(_l("Hoe heet het onderdeel?"), 80)
    hint = words(_l("Welke vraag staat erbij?"), 2, _l("Ze helpt wie schrijft op gang."), longest=300)
    work_type = SelectField(
        _l("Voor welk werk?"),
        coerce=lambda value: WorkType(value) if value else None,
        invalid_choice_message=CHOOSE,
    )

    def __init__(self) -> None:
        super().__init__()
        kinds = [SelectChoice(value=one.value, label=_(one.label)) for one in WorkType]
        self.work_type.choices = [SelectChoice(value="", label=_("Alle soorten werk")), *kinds]

    def to_data(self) -> OwnPartData:
        """What was filled in."""
        return OwnPartData(self.label.data, self.hint.data or "", self.work_type.data)


_TYPED = ("assignment", "standing", "why", "purpose", "reached", "deviates", "asked")


def _line_of(form: Form) -> LineData:
    key = str(form.assignment.data or "")
    said = {name: form[name].data or "" for name in _TYPED[2:]}
    return LineData(int(key) if key.isdecimal() else 0, form.standing.data, **said)


def _as_filled_in(programme: Programme | None) -> dict[str, object]:
    if programme is None:
        return {"starts_on": clock.today()}
    return {
        "name": programme.name,
        "purpose": programme.purpose,
        "leader": programme.leader_id,
        "commission": programme.commission_id or 0,
        "starts_on": programme.starts_on,
        "ends_on": programme.ends_on,
    }


def _name(one: Unit | Person) -> str:
    return str(one.name)
