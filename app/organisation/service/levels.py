"""What can be done with the levels on which people steer: add, rename, put in another order."""

from sqlalchemy import select

from app.core import journal, permissions
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_
from app.organisation.models import SteeringLevel
from app.organisation.refusals import RefusedField

FIRST_LEVELS = ("individu", "cluster", "team", "afdeling", "domein", "concern", "college")


def seed_levels() -> list[SteeringLevel]:
    """Make the levels of D.1529312 where there is none yet. Returns all levels, from narrow to wide."""
    session = db.session()
    levels = _in_order()
    if not levels:
        levels = [SteeringLevel(name=name, rank=rank) for rank, name in enumerate(FIRST_LEVELS, start=1)]
        session.add_all(levels)
        session.flush()
    return levels


def add_level(name: str, place: int, *, actor: Actor) -> SteeringLevel:
    """Make a level that comes at `place` in the order from narrow to wide, counted from 0."""
    permissions.demand(actor, "unit:administer")
    levels = _in_order()
    _demand_free_name(name, levels)
    level = SteeringLevel(name=name, rank=len(levels) + 1)
    db.session.add(level)
    db.session.flush()
    _put_in_order([*levels[:place], level, *levels[place:]])
    journal.record("level", level.id, "create", actor=actor, details={"name": name, "rank": level.rank})
    return level


def change_level(level: SteeringLevel, name: str, place: int, *, actor: Actor) -> SteeringLevel:
    """Rename a level and put it at `place` among the others. Without a difference nothing is recorded."""
    permissions.demand(actor, "unit:administer")
    others = [other for other in _in_order() if other is not level]
    _demand_free_name(name, others)
    before = {"name": level.name, "rank": level.rank}
    level.name = name
    _put_in_order([*others[:place], level, *others[place:]])
    after = {"name": level.name, "rank": level.rank}
    changed = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    if changed:
        journal.record("level", level.id, "change", actor=actor, details=changed)
    return level


def _in_order() -> list[SteeringLevel]:
    return list(db.session.scalars(select(SteeringLevel).order_by(SteeringLevel.rank).with_for_update()))


def _demand_free_name(name: str, levels: list[SteeringLevel]) -> None:
    if any(level.name.casefold() == name.casefold() for level in levels):
        raise RefusedField("name", N_("Er is al een niveau dat %(name)s heet."), name=name)


def _put_in_order(levels: list[SteeringLevel]) -> None:
    """Ranks are unique in the database at every moment, so they first step aside."""
    if [level.rank for level in levels] == list(range(1, len(levels) + 1)):
        return
    for rank, level in enumerate(levels, start=1):
        level.rank = -rank
    db.session.flush()
    for rank, level in enumerate(levels, start=1):
        level.rank = rank
    db.session.flush()
