"""Who may what in an election. What is said in it stays at the table of the unit; its outcome is in the register."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.core import permissions
from app.decisions.queries.visibility import led_units, own_tables
from app.elections.models import Election
from app.organisation.models import Person, Unit


class Position(StrEnum):
    """In what capacity somebody stands to an election."""

    ELECTOR = "elector"
    """Was written down as taking part, and still sits at the table."""
    LEADING = "leading"
    """Gespreksleider, secretaris or leader of the unit."""
    MEMBER = "member"
    """Sits at the table."""


P = Position
PERMISSIONS: Mapping[str, frozenset[Position]] = {
    "election:read": frozenset({P.ELECTOR, P.LEADING, P.MEMBER}),
    "election:nominate": frozenset({P.ELECTOR}),
    "election:change": frozenset({P.ELECTOR}),
    "election:change_for": frozenset({P.LEADING}),
    "election:lead": frozenset({P.LEADING}),
    "election:ask_nominations": frozenset({P.LEADING}),
    "election:show": frozenset({P.LEADING}),
    "election:propose": frozenset({P.LEADING}),
    "election:step_back": frozenset({P.LEADING}),
    "election:ask_consent": frozenset({P.LEADING}),
    "election:abandon": frozenset({P.LEADING}),
}
"""Which capacity a permission asks for; one of them is enough."""


def positions(actor: Any, election: Election) -> frozenset[Position]:
    """In what capacities somebody stands to an election."""
    if not isinstance(actor, Person) or election.unit_id not in own_tables(actor):
        return frozenset()
    held = {P.MEMBER}
    if election.place_of(actor.id) is not None:
        held.add(P.ELECTOR)
    if election.unit_id in led_units(actor):
        held.add(P.LEADING)
    return frozenset(held)


def may_start(actor: Any, unit: Unit) -> bool:
    """Whoever leads rounds of the unit."""
    return isinstance(actor, Person) and unit.id in led_units(actor)


def _any_of(wanted: frozenset[Position]) -> permissions.Predicate:
    return lambda actor, election: not wanted.isdisjoint(positions(actor, election))


RULES: dict[str, permissions.Predicate] = {name: _any_of(wanted) for name, wanted in PERMISSIONS.items()} | {
    "unit:elect": may_start
}
