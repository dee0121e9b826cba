"""The chart of a decision (design.md)."""

from typing import Any

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.decisions.models.decision import Decision
from app.decisions.states import DecisionState, Origin


class DecisionMachine(StrictMachine):
    """One decision, from the day it holds until it no longer does."""

    subject_kind = "decision"
    model: Decision

    s = States.from_enum(
        DecisionState,
        initial=DecisionState.IN_FORCE,
        final={DecisionState.SUPERSEDED, DecisionState.REPEALED, DecisionState.EXPIRED},
    )

    attach = stay_in(s.IN_FORCE, s.UNDER_REVIEW)
    start_review = s.IN_FORCE.to(s.UNDER_REVIEW)
    reaffirm = s.UNDER_REVIEW.to(s.IN_FORCE)
    supersede = s.SUPERSEDED.from_(s.IN_FORCE, s.UNDER_REVIEW)
    repeal = s.REPEALED.from_(s.IN_FORCE, s.UNDER_REVIEW, validators="has_reason")
    expire = s.EXPIRED.from_(s.IN_FORCE, s.UNDER_REVIEW, validators="has_reason")

    def check(self, event: str, **_given: Any) -> None:
        """What went with a text that people consented to stays; only what came from elsewhere can be made whole."""
        if event == "attach" and self.model.origin is not Origin.IMPORTED:
            raise Refused(N_("De bijlagen van dit besluit staan vast, net als de tekst waarmee iedereen instemde."))

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """A decision does not end without a word why."""
        if not reason.strip():
            raise Refused(N_("Schrijf erbij waarom dit besluit niet meer geldt."))
