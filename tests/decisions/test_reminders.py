"""Reminders: who gets one, when, and never two on a day."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from app.core.database import db
from app.core.outbox import OutgoingMail
from app.core.transaction import transaction
from app.decisions.service import deadlines
from app.decisions.service.reminders import remind
from app.decisions.states import Confidentiality, RoundMode, RoundState
from tests.decisions.round_cast import Circle

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def at(day: int, hour: int = 9, month: int = 12) -> datetime:
    """A moment by the clock of the Netherlands, in winter."""
    return datetime(2026, month, day, hour - 1, 30, tzinfo=UTC)


@pytest.fixture
def circle(app: Flask, time_machine: Any) -> Circle:
    """Consent is asked in writing from Monday 30 November to Thursday 3 December; Fatima has answered."""
    time_machine.move_to(MONDAY, tick=False)
    circle = Circle(confidentiality=Confidentiality.OPEN)
    _ask(circle, days=3)
    circle.answer(circle.fatima)
    return circle


def _ask(circle: Circle, *, days: int, what: str = "Elke dinsdag een gezamenlijk spreekuur") -> None:
    circle.prepare(what=what)
    with transaction():
        deadlines.open_in_writing(
            circle.round, by=circle.marieke, mode=RoundMode.HAMMER, days={RoundState.CONSENTING: days}, papers_sent=True
        )


def reminders() -> list[OutgoingMail]:
    return list(db.session.scalars(db.select(OutgoingMail).where(OutgoingMail.once.is_not(None))))


WHEN = [
    ("not on the day of the invitation", MONDAY, 0),
    ("nor on the day after it", at(1), 0),
    ("the working day before the last", at(2), 4),
    ("on the last day", at(3), 4),
    ("not in the afternoon", at(2, 14), 0),
    ("nor before people are up", at(2, 7), 0),
    ("not when the time is up", at(4), 0),
]


@pytest.mark.parametrize(("moment", "count"), [row[1:] for row in WHEN], ids=[row[0] for row in WHEN])
def test_when(circle: Circle, time_machine: Any, moment: datetime, count: int) -> None:
    time_machine.move_to(moment, tick=False)
    assert remind() == count
    assert circle.fatima.actor_key not in {one.recipient for one in reminders()}


def test_at_most_one_a_day_however_often_one_looks(circle: Circle, time_machine: Any) -> None:
    time_machine.move_to(at(2), tick=False)
    assert [remind(), remind()] == [4, 0]
    time_machine.move_to(at(2, 11), tick=False)
    assert remind() == 0
    time_machine.move_to(at(3), tick=False)
    circle.answer(circle.ben)
    assert remind() == 3


def test_one_mail_for_all_that_waits(circle: Circle, time_machine: Any) -> None:
    _ask(circle, days=3, what="Fietsen staan voortaan binnen")
    time_machine.move_to(at(2), tick=False)
    assert remind() == 5
    (to_ben,) = [one for one in reminders() if one.recipient == circle.ben.actor_key]
    assert to_ben.content.count("/antwoord/") >= 2
    assert "spreekuur" in to_ben.content
    assert "Fietsen" in to_ben.content


def test_not_on_a_day_on_which_the_unit_does_not_work(circle: Circle, time_machine: Any) -> None:
    with transaction():
        circle.round.proposal.unit.working_weekdays = "145"
    time_machine.move_to(at(2), tick=False)
    assert remind() == 0


def test_nobody_is_reminded_to_ask_a_question(app: Flask, time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)
    circle = Circle()
    circle.prepare()
    with transaction():
        days = {RoundState.QUESTIONING: 3, RoundState.CONSENTING: 3}
        deadlines.open_in_writing(circle.round, by=circle.marieke, mode=RoundMode.SHORT, days=days)
    time_machine.move_to(at(2), tick=False)
    assert remind() == 0
