"""Reading what is followed: information agreements that come due, and whom they wait for."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import contains_eager, selectinload

from app.assignments.following_models import InformationDue
from app.assignments.models import Assignment, AssignmentParty
from app.assignments.queries import visible_assignments
from app.assignments.states import FOLLOWED, IN_FORCE, PartyRole
from app.core import clock
from app.core.database import db
from app.organisation.models import Person

SOON = timedelta(days=7)
"""How long before its day an information agreement asks for attention."""


def information_due(reader: Person, on: date, *conditions: ColumnElement[bool]) -> list[InformationDue]:
    """What is open by `SOON` after a day, of assignments that `reader` may read, the first day first. Four queries."""
    return list(db.session.scalars(_due(on).where(visible_assignments(reader), *conditions)))


def information_waiting_for(person: Person) -> list[InformationDue]:
    """What comes due, or was not kept, in the work that somebody does. Four queries."""
    does_it = Assignment.parties.any(
        and_(AssignmentParty.person_id == person.id, AssignmentParty.role == PartyRole.CONTRACTOR)
    )
    return [one for one in db.session.scalars(_due(clock.today()).where(does_it)) if person in doing_it(one)]


def all_information_due() -> list[InformationDue]:
    """What comes due, or was not kept, wherever. Four queries."""
    return list(db.session.scalars(_due(clock.today())))


def running_assignments(reader: Person) -> list[Assignment]:
    """What was agreed, is not done and `reader` may read, with all that is followed of it. Six queries."""
    query = (
        select(Assignment)
        .where(Assignment.state.in_(IN_FORCE), visible_assignments(reader))
        .options(
            selectinload(Assignment.versions),
            selectinload(Assignment.parties),
            selectinload(Assignment.proposal),
            selectinload(Assignment.milestones),
            selectinload(Assignment.information),
        )
    )
    return list(db.session.scalars(query))


def doing_it(information: InformationDue) -> list[Person]:
    """Who do the work that it is about, today."""
    return [one.person for one in information.assignment.living if one.role is PartyRole.CONTRACTOR]


def _due(on: date) -> Select[InformationDue]:
    assignment = contains_eager(InformationDue.assignment)
    return (
        select(InformationDue)
        .join(InformationDue.assignment)
        .where(InformationDue.is_still_open(), InformationDue.due_on <= on + SOON, Assignment.state.in_(FOLLOWED))
        .options(
            assignment.selectinload(Assignment.versions),
            assignment.selectinload(Assignment.parties),
            assignment.selectinload(Assignment.proposal),
        )
        .order_by(InformationDue.due_on, InformationDue.id)
    )
