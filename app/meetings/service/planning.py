"""Agreeing on a series, and planning meetings: from a series, or one by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.permissions import CONSEQUENCE, demand
from app.meetings.meeting_machine import MeetingMachine
from app.meetings.models import Meeting, MeetingSeries, MeetingUnit, SeriesItem, SeriesPause, SeriesUnit
from app.meetings.rhythm import moment
from app.meetings.series_machine import SeriesMachine
from app.meetings.service import agenda, invitations
from app.meetings.service.agenda import ItemData
from app.meetings.states import ItemKind, ItemType, Rhythm
from app.organisation.models import Person, Unit
from app.organisation.refusals import RefusedField

STANDING = (
    ItemData("Opening", kind=ItemKind.OPENING, type=ItemType.INFORMING, time_box=5),
    ItemData("Verslag van de vorige keer", kind=ItemKind.MINUTES, type=ItemType.DECIDING, time_box=5),
    ItemData("Mededelingen", kind=ItemKind.ANNOUNCEMENT, type=ItemType.INFORMING, time_box=5),
    ItemData("Rondvraag", kind=ItemKind.ANY_OTHER, type=ItemType.INFORMING, time_box=5),
    ItemData("Sluiting", kind=ItemKind.CLOSING, type=ItemType.INFORMING, time_box=5),
)
"""What a series begins with."""


@dataclass(frozen=True)
class SeriesData:
    """What a series is: its name, rhythm, place, and who does what in it."""

    name: str
    rhythm: Rhythm = Rhythm.WEEKLY
    every: int = 1
    weekday: int = 1
    at: time = time(9, 0)
    duration: int = 90
    place: str = ""
    link: str = ""
    chair: Person | None = None
    secretary: Person | None = None
    starts_on: date = field(default_factory=clock.today)
    ends_on: date | None = None
    papers_days: int | None = None
    """How many days before a meeting its papers close, if they do, and at what time."""
    papers_at: time = time(12, 0)
    with_units: Sequence[Unit] = ()


@dataclass(frozen=True)
class MeetingData:
    """When and where one meeting is, and who leads it."""

    title: str
    starts_at: datetime
    duration: int = 90
    place: str = ""
    link: str = ""
    chair: Person | None = None
    secretary: Person | None = None
    papers_close_at: datetime | None = None
    with_units: Sequence[Unit] = ()


def start_series(unit: Unit, data: SeriesData, *, by: Person, standing: Sequence[ItemData] = STANDING) -> MeetingSeries:
    """Agree on a series of meetings of `unit`. Raises `Forbidden`."""
    demand(by, "unit:call_meetings", unit)
    series = MeetingSeries(unit=unit, name=data.name)
    _write(series, data)
    for position, one in enumerate(standing):
        series.standing.append(
            SeriesItem(title=one.title, kind=one.kind, type=one.type, time_box=one.time_box, position=position)
        )
    db.session.add(series)
    db.session.flush()
    begin(SeriesMachine, series, "start", actor=by, details={"name": series.name})
    return series


def change_series(series: MeetingSeries, data: SeriesData, *, by: Person) -> None:
    """Change what comes back from now on. Meetings that were planned stay as they are."""
    drive(SeriesMachine, series, "change", actor=by, details={"name": data.name})
    _write(series, data)


def pause_series(series: MeetingSeries, starts_on: date, ends_on: date, why: str, *, by: Person) -> None:
    """Leave days out, such as a school holiday. Raises `Refused` when it ends before it begins."""
    if ends_on < starts_on:
        raise RefusedField("ends_on", N_("De laatste dag ligt voor de eerste."))
    drive(SeriesMachine, series, "change", actor=by, details={"why": why})
    series.pauses.append(SeriesPause(starts_on=starts_on, ends_on=ends_on, why=why.strip()))


def resume_series(series: MeetingSeries, pause_id: int, *, by: Person) -> None:
    """Meet again on days that were left out. Nothing happens for a pause that was taken away already."""
    held = next((one for one in series.pauses if one.id == pause_id), None)
    if held is not None:
        drive(SeriesMachine, series, "change", actor=by, details={"resumed": held.why})
        series.pauses.remove(held)


def end_series(series: MeetingSeries, *, by: Actor, reason: str, follows: bool = False) -> None:
    """Stop a series. What was held, and what was planned, stays; what was planned may be cancelled by itself.

    `follows` when that follows from something else, such as the end of its unit.
    """
    permission = CONSEQUENCE if follows else None
    drive(SeriesMachine, series, "end", actor=by, permission=permission, details={"reason": reason}, reason=reason)
    series.ended_because, series.ends_on = reason.strip(), max(clock.today(), series.starts_on)


def plan_next(series: MeetingSeries, on: date, *, by: Person, at: time | None = None) -> Meeting:
    """Plan the meeting of a series on a day, with its standing items. Raises `Refused` when there is one that day."""
    starts_at = moment(on, at or series.at)
    same = select(Meeting.id).where(Meeting.series_id == series.id, Meeting.starts_at == starts_at)
    if db.session.scalar(same) is not None:
        raise Refused(N_("Op dat moment staat er al een overleg van deze reeks."))
    drive(SeriesMachine, series, "plan_meeting", actor=by, details={"day": on.isoformat()})
    data = MeetingData(
        title=series.name,
        starts_at=starts_at,
        duration=series.duration,
        place=series.place,
        link=series.link,
        chair=series.chair,
        secretary=series.secretary,
        papers_close_at=_papers_close_at(series, on),
        with_units=[one.unit for one in series.bodies],
    )
    meeting = _plan(series.unit, data, by=by, series=series)
    for one in series.standing:
        agenda.add(meeting, ItemData(one.title, kind=one.kind, type=one.type, time_box=one.time_box), by=by)
    agenda.find_minutes(meeting)
    return meeting


def plan_meeting(unit: Unit, data: MeetingData, *, by: Person) -> Meeting:
    """Plan a meeting by itself. Raises `Forbidden`."""
    demand(by, "unit:call_meetings", unit)
    return _plan(unit, data, by=by)


def change_meeting(meeting: Meeting, data: MeetingData, *, by: Person) -> None:
    """Let one meeting deviate. Calendars are told by a higher sequence when time or place changed."""
    drive(MeetingMachine, meeting, "change", actor=by, details={"at": data.starts_at.isoformat(), "place": data.place})
    before = (meeting.starts_at, meeting.duration, meeting.place, meeting.link, meeting.title)
    _fill(meeting, data)
    if before != (meeting.starts_at, meeting.duration, meeting.place, meeting.link, meeting.title):
        meeting.calendar_sequence += 1
        invitations.tell_change(meeting)


def _plan(unit: Unit, data: MeetingData, *, by: Person, series: MeetingSeries | None = None) -> Meeting:
    meeting = Meeting(unit=unit, title=data.title, starts_at=data.starts_at, series=series)
    _fill(meeting, data)
    meeting.bodies.extend(MeetingUnit(unit=one) for one in data.with_units if one.id != unit.id)
    db.session.add(meeting)
    db.session.flush()
    begin(MeetingMachine, meeting, "plan", actor=by, details={"at": data.starts_at.isoformat()})
    return meeting


def _papers_close_at(series: MeetingSeries, on: date) -> datetime | None:
    if series.papers_days is None:
        return None
    return moment(on - timedelta(days=series.papers_days), series.papers_at)


def _fill(meeting: Meeting, data: MeetingData) -> None:
    if data.papers_close_at is not None and data.papers_close_at >= data.starts_at:
        raise RefusedField("papers_on", N_("Dat is niet voor het overleg begint."))
    meeting.papers_close_at = data.papers_close_at
    meeting.title, meeting.starts_at, meeting.duration = data.title.strip(), data.starts_at, data.duration
    meeting.place, meeting.link = data.place.strip(), data.link.strip()
    meeting.chair_id = data.chair.id if data.chair else None
    meeting.secretary_id = data.secretary.id if data.secretary else None


def _write(series: MeetingSeries, data: SeriesData) -> None:
    if data.papers_days == 0 and data.papers_at >= data.at:
        raise RefusedField("papers_at", N_("Dat is niet voor het overleg begint."))
    series.papers_days, series.papers_at = data.papers_days, data.papers_at
    series.name, series.rhythm, series.every, series.weekday = data.name.strip(), data.rhythm, data.every, data.weekday
    series.at, series.duration, series.place, series.link = (
        data.at,
        data.duration,
        data.place.strip(),
        data.link.strip(),
    )
    series.chair_id = data.chair.id if data.chair else None
    series.secretary_id = data.secretary.id if data.secretary else None
    series.starts_on, series.ends_on = data.starts_on, data.ends_on
    wanted = {one.id: one for one in data.with_units if one.id != series.unit.id}
    kept = [one for one in series.bodies if one.unit.id in wanted]
    held = {one.unit.id for one in kept}
    series.bodies[:] = kept + [SeriesUnit(unit=one) for key, one in wanted.items() if key not in held]
