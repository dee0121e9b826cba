"""Whether what is in hand can be decided by mandate, by whom, and within which beleid."""

from dataclasses import dataclass

from app.core import clock
from app.core.permissions import may
from app.decisions.models import Decision, Mandate
from app.decisions.queries.mandates import beleid_to_decide_within, holders_by_role
from app.decisions.states import Nature, ProposalState
from app.meetings.item_machine import outcomes_of
from app.meetings.models import AgendaItem
from app.meetings.states import ItemState, MeetingState, Outcome
from app.organisation.models import Person


@dataclass(frozen=True)
class Offer:
    """The mandate with which an item can be decided, as its reader is told of it."""

    item: AgendaItem
    mandate: Mandate
    holders: list[Person]
    is_yours: bool
    """Whether the reader may decide it."""
    policy: Decision | None
    """The beleid within which that is, when there is no choice to make."""

    @property
    def deciding_here(self) -> list[Person]:
        """Those others who hold it and are at the meeting: each can decide now, on a screen of their own."""
        if self.is_yours or self.item.meeting is None:
            return []
        here = {one.person_id for one in self.item.meeting.present}
        return [one for one in self.holders if one.id in here]


def offer_on(item: AgendaItem, reader: Person) -> Offer | None:
    """The mandate that fits what is in hand, if one does and the reader may know. Two queries, or none."""
    proposal, meeting = item.proposal, item.meeting
    if proposal is None or meeting is None or meeting.state is not MeetingState.OPEN:
        return None
    is_in_hand = item.state is ItemState.IN_HAND and Outcome.CONFORM in outcomes_of(item)
    waits = proposal.nature is Nature.EXECUTION and proposal.state is ProposalState.SUBMITTED
    if not (is_in_hand and waits and may(reader, "item:read", item) and may(reader, "proposal:read", proposal)):
        return None
    mandate = proposal.mandate
    if mandate is None or not mandate.holds_on(clock.today()):
        return None
    return Offer(
        item=item,
        mandate=mandate,
        holders=[mandate.holder] if mandate.holder is not None else holders_by_role(mandate),
        is_yours=may(reader, "item:decide_by_mandate", item),
        policy=_policy(item, mandate, reader),
    )


def _policy(item: AgendaItem, mandate: Mandate, reader: Person) -> Decision | None:
    found = beleid_to_decide_within(mandate, reader)
    named = [one for one in found if item.proposal is not None and one.id == item.proposal.within_id]
    return named[0] if named else found[0] if len(found) == 1 else None
