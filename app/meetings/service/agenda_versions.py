"""The agendas of a meeting as they were sent: each is kept, and never changed."""

from typing import Any

from app.core.database import db
from app.meetings.models import AgendaItem, AgendaVersion, Meeting


def next_number(meeting: Meeting) -> int:
    """The number of the agenda that is sent next."""
    return (meeting.journal_version or 0) + 1


def freeze(meeting: Meeting, reason: str, *, is_set: bool) -> AgendaVersion:
    """Keep the agenda as it is now."""
    version = AgendaVersion(
        meeting=meeting,
        number=next_number(meeting),
        is_set=is_set,
        reason=reason.strip(),
        lines=[_line(one) for one in meeting.items],
    )
    db.session.add(version)
    return version


def _line(item: AgendaItem) -> dict[str, Any]:
    return {
        "item": item.id,
        "title": item.title,
        "type": item.type.value,
        "kind": item.kind.value,
        "minutes": item.time_box,
        "version": item.proposal.current.number if item.proposal else None,
        "late": item.is_late,
    }
