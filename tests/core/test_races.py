"""Many at once: nothing is lost, no number is given twice or skipped, and the loser is told."""

import multiprocessing
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from app import create_app
from app.core.actor import SYSTEM
from app.core.database import db
from app.core.journal import entries, first_flaw, record
from app.core.numbering import NumberSeries, next_number
from app.core.transaction import locked_where, transaction
from tests.databases import SECRET_KEY, settings_for

THREADS, TIMES = 8, 12
COUNTER = "counter"


def _at_once(app: Flask, act: Callable[[int], Any], people: int = THREADS) -> list[Any]:
    """Let so many people do `act` at the same moment, each in an application context of their own."""
    gate = threading.Barrier(people)

    def one(index: int) -> Any:
        with app.app_context():
            try:
                db.session.connection()  # so that nobody is late for having to connect
                gate.wait(20)
                return act(index)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(one, range(people)))


def _start_counting() -> None:
    with transaction() as session:
        session.add(NumberSeries(name=COUNTER, last=0))


def _count_up(times: int) -> None:
    """Read, think, write: the way in which updates are lost when nobody minds the order."""
    for _ in range(times):
        with transaction():
            counter = locked_where(db.select(NumberSeries).where(NumberSeries.name == COUNTER))
            assert counter is not None
            counter.last += 1


def _count_up_in_a_process_of_its_own(url: str, times: int) -> None:
    app = create_app(settings_for(url))
    with app.app_context():
        _count_up(times)


def _counted() -> int:
    db.session.rollback()
    return int(db.session.scalar(db.select(NumberSeries.last).where(NumberSeries.name == COUNTER)) or 0)


def test_threads_lose_no_update(app: Flask) -> None:
    _start_counting()
    _at_once(app, lambda _index: _count_up(TIMES))
    assert _counted() == THREADS * TIMES


def test_processes_lose_no_update(app: Flask, database_url: str) -> None:
    _start_counting()
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_count_up_in_a_process_of_its_own, args=(database_url, 40)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert _counted() == 80


def test_with_the_default_settings_for_sqlite_updates_are_lost(tmp_path: Path) -> None:
    """Why `app.core.database` switches them off: both have read before either writes, and one of the two is gone."""
    engine = create_engine(f"sqlite:///{tmp_path / 'default.sqlite'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE counter (n INTEGER)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))
    with engine.connect() as ann, engine.connect() as bob:
        seen = [one.execute(text("SELECT n FROM counter")).scalar_one() for one in (ann, bob)]
        for one, n in zip((ann, bob), seen, strict=True):
            one.execute(text("UPDATE counter SET n = :n"), {"n": n + 1})
            one.commit()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT n FROM counter")).scalar_one() == 1, "two counted, one is left"


def test_with_our_settings_the_second_writer_on_sqlite_waits_before_it_reads(sqlite_databases: Any) -> None:
    url = sqlite_databases.fresh()
    app = create_app(settings_for(url))
    with (
        app.app_context(),
        transaction(),
        closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=0.05, isolation_level=None)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")


def test_numbers_are_given_once_and_without_a_gap(app: Flask) -> None:
    """The first number of a series too, and what was given in vain comes back."""

    def take(index: int) -> list[int]:
        taken = []
        for turn in range(TIMES):
            try:
                with transaction():
                    number = next_number("decision:RUI-2026")
                    if (index + turn) % 4 == 0:
                        raise ZeroDivisionError
                    taken.append(number)
            except ZeroDivisionError:
                continue
        return taken

    given = sorted(number for taken in _at_once(app, take) for number in taken)
    assert given == list(range(1, len(given) + 1))
    assert len(given) == THREADS * TIMES * 3 // 4


def test_series_do_not_touch_each_other(app: Flask) -> None:
    with transaction():
        assert [next_number("a"), next_number("a"), next_number("b")] == [1, 2, 1]


def test_one_chain_written_by_many_has_no_broken_link(app: Flask) -> None:
    def write(index: int) -> None:
        for turn in range(TIMES):
            with transaction():
                record("note", 1, "write", actor=SYSTEM, details={"by": index, "turn": turn})
                record("note", 2 + index, "write", actor=SYSTEM)

    _at_once(app, write)
    db.session.rollback()
    assert [entry.position for entry in entries("note", 1)] == list(range(1, THREADS * TIMES + 1))
    assert first_flaw(SECRET_KEY.encode()) is None
