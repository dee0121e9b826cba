"""Working days: weekends and the holidays of the Netherlands do not count; a day ends at five, summer and winter."""

from datetime import UTC, date, datetime

import pytest

from app.core.working_days import WorkingDays

OFFICE = WorkingDays.written("12345")
PART_TIME = WorkingDays.written("134")

AFTER = [
    # how many working days, after which day, is which day, because
    (OFFICE, 1, date(2026, 11, 26), date(2026, 11, 27), "the day itself does not count"),
    (OFFICE, 1, date(2026, 11, 27), date(2026, 11, 30), "a weekend does not count"),
    (OFFICE, 1, date(2026, 11, 29), date(2026, 11, 30), "from a Sunday the first is Monday"),
    (OFFICE, 1, date(2026, 12, 24), date(2026, 12, 28), "nor do the days of Christmas"),
    (OFFICE, 2, date(2027, 4, 26), date(2027, 4, 29), "nor does the King's birthday"),
    (OFFICE, 1, date(2027, 3, 26), date(2027, 3, 30), "nor does Easter Monday"),
    (PART_TIME, 2, date(2026, 11, 26), date(2026, 12, 2), "a unit counts only the days on which it works"),
    (OFFICE, 5, date(2026, 12, 30), date(2027, 1, 7), "a year is not an end"),
]


@pytest.mark.parametrize(("days", "count", "since", "then", "because"), AFTER, ids=[row[-1] for row in AFTER])
def test_after(days: WorkingDays, count: int, since: date, then: date, because: str) -> None:
    assert days.after(since, count) == then


@pytest.mark.parametrize(
    ("since", "ends"),
    [
        (datetime(2027, 3, 25, 23, 30, tzinfo=UTC), datetime(2027, 3, 30, 15, 0, tzinfo=UTC)),
        (datetime(2027, 10, 29, 12, 0, tzinfo=UTC), datetime(2027, 11, 1, 16, 0, tzinfo=UTC)),
    ],
    ids=["into summer time, counted from the day it is here", "into winter time"],
)
def test_a_deadline_is_at_five_by_the_clock_of_the_netherlands(since: datetime, ends: datetime) -> None:
    assert OFFICE.deadline(since, 1) == ends


def test_the_working_day_before() -> None:
    assert OFFICE.before(date(2026, 12, 28)) == date(2026, 12, 24)


@pytest.mark.parametrize("nonsense", ["", "08", "x"])
def test_a_unit_that_never_works_is_refused(nonsense: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        WorkingDays.written(nonsense)
