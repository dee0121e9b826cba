"""Noting what somebody has seen of an agenda. Nothing happens to the meeting: it is no event of it."""

from sqlalchemy import delete, select

from app.core import clock
from app.core.database import db
from app.core.permissions import demand
from app.core.transaction import transaction
from app.meetings.models import AgendaSight, Meeting
from app.meetings.queries.agenda import agenda_of
from app.meetings.queries.news import as_seen, name_of, sight_of
from app.meetings.states import BEFORE
from app.organisation.models import Person


def note_seen(meeting: Meeting, shown: str, *, by: Person) -> None:
    """Note that somebody saw the agenda by this name; when it is another by now they have not seen that one."""
    demand(by, "meeting:read", meeting)
    agenda = agenda_of(meeting, by)
    if not meeting.state.is_before or shown != name_of(meeting, agenda):
        return
    sight = sight_of(meeting, by)
    if sight is None:
        sight = AgendaSight(meeting_id=meeting.id, person_id=by.id, starts_at=meeting.starts_at, lines=[])
        db.session.add(sight)
    sight.starts_at, sight.lines, sight.seen_at = meeting.starts_at, as_seen(meeting, agenda), clock.now()


def forget() -> None:
    """What was seen of agendas of meetings that began is of no use to anybody: it goes. Harmless at any moment."""
    stale = AgendaSight.meeting_id.in_(select(Meeting.id).where(Meeting.state.not_in(BEFORE)))
    if db.session.scalar(select(AgendaSight.id).where(stale).limit(1)) is not None:
        with transaction() as session:
            session.execute(delete(AgendaSight).where(stale))
