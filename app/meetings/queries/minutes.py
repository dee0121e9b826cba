"""The record of a meeting, put together from what happened: attendance, items, rounds, decisions, actions, words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.core import clock
from app.core.database import db
from app.core.permissions import may
from app.decisions.models import Action, ConsentRound, Decision, JointBody, Objection
from app.decisions.queries.differences import Part, compare_words
from app.decisions.queries.public_register import Published, is_published, published
from app.decisions.queries.visibility import visible_decisions
from app.decisions.states import Confidentiality
from app.meetings.models import AgendaItem, Attendee, Meeting, Minutes
from app.meetings.queries.follow_ups import FollowUp, follow_ups
from app.meetings.queries.items import readable
from app.meetings.states import DECIDED
from app.organisation.models import Person


@dataclass(frozen=True)
class Treated:
    """One item as it went. Its number is that of the record, closed items counted: the same for whoever reads."""

    number: int
    item: AgendaItem
    text: str
    decisions: list[Decision]
    """What came of it: of each unit that consented its own, that of the unit whose matter it is first."""
    objections: list[Objection]
    actions: list[Action]

    def is_public(self, decision: Decision) -> bool:
        """Whether one of its decisions is for the public, held back or not."""
        if decision.is_under_embargo or self.item.confidentiality is Confidentiality.CONFIDENTIAL:
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
    follow_ups: list[FollowUp]
    """What came back of earlier meetings of its series, as it stood when it closed."""

    @property
    def decided(self) -> list[Treated]:
        """The items in which something was decided, in the order in which they were treated."""
        return [one for one in self.items if one.decisions]


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
    decisions = _decided_on(_within(meeting, items), visible_decisions(reader))
    objections = [one for one in _objections(meeting, items) if may(reader, "objection:read_in_minutes", one)]
    treated = []
    for item in items:
        decided = decisions.get(item.proposal_id or 0, []) if item.outcome in DECIDED else []
        own = [one.action for one in item.agreed if may(reader, "action:read", one.action)]
        raised = [one for one in objections if one.proposal_id == item.proposal_id]
        treated.append(Treated(numbers[item.id], item, _words(edition, item), decided, raised, own))
    others = [one for one in meeting.attendees if not one.was_present]
    return Record(
        edition=edition,
        present=[one for one in meeting.attendees if one.was_present],
        excused=[one for one in others if one.is_excused],
        absent=[one for one in others if not one.is_excused],
        items=treated,
        follow_ups=follow_ups(meeting, reader),
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
    """What the public may know of what was decided, in the order in which it was treated. Two queries.

    It is the same for whoever reads. What is held back is not in it, nor what was an item for the table alone.
    """
    treated = sorted(meeting.items, key=_as_treated)
    keys = [
        one.proposal_id
        for one in treated
        if one.outcome in DECIDED
        and one.proposal_id is not None
        and one.confidentiality is not Confidentiality.CONFIDENTIAL
    ]
    found = _decided_on(keys, is_published())
    return [published(one) for key in keys for one in found.get(key, [])]


def decided_on(item: AgendaItem) -> list[Decision]:
    """What was decided on the proposal of an item, by each body. Two queries."""
    key = item.proposal_id
    return _decided_on([key], true()).get(key, []) if key is not None else []


def _words(edition: Minutes | None, item: AgendaItem) -> str:
    part = edition.part_of(item.id) if edition else None
    return part.text if part else ""


def _as_treated(item: AgendaItem) -> tuple[bool, float, int]:
    ended = item.ended_at
    return ended is None, ended.timestamp() if ended else 0.0, item.position


def _within(meeting: Meeting, items: Iterable[AgendaItem]) -> list[int]:
    return [one.proposal_id for one in items if one.proposal_id is not None] if meeting.opened_at else []


def _decided_on(keys: Collection[int], condition: ColumnElement[bool]) -> dict[int, list[Decision]]:
    """The decisions that came of these proposals, by proposal, those of other bodies in a joint round too. Two queries.

    Another body has the same text as a proposal of its own (ADR 26).
    """
    if not keys:
        return {}
    joint = select(JointBody.proposal_id, ConsentRound.proposal_id).join(
        ConsentRound, JointBody.round_id == ConsentRound.id
    )
    treated_as = {key: key for key in keys} | {
        theirs: key for theirs, key in db.session.execute(joint.where(ConsentRound.proposal_id.in_(keys))) if theirs
    }
    query = select(Decision).where(Decision.proposal_id.in_(treated_as), condition)
    query = query.options(joinedload(Decision.public_wording)).order_by(Decision.id)
    found: dict[int, list[Decision]] = {}
    for one in sorted(db.session.scalars(query), key=lambda one: one.proposal_id not in keys):
        if one.proposal_id is not None:
            found.setdefault(treated_as[one.proposal_id], []).append(one)
    return found


def _objections(meeting: Meeting, items: Iterable[AgendaItem]) -> list[Objection]:
    """The objections in rounds that went on within this meeting, with the bodies of those. Two queries.

    Such a round may have begun before: one that waited goes on in the meeting that takes it up.
    """
    keys = _within(meeting, items)
    if not keys:
        return []
    lasted = or_(ConsentRound.ended_at.is_(None), ConsentRound.ended_at >= meeting.opened_at)
    begun = ConsentRound.prepared_at <= (meeting.closed_at or clock.now())
    with_bodies = contains_eager(Objection.round).selectinload(ConsentRound.bodies)
    query = select(Objection).join(Objection.round).where(Objection.proposal_id.in_(keys), lasted, begun)
    query = query.options(with_bodies, selectinload(Objection.answered_by))
    return list(db.session.scalars(query.order_by(Objection.id)))
