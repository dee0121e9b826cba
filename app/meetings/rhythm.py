"""When a series meets: its days worked out from its rhythm, on the clock of the Netherlands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.core import clock
from app.meetings.models import MeetingSeries, SeriesPause
from app.meetings.states import Rhythm

WEEK = timedelta(weeks=1)
LAST_WEEK = 5
YEARS_AHEAD = 2


def moment(on: date, at: time) -> datetime:
    """A day and a time on the clock of the Netherlands, as a moment: the same hour in winter and in summer."""
    return datetime.combine(on, at, tzinfo=clock.AMSTERDAM)


@dataclass(frozen=True)
class ComingDay:
    """A day of the rhythm of a series, and the pause because of which it does not meet, if there is one."""

    on: date
    pause: SeriesPause | None


def coming_days(series: MeetingSeries, after: date, most: int) -> list[ComingDay]:
    """The first days of its rhythm after a day, until it meets on so many of them."""
    until, meets, days = after + timedelta(days=366 * YEARS_AHEAD), 0, []
    for on in _days(series, until):
        if on > after and meets < most:
            days.append(ComingDay(on, series.pause_on(on)))
            meets += days[-1].pause is None
    return days


def next_days(series: MeetingSeries, after: date, most: int) -> list[date]:
    """The first days after a day on which a series meets, at most so many; pauses are left out."""
    return [one.on for one in coming_days(series, after, most) if one.pause is None]


def _days(series: MeetingSeries, until: date) -> Iterator[date]:
    if series.rhythm is Rhythm.BY_HAND:
        return
    if series.ends_on is not None:
        until = min(until, series.ends_on)
    if series.rhythm is Rhythm.WEEKLY:
        day = series.starts_on + timedelta(days=(series.weekday - series.starts_on.isoweekday()) % 7)
        while day <= until:
            yield day
            day += WEEK * series.every
        return
    first = series.starts_on.replace(day=1)
    while first <= until:
        day = _in_month(first, series.weekday, series.every)
        if series.starts_on <= day <= until:
            yield day
        first = clock.months_after(first, 1)


def _in_month(first: date, weekday: int, week: int) -> date:
    """The first to fourth such weekday of a month, or with 5 the last."""
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7)
    if week < LAST_WEEK:
        return day + WEEK * (week - 1)
    while (day + WEEK).month == first.month:
        day += WEEK
    return day
