"""The journal: nothing in it can be changed, slipped in, or cut away without a flaw that names the place."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, update

from app.core.actor import SYSTEM
from app.core.database import db
from app.core.journal import JournalEntry, JournalHead, JournalPayload, entries, first_flaw, last_entry, record, seal
from app.core.transaction import transaction
from tests.databases import SECRET_KEY

KEY = SECRET_KEY.encode()
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


class Ann:
    actor_key = "person:1"
    name = "Ann"


class Bob:
    actor_key = "person:2"
    name = "Bob"


@pytest.fixture
def written(app: Flask) -> None:
    """Two chains over two days, with a signed head that covers the first."""
    with time_machine.travel(NOON, tick=False) as clock:
        with transaction():
            for number in range(4):
                record("round", 1, f"event {number}", actor=Ann(), details={"choice": "consent", "number": number})
                clock.shift(timedelta(seconds=1))
            record("round", 2, "only", actor=Bob(), on_behalf_of=Ann(), channel="spoken")
        clock.shift(timedelta(days=1))
        with transaction():
            assert seal(KEY) is not None
            record("round", 1, "the day after", actor=Bob())


def _change(statement: object) -> None:
    with db.engine.connect().execution_options(samensturen_write=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]
        connection.commit()
    db.session.rollback()
    db.session.expunge_all()


def _row(position: int, subject: int = 1) -> object:
    return (JournalEntry.subject_id == subject) & (JournalEntry.position == position)


def test_a_journal_that_nobody_touched_has_no_flaw(written: None) -> None:
    assert first_flaw(KEY) is None


def test_an_entry_says_who_did_what_to_which_version(app: Flask) -> None:
    with transaction():
        record(
            "round", 7, "answer", actor=Ann(), on_behalf_of=Bob(), source="a", target="b", version=3, channel="spoken"
        )
    (entry,) = entries("round", 7)
    assert (entry.actor, entry.on_behalf_of, entry.event) == ("person:1", "person:2", "answer")
    assert (entry.source, entry.target, entry.version, entry.channel) == ("a", "b", 3, "spoken")
    assert last_entry("round", 7, "answer") is entry
    assert last_entry("round", 7, "reveal") is None


ANOTHER = hashlib.sha256(b"another").hexdigest()
EDITS = {
    "event": "reveal",
    "actor": "person:9",
    "on_behalf_of": "person:9",
    "source": "weighing",
    "target": "consented",
    "version": 9,
    "channel": "spoken",
    "at": NOON + timedelta(days=9),
    "subject_id": 99,
    "subject_kind": "proposal",
    "position": 99,
    "payload_digest": ANOTHER,
    "previous": ANOTHER,
    "digest": ANOTHER,
}


@pytest.mark.parametrize("position", [2, 5])
@pytest.mark.parametrize("column", EDITS)
def test_no_column_of_an_entry_can_be_edited(written: None, column: str, position: int) -> None:
    """Of the last row of the newest day neither, which no later row and no head covers."""
    _change(update(JournalEntry).where(_row(position)).values({column: EDITS[column]}))
    assert first_flaw(KEY) is not None


def test_every_column_is_tried() -> None:
    assert set(EDITS) == {column.name for column in JournalEntry.__table__.columns} - {"id"}


def _rewrite_all_after(position: int) -> None:
    """What somebody would do who knows the chain, but not the key: make the rest of it fit."""
    with transaction():
        chain = entries("round", 1)
        chain[position - 1].event = "rewritten"
        for before, entry in zip([None, *chain], chain, strict=False):
            entry.previous = before.digest if before else entry.previous
            entry.digest = entry.chained()


def test_a_chain_that_was_made_to_fit_again_does_not_fit_the_signed_head(written: None) -> None:
    _rewrite_all_after(2)
    flaw = first_flaw(KEY)
    assert flaw is not None
    assert flaw.where == "head of 2026-11-04"


@pytest.mark.parametrize(
    ("does", "where"),
    [
        (lambda: delete(JournalPayload).where(JournalPayload.entry_id == 2), "row 2"),
        (lambda: update(JournalPayload).where(JournalPayload.entry_id == 2).values(content={"choice": "x"}), "row 2"),
        (lambda: update(JournalPayload).where(JournalPayload.entry_id == 2).values(salt="00"), "row 2"),
        (lambda: update(JournalPayload).where(JournalPayload.entry_id == 2).values(erased_at=NOON), "row 2"),
        (lambda: update(JournalHead).values(digest=ANOTHER), "head of 2026-11-04"),
        (lambda: update(JournalHead).values(signature=ANOTHER), "head of 2026-11-04"),
        (lambda: update(JournalHead).values(until=NOON), "head of 2026-11-04"),
    ],
    ids=["payload gone", "payload changed", "salt changed", "only said to be erased", "head", "signature", "until"],
)
def test_what_stands_beside_the_chain_cannot_be_changed_either(
    written: None, does: Callable[[], object], where: str
) -> None:
    _change(does())
    flaw = first_flaw(KEY)
    assert flaw is not None
    assert where in flaw.where


@pytest.mark.parametrize("gone", [(1,), (2,), (1, 2, 3), (4, 5), (1, 2, 3, 4, 5)], ids=str)
def test_no_row_can_be_cut_away(written: None, gone: tuple[int, ...]) -> None:
    """Not the first, not the middle, not the tail that a head has signed, and not a whole chain."""
    ids = [entry.id for entry in entries("round", 1) if entry.position in gone]
    _change(delete(JournalPayload).where(JournalPayload.entry_id.in_(ids)))
    _change(delete(JournalEntry).where(JournalEntry.id.in_(ids)))
    assert first_flaw(KEY) is not None


def test_a_whole_chain_that_is_gone_is_missed_by_the_head(written: None) -> None:
    ids = [entry.id for entry in entries("round", 2)]
    _change(delete(JournalPayload).where(JournalPayload.entry_id.in_(ids)))
    _change(delete(JournalEntry).where(JournalEntry.id.in_(ids)))
    flaw = first_flaw(KEY)
    assert flaw is not None
    assert flaw.where == "head of 2026-11-04"


def test_a_row_that_was_made_to_fit_by_itself_does_not_fit_the_next(written: None) -> None:
    with transaction():
        entry = entries("round", 1)[1]
        entry.event = "rewritten"
        entry.digest = entry.chained()
    flaw = first_flaw(KEY)
    assert flaw is not None
    assert "row 3" in flaw.where


def test_a_row_slipped_in_is_found(written: None) -> None:
    with transaction() as session:
        chain = entries("round", 1)
        for entry in reversed(chain[2:]):
            entry.position += 1
            session.flush()
        values = {column: getattr(chain[1], column) for column in EDITS} | {"position": 3, "event": "slipped in"}
        slipped = JournalEntry(**{**values, "previous": chain[1].digest})
        slipped.digest = slipped.chained()
        session.add_all([slipped, JournalPayload(salt="", content={}, entry=slipped)])
    flaw = first_flaw(KEY)
    assert flaw is not None
    assert "row 3" in flaw.where


def test_a_head_that_is_gone_is_missed_by_the_next(written: None) -> None:
    with time_machine.travel(NOON + timedelta(days=2), tick=False), transaction():
        assert seal(KEY) is not None
    assert first_flaw(KEY) is None
    _change(delete(JournalHead).where(JournalHead.day == (NOON + timedelta(days=1)).date()))
    flaw = first_flaw(KEY)
    assert flaw is not None
    assert flaw.where == "head of 2026-11-05"


def test_a_head_signed_with_another_key_does_not_count(written: None) -> None:
    assert first_flaw(b"another key") is not None


def test_what_was_erased_is_gone_and_the_chain_still_verifies(written: None) -> None:
    with transaction():
        payload = entries("round", 1)[1].payload
        assert payload is not None
        payload.erase()
    db.session.expunge_all()
    payload = entries("round", 1)[1].payload
    assert payload is not None
    assert (payload.content, payload.salt) == ({}, "")
    assert first_flaw(KEY) is None


def test_a_sealed_answer_cannot_be_guessed_from_the_chain(app: Flask) -> None:
    """The same answer twice leaves two digests, and no digest is that of an answer one could think of."""
    content = {"choice": "objection"}
    with transaction():
        for number in (1, 2):
            record("round", number, "answer", actor=Ann(), details=content)
    digests = [entry.payload_digest for number in (1, 2) for entry in entries("round", number)]
    guesses = [content, {"content": content, "salt": ""}, {"salt": "", "content": content}]
    guessed = {
        hashlib.sha256(json.dumps(guess, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
        for guess in guesses
    }
    assert digests[0] != digests[1]
    assert not guessed & set(digests)
    salts = set(db.session.scalars(db.select(JournalPayload.salt)))
    assert len(salts) == 2
    assert all(len(salt) == 32 for salt in salts), "128 bits of chance"


def test_a_day_is_sealed_once_and_not_while_a_transaction_of_the_day_before_may_be_open(app: Flask) -> None:
    midnight = datetime(2026, 11, 3, 23, 0, tzinfo=UTC)  # 4 November in the Netherlands
    with time_machine.travel(midnight - timedelta(hours=1), tick=False), transaction():
        assert seal(KEY) is None, "there is nothing to sign yet"
        record("round", 1, "begin", actor=SYSTEM)
    for after, sealed in ((timedelta(minutes=1), False), (timedelta(minutes=6), True), (timedelta(hours=6), False)):
        with time_machine.travel(midnight + after, tick=False), transaction():
            assert (seal(KEY) is not None) is sealed
