"""What a voortgangsrapportage says of each assignment and work group before anybody edits it.

`report_lines` is the one place that knows where this comes from: today from what was agreed; progress reports of
single assignments are to be joined in there.
"""

import re
from collections.abc import Iterable
from datetime import date

from app.assignments.models import Assignment, AssignmentVersion
from app.assignments.programme_models import ProgrammeReport, ReportedGroup, ReportedLine
from app.assignments.programme_states import Standing
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
TALKED_OVER = "De partijen praten opnieuw over wat is afgesproken. Tot die tijd geldt wat er staat."


def report_lines(assignments: Iterable[Assignment], on: date) -> list[ReportedLine]:
    """A line for each assignment that was agreed and is not closed, as it stood on a day.

    No queries: versions and parties must be loaded.
    """
    told = ((one, one.in_force) for one in assignments if not one.is_closed)
    return [_line(one, version, on) for one, version in told if version is not None]


def _line(assignment: Assignment, version: AssignmentVersion, on: date) -> ReportedLine:
    governing = [
        one.name for one in assignment.parties if one.role is PartyRole.GOVERNING_COMMISSIONER and one.is_there(on)
    ]
    return ReportedLine(
        assignment=assignment.id,
        title=version.title,
        governing=", ".join(governing),
        standing=_STANDINGS.get(assignment.state, Standing.UNTOLD).value,
        why=TALKED_OVER if assignment.state is AssignmentState.RENEGOTIATING else "",
        purpose=version.texts.get("purpose", ""),
        reached="",
        deviates="",
        asked="",
        milestones=list(version.milestones),
    )


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
