"""What was agreed for a later day begins on that day."""

from sqlalchemy import select

from app.assignments.models import Assignment, AssignmentVersion
from app.assignments.queries import locked_assignment
from app.assignments.service.agreeing import begin_when_it_is_time
from app.assignments.states import AssignmentState
from app.core import clock
from app.core.actor import SYSTEM
from app.core.database import db
from app.core.transaction import transaction


def begin_due() -> None:
    """Let run what was agreed and whose first day has come. Harmless at any moment."""
    its_version = (AssignmentVersion.assignment_id == Assignment.id) & (
        AssignmentVersion.number == Assignment.version_in_force
    )
    waiting = select(Assignment.id).join(AssignmentVersion, its_version)
    due = waiting.where(Assignment.state == AssignmentState.AGREED, AssignmentVersion.starts_on <= clock.today())
    for key in list(db.session.scalars(due)):
        db.session.rollback()
        with transaction():
            begin_when_it_is_time(locked_assignment(key), by=SYSTEM)
