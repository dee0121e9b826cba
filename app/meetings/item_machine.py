"""The chart of an agenda item (design.md, "AgendaItem"): planned, in hand, parked, and concluded with one outcome.

Without a meeting it waits in the pool; there it may also be dropped, with the reason.
"""

from typing import Any, ClassVar

from statemachine.states import States

from app.core import permissions
from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.decisions.states import ProposalState
from app.meetings.models import AgendaItem
from app.meetings.states import (
    ALWAYS_POSSIBLE,
    ITEM_ENDS,
    MINUTES_OUTCOMES,
    TYPE_OUTCOMES,
    ItemKind,
    ItemState,
    MeetingState,
    Outcome,
)

EARNED_BY = {
    Outcome.CONFORM: frozenset({ProposalState.DECIDED, ProposalState.AGREED}),
    Outcome.AMENDED: frozenset({ProposalState.DECIDED, ProposalState.AGREED}),
    Outcome.NO_CONSENT: frozenset({ProposalState.NO_CONSENT}),
}
"""What must have become of a proposal before its item can end so: nothing is decided by saying so."""


def outcomes_of(item: AgendaItem) -> frozenset[Outcome]:
    """What an item may end in, by its type and kind, whether or not that is so already."""
    own = MINUTES_OUTCOMES if item.kind is ItemKind.MINUTES else TYPE_OUTCOMES[item.type]
    if item.kind is ItemKind.MINUTES and item.adopts is None:
        own |= {Outcome.NOTED}  # there are none to adopt: a meeting in between does, or it is the first
    return own | ALWAYS_POSSIBLE


class ItemMachine(StrictMachine[AgendaItem]):
    """One item, from the day it was suggested or put on an agenda."""

    subject_kind = "item"

    s = States.from_enum(ItemState, initial=ItemState.PLANNED, final=ITEM_ENDS)
    unfinished = (s.PLANNED, s.IN_HAND, s.PARKED)

    schedule = s.PLANNED.to.itself(validators="waits_in_the_pool")
    unschedule = s.PLANNED.to.itself(validators="meeting_has_not_begun")
    change = stay_in(*unfinished)
    take = s.IN_HAND.from_(s.PLANNED, s.PARKED, validators=["meeting_is_open", "nothing_else_is_in_hand"])
    park = s.IN_HAND.to(s.PARKED, validators=["meeting_is_open", "round_is_at_rest"])
    ask_consent = s.IN_HAND.to.itself(validators=["meeting_is_open", "has_a_proposal"])
    decide_by_mandate = s.IN_HAND.to.itself(validators=["meeting_is_open", "has_a_proposal"])
    hammer = s.PLANNED.to.itself(
        validators=["meeting_is_open", "nothing_else_is_in_hand", "has_a_proposal", "is_a_hamerstuk"]
    )
    conclude = s.CONCLUDED.from_(
        *unfinished, validators=["meeting_is_open", "outcome_fits", "outcome_is_earned", "round_is_at_rest"]
    )
    hand_over = s.PLANNED.to.itself()
    drop = s.PLANNED.to(s.DROPPED, validators=["waits_in_the_pool", "has_reason"])

    refusals: ClassVar = {
        "unschedule": dict.fromkeys(
            (ItemState.IN_HAND, ItemState.PARKED),
            N_("Dit punt is al aan de orde geweest. Houd het aan, of rond het af."),
        ),
        "take": {ItemState.CONCLUDED: N_("Dit punt is al afgerond.")},
    }

    def waits_in_the_pool(self) -> None:
        """What is on an agenda already is not put on another."""
        if self.subject.meeting is not None:
            raise Refused(N_("Dit punt staat al op een agenda."))

    def meeting_has_not_begun(self) -> None:
        """In the room nothing goes off the agenda without an outcome."""
        meeting = self.subject.meeting
        if meeting is None or not meeting.state.is_before:
            raise Refused(N_("Het overleg is al begonnen: geef dit punt een uitkomst."))

    def meeting_is_open(self) -> None:
        """Items are treated in a meeting that goes on."""
        meeting = self.subject.meeting
        if meeting is None or meeting.state is not MeetingState.OPEN:
            raise Refused(N_("Dat kan alleen terwijl het overleg bezig is."))

    def nothing_else_is_in_hand(self, actor: Any = None, **_given: Any) -> None:
        """One thing at a time."""
        meeting = self.subject.meeting
        other = meeting.in_hand if meeting else None
        if other is not None and other is not self.subject:
            if not permissions.may(actor, "item:read", other):
                raise Refused(N_("Er is nog een besloten punt aan de orde."))
            raise Refused(N_("‘%(title)s’ is nog aan de orde. Rond dat af, of parkeer het."), title=other.title)

    def has_a_proposal(self) -> None:
        """Consent is asked on a text."""
        if self.subject.proposal is None:
            raise Refused(N_("Bij dit punt hoort geen voorstel."))

    def is_a_hamerstuk(self) -> None:
        """Only what was put on the agenda as one goes without being taken in hand."""
        if self.subject.kind is not ItemKind.HAMMER:
            raise Refused(N_("Dit punt is geen hamerstuk."))

    def outcome_fits(self, outcome: Outcome | None = None, **_given: Any) -> None:
        """An item to inform ends in no decision, and one to decide in no mere opinion."""
        if outcome not in outcomes_of(self.subject):
            raise Refused(
                N_("‘%(outcome)s’ past niet bij dit punt: het is %(type)s."),
                outcome=outcome.label if outcome else "",
                type=self.subject.type.label.lower(),
            )

    def outcome_is_earned(self, outcome: Outcome | None = None, **_given: Any) -> None:
        """That something was decided follows from a round or a mandate, never from a tap (design.md)."""
        if self.subject.kind is ItemKind.MINUTES:
            if outcome in MINUTES_OUTCOMES and self.subject.adopts is None:
                raise Refused(N_("Er is geen verslag om vast te stellen."))
            return
        if outcome not in EARNED_BY:
            return
        proposal = self.subject.proposal
        if proposal is None or proposal.state not in EARNED_BY[outcome]:
            raise Refused(N_("Hierover is nog niet besloten. Houd eerst een consentronde, of houd het punt aan."))

    def round_is_at_rest(self, round_goes_on: bool = False, **_given: Any) -> None:
        """A round is not walked away from: it ends, or it is adjourned."""
        if round_goes_on:
            raise Refused(N_("De consentronde over dit punt loopt nog. Onderbreek die eerst."))

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """Nothing is silently dropped."""
        if not reason.strip():
            raise Refused(N_("Schrijf erbij waarom dit vervalt."))
