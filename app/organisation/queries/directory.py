"""Who is who, and which units and levels there are."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select

from app.core.database import db
from app.organisation.models import Person, SteeringLevel, Unit


def names_of(actor_keys: Iterable[str]) -> dict[str, str]:
    """The names behind "person:<id>" pseudonyms. One query; keys of no known person are left out."""
    ids = {int(key.partition(":")[2]) for key in actor_keys if key.startswith("person:")}
    if not ids:
        return {}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {f"person:{key}": name for key, name in rows}


def person_by_email(email: str) -> Person | None:
    """Whoever has an e-mail address, in capitals or not. One query."""
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def active_people(on: date) -> list[Person]:
    """Everybody who works here on a day, by name. One query."""
    query = select(Person).where(or_(Person.ends_on.is_(None), Person.ends_on >= on)).order_by(*Person.by_name())
    return list(db.session.scalars(query))


def active_units(on: date) -> list[Unit]:
    """Every unit that exists on a day, from wide to narrow and by name. One query."""
    query = select(Unit).join(Unit.level).where(Unit.active_on(on)).order_by(SteeringLevel.rank.desc(), *Unit.by_name())
    return list(db.session.scalars(query))


def levels() -> list[SteeringLevel]:
    """Every level, from narrow to wide. One query."""
    return list(db.session.scalars(select(SteeringLevel).order_by(SteeringLevel.rank)))
