"""When a unit stops: the assignments that stood in its register go on in that of the unit that takes over."""

from sqlalchemy import select

from app.assignments.assignment_machine import AssignmentMachine
from app.assignments.models import Assignment
from app.assignments.queries import assignments_for, locked_assignment
from app.assignments.states import ENDS
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
    return {"assignment": keys}


def told_of_handed_over(keys: Keys, reader: Actor) -> list[HandedOver]:
    """Those that their reader may read. A constant number of queries."""
    brought = keys.get("assignment", ())
    if not brought or not isinstance(reader, Person):
        return []
    found = assignments_for(reader, Assignment.id.in_(brought))
    return [HandedOver(N_("opdracht"), one.title, "assignments.show", {"assignment_id": one.id}) for one in found]
