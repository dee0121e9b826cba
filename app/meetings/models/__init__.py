"""Everything about meetings, as rows: series, meetings, agenda items, attendance, minutes, the year."""

from app.meetings.models.attendance import Attendee, SpeakingTurn, Stretch
from app.meetings.models.item import AgendaItem, ItemAction, ItemNote, ItemUnit
from app.meetings.models.meeting import AgendaVersion, Meeting, MeetingUnit
from app.meetings.models.minutes import ClosingCard, ClosingTally, Minutes, MinutesPart
from app.meetings.models.series import MeetingSeries, SeriesItem, SeriesPause, SeriesUnit
from app.meetings.models.sight import AgendaSight
from app.meetings.models.year import YearStep, YearTurn

__all__ = [
    "AgendaItem",
    "AgendaSight",
    "AgendaVersion",
    "Attendee",
    "ClosingCard",
    "ClosingTally",
    "ItemAction",
    "ItemNote",
    "ItemUnit",
    "Meeting",
    "MeetingSeries",
    "MeetingUnit",
    "Minutes",
    "MinutesPart",
    "SeriesItem",
    "SeriesPause",
    "SeriesUnit",
    "SpeakingTurn",
    "Stretch",
    "YearStep",
    "YearTurn",
]
