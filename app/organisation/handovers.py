"""What a unit leaves behind when it stops, without this floor knowing what there is.

The features above say what goes on that must end first, bring what is open to the unit that takes over, and tell
afterwards what that was.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.actor import Actor
from app.core.telling import told
from app.organisation.models import Unit

Keys = Mapping[str, Sequence[int]]
"""What was handed over: keys by the kind of thing."""


@dataclass(frozen=True)
class Stop:
    """A unit that stops: to which other its open things go, why, and who stops it."""

    unit: Unit
    to: Unit
    reason: str
    by: Actor


@dataclass(frozen=True)
class GoingOn:
    """Something that must end before a unit can stop, in words that the actor may read."""

    msgid: str
    words: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class HandedOver:
    """One thing that another unit took over, as its reader may know it."""

    kind: str
    """What it is, to be translated."""
    title: str
    endpoint: str | None = None
    """Where it can be read, if it has a page of its own."""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Handover:
    """One feature's part in it."""

    going_on: Callable[[Unit, Actor], list[GoingOn]]
    """What must end before the unit can stop."""
    bring: Callable[[Stop], Keys]
    """Brings what is open to the other unit, each recorded in its own journal, and ends what has no sense there."""
    tell: Callable[[Keys, Actor], list[HandedOver]]
    """Of what was handed over: what a reader may know of, in a constant number of queries."""


_handovers: list[Handover] = []


def when_a_unit_stops(handover: Handover) -> None:
    """Let a feature take part, in the order of registering."""
    if handover not in _handovers:
        _handovers.append(handover)


def going_on_in(unit: Unit, actor: Actor) -> list[str]:
    """Everything that must end before the unit can stop, in the language of the actor."""
    return [told(one) for handover in _handovers for one in handover.going_on(unit, actor)]


def bring_over(stop: Stop) -> dict[str, list[int]]:
    """Bring everything that is open to the unit that takes over."""
    return {kind: list(keys) for handover in _handovers for kind, keys in handover.bring(stop).items() if keys}


def told_of(keys: Keys, reader: Actor) -> list[HandedOver]:
    """What was handed over, as far as a reader may know."""
    return [one for handover in _handovers for one in handover.tell(keys, reader)] if keys else []
