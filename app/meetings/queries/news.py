"""What changed on an agenda since its reader last looked."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from app.core.database import db
from app.meetings.models import AgendaItem, AgendaSight, Meeting
from app.meetings.queries.agenda import Agenda, agenda_of
from app.meetings.queries.items import readable, whole_items
from app.organisation.models import Person


@dataclass(frozen=True)
class News:
    """What is told to one reader. `shown` names the agenda that they see now; it is noted when they have seen it."""

    shown: str
    since: datetime | None = None
    was_at: datetime | None = None
    """When the meeting was to be, if it moved."""
    added: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()
    papers: frozenset[int] = frozenset()
    """Items of which a paper has a new version."""
    times: dict[int, datetime] = field(default_factory=dict)
    """When items that are treated earlier or later now were to begin, by item."""
    gone: list[AgendaItem] = field(default_factory=list)
    is_to_note: bool = True
    """Whether the reader has not noted seeing this."""

    @property
    def is_any(self) -> bool:
        """Whether anything changed that one has to know."""
        return bool(self.was_at or self.added or self.changed or self.papers or self.times or self.gone)


def sight_of(meeting: Meeting, person: Person) -> AgendaSight | None:
    """What somebody saw last. One query."""
    query = select(AgendaSight).where(AgendaSight.meeting_id == meeting.id, AgendaSight.person_id == person.id)
    return db.session.scalar(query)


def as_seen(meeting: Meeting, agenda: Agenda) -> list[dict[str, Any]]:
    """What a reader sees of an agenda, to compare by: no words, only what shows that they changed."""
    return [
        {
            "item": line.item.id,
            "at": (line.starts_at - meeting.starts_at) // timedelta(minutes=1),
            "version": line.item.proposal.current.number if line.item.proposal else None,
            "says": _digest(_said(line.item)),
        }
        for line in agenda.lines
    ]


def name_of(meeting: Meeting, agenda: Agenda) -> str:
    """By which an agenda as somebody saw it is known."""
    return _digest([meeting.starts_at.isoformat(), as_seen(meeting, agenda)])


def news_for(meeting: Meeting, reader: Person, agenda: Agenda | None = None) -> News:
    """What changed for a reader of a loaded meeting since they noted seeing it. At most two queries."""
    agenda = agenda or agenda_of(meeting, reader)
    shown, sight = name_of(meeting, agenda), sight_of(meeting, reader)
    if sight is None:
        return News(shown)
    now, before = as_seen(meeting, agenda), {one["item"]: one for one in sight.lines}
    both = [(one, before[one["item"]]) for one in now if one["item"] in before]
    return News(
        shown,
        since=sight.seen_at,
        was_at=sight.starts_at if sight.starts_at != meeting.starts_at else None,
        added=frozenset(one["item"] for one in now if one["item"] not in before),
        changed=frozenset(one["item"] for one, old in both if one["says"] != old["says"]),
        papers=frozenset(one["item"] for one, old in both if one["version"] != old["version"]),
        times={
            one["item"]: sight.starts_at + timedelta(minutes=old["at"]) for one, old in both if one["at"] != old["at"]
        },
        gone=_gone(meeting, set(before), reader),
        is_to_note=sight.starts_at != meeting.starts_at or sight.lines != now,
    )


def _gone(meeting: Meeting, keys: set[int], reader: Person) -> list[AgendaItem]:
    """What was taken off meanwhile, as far as the reader may still know of it."""
    off = keys - {one.id for one in meeting.items}
    if not off:
        return []
    elsewhere = or_(AgendaItem.meeting_id.is_(None), AgendaItem.meeting_id != meeting.id)
    found = db.session.scalars(whole_items().where(AgendaItem.id.in_(off), elsewhere).order_by(AgendaItem.id))
    return readable(found, reader)


def _said(item: AgendaItem) -> list[Any]:
    words = [item.title, item.aim, item.type.value, item.kind.value, item.time_box, item.presenter_id]
    return words + sorted(f"{one.unit.id}:{one.involvement.value}" for one in item.involved)


def _digest(what: list[Any]) -> str:
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()[:16]
