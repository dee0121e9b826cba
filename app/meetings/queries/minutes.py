"""The record of a meeting, put together from what happened: attendance, items, rounds, decisions, actions, words."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, select

from app.core.database import db
from app.core.permissions import may
from app.decisions.models import Action, ConsentRound, Decision, Objection
from app.decisions.queries.visibility import own_tables, visible_decisions
from app.meetings.models import AgendaItem, Attendee, Meeting, Minutes
from app.meetings.queries.items import readable
from app.meetings.states import Outcome
from app.organisation.models import Person

DECIDED = (Outcome.CONFORM, Outcome.AMENDED)


@dataclass(frozen=True)
class Treated:
    """One item as it went."""

    number: int
    item: AgendaItem
    text: str
    decision: Decision | None
    objections: list[Objection]
    actions: list[Action]


@dataclass(frozen=True)
class Record:
    """What the minutes say to one reader."""

    edition: Minutes | None
    present: list[Attendee]
    excused: list[Attendee]
    absent: list[Attendee]
    items: list[Treated]

    @property
    def decided(self) -> list[Treated]:
        """The items in which something was decided, in the order in which they were treated."""
        return [one for one in self.items if one.decision is not None]


def record_of(meeting: Meeting, reader: Person) -> Record:
    """The record of a loaded meeting, as far as its reader may know it. A constant number of queries."""
    edition = meeting.record
    items = sorted(readable(meeting.items, reader), key=_as_treated)
    decisions = _decisions(meeting, items, reader)
    objections = _objections(meeting, items)
    treated, tables = [], own_tables(reader)
    for number, item in enumerate(items, 1):
        part = edition.part_of(item.id) if edition else None
        decision = decisions.get(item.proposal_id or 0) if item.outcome in DECIDED else None
        own = [one.action for one in item.agreed if may(reader, "action:read", one.action)]
        at_the_table = item.unit_id in tables
        raised = [one for one in objections if at_the_table and one.proposal_id == item.proposal_id]
        treated.append(Treated(number, item, part.text if part else "", decision, raised, own))
    others = [one for one in meeting.attendees if not one.was_present]
    return Record(
        edition=edition,
        present=[one for one in meeting.attendees if one.was_present],
        excused=[one for one in others if one.is_excused],
        absent=[one for one in others if not one.is_excused],
        items=treated,
    )


def _as_treated(item: AgendaItem) -> tuple[bool, float, int]:
    ended = item.ended_at
    return ended is None, ended.timestamp() if ended else 0.0, item.position


def _within(meeting: Meeting, items: Iterable[AgendaItem]) -> list[int]:
    return [one.proposal_id for one in items if one.proposal_id is not None] if meeting.opened_at else []


def _decisions(meeting: Meeting, items: Iterable[AgendaItem], reader: Person) -> dict[int, Decision]:
    """The decisions that came of the proposals that were treated, by proposal. One query."""
    keys = _within(meeting, items)
    query = select(Decision).where(and_(Decision.proposal_id.in_(keys), visible_decisions(reader)))
    return {one.proposal_id: one for one in db.session.scalars(query) if one.proposal_id} if keys else {}


def _objections(meeting: Meeting, items: Iterable[AgendaItem]) -> list[Objection]:
    """The objections that were made in rounds within this meeting. One query."""
    keys = _within(meeting, items)
    if not keys:
        return []
    here = ConsentRound.prepared_at >= meeting.opened_at
    until = ConsentRound.prepared_at <= meeting.closed_at if meeting.closed_at else here
    query = select(Objection).join(Objection.round).where(Objection.proposal_id.in_(keys), here, until)
    return list(db.session.scalars(query.order_by(Objection.id)))
