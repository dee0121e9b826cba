"""The chart of a decision (design.md)."""

from typing import Any

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.decisions.models.decision import Decision
from app.decisions.states import DecisionState, Origin


class DecisionMachine(StrictMachine[Decision]):
    """One decision, from the day it holds until it no longer does."""

    subject_kind = "decision"

    s = States.from_enum(
        DecisionState,
        initial=DecisionState.IN_FORCE,
        final={DecisionState.SUPERSEDED, DecisionState.REPEALED, DecisionState.EXPIRED},
    )

    start_review = s.IN_FORCE.to(s.UNDER_REVIEW)
    withdraw_consent = s.IN_FORCE.to(s.UNDER_REVIEW, validators="has_information") | s.UNDER_REVIEW.to.itself(
        validators="has_information"
    )
    note_review = stay_in(s.UNDER_REVIEW)
    reaffirm = s.UNDER_REVIEW.to(s.IN_FORCE, validators="circle_consents")
    supersede = s.SUPERSEDED.from_(s.IN_FORCE, s.UNDER_REVIEW)
    repeal = s.REPEALED.from_(s.IN_FORCE, s.UNDER_REVIEW, validators=["circle_consents", "has_reason"])
    expire = s.EXPIRED.from_(s.IN_FORCE, s.UNDER_REVIEW, validators="has_reason")

    def circle_consents(self, consented: bool = False, **_given: Any) -> None:
        """What was taken with consent goes on or ends with consent (SKM); see docs/adr/0018."""
        if self.subject.origin is Origin.ROUND and not consented:
            raise Refused(N_("Dit besluit nam de kring met consent. Leg dit dus voor aan de kring."))

    def has_information(self, information: str = "", **_given: Any) -> None:
        """The others must know what has changed since they all consented."""
        if not information.strip():
            raise Refused(N_("Schrijf op wat je nu weet en toen nog niet."))

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """A decision does not end without a word why."""
        if not reason.strip():
            raise Refused(N_("Schrijf erbij waarom dit besluit niet meer geldt."))
