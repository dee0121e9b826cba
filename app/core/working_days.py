"""Working days: the weekdays on which a group works, without the public holidays of the Netherlands."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays

from app.core import clock

END_OF_DAY = time(17, 0)
"""When something that may be done until a day is over on that day, by the clock of the Netherlands."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingDays:
    """The days on which a group works. `weekdays` are counted from Monday, 1, to Sunday, 7; there is at least one."""

    weekdays: frozenset[int]

    @classmethod
    def written(cls, weekdays: str) -> "WorkingDays":
        """As they are kept: "12345" is Monday to Friday. Raises `ValueError` when there is none."""
        found = frozenset(int(one) for one in weekdays)
        if not found or not found <= set(range(1, 8)):
            raise ValueError(f"no working days: {weekdays!r}")
        return cls(found)

    def include(self, day: date) -> bool:
        """Whether people work on this day."""
        return day.isoweekday() in self.weekdays and day not in _holidays(day.year)

    def after(self, day: date, count: int) -> date:
        """The day that is `count` working days after `day`, which itself does not count."""
        for _ in range(count):
            day += DAY
            while not self.include(day):
                day += DAY
        return day

    def before(self, day: date) -> date:
        """The last working day before `day`."""
        day -= DAY
        while not self.include(day):
            day -= DAY
        return day

    def deadline(self, since: datetime, count: int) -> datetime:
        """The end of the day that is `count` working days after the moment `since`, in UTC."""
        day = self.after(since.astimezone(clock.AMSTERDAM).date(), count)
        return datetime.combine(day, END_OF_DAY, clock.AMSTERDAM).astimezone(UTC)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))
