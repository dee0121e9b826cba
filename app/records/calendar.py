"""Somebody's meetings as a calendar, under a secret address that they make and revoke themselves."""

import secrets
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import selectinload

from app.core import clock, journal, permissions
from app.core.calendars import calendar_of
from app.core.database import db
from app.core.errors import NotFound
from app.decisions.queries.visibility import own_tables
from app.meetings.calendar import entry_for
from app.meetings.models import AgendaItem, Attendee, ItemUnit, Meeting
from app.meetings.queries.meetings import meets_at
from app.organisation.models import Person
from app.organisation.service.accounts import digest_of
from app.records.models import CalendarFeed

LOOKS_BACK = timedelta(days=60)
MOST = 500


def feed_of(person: Person) -> CalendarFeed | None:
    """The address that somebody has, if they have one. One query."""
    return db.session.scalar(select(CalendarFeed).where(CalendarFeed.person_id == person.id))


def make_feed(person: Person) -> str:
    """Give somebody a new address at their own request; the one before opens nothing any more. Returns its secret."""
    permissions.demand(person, "account:change", person)
    _forget(person)
    token = secrets.token_urlsafe(32)
    db.session.add(CalendarFeed(token_digest=digest_of(token), person=person))
    journal.record("person", person.id, "make_calendar", actor=person)
    return token


def revoke_feed(person: Person) -> None:
    """Make somebody's address worth nothing. Nothing happens for who has none."""
    permissions.demand(person, "account:change", person)
    if feed_of(person) is not None:
        _forget(person)
        journal.record("person", person.id, "revoke_calendar", actor=person)


def calendar_under(token: str) -> bytes:
    """The calendar under an address, as its owner may know it now. Raises `NotFound` for any other address."""
    feed = db.session.scalar(select(CalendarFeed).where(CalendarFeed.token_digest == digest_of(token)))
    if feed is None or not feed.person.is_active:
        raise NotFound
    return calendar_for(feed.person)


def calendar_for(person: Person) -> bytes:
    """The meetings to which somebody is asked to come. A constant number of queries."""
    seen = [one for one in _meetings_for(person) if permissions.may(person, "meeting:read", one)]
    entries = [entry for one in seen if (entry := entry_for(one, person)) is not None]
    return calendar_of(entries, name=_("Samensturen"))


def _meetings_for(person: Person) -> list[Meeting]:
    tables = own_tables(person)
    query = (
        select(Meeting)
        .where(
            Meeting.starts_at >= clock.now() - LOOKS_BACK,
            or_(
                meets_at(tables),
                Meeting.attendees.any(Attendee.person_id == person.id),
                Meeting.items.any(AgendaItem.involved.any(ItemUnit.unit_id.in_(tables))),
            ),
        )
        .options(
            selectinload(Meeting.bodies),
            selectinload(Meeting.attendees),
            selectinload(Meeting.agendas),
            selectinload(Meeting.items).selectinload(AgendaItem.involved),
        )
    )
    return list(db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id).limit(MOST)))


def _forget(person: Person) -> None:
    db.session.execute(delete(CalendarFeed).where(CalendarFeed.person_id == person.id))
