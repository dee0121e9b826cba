"""What the page of an assignment shows of its milestones and information agreements."""

from dataclasses import dataclass
from typing import Any

from app.assignments.following_models import AssignmentMilestone, InformationDue
from app.assignments.forms.following import ExpectForm, InformForm, ReachForm
from app.assignments.models import Assignment
from app.assignments.states import FOLLOWED
from app.assignments.time_line import Line, draw


@dataclass(frozen=True)
class Followed:
    """How it stands with what was agreed on time and on telling others."""

    line: Line | None
    beyond: list[AssignmentMilestone]
    """Those that are later than agreed by more than the margin."""
    margin_days: int
    information: list[InformationDue]
    """What is open."""
    kept: list[InformationDue]
    """The last first."""


def followed(assignment: Assignment) -> Followed:
    """How it stands. No queries of its own."""
    times = assignment.information
    return Followed(
        line=draw(assignment) if assignment.milestones else None,
        beyond=beyond_the_margin(assignment),
        margin_days=margin_of(assignment),
        information=[one for one in times if one.is_open],
        kept=[one for one in reversed(times) if one.kept_at is not None],
    )


def margin_of(assignment: Assignment) -> int:
    """How many days a milestone may slip, as agreed."""
    return (assignment.in_force or assignment.current).margin_days


def beyond_the_margin(assignment: Assignment) -> list[AssignmentMilestone]:
    """The milestones that are not there and slip so far that it is to be talked over anew."""
    if assignment.state not in FOLLOWED:
        return []
    margin = margin_of(assignment)
    return [one for one in assignment.milestones if not one.is_reached and one.days_late > margin]


def following_forms(assignment: Assignment, can: frozenset[str]) -> dict[str, Any]:
    """A form for whatever its reader can say about each of them."""
    left = [one for one in assignment.milestones if not one.is_reached]
    times = [one for one in assignment.information if one.is_open]
    return {
        "expects": {one.id: ExpectForm(one) for one in left} if "expect" in can else {},
        "reaches": {one.id: ReachForm(one) for one in left} if "reach" in can else {},
        "informs": {one.id: InformForm(one.id) for one in times} if "inform" in can else {},
    }
