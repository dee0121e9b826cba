"""Who sits at the table of which unit: the one place that knows of the double link."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from app.core.database import db
from app.organisation.models import Membership, Person, Unit
from app.organisation.states import LINKING_ROLES, Role


@dataclass(frozen=True)
class Seat:
    """Somebody's place at the table of a unit: who, in which role, and in which unit they hold it."""

    person: Person
    role: Role
    unit: Unit
    is_absent: bool
    since: date

    def is_link_from(self, table: Unit) -> bool:
        """Whether the seat at `table` comes from leading or representing a unit within it."""
        return self.unit.id != table.id


def seats_of(unit: Unit, on: date) -> list[Seat]:
    """Who sits at the table of `unit` on a day, by name: its members, and the double links of its sub-units.

    Somebody with several roles appears once for each; advisers are included. One query.
    """
    linked = and_(Unit.parent_id == unit.id, Membership.role.in_(LINKING_ROLES), Unit.active_on(on))
    query = (
        select(Membership)
        .join(Membership.unit)
        .where(Membership.active_on(on), or_(Membership.unit_id == unit.id, linked))
        .options(joinedload(Membership.person), joinedload(Membership.unit))
    )
    seats = [
        Seat(row.person, row.role, row.unit, row.is_absent(on), row.starts_on) for row in db.session.scalars(query)
    ]
    return sorted(
        seats, key=lambda seat: (seat.person.name.casefold(), seat.is_link_from(unit), list(Role).index(seat.role))
    )


def deciding_seats(unit: Unit, on: date) -> list[Seat]:
    """Whose consent `unit` needs on a day: one seat a person, advisers left out. One query.

    A role in the unit itself goes before a link from a sub-unit. In the college only its members decide (`decides_as`).
    """
    seats: dict[int, Seat] = {}
    for seat in seats_of(unit, on):
        if unit.decides_as(seat.role, held_here=not seat.is_link_from(unit)):
            seats.setdefault(seat.person.id, seat)
    return list(seats.values())


def roles_of(person_id: int, unit_id: int, on: date) -> set[Role]:
    """The roles somebody holds in a unit on a day. One query."""
    query = select(Membership.role).where(
        Membership.person_id == person_id, Membership.unit_id == unit_id, Membership.active_on(on)
    )
    return set(db.session.scalars(query))


def units_where_seated(person_id: int, on: date) -> set[int]:
    """The ids of the units at whose table somebody sits on a day, the double links included. One query."""
    query = (
        select(Membership.role, Unit.id, Unit.parent_id)
        .join(Membership.unit)
        .where(Membership.person_id == person_id, Membership.active_on(on), Unit.active_on(on))
    )
    ids = set()
    for role, unit_id, parent_id in db.session.execute(query):
        ids.add(unit_id)
        if role in LINKING_ROLES and parent_id is not None:
            ids.add(parent_id)
    return ids
