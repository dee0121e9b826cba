"""For which units somebody may write a proposal, and who sits there."""

from sqlalchemy import and_, or_, select

from app.core import clock
from app.core.database import db
from app.core.permissions import may
from app.organisation.models import Membership, Person, Unit
from app.organisation.queries import active_units
from app.organisation.states import LEADING_ROLES, LINKING_ROLES


def units_to_propose_in(person: Person) -> list[Unit]:
    """The units to which somebody may bring a proposal, those they are a member of first. Three queries at most."""
    units = [unit for unit in active_units(clock.today()) if may(person, "proposal:create", unit)]
    own = {one.unit_id for one in person.memberships if one.is_active(clock.today())}
    return sorted(units, key=lambda unit: unit.id not in own)


def people_at_tables(units: list[Unit]) -> list[Person]:
    """Everybody who sits at the table of one of these units, by name, the double links included. One query."""
    today, ids = clock.today(), [unit.id for unit in units]
    linked = and_(Unit.parent_id.in_(ids), Membership.role.in_(LINKING_ROLES), Unit.active_on(today))
    query = (
        select(Person)
        .join(Person.memberships)
        .join(Membership.unit)
        .where(Membership.active_on(today), or_(Membership.unit_id.in_(ids), linked))
        .order_by(Person.name, Person.id)
        .distinct()
    )
    return list(db.session.scalars(query))


def is_led(unit: Unit) -> bool:
    """Whether anybody may set rounds ready in a unit and lead them. One query."""
    leading = select(Membership.id).where(
        Membership.unit_id == unit.id, Membership.role.in_(LEADING_ROLES), Membership.active_on(clock.today())
    )
    return db.session.scalar(leading.limit(1)) is not None
