"""Moments are aware and kept in UTC; dates are those of the Netherlands."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError

from app.core import clock
from app.core.actor import SYSTEM
from app.core.database import UTCDateTime, db
from app.core.journal import JournalEntry, entries, record
from app.core.transaction import transaction

MOMENTS = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001 - the strategy adds the time zone
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("moment", "today", "why"),
    [
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1), "a minute before midnight in summer"),
        (
            datetime(2026, 7, 1, 22, 0, tzinfo=UTC),
            date(2026, 7, 2),
            "midnight in summer is two hours before",
        ),
        (datetime(2026, 12, 1, 22, 59, tzinfo=UTC), date(2026, 12, 1), "a minute before midnight in winter"),
        (datetime(2026, 12, 1, 23, 0, tzinfo=UTC), date(2026, 12, 2), "midnight in winter is one hour before"),
    ],
)
def test_today_is_a_day_in_the_netherlands(moment: datetime, today: date, why: str) -> None:
    with time_machine.travel(moment, tick=False):
        assert clock.today() == today, why


def test_a_naive_moment_has_no_place_in_the_database(app: Flask) -> None:
    with transaction():
        record("note", 1, "write", actor=SYSTEM)
    (entry,) = entries("note", 1)
    with pytest.raises(StatementError, match="naive"):
        _keep(entry, datetime(2026, 1, 1, 12))  # noqa: DTZ001 - that is the point


def test_any_moment_comes_back_as_it_was_in_utc(app: Flask) -> None:
    with transaction():
        record("note", 1, "write", actor=SYSTEM)
    (entry,) = entries("note", 1)

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(MOMENTS)
    def comes_back(moment: datetime) -> None:
        _keep(entry, moment)
        db.session.expire_all()
        found = db.session.scalar(db.select(JournalEntry.at))
        assert found == moment
        assert found.utcoffset() == timedelta(0)

    comes_back()


def test_nothing_stays_nothing() -> None:
    kept = UTCDateTime()
    assert kept.process_bind_param(None, None) is None  # type: ignore[arg-type]
    assert kept.process_result_value(None, None) is None  # type: ignore[arg-type]


def _keep(entry: JournalEntry, moment: datetime) -> None:
    with transaction() as session:
        session.execute(db.update(JournalEntry).where(JournalEntry.id == entry.id).values(at=moment))
