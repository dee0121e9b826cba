"""The chart of a decision (design.md)."""

from typing import Any

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine
from app.decisions.models.decision import Decision
from app.decisions.states import DecisionState


class DecisionMachine(StrictMachine[Decision]):
    """One decision, from the day it holds until it no longer does."""

    subject_kind = "decision"

    s = States.from_enum(
        DecisionState,
        initial=DecisionState.IN_FORCE,
        final={DecisionState.SUPERSEDED, DecisionState.REPEALED, DecisionState.EXPIRED},
    )

    start_review = s.IN_FORCE.to(s.UNDER_REVIEW)
    reaffirm = s.UNDER_REVIEW.to(s.IN_FORCE)
    supersede = s.SUPERSEDED.from_(s.IN_FORCE, s.UNDER_REVIEW)
    repeal = s.REPEALED.from_(s.IN_FORCE, s.UNDER_REVIEW, validators="has_reason")
    expire = s.EXPIRED.from_(s.IN_FORCE, s.UNDER_REVIEW, validators="has_reason")

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """A decision does not end without a word why."""
        if not reason.strip():
            raise Refused(N_("Schrijf erbij waarom dit besluit niet meer geldt."))
