"""Reading agenda items, and what happens within them."""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.database import db
from app.core.errors import NotFound
from app.core.permissions import may
from app.core.transaction import locked, locked_where
from app.decisions.models import ConsentRound, Decision, Proposal
from app.decisions.states import ProposalState
from app.meetings.models import AgendaItem, Meeting
from app.meetings.states import ItemKind, ItemState
from app.organisation.models import Person, Unit

MOST = 50


def open_round_on(proposal: Proposal) -> ConsentRound | None:
    """The round on a proposal that goes on, if one does. One query."""
    query = select(ConsentRound).where(ConsentRound.proposal_id == proposal.id, ConsentRound.ended_at.is_(None))
    return db.session.scalar(query)


def hammer_rounds(meeting: Meeting) -> list[ConsentRound]:
    """The rounds in the room about hamerstukken that were not taken in hand, in the order of the agenda.

    Those that everybody there may know of: a closed one is treated by itself. One query, or none.
    """
    asked = [
        one.proposal_id
        for one in meeting.items
        if one.kind is ItemKind.HAMMER and one.state is ItemState.PLANNED and _is_in_round(one) and not one.is_closed
    ]
    if not asked:
        return []
    query = select(ConsentRound).where(ConsentRound.proposal_id.in_(asked), ConsentRound.ended_at.is_(None))
    found = {one.proposal_id: one for one in db.session.scalars(query) if not one.is_in_writing}
    return [found[key] for key in asked if key in found]


def _is_in_round(item: AgendaItem) -> bool:
    return item.proposal is not None and item.proposal.state is ProposalState.IN_ROUND


def load_item(agenda_item_id: int) -> AgendaItem:
    """An item with what it is about and who is involved. Raises `NotFound`."""
    item = db.session.scalar(whole_items().where(AgendaItem.id == agenda_item_id))
    if item is None:
        raise NotFound
    return item


def locked_item(agenda_item_id: int) -> AgendaItem:
    """An item with its meeting, both locked, the meeting first. Raises `NotFound`."""
    meeting_id = db.session.scalar(select(AgendaItem.meeting_id).where(AgendaItem.id == agenda_item_id))
    if meeting_id is not None:
        locked(Meeting, meeting_id)
    item = locked_where(whole_items().where(AgendaItem.id == agenda_item_id))
    if item is None:
        raise NotFound
    return item


@cache
def whole_items() -> Select[AgendaItem]:
    """Items with what they are about, who is involved, and what was noted."""
    return select(AgendaItem).options(
        joinedload(AgendaItem.proposal),
        joinedload(AgendaItem.decision).joinedload(Decision.wording),
        joinedload(AgendaItem.action),
        joinedload(AgendaItem.information),
        joinedload(AgendaItem.report),
        joinedload(AgendaItem.presenter),
        joinedload(AgendaItem.adopts),
        selectinload(AgendaItem.involved),
        selectinload(AgendaItem.notes),
    )


def readable(items: Iterable[AgendaItem], reader: Person) -> list[AgendaItem]:
    """Those of which a reader may know."""
    return [one for one in items if may(reader, "item:read", one)]


def waiting_in(unit: Unit, reader: Person) -> list[AgendaItem]:
    """What waits in the pool of a unit: carried over or suggested, the oldest first. A constant number of queries."""
    here = and_(AgendaItem.unit_id == unit.id, AgendaItem.meeting_id.is_(None), AgendaItem.state == ItemState.PLANNED)
    query = whole_items().options(joinedload(AgendaItem.carried_from), joinedload(AgendaItem.suggested_by))
    return readable(db.session.scalars(query.where(here).order_by(AgendaItem.id).limit(MOST)), reader)


def scheduled_about(unit: Unit) -> tuple[set[int], set[int]]:
    """Of which proposals and decisions an item stands on an agenda, or waits in the pool, already. One query."""
    going_on = AgendaItem.state.in_([ItemState.PLANNED, ItemState.IN_HAND, ItemState.PARKED])
    query = select(AgendaItem.proposal_id, AgendaItem.decision_id).where(AgendaItem.unit_id == unit.id, going_on)
    rows = list(db.session.execute(query))
    return {one for one, _ in rows if one is not None}, {one for _, one in rows if one is not None}
