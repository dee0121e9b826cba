"""On which days a unit works, and how long it gives people who are not in the room: the unit's own choice."""

from dataclasses import asdict, dataclass

from app.core import journal, permissions
from app.core.actor import Actor
from app.organisation.models import Unit


@dataclass(frozen=True)
class Terms:
    """The working days of a unit (1 is Monday), and its terms in working days."""

    working_weekdays: str
    written_days: int
    """How long each phase of a written round takes, unless whoever opens it says otherwise."""
    reopen_days: int
    """For how long who was absent may take up again what those present decided."""


def terms_of(unit: Unit) -> Terms:
    """The terms of a unit as they are."""
    return Terms(unit.working_weekdays, unit.written_days, unit.reopen_days)


def set_terms(unit: Unit, terms: Terms, *, actor: Actor) -> Unit:
    """Give a unit other working days or terms. Rounds that go on keep theirs. Without a difference nothing is noted."""
    permissions.demand(actor, "unit:administer", unit)
    before, after = asdict(terms_of(unit)), asdict(terms)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changed:
        for name in changed:
            setattr(unit, name, after[name])
        journal.record("unit", unit.id, "set_terms", actor=actor, details=changed)
    return unit
