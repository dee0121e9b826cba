"""All or nothing, one commit, and the news only after it."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.orm.exc import StaleDataError

from app.core import live
from app.core import transaction as house
from app.core.actor import SYSTEM
from app.core.database import db
from app.core.errors import Busy, NotFound
from app.core.journal import JournalEntry, record
from app.core.transaction import locked, transaction
from app.organisation.models import SteeringLevel


@pytest.fixture
def told() -> Iterator[list[frozenset[str]]]:
    """What a listener heard, a set of topics a commit."""
    heard: list[frozenset[str]] = []
    live.on_change(heard.append)
    yield heard
    live.forget(heard.append)


def _levels() -> list[str]:
    with db.engine.connect() as elsewhere:
        return list(elsewhere.scalars(db.select(SteeringLevel.name)))


def _write(name: str = "team", rank: int = 3) -> SteeringLevel:
    level = SteeringLevel(name=name, rank=rank)
    db.session.add(level)
    db.session.flush()
    live.announce("level", level.id)
    return level


def _write_and_fail() -> None:
    with transaction():
        record("level", _write().id, "begin", actor=SYSTEM)
        raise ZeroDivisionError


def test_everything_is_kept_with_one_commit_and_told_once_after_it(app: Flask, told: list[frozenset[str]]) -> None:
    commits: list[int] = []
    event.listen(db.engine, "commit", lambda _connection: commits.append(len(told)))
    with transaction():
        level = _write()
        record("level", level.id, "begin", actor=SYSTEM)
        assert _levels() == [], "nobody sees it before the commit"
        assert told == []
    assert _levels() == ["team"]
    assert told == [frozenset({f"level:{level.id}"})]
    assert commits == [0], "one commit, and nobody was told before it"


def test_after_an_error_nothing_is_kept_and_nobody_is_told(app: Flask, told: list[frozenset[str]]) -> None:
    with pytest.raises(ZeroDivisionError):
        _write_and_fail()
    assert _levels() == []
    assert db.session.scalar(db.select(JournalEntry)) is None
    db.session.rollback()
    with transaction():
        _write("domein", 5)
    assert [len(topics) for topics in told] == [1], "the news of the failed transaction went nowhere"


def test_a_commit_that_fails_tells_nobody(app: Flask, told: list[frozenset[str]]) -> None:
    def refuse(_session: object) -> None:
        raise OSError("the disk is full")

    house.before_commit(refuse)
    try:
        with pytest.raises(OSError, match="disk"), transaction():
            _write()
    finally:
        house._before_commit.remove(refuse)
    assert (_levels(), told) == ([], [])


def test_a_listener_that_fails_neither_undoes_it_nor_silences_the_others(
    app: Flask, told: list[frozenset[str]], caplog: pytest.LogCaptureFixture
) -> None:
    def deaf(_topics: frozenset[str]) -> None:
        raise RuntimeError("deaf")

    later: list[frozenset[str]] = []
    live.on_change(deaf)
    live.on_change(later.append)
    try:
        with transaction():
            _write()
    finally:
        live.forget(deaf)
        live.forget(later.append)
    assert _levels() == ["team"]
    assert len(told) == len(later) == 1
    assert "deaf" in caplog.text


def test_no_transaction_within_another(app: Flask) -> None:
    with transaction():
        _write()
        with pytest.raises(RuntimeError, match="inside another"), transaction():
            pass
    assert _levels() == ["team"], "the outer one lost nothing"


def test_what_was_read_before_is_read_again(app: Flask) -> None:
    with transaction():
        level = _write()
    with db.engine.connect().execution_options(samensturen_write=True) as elsewhere:
        elsewhere.execute(text("UPDATE steering_levels SET name = 'kring'"))
        elsewhere.commit()
    assert level.name == "team"
    with transaction():
        assert locked(SteeringLevel, level.id).name == "kring"


def test_what_is_not_there_is_not_found(app: Flask) -> None:
    with pytest.raises(NotFound), transaction():
        locked(SteeringLevel, 12345)


def test_somebody_who_got_in_between_makes_it_busy(app: Flask) -> None:
    with pytest.raises(Busy), transaction():
        raise StaleDataError


def _lock_without_patience(key: int) -> None:
    with transaction() as session:
        if db.engine.dialect.name == "postgresql":
            session.execute(text("SET LOCAL lock_timeout = 200"))
        locked(SteeringLevel, key)


def test_a_writer_that_holds_on_makes_the_next_one_busy(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for ever: a plain refusal, and nothing changed."""
    with transaction():
        level = _write()
    monkeypatch.setattr(house, "BUSY_SECONDS", 0.2)
    holding, done = threading.Event(), threading.Event()

    def hold_on() -> None:
        with app.app_context(), transaction():
            locked(SteeringLevel, level.id)
            holding.set()
            done.wait(10)

    holder = threading.Thread(target=hold_on)
    holder.start()
    try:
        assert holding.wait(10)
        db.session.rollback()
        with pytest.raises(Busy):
            _lock_without_patience(level.id)
    finally:
        done.set()
        holder.join()


def test_a_writer_on_postgresql_waits_five_seconds_at_most(app: Flask) -> None:
    if db.engine.dialect.name == "postgresql":
        assert db.session.scalar(text("SHOW lock_timeout")) == "5s"
