"""News from below: a round that ends, or a decision by mandate, gives its item an outcome in the same transaction."""

from sqlalchemy import select

from app.core.actor import Actor
from app.core.database import db
from app.decisions.models import ConsentRound, Decision
from app.decisions.states import RoundState
from app.meetings.item_machine import outcomes_of
from app.meetings.models import AgendaItem
from app.meetings.service import items
from app.meetings.states import ItemState, MeetingState, Outcome

OUTCOMES = {
    RoundState.NOT_CONSENTED: Outcome.NO_CONSENT,
    RoundState.DELEGATED: Outcome.REFERRED,
    RoundState.REFERRED: Outcome.REFERRED,
    RoundState.WITHDRAWN: Outcome.TAKEN_BACK,
    RoundState.LAPSED: Outcome.HELD_OVER,
}
"""By how a round ended; consent depends on the version, and a round that was amended goes on in the next."""


def follow(round_: ConsentRound, by: Actor) -> None:
    """End the item in which this round was held, if it was held in one that goes on."""
    for item in _open_items_about(round_.proposal_id):
        outcome = _outcome(round_, item)
        if outcome is not None:
            items.conclude(item, outcome, _words(round_), by=by, follows=True)


def follow_decision(decision: Decision, by: Actor) -> None:
    """End the item about a proposal that was decided by mandate; an item that asks for no decision goes on."""
    if decision.proposal is None:
        return
    for item in _open_items_about(decision.proposal.id):
        is_as_brought = item.version_number in (None, decision.proposal.current.number)
        outcome = Outcome.CONFORM if is_as_brought else Outcome.AMENDED
        if outcome in outcomes_of(item):
            items.conclude(item, outcome, by=by, follows=True)


def show_who_consents(round_: ConsentRound, _by: Actor) -> None:
    """Others were invited into the round that is in hand: the screens of the meeting take them there."""
    in_hand = (AgendaItem.proposal_id == round_.proposal_id, AgendaItem.state == ItemState.IN_HAND)
    for item in db.session.scalars(select(AgendaItem).where(*in_hand)):
        if item.meeting is not None:
            items.show_again(item.meeting)


def _open_items_about(proposal_id: int) -> list[AgendaItem]:
    """What waits for an outcome in meetings that go on."""
    unfinished = AgendaItem.state.in_([ItemState.PLANNED, ItemState.IN_HAND, ItemState.PARKED])
    found = db.session.scalars(select(AgendaItem).where(AgendaItem.proposal_id == proposal_id, unfinished))
    return [one for one in found if one.meeting is not None and one.meeting.state is MeetingState.OPEN]


def _outcome(round_: ConsentRound, item: AgendaItem) -> Outcome | None:
    if round_.state is RoundState.CONSENTED:
        return Outcome.CONFORM if round_.version.number == item.version_number else Outcome.AMENDED
    return OUTCOMES.get(round_.state)


def _words(round_: ConsentRound) -> str:
    if round_.state is RoundState.DELEGATED and round_.delegated_to is not None:
        return round_.delegated_to.name
    if round_.state is RoundState.REFERRED and round_.proposal.unit.parent is not None:
        return round_.proposal.unit.parent.name
    return ""
