"""Who the demo offers to sign in as."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.core.database import db
from app.organisation.models import Membership, Person, SteeringLevel, Unit
from app.organisation.states import Role

MOST = 30
MOST_OF_A_UNIT = 8
MOST_WITHOUT_ROLE = 3
BY_INTEREST = (Role.CHAIR, Role.SECRETARY, Role.LEADER, Role.REPRESENTATIVE, Role.MEMBER, Role.ADVISER)


@dataclass
class DemoPerson:
    """Somebody to sign in as with one click, and what they are in the unit they are shown with."""

    person: Person
    unit: Unit
    roles: list[Role] = field(default_factory=list)


def people_of_the_demo(on: date) -> tuple[dict[str, list[DemoPerson]], list[Person]]:
    """Some people by the name of the narrowest unit they have a role in, and some without a role. Two queries."""
    found: dict[int, DemoPerson] = {}
    groups: dict[str, list[DemoPerson]] = {}
    for row in _roles(on):
        group = groups.setdefault(row.unit.name, [])
        shown = found.get(row.person_id)
        if shown is None and len(group) < MOST_OF_A_UNIT and len(found) < MOST - MOST_WITHOUT_ROLE:
            shown = found[row.person_id] = DemoPerson(row.person, row.unit)
            group.append(shown)
        if shown is not None and shown.unit is row.unit:
            shown.roles.append(row.role)
    return {name: group for name, group in groups.items() if group}, _people_without_role(on)


def _roles(on: date) -> list[Membership]:
    query = (
        select(Membership)
        .join(Membership.unit)
        .join(Unit.level)
        .where(Membership.active_on(on), Unit.active_on(on))
        .options(joinedload(Membership.person), joinedload(Membership.unit))
        .order_by(SteeringLevel.rank, *Unit.by_name(), Membership.id)
    )
    rows = list(db.session.scalars(query))
    place = {unit_id: number for number, unit_id in enumerate(dict.fromkeys(row.unit_id for row in rows))}
    return sorted(rows, key=lambda row: (place[row.unit_id], BY_INTEREST.index(row.role), row.person.name.casefold()))


def _people_without_role(on: date) -> list[Person]:
    """Some of those who have no role now, a beheerder first."""
    has_role = select(Membership.id).where(Membership.person_id == Person.id, Membership.active_on(on)).exists()
    query = (
        select(Person)
        .where(or_(Person.ends_on.is_(None), Person.ends_on >= on), ~has_role)
        .order_by(Person.is_administrator.desc(), *Person.by_name())
        .limit(MOST_WITHOUT_ROLE)
    )
    return list(db.session.scalars(query))
