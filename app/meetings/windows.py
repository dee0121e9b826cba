"""When a step of the year is at hand: its window, and from when and until when it waits for a meeting."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from app.core import clock
from app.meetings.models import Meeting, YearStep

DAY = timedelta(days=1)
NOTICE = timedelta(days=14)
"""How long beforehand something of which the day is known waits, so that it comes on an agenda in time."""


@dataclass(frozen=True)
class Window:
    """The days in which a step is at hand, in one year."""

    year: int
    first: date
    last: date


def window_in(step: YearStep, year: int) -> Window | None:
    """The window that begins in a year; of what is expected once only in its own year."""
    if step.expected_on is not None:
        first = step.expected_on.replace(day=1) if step.whole_month else step.expected_on
        last = _last_day(first) if step.whole_month else first
        return Window(year, first, last) if first.year == year else None
    first_month, last_month = step.first_month or 1, step.last_month or 1
    last = _last_day(date(year + (last_month < first_month), last_month, 1))
    return Window(year, date(year, first_month, 1), last)


def waits_from(step: YearStep, window: Window) -> date:
    """From which day it waits in the pool."""
    is_day = step.expected_on is not None and not step.whole_month
    return window.first - NOTICE if is_day else window.first


def window_at_hand(step: YearStep, on: date, treated: Collection[int]) -> Window | None:
    """The window for which a step waits on a day, unless it was put on an agenda for it.

    What was not treated in its months goes on waiting until the next time, but a window that was over before the step
    was agreed on never counts.
    """
    years = (on.year, on.year - 1) if step.expected_on is None else (step.expected_on.year,)
    for year in years:
        window = window_in(step, year)
        if window is not None and waits_from(step, window) <= on:
            is_over = window.last < step.made_on
            return None if window.year in treated or is_over else window
    return None


def day_for(meeting: Meeting) -> date:
    """The day by which a meeting looks what is at hand: its own, so that its agenda can be made beforehand."""
    return max(clock.today(), meeting.starts_at.astimezone(clock.AMSTERDAM).date())


def _last_day(first: date) -> date:
    return clock.months_after(first.replace(day=1), 1) - DAY
