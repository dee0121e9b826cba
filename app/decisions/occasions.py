"""What a round is held in: a floor above, such as a meeting, says where people came from and go back to."""

from collections.abc import Callable
from dataclasses import dataclass

from app.core.actor import Actor
from app.decisions.models import ConsentRound


@dataclass(frozen=True)
class Occasion:
    """What is going on around a round, for one reader who may know of it."""

    title: str
    address: str
    """Of the reader's own page there. When the round ends, screens that stand at it go there by themselves."""


Finder = Callable[[ConsentRound, Actor, str], Occasion | None]
"""Takes a round, its reader, and the audience as which they look."""

_finders: list[Finder] = []


def when_rounds_are_held_in(finder: Finder) -> Finder:
    """Let a floor above say what a round is part of."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def occasion_of(round_: ConsentRound, reader: Actor, audience: str) -> Occasion | None:
    """What a round is part of now, or None when it is held by itself. A query for each floor that knows of some."""
    return next((found for finder in _finders if (found := finder(round_, reader, audience)) is not None), None)
