"""Who may what with mandates (design.md, "Who may"). As in `rules`: first in what capacity, then one table.

Everybody who is signed in may read who may decide what: a general mandaat is written (Awb 10:5) and published (3:42).
"""

from enum import StrEnum
from typing import Any

from app.core import clock, permissions
from app.decisions.models import Mandate
from app.decisions.seating import leads
from app.organisation.models import Person, Unit


class Standing(StrEnum):
    """In what capacity somebody stands to a mandate, or to the unit that would give one."""

    GIVER = "giver"
    """Leads the unit that gives it, as gespreksleider, secretaris or leader; of an ondermandaat: who passed it on."""
    HOLDER = "holder"
    COLLEAGUE = "colleague"


S = Standing
PERMISSIONS: dict[str, frozenset[Standing]] = {
    "mandate:read": frozenset({S.COLLEAGUE}),
    "mandate:give": frozenset({S.GIVER}),
    "mandate:decide": frozenset({S.HOLDER, S.GIVER}),
    "mandate:use": frozenset({S.HOLDER}),
    "mandate:pass_on": frozenset({S.HOLDER}),
    "mandate:instruct": frozenset({S.GIVER}),
    "mandate:end": frozenset({S.GIVER}),
    "mandate:withdraw": frozenset({S.GIVER}),
    "mandate:succeed": frozenset({S.GIVER}),
    "mandate:decide_oneself": frozenset({S.GIVER}),
}
"""Which capacity a permission asks for; one of them is enough."""


def standings(actor: Any, subject: Mandate | Unit | None) -> frozenset[Standing]:
    """In what capacities `actor` stands to a mandate, to a unit that might give one, or to the register as a whole."""
    if not isinstance(actor, Person):
        return frozenset()
    held = {S.COLLEAGUE}
    if isinstance(subject, Unit) and leads(actor, subject):
        held.add(S.GIVER)
    if isinstance(subject, Mandate):
        today = clock.today()
        passed_on = subject.parent is not None and subject.parent.is_held_by(actor, today)
        if passed_on or leads(actor, subject.unit):
            held.add(S.GIVER)
        if subject.is_held_by(actor, today):
            held.add(S.HOLDER)
    return frozenset(held)


def _any_of(wanted: frozenset[Standing]) -> permissions.Predicate:
    def holds_one(actor: Any, subject: Any) -> bool:
        return not wanted.isdisjoint(standings(actor, subject))

    return holds_one


RULES: dict[str, permissions.Predicate] = {name: _any_of(wanted) for name, wanted in PERMISSIONS.items()}
