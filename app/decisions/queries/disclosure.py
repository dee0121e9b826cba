"""What the screens about openness read."""

from sqlalchemy import select

from app.core import clock
from app.core.database import db
from app.core.transaction import locked
from app.decisions.models import Secrecy
from app.decisions.queries.visibility import led_units
from app.organisation.models import Person, Unit


def bodies_of(person: Person) -> list[Unit]:
    """The bodies in whose name somebody may impose secrecy today (`law_rules.may_impose`). One query."""
    led = Unit.id.in_(led_units(person))
    query = select(Unit).where(led, Unit.statutory.is_not(None), Unit.active_on(clock.today())).order_by(Unit.name)
    return list(db.session.scalars(query))


def locked_secrecy(key: int) -> Secrecy:
    """A secrecy, locked. Raises `NotFound`."""
    return locked(Secrecy, key)
