"""The record of a meeting, put together from what happened: attendance, items, rounds, decisions, actions, words."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.core.database import db
from app.core.permissions import may
from app.decisions.models import Action, ConsentRound, Decision, Objection
from app.decisions.queries.differences import Part, compare_words
from app.decisions.queries.public_register import Published, is_published, published
from app.decisions.queries.visibility import visible_decisions
from app.decisions.states import Confidentiality
from app.meetings.models import AgendaItem, Attendee, Meeting, Minutes
from app.meetings.queries.items import readable
from app.meetings.states import DECIDED
from app.organisation.models import Person


@dataclass(frozen=True)
class Treated:
    """One item as it went. Its number is that of the record, closed items counted: the same for whoever reads."""

    number: int
    item: AgendaItem
    text: str
    decision: Decision | None
    objections: list[Objection]
    actions: list[Action]

    @property
    def is_public(self) -> bool:
        """Whether what was decided is for the public, held back or not."""
        decision = self.decision
        if decision is None or decision.is_under_embargo or self.item.confidentiality is Confidentiality.CONFIDENTIAL:
            return False
        return decision.shows_whole_text or decision.public_wording_id is not None


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


@dataclass(frozen=True)
class Rewritten:
    """What an edition says otherwise about one item than the edition before it."""

    number: int
    item: AgendaItem
    parts: list[Part]


def record_of(meeting: Meeting, reader: Person, edition: Minutes | None = None) -> Record:
    """The record of a loaded meeting, as far as its reader may know it. A constant number of queries.

    Its words are those of the last edition, or of the one that is given.
    """
    edition = edition or meeting.record
    numbers = numbers_of(meeting)
    items = sorted(readable(meeting.items, reader), key=lambda one: numbers[one.id])
    decisions = _decisions(meeting, items, reader)
    objections = [one for one in _objections(meeting, items) if may(reader, "objection:read_in_minutes", one)]
    treated = []
    for item in items:
        decision = decisions.get(item.proposal_id or 0) if item.outcome in DECIDED else None
        own = [one.action for one in item.agreed if may(reader, "action:read", one.action)]
        raised = [one for one in objections if one.proposal_id == item.proposal_id]
        treated.append(Treated(numbers[item.id], item, _words(edition, item), decision, raised, own))
    others = [one for one in meeting.attendees if not one.was_present]
    return Record(
        edition=edition,
        present=[one for one in meeting.attendees if one.was_present],
        excused=[one for one in others if one.is_excused],
        absent=[one for one in others if not one.is_excused],
        items=treated,
    )


def numbers_of(meeting: Meeting) -> dict[int, int]:
    """The number of each item in the record, by its id: in the order in which they were treated, closed ones too."""
    return {one.id: number for number, one in enumerate(sorted(meeting.items, key=_as_treated), 1)}


def rewritten(meeting: Meeting, edition: Minutes, reader: Person) -> list[Rewritten]:
    """What an edition says otherwise than the one before it, in the items of which its reader may know."""
    before = next((one for one in reversed(meeting.minutes) if one.number < edition.number), None)
    if before is None:
        return []
    numbers = numbers_of(meeting)
    changed = [one for one in readable(meeting.items, reader) if _words(before, one) != _words(edition, one)]
    return [
        Rewritten(numbers[one.id], one, list(compare_words(_words(before, one), _words(edition, one))))
        for one in sorted(changed, key=lambda one: numbers[one.id])
    ]


def public_list(meeting: Meeting) -> list[Published]:
    """What the public may know of what was decided, in the order in which it was treated. One query.

    It is the same for whoever reads. What is held back is not in it, nor what was an item for the table alone.
    """
    treated = sorted(meeting.items, key=_as_treated)
    keys = [
        one.proposal_id
        for one in treated
        if one.outcome in DECIDED
        and one.proposal_id is not None
        and not one.held_back
        and one.confidentiality is not Confidentiality.CONFIDENTIAL
    ]
    query = select(Decision).where(Decision.proposal_id.in_(keys), is_published())
    query = query.options(joinedload(Decision.public_wording))
    found = {one.proposal_id: published(one) for one in db.session.scalars(query)} if keys else {}
    return [found[key] for key in keys if key in found]


def _words(edition: Minutes | None, item: AgendaItem) -> str:
    part = edition.part_of(item.id) if edition else None
    return part.text if part else ""


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
    """The objections that were made in rounds within this meeting, with the bodies of those. Two queries."""
    keys = _within(meeting, items)
    if not keys:
        return []
    here = ConsentRound.prepared_at >= meeting.opened_at
    until = ConsentRound.prepared_at <= meeting.closed_at if meeting.closed_at else here
    with_bodies = contains_eager(Objection.round).selectinload(ConsentRound.bodies)
    query = select(Objection).join(Objection.round).where(Objection.proposal_id.in_(keys), here, until)
    query = query.options(with_bodies, selectinload(Objection.answered_by))
    return list(db.session.scalars(query.order_by(Objection.id)))
