"""When a unit stops: the unit that takes over has its assignments in its register, and is told what it was told."""

from sqlalchemy import select

from app.assignments.assignment_machine import AssignmentMachine
from app.assignments.following_models import InformationDue
from app.assignments.models import Assignment
from app.assignments.queries import assignments_for, locked_assignment
from app.assignments.states import ENDS, IN_FORCE
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE
from app.organisation.handovers import GoingOn, HandedOver, Keys, Stop
from app.organisation.models import Person, Unit


def nothing_must_end_first(_unit: Unit, _actor: Actor) -> list[GoingOn]:
    """An assignment goes on as it is; a round among its parties says for itself that it must end."""
    return []


def bring_over(stop: Stop) -> Keys:
    """Let everything that is not over stand in the register of the other unit. Its parties stay who they are."""
    here = (Assignment.unit_id == stop.unit.id, Assignment.state.not_in(ENDS))
    keys = list(db.session.scalars(select(Assignment.id).where(*here).order_by(Assignment.id)))
    for key in keys:
        assignment = locked_assignment(key)
        details = {"unit": stop.to.name}
        drive(AssignmentMachine, assignment, "hand_over", actor=stop.by, permission=CONSEQUENCE, details=details)
        assignment.unit = stop.to
    return {"assignment": keys, "information": _redirect(stop)}


def _redirect(stop: Stop) -> list[int]:
    """Let the other unit be told what this one was to be told; gives the keys of the assignments."""
    waiting = (InformationDue.unit_id == stop.unit.id, InformationDue.is_still_open(), Assignment.state.in_(IN_FORCE))
    query = select(Assignment.id).join(Assignment.information).where(*waiting).distinct().order_by(Assignment.id)
    keys = list(db.session.scalars(query))
    for key in keys:
        assignment = locked_assignment(key)
        details = {"unit": stop.to.name}
        drive(AssignmentMachine, assignment, "redirect", actor=stop.by, permission=CONSEQUENCE, details=details)
        for one in assignment.information:
            if one.is_open and one.unit_id == stop.unit.id:
                one.unit = stop.to
    return keys


def told_of_handed_over(keys: Keys, reader: Actor) -> list[HandedOver]:
    """Those that their reader may read. A constant number of queries."""
    brought, told = keys.get("assignment", ()), keys.get("information", ())
    if not (brought or told) or not isinstance(reader, Person):
        return []
    found = {one.id: one for one in assignments_for(reader, Assignment.id.in_({*brought, *told}))}
    kinds = ((N_("opdracht"), brought), (N_("informatieafspraak"), told))
    return [
        HandedOver(kind, found[key].title, "assignments.show", {"assignment_id": key})
        for kind, those in kinds
        for key in those
        if key in found
    ]
