"""Following what was agreed: milestones that are expected and reached, and information agreements that are kept."""

from datetime import date
from typing import Any

from app.assignments.assignment_machine import AssignmentMachine
from app.assignments.following_models import AssignmentMilestone, InformationDue
from app.assignments.models import Assignment, InformationAgreement
from app.assignments.states import Involving, Rhythm
from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import NotFound
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE
from app.organisation.models import Person, Unit
from app.organisation.temporary import who_took_over


def follow(assignment: Assignment) -> None:
    """Let the milestones and information agreements be those of the version in force, and of no other.

    What was reached stays reached, by what it says. An agreement that stays the same goes on where it is; what is not
    agreed any more lapses.
    """
    _follow_milestones(assignment)
    _follow_information(assignment)
    db.session.flush()


def expect(assignment: Assignment, milestone_id: int, on: date, *, by: Person) -> None:
    """Say, as who does the work, when a milestone is expected now. Raises `Refused` for a day that was."""
    milestone = _milestone(assignment, milestone_id)
    details = {"milestone": milestone.what, "on": on.isoformat()}
    drive(AssignmentMachine, assignment, "expect", actor=by, details=details, milestone=milestone, on=on)
    milestone.expected_on = on


def reach(assignment: Assignment, milestone_id: int, on: date, *, by: Person) -> None:
    """Say that a milestone is there, since a day. Raises `NotFound`, and `Refused` when it was already."""
    milestone = _milestone(assignment, milestone_id)
    details = {"milestone": milestone.what, "on": on.isoformat()}
    drive(AssignmentMachine, assignment, "reach", actor=by, details=details, milestone=milestone, on=on)
    milestone.reached_on = on


def inform(assignment: Assignment, information_id: int, told: str, *, by: Actor, follows: bool = False) -> None:
    """Keep an information agreement, with what was told or where it can be read; the next time is planned.

    `follows` says that it comes of something else, such as an item in a meeting. Raises `NotFound`, and `Refused`
    without a word or when it was kept already.
    """
    information = next((one for one in assignment.information if one.id == information_id), None)
    if information is None:
        raise NotFound
    drive(
        AssignmentMachine,
        assignment,
        "inform",
        actor=by,
        permission=CONSEQUENCE if follows else None,
        details={"about": information.about, "unit": information.unit_id, "told": told.strip()},
        information=information,
        reason=told,
    )
    information.told, information.kept_at = told.strip(), clock.now()
    information.kept_by_id = by.id if isinstance(by, Person) else None
    _plan_next(information)


def _plan_next(information: InformationDue) -> None:
    """The first time by its rhythm after the one that was kept, that is not past already."""
    months = information.rhythm.months
    if not months:
        return
    times, due_on = 1, information.first_on
    while due_on <= information.due_on or due_on < clock.today():
        # Counted from the first day: from the 31st, by way of February, it would be the 28th for ever.
        due_on = clock.months_after(information.first_on, months * times)
        times += 1
    db.session.add(
        InformationDue(
            assignment=information.assignment,
            unit=information.unit,
            about=information.about,
            how=information.how,
            rhythm=information.rhythm,
            first_on=information.first_on,
            due_on=due_on,
        )
    )
    db.session.flush()


def _follow_milestones(assignment: Assignment) -> None:
    reached = [one for one in assignment.milestones if one.is_reached]
    assignment.milestones.clear()
    db.session.flush()
    for agreed in assignment.current.milestones:
        before = next((one for one in reached if one.what == agreed["what"]), None)
        milestone = AssignmentMilestone(
            assignment=assignment, what=agreed["what"], due_on=date.fromisoformat(agreed["due_on"])
        )
        db.session.add(milestone)
        if before is not None:
            reached.remove(before)
            milestone.reached_on = before.reached_on


def _follow_information(assignment: Assignment) -> None:
    known = [one for one in assignment.information if one.lapsed_at is None]
    keys = {_key(one) for one in known}
    heirs = who_took_over(one["unit"] for one in assignment.current.information)
    agreed = [(heirs[one["unit"]], _details(one)) for one in assignment.current.information]
    for unit_id, details in agreed:
        if (unit_id, *details.values()) not in keys:
            unit = db.session.get_one(Unit, unit_id)
            db.session.add(InformationDue(assignment=assignment, unit=unit, **details, due_on=details["first_on"]))
    still = {(unit_id, *details.values()) for unit_id, details in agreed}
    for one in known:
        if _key(one) not in still and one.is_open:
            one.lapsed_at = clock.now()


def _details(agreed: InformationAgreement) -> dict[str, Any]:
    return {
        "about": agreed["about"],
        "how": Involving(agreed["how"]),
        "rhythm": Rhythm(agreed["rhythm"]),
        "first_on": date.fromisoformat(agreed["first_on"]),
    }


def _key(one: InformationDue) -> tuple[object, ...]:
    return one.unit_id, one.about, one.how, one.rhythm, one.first_on


def _milestone(assignment: Assignment, milestone_id: int) -> AssignmentMilestone:
    found = next((one for one in assignment.milestones if one.id == milestone_id), None)
    if found is None:
        raise NotFound
    return found
