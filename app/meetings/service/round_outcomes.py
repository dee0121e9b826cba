"""News from below: a round that ends within an item gives that item its outcome, in the same transaction."""

from sqlalchemy import select

from app.core.actor import Actor
from app.core.database import db
from app.decisions.models import ConsentRound
from app.decisions.states import RoundState
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
    going_on = AgendaItem.state.in_([ItemState.PLANNED, ItemState.IN_HAND, ItemState.PARKED])
    query = select(AgendaItem).where(AgendaItem.proposal_id == round_.proposal_id, going_on)
    for item in db.session.scalars(query):
        outcome = _outcome(round_, item)
        if outcome is not None and item.meeting is not None and item.meeting.state is MeetingState.OPEN:
            items.conclude(item, outcome, _words(round_), by=by, follows=True)


def show_who_consents(round_: ConsentRound, _by: Actor) -> None:
    """Others were invited into the round that is in hand: the screens of the meeting take them there."""
    in_hand = (AgendaItem.proposal_id == round_.proposal_id, AgendaItem.state == ItemState.IN_HAND)
    for item in db.session.scalars(select(AgendaItem).where(*in_hand)):
        if item.meeting is not None:
            items.show_again(item.meeting)


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
