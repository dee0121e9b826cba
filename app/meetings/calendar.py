"""A meeting as it stands in a calendar: only what everybody who is asked to come may know."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.core.calendars import Entry
from app.core.letters import address_of
from app.decisions.queries.visibility import own_tables
from app.meetings.models import AgendaItem, Meeting
from app.meetings.rules import THERE, standings
from app.meetings.states import Involvement, MeetingState
from app.organisation.models import Person

Span = tuple[datetime, datetime]


def entry_for(meeting: Meeting, reader: Person) -> Entry | None:
    """The meeting in the calendar of one reader; for who is invited for an item, from when to when that is treated.

    None for who is not asked to come. Of an item nothing is told but its time.
    """
    if standings(reader, meeting) & THERE:
        return entry_of(meeting)
    span = span_for(meeting, own_tables(reader))
    return entry_of(meeting, span) if span is not None else None


def entry_of(meeting: Meeting, span: Span | None = None) -> Entry:
    """The meeting, or the part of it that takes this span."""
    is_cancelled = meeting.state is MeetingState.CANCELLED
    starts_at, ends_at = span or (meeting.starts_at, meeting.ends_at)
    url = address_of(f"/overleg/{meeting.id}")
    return Entry(
        key=f"overleg-{meeting.id}",
        title=_("Afgezegd: %(title)s", title=meeting.title) if is_cancelled else meeting.title,
        starts_at=starts_at,
        ends_at=ends_at,
        # A part moves with the agenda, and who was not asked by one may be by the next: each that was sent counts.
        sequence=meeting.calendar_sequence + len(meeting.agendas),
        written_at=meeting.changed_at,
        place=meeting.place or meeting.link,
        about="\n".join(one for one in (meeting.link, url) if one),
        url=url,
        is_tentative=meeting.state is MeetingState.CONCEPT,
        is_cancelled=is_cancelled,
    )


def dropped(meeting: Meeting) -> Entry:
    """The meeting, taken out of the calendar of who need not come any more."""
    return replace(entry_of(meeting), is_cancelled=True)


def span_for(meeting: Meeting, unit_ids: Collection[int]) -> Span | None:
    """From the beginning of the first item that one of these units is invited for to the end of the last."""
    spans, at = [], meeting.starts_at
    for item in meeting.items:
        ends = at + timedelta(minutes=item.time_box)
        if _invites(item, unit_ids):
            spans.append((at, ends))
        at = ends
    return (spans[0][0], max(spans[-1][1], spans[0][0] + timedelta(minutes=1))) if spans else None


def _invites(item: AgendaItem, unit_ids: Collection[int]) -> bool:
    return any(one.involvement is Involvement.INVITED and one.unit.id in unit_ids for one in item.involved)
