"""What is live goes first, and pages wait for it: not for ever, and never while they write."""

import threading
import time
from collections.abc import Callable

from flask import Flask
from sqlalchemy import event, text

from app.core.database import db
from app.core.serving.precedence import LONGEST_WAIT, Precedence
from app.core.transaction import transaction

SOON = 5.0
A_MOMENT = 0.05


def in_a_thread(work: Callable[[], None]) -> threading.Event:
    done = threading.Event()

    def work_and_say_so() -> None:
        work()
        done.set()

    threading.Thread(target=work_and_say_so, daemon=True).start()
    return done


def read_patiently(precedence: Precedence, *, steps: int = 1) -> None:
    with precedence.patient():
        for _step in range(steps):
            precedence.give_way()


def test_a_page_begins_at_once_when_nothing_goes_first() -> None:
    assert in_a_thread(lambda: read_patiently(Precedence())).wait(SOON)


def test_a_page_waits_for_all_that_goes_first() -> None:
    precedence = Precedence()
    with precedence.first():
        with precedence.first():
            page = in_a_thread(lambda: read_patiently(precedence))
            assert not page.wait(A_MOMENT)
        assert not page.wait(A_MOMENT)
    assert page.wait(SOON)


def test_a_page_that_is_under_way_waits_at_its_next_question() -> None:
    precedence = Precedence()
    has_begun, goes_on = threading.Event(), threading.Event()

    def read() -> None:
        with precedence.patient():
            has_begun.set()
            assert goes_on.wait(SOON)
            precedence.give_way()

    page = in_a_thread(read)
    assert has_begun.wait(SOON)
    with precedence.first():
        goes_on.set()
        assert not page.wait(A_MOMENT)
    assert page.wait(SOON)


def test_its_patience_ends_once_however_many_questions_it_asks() -> None:
    precedence, questions = Precedence(), 40
    with precedence.first():
        begun = time.monotonic()
        assert in_a_thread(lambda: read_patiently(precedence, steps=questions)).wait(SOON)
        assert LONGEST_WAIT <= time.monotonic() - begun < questions / 2 * LONGEST_WAIT


def test_an_answer_waits_for_no_other() -> None:
    precedence = Precedence()
    with precedence.first():
        assert in_a_thread(precedence.give_way).wait(SOON)


def test_something_that_fails_goes_first_no_longer() -> None:
    precedence = Precedence()
    try:
        with precedence.first():
            raise ValueError
    except ValueError:
        pass
    assert in_a_thread(lambda: read_patiently(precedence)).wait(SOON)


class Counting(Precedence):
    """Counts how often it is asked to give way."""

    times = 0

    def give_way(self) -> None:
        self.times += 1


def test_a_page_gives_way_before_each_question_but_not_while_others_wait_for_it_to_commit(app: Flask) -> None:
    precedence = Counting()
    db.session.execute(text("SELECT 1"))
    listening = precedence.between_questions_to(db.engine)
    try:
        for _question in range(3):
            db.session.execute(text("SELECT 1"))
        assert precedence.times == 3
        db.session.rollback()
        with transaction() as session:
            asked_before = precedence.times
            session.execute(text("SELECT 1"))
            assert precedence.times == asked_before
    finally:
        event.remove(db.engine, "before_cursor_execute", listening)
