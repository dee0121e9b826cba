"""What a voortgangsrapportage says of each assignment and work group before anybody edits it.

`report_lines` is the one place that knows where this comes from: what was agreed, and the last progress report of each.
"""

import re
from collections.abc import Iterable
from datetime import date

from app.assignments.courses import Aspect, Course
from app.assignments.models import Assignment, AssignmentVersion
from app.assignments.programme_models import ProgrammeReport, ReportedGroup, ReportedLine
from app.assignments.programme_states import Standing
from app.assignments.reporting_models import ProgressReport
from app.assignments.reporting_queries import last_reports
from app.assignments.states import AssignmentState, PartyRole
from app.organisation.models import Person, Unit
from app.organisation.temporary import TemporaryUnit

_STANDINGS = {
    AssignmentState.AGREED: Standing.NOT_BEGUN,
    AssignmentState.RENEGOTIATING: Standing.ATTENTION,
    AssignmentState.COMPLETED: Standing.DONE,
    AssignmentState.REVIEWED: Standing.DONE,
    AssignmentState.CANCELLED: Standing.STOPPED,
}
_COURSES = {Course.ON: Standing.ON_COURSE, Course.ATTENTION: Standing.ATTENTION, Course.OFF: Standing.OFF_COURSE}
GOING_ON = (AssignmentState.ACTIVE, AssignmentState.RENEGOTIATING)
TALKED_OVER = "De partijen praten opnieuw over wat is afgesproken. Tot die tijd geldt wat er staat."


def report_lines(assignments: Iterable[Assignment], on: date) -> list[ReportedLine]:
    """A line for each assignment that was agreed and is not closed, as it stood on a day.

    One query: versions and parties must be loaded.
    """
    told = [(one, one.in_force) for one in assignments if not one.is_closed]
    reports = last_reports([one.id for one, _version in told], on)
    return [_line(one, version, reports.get(one.id), on) for one, version in told if version is not None]


def _line(assignment: Assignment, version: AssignmentVersion, last: ProgressReport | None, on: date) -> ReportedLine:
    governing = [
        one.name for one in assignment.parties if one.role is PartyRole.GOVERNING_COMMISSIONER and one.is_there(on)
    ]
    return ReportedLine(
        assignment=assignment.id,
        title=version.title,
        governing=", ".join(governing),
        standing=_standing(assignment, last).value,
        why=_why(assignment, last),
        purpose=version.texts.get("purpose", ""),
        reached=last.reached if last else "",
        deviates=last.deviates if last else "",
        asked=last.asked if last else "",
        milestones=list(version.milestones),
    )


def _standing(assignment: Assignment, last: ProgressReport | None) -> Standing:
    if last is not None and assignment.state in GOING_ON:
        return _COURSES[last.course]
    return _STANDINGS.get(assignment.state, Standing.UNTOLD)


def _why(assignment: Assignment, last: ProgressReport | None) -> str:
    talked_over = TALKED_OVER if assignment.state is AssignmentState.RENEGOTIATING else ""
    said = last.why_of(Aspect.WHOLE) if last is not None and assignment.state in GOING_ON else ""
    return " ".join(one for one in (said, talked_over) if one)


def people_named(report: ProgrammeReport, people: Iterable[Person]) -> list[str]:
    """Which of these people a report names by their whole name, the bestuurlijk opdrachtgevers aside."""
    said = [report.summary, *(one["task"] for one in report.groups)]
    for one in report.lines:
        said += [one["title"], one["why"], one["purpose"], one["reached"], one["deviates"], one["asked"]]
        said += [each["what"] for each in one["milestones"]]
    text, governing = "\n".join(said), {name for one in report.lines for name in one["governing"].split(", ")}
    found = (one.name for one in people if re.search(rf"\b{re.escape(one.name)}\b", text))
    return sorted({name for name in found if name not in governing})


def group_lines(groups: Iterable[tuple[TemporaryUnit, int]]) -> list[ReportedGroup]:
    """Each work group with how many people are in it: never who, for the raad reads it."""
    return [_group(temporary.unit, temporary, members) for temporary, members in groups]


def _group(unit: Unit, temporary: TemporaryUnit, members: int) -> ReportedGroup:
    return ReportedGroup(
        name=unit.name,
        kind=temporary.kind.value,
        task=unit.purpose,
        since=unit.starts_on.isoformat(),
        members=members,
    )
