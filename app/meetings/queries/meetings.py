"""Reading meetings and series."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.core import clock
from app.core.database import db
from app.core.errors import NotFound
from app.core.transaction import locked_where
from app.decisions.models import Decision, Proposal
from app.decisions.queries.visibility import led_units, own_tables
from app.meetings.models import AgendaItem, Attendee, Meeting, MeetingSeries, MeetingUnit, Minutes, SeriesUnit
from app.meetings.states import BEFORE, MeetingState, SeriesState
from app.organisation.models import Membership, Person, Unit

MOST = 20
WEEK = timedelta(weeks=1)
PREPARATION = timedelta(weeks=3)
PASSED = timedelta(hours=12)
"""For so long a meeting that should have begun still stands among those to come: it may begin late."""
COMING = (*BEFORE, MeetingState.OPEN, MeetingState.SUSPENDED)


@dataclass(frozen=True)
class Meetings:
    """The meetings of a unit: those to come, the first first; those that were, the latest first; and its series."""

    coming: list[Meeting]
    held: list[Meeting]
    series: list[MeetingSeries]


def load_meeting(meeting_id: int) -> Meeting:
    """A meeting with all that its screens show. Raises `NotFound`. A constant number of queries."""
    return _found(db.session.scalar(_whole().where(Meeting.id == meeting_id)))


def locked_meeting(meeting_id: int) -> Meeting:
    """The same, locked until the end of the transaction. Raises `NotFound`."""
    return _found(locked_where(_whole().where(Meeting.id == meeting_id)))


def locked_room(meeting_id: int) -> Meeting:
    """A meeting as far as it matters to what is done in the room over and over; locked. Raises `NotFound`."""
    return _found(locked_where(_in_the_room().where(Meeting.id == meeting_id)))


def followed_meeting(meeting_id: int) -> Meeting:
    """A meeting for its live screens, with the memberships by which those who attend may see them.

    Raises `NotFound`.
    """
    memberships = selectinload(Meeting.attendees).joinedload(Attendee.person).selectinload(Person.memberships)
    query = _in_the_room().options(memberships.joinedload(Membership.unit))
    return _found(db.session.scalar(query.where(Meeting.id == meeting_id)))


def load_series(series_id: int) -> MeetingSeries:
    """A series. Raises `NotFound`."""
    return _found_series(db.session.scalar(_whole_series().where(MeetingSeries.id == series_id)))


def locked_series(series_id: int) -> MeetingSeries:
    """The same, locked until the end of the transaction. Raises `NotFound`."""
    return _found_series(locked_where(_whole_series().where(MeetingSeries.id == series_id)))


def meetings_of(unit: Unit) -> Meetings:
    """The meetings and series in which a unit meets. Three queries, and a few for what hangs on them."""
    here = meets_in(unit)
    coming = _light().where(here, Meeting.state.in_(COMING)).order_by(Meeting.starts_at).limit(MOST)
    held = _light().where(here, Meeting.state.not_in(COMING)).order_by(Meeting.starts_at.desc()).limit(MOST)
    together = MeetingSeries.bodies.any(SeriesUnit.unit_id == unit.id)
    series = (
        select(MeetingSeries)
        .where(or_(MeetingSeries.unit_id == unit.id, together), MeetingSeries.state == SeriesState.RUNNING)
        .order_by(MeetingSeries.name, MeetingSeries.id)
    )
    return Meetings(
        coming=list(db.session.scalars(coming)),
        held=list(db.session.scalars(held)),
        series=list(db.session.scalars(series)),
    )


def meetings_soon(person: Person) -> list[Meeting]:
    """What goes on now, or begins within a week, at the tables where somebody sits: the first first. One query.

    A concept is nobody's appointment yet; but who prepares a meeting finds it from three weeks before it begins.
    """
    now = clock.now()

    def begins_within(time: timedelta) -> ColumnElement[bool]:
        return and_(Meeting.starts_at >= now - PASSED, Meeting.starts_at < now + time)

    goes_on = Meeting.state.in_([MeetingState.OPEN, MeetingState.SUSPENDED])
    to_come = and_(Meeting.state.in_([MeetingState.PROVISIONAL, MeetingState.SET]), begins_within(WEEK))
    to_prepare = and_(Meeting.state.in_(BEFORE), begins_within(PREPARATION), meets_at(led_units(person)))
    theirs = or_(and_(meets_at(own_tables(person)), or_(goes_on, to_come)), to_prepare)
    query = _light().where(theirs).order_by(Meeting.starts_at, Meeting.id).limit(MOST)
    return list(db.session.scalars(query))


def meetings_in(series: MeetingSeries) -> list[Meeting]:
    """The latest meetings of a series, the last first."""
    query = _light().where(Meeting.series_id == series.id).order_by(Meeting.starts_at.desc()).limit(MOST)
    return list(db.session.scalars(query))


def meets_in(unit: Unit) -> ColumnElement[bool]:
    """Whether a unit meets in a meeting, as a condition of a query."""
    return meets_at({unit.id})


def meets_at(unit_ids: Collection[int]) -> ColumnElement[bool]:
    """Whether one of these units meets in a meeting, as a condition of a query."""
    return or_(Meeting.unit_id.in_(unit_ids), Meeting.bodies.any(MeetingUnit.unit_id.in_(unit_ids)))


@cache
def _light() -> Select[Meeting]:
    return select(Meeting).options(selectinload(Meeting.bodies))


@cache
def _in_the_room() -> Select[Meeting]:
    """Meetings with what the room shows and asks: items, who is there, who speaks. Not the papers, nor the record."""
    items = selectinload(Meeting.items)
    return select(Meeting).options(
        selectinload(Meeting.bodies),
        items.joinedload(AgendaItem.proposal),
        items.joinedload(AgendaItem.decision),
        items.joinedload(AgendaItem.information),
        items.joinedload(AgendaItem.presenter),
        items.selectinload(AgendaItem.involved),
        items.selectinload(AgendaItem.notes),
        items.selectinload(AgendaItem.agreed),
        selectinload(Meeting.attendees).selectinload(Attendee.stretches),
        selectinload(Meeting.turns),
    )


@cache
def _whole() -> Select[Meeting]:
    """The same with all that its other screens show."""
    items = selectinload(Meeting.items)
    about = items.joinedload(AgendaItem.proposal)
    return _in_the_room().options(
        joinedload(Meeting.series),
        about.selectinload(Proposal.versions),
        about.selectinload(Proposal.named),
        items.joinedload(AgendaItem.decision).joinedload(Decision.wording),
        items.joinedload(AgendaItem.action),
        items.joinedload(AgendaItem.adopts),
        selectinload(Meeting.agendas),
        selectinload(Meeting.minutes).selectinload(Minutes.parts),
    )


@cache
def _whole_series() -> Select[MeetingSeries]:
    return select(MeetingSeries).options(
        selectinload(MeetingSeries.bodies),
        selectinload(MeetingSeries.standing),
        selectinload(MeetingSeries.pauses),
        joinedload(MeetingSeries.chair),
        joinedload(MeetingSeries.secretary),
    )


def _found(meeting: Meeting | None) -> Meeting:
    if meeting is None:
        raise NotFound
    return meeting


def _found_series(series: MeetingSeries | None) -> MeetingSeries:
    if series is None:
        raise NotFound
    return series
