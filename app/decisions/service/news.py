"""News of rounds and decisions for the floors above, told in the transaction in which it happened."""

from collections.abc import Callable
from typing import Generic, TypeVar

from app.core.actor import Actor
from app.decisions.models import ConsentRound, Decision

About = TypeVar("About", ConsentRound, Decision)


class News(Generic[About]):
    """One kind of news, and who wants to hear it: each takes what it is about, and who did it."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[About, Actor], None]] = []

    def tell_me(self, listener: Callable[[About, Actor], None]) -> Callable[[About, Actor], None]:
        """Let a floor above hear of it from now on."""
        if listener not in self._listeners:
            self._listeners.append(listener)
        return listener

    def spread(self, about: About, *, by: Actor) -> None:
        """Tell everybody, after all that follows from it here. Nothing of an oefenronde: it leaves no trace."""
        is_rehearsed = about.proposal is not None and about.proposal.rehearsal
        for listener in () if is_rehearsed else self._listeners:
            listener(about, by)


A_ROUND_ENDED = News[ConsentRound]()
OTHERS_CONSENT_TOO = News[ConsentRound]()
"""Another body was invited into a round, or left out again."""
A_PROPOSAL_WAS_EXECUTED = News[Decision]()
"""Whoever holds a mandate, or was named in a round, decided it as uitvoering."""
