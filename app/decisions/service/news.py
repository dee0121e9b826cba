"""News of rounds for the floors above, told in the transaction in which it happened."""

from collections.abc import Callable

from app.core.actor import Actor
from app.decisions.models import ConsentRound

Listener = Callable[[ConsentRound, Actor], None]
"""Takes the round, and who did it."""


class News:
    """One kind of news, and who wants to hear it."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def tell_me(self, listener: Listener) -> Listener:
        """Let a floor above hear of it from now on."""
        if listener not in self._listeners:
            self._listeners.append(listener)
        return listener

    def spread(self, round_: ConsentRound, *, by: Actor) -> None:
        """Tell everybody, after all that follows from it here. Nothing of an oefenronde: it leaves no trace."""
        for listener in () if round_.proposal.rehearsal else self._listeners:
            listener(round_, by)


A_ROUND_ENDED = News()
OTHERS_CONSENT_TOO = News()
"""Another body was invited into a round, or left out again."""
