"""Appointments as iCalendar (RFC 5545), on the clock of the Netherlands with its summer time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from flask import current_app
from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress, vText

from app.core import clock


class Method(StrEnum):
    """What is done with what a calendar holds (RFC 5546)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Entry:
    """One appointment. What comes later under the same key, with a higher sequence, takes its place."""

    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    sequence: int
    written_at: datetime
    place: str = ""
    about: str = ""
    url: str = ""
    is_tentative: bool = False
    is_cancelled: bool = False
    is_busy: bool = True
    alarm_before: timedelta | None = None


def calendar_of(
    entries: Sequence[Entry], method: Method = Method.PUBLISH, *, name: str = "", invited: tuple[str, str] | None = None
) -> bytes:
    """The entries as a file. `invited` is the name and address of whom a request or cancellation is for."""
    calendar = Calendar()
    calendar.add("prodid", "-//Samensturen//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    calendar.add_component(_timezone_of(entries))
    for one in entries:
        calendar.add_component(_event(one, method, invited))
    return bytes(calendar.to_ical())


def _event(entry: Entry, method: Method, invited: tuple[str, str] | None) -> Event:
    event = Event()
    host = _sender().rpartition("@")[2]
    event.add("uid", f"{entry.key}@{host}")
    event.add("dtstamp", entry.written_at)
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    event.add("dtstart", entry.starts_at.astimezone(clock.AMSTERDAM))
    event.add("dtend", entry.ends_at.astimezone(clock.AMSTERDAM))
    event.add("transp", "OPAQUE" if entry.is_busy and not entry.is_cancelled else "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.is_cancelled else "TENTATIVE" if entry.is_tentative else "CONFIRMED")
    for name, text in (("location", entry.place), ("description", entry.about), ("url", entry.url)):
        if text:
            event.add(name, text)
    if method is not Method.PUBLISH:
        event.add("organizer", _address(str(current_app.config["SETTINGS"].municipality), _sender()))
    if invited is not None:
        event.add("attendee", _address(*invited, RSVP=vText("FALSE"), PARTSTAT=vText("NEEDS-ACTION")))
    if entry.alarm_before is not None:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", -(entry.alarm_before or timedelta()))
    return alarm


def _address(name: str, address: str, **parameters: Any) -> vCalAddress:
    made = vCalAddress(f"mailto:{address}")
    made.params.update(parameters)
    made.params["CN"] = vText(" ".join(name.replace('"', "'").split()))
    return made


def _sender() -> str:
    return str(current_app.config["SETTINGS"].mail_from)


def _timezone_of(entries: Sequence[Entry]) -> Timezone:
    years = [moment.year for one in entries for moment in (one.starts_at, one.ends_at)] or [clock.today().year]
    return _timezone_in(min(years), max(years))


@cache
def _timezone_in(first_year: int, last_year: int) -> Timezone:
    """Summer time and winter time in these years, and just around them: of all years it is most of the file."""
    return Timezone.from_tzid(
        "Europe/Amsterdam", first_date=date(first_year - 1, 1, 1), last_date=date(last_year + 2, 1, 1)
    )
