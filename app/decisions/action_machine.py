"""The chart of an action: it is open until it is done, or dropped with a reason."""

from typing import Any

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine
from app.decisions.models.action import Action
from app.decisions.states import ActionState


class ActionMachine(StrictMachine[Action]):
    """One action, from the day it was agreed."""

    subject_kind = "action"

    s = States.from_enum(ActionState, initial=ActionState.OPEN, final={ActionState.DONE, ActionState.DROPPED})

    finish = s.OPEN.to(s.DONE, validators="has_words")
    hand_over = s.OPEN.to.itself()
    drop = s.OPEN.to(s.DROPPED, validators="has_words")

    def has_words(self, words: str = "", **_given: Any) -> None:
        """The others read what came of it."""
        if not words.strip():
            raise Refused(N_("Schrijf in een paar woorden wat ervan gekomen is."))
