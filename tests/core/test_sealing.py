"""A day's first write signs what the days before left in the journal."""

from datetime import UTC, datetime

import time_machine
from flask import Flask
from sqlalchemy import delete, select

from app.core import journal
from app.core.actor import SYSTEM
from app.core.database import db
from app.core.transaction import transaction
from tests.databases import SECRET_KEY

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
JUST_AFTER_MIDNIGHT = datetime(2026, 11, 23, 23, 2, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)


def note_at(moment: datetime) -> None:
    with time_machine.travel(moment, tick=False), transaction():
        journal.record("thing", 1, "note", actor=SYSTEM)


def heads() -> list[journal.JournalHead]:
    return list(db.session.scalars(select(journal.JournalHead)))


def test_nothing_is_signed_on_the_very_first_day(app: Flask) -> None:
    note_at(MONDAY)
    assert heads() == []


def test_the_first_write_of_a_new_day_signs_once(app: Flask) -> None:
    note_at(MONDAY)
    note_at(TUESDAY)
    note_at(TUESDAY)
    assert [head.day.isoformat() for head in heads()] == ["2026-11-24"]


def test_just_after_midnight_it_waits_for_what_is_still_on_its_way(app: Flask) -> None:
    note_at(MONDAY)
    note_at(JUST_AFTER_MIDNIGHT)
    assert heads() == []
    note_at(TUESDAY)
    assert len(heads()) == 1


def test_a_tail_that_was_cut_is_found(app: Flask) -> None:
    note_at(MONDAY)
    note_at(MONDAY)
    note_at(TUESDAY)
    assert journal.first_flaw(SECRET_KEY.encode()) is None
    with transaction() as session:
        last = select(journal.JournalEntry.id).where(journal.JournalEntry.position > 1)
        session.execute(delete(journal.JournalPayload).where(journal.JournalPayload.entry_id.in_(last)))
        session.execute(delete(journal.JournalEntry).where(journal.JournalEntry.position > 1))
    flaw = journal.first_flaw(SECRET_KEY.encode())
    assert flaw is not None
    assert flaw.where == "head of 2026-11-24"
