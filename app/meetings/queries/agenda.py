"""An agenda as its reader sees it: the lines, their running clock times, and whether it fits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.meetings.models import AgendaItem, Meeting
from app.meetings.queries.items import readable
from app.organisation.models import Person


@dataclass(frozen=True)
class Line:
    """One item with its number and its time. `starts_at` counts what the reader may not see as well: time passes."""

    number: int
    item: AgendaItem
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Agenda:
    """The lines that a reader may see, and by how many minutes it takes longer than was planned."""

    lines: list[Line]
    too_long: int
    """Minutes; nought when it fits."""
    minutes: int


def agenda_of(meeting: Meeting, reader: Person) -> Agenda:
    """The agenda of a loaded meeting. Asks the database nothing but what rights over closed matter need."""
    seen = {one.id for one in readable(meeting.items, reader)}
    lines: list[Line] = []
    at = meeting.starts_at
    for item in meeting.items:
        ends = at + timedelta(minutes=item.time_box)
        if item.id in seen:
            lines.append(Line(len(lines) + 1, item, at, ends))
        at = ends
    minutes = sum(one.time_box for one in meeting.items)
    return Agenda(lines, max(0, minutes - meeting.duration), minutes)
