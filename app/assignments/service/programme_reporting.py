"""The voortgangsrapportage of a programme: put together, edited, noted by the college, released for the raad."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.assignments.programme_machines import ProgrammeMachine, ProgrammeReportMachine
from app.assignments.programme_models import Programme, ProgrammeReport, ReportedLine
from app.assignments.programme_queries import (
    assignments_in,
    closed_among,
    groups_of,
    last_report_of,
    load_programme,
    members_of,
    readable_lines,
)
from app.assignments.programme_reports import group_lines, people_named, report_lines
from app.assignments.programme_states import Standing
from app.assignments.service.programmes import report_goes_on
from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.permissions import CONSEQUENCE
from app.organisation.models import Person
from app.organisation.queries.directory import active_people
from app.organisation.refusals import RefusedField


@dataclass(frozen=True)
class LineData:
    """What somebody typed about one assignment: the fields of `ReportedLine` that may be edited."""

    assignment: int
    standing: Standing
    why: str = ""
    purpose: str = ""
    reached: str = ""
    deviates: str = ""
    asked: str = ""


def begin_report(programme: Programme, reference_on: date, *, by: Person) -> ProgrammeReport:
    """Put the next report together, as things stood on a day.

    Raises `Refused` for a day to come, and while another report is in the making or lies before the college.
    """
    if reference_on > clock.today():
        raise RefusedField("reference_on", N_("Deze dag moet nog komen. Kies vandaag of een dag die is geweest."))
    if reference_on < programme.starts_on:
        raise RefusedField("reference_on", N_("Op deze dag was het programma nog niet begonnen."))
    drive(
        ProgrammeMachine,
        programme,
        "report",
        actor=by,
        details={"on": reference_on.isoformat()},
        report_goes_on=report_goes_on(programme),
    )
    before = last_report_of(programme)
    number = before.number + 1 if before else 1
    report = ProgrammeReport(programme=programme, written_by=by, number=number, reference_on=reference_on)
    _put_together(report, by=by)
    db.session.add(report)
    db.session.flush()
    begin(ProgrammeReportMachine, report, "begin", actor=by, details={"on": reference_on.isoformat()})
    return report


def put_together_again(report: ProgrammeReport, *, by: Person) -> None:
    """Begin its text anew from how things stand; what was typed is gone."""
    drive(ProgrammeReportMachine, report, "put_together", actor=by)
    _put_together(report, by=by)


def edit_report(
    report: ProgrammeReport, summary: str, lines: Sequence[LineData], *, by: Person, revision: int | None = None
) -> None:
    """Say it otherwise. `revision` is that of the report on the screen. Raises `Refused` when it moved on since."""
    if revision is not None and revision != report.revision:
        raise Refused(N_("Iemand anders heeft deze tekst net ook veranderd. Jouw tekst staat hier nog: vergelijk ze."))
    drive(ProgrammeReportMachine, report, "edit", actor=by)
    typed = {one.assignment: one for one in lines}
    report.summary = summary.strip()
    visible = {one["assignment"] for one in readable_lines(report, by)}
    report.lines = [_edited(one, typed) if one["assignment"] in visible else one for one in report.lines]


def propose(report: ProgrammeReport, *, by: Person) -> None:
    """Put it before the college: it waits in the pool of its agenda.

    Raises `Refused` while it does not say how an assignment stands, holds what is vertrouwelijk now, or names somebody.
    """
    named = people_named(report, active_people(clock.today()))
    drive(ProgrammeReportMachine, report, "propose", actor=by, closed=_closed_in(report), named=named)


def take_back(report: ProgrammeReport, *, by: Person) -> None:
    """Take it back to edit it, while it is on no agenda."""
    drive(ProgrammeReportMachine, report, "take_back", actor=by)


def come_on_agenda(report: ProgrammeReport, *, by: Actor) -> None:
    """The college took it into its agenda. Follows from putting it there."""
    drive(ProgrammeReportMachine, report, "put_on_agenda", actor=by, permission=CONSEQUENCE)
    report.is_on_agenda = True


def note(report: ProgrammeReport, *, by: Actor) -> None:
    """The college has noted it (kennisgenomen): from here on its text stays as it is."""
    drive(ProgrammeReportMachine, report, "note", actor=by, permission=CONSEQUENCE)
    report.noted_on = clock.today()


def send_back(report: ProgrammeReport, *, by: Actor, reason: str = "") -> None:
    """The college did not note it: it is its writers' again, with the reason."""
    drive(
        ProgrammeReportMachine,
        report,
        "send_back",
        actor=by,
        permission=CONSEQUENCE,
        details={"reason": reason.strip()},
    )
    report.is_on_agenda = False


def release(report: ProgrammeReport, *, by: Person) -> None:
    """Release what the college noted for the raad. Raises `Refused` when something in it is vertrouwelijk now."""
    drive(ProgrammeReportMachine, report, "release", actor=by, closed=_closed_in(report))
    report.released_at, report.released_by_id = clock.now(), by.id


def _put_together(report: ProgrammeReport, *, by: Person) -> None:
    programme = load_programme(report.programme.id)
    report.lines = report_lines(assignments_in(programme, by), report.reference_on)
    report.groups = group_lines((one, len(members_of(one))) for one in groups_of(programme))


def _edited(line: ReportedLine, typed: Mapping[int, LineData]) -> ReportedLine:
    said = typed.get(line["assignment"])
    if said is None:
        return line
    return ReportedLine(
        **line
        | {
            "standing": said.standing.value,
            "why": said.why.strip(),
            "purpose": said.purpose.strip(),
            "reached": said.reached.strip(),
            "deviates": said.deviates.strip(),
            "asked": said.asked.strip(),
        }
    )


def _closed_in(report: ProgrammeReport) -> set[int]:
    return closed_among(one["assignment"] for one in report.lines)
