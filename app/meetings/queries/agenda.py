"""An agenda as its reader sees it: the lines, their running clock times, and whether it fits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.meetings.models import AgendaItem, Meeting
from app.meetings.queries.items import readable
from app.organisation.models import Person


@dataclass(frozen=True)
class Line:
    """One item with its number and its time.

    Both count what the reader may not see as well: time passes, and "punt 5" is the same for everybody in the room.
    """

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


def lines_of(meeting: Meeting) -> list[Line]:
    """Every item of a loaded meeting with its number and time, closed ones too: for who filters them themselves."""
    lines: list[Line] = []
    at = meeting.starts_at
    for number, item in enumerate(meeting.items, 1):
        ends = at + timedelta(minutes=item.time_box)
        lines.append(Line(number, item, at, ends))
        at = ends
    return lines


def agenda_of(meeting: Meeting, reader: Person) -> Agenda:
    """The agenda of a loaded meeting. Asks the database nothing but what rights over closed matter need."""
    seen = {one.id for one in readable(meeting.items, reader)}
    minutes = sum(one.time_box for one in meeting.items)
    return Agenda(
        [one for one in lines_of(meeting) if one.item.id in seen], max(0, minutes - meeting.duration), minutes
    )
