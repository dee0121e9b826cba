"""Milestones of what was agreed: expected, reached, and one set of them at any moment."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from app.assignments.models import Assignment
from app.assignments.service import agreeing as verbs
from app.assignments.service import following
from app.assignments.time_line import Scale, draw
from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden, NotFound
from app.core.transaction import transaction
from tests.assignments.assignment_cast import Agreeing
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.snapshot import refused_and_nothing_happened

MAP, PLACES = "De kaart is er", "Vijf plekken zijn klaar"


def day(days: int) -> date:
    return clock.today() + timedelta(days=days)


def agreed(*milestones: tuple[str, int]) -> list[dict[str, str]]:
    return [{"what": what, "due_on": day(days).isoformat()} for what, days in milestones]


class Running(Agreeing):
    """An assignment that runs, with two milestones and a margin of a fortnight."""

    def __init__(self, *milestones: tuple[str, int]) -> None:
        super().__init__()
        self.write(milestones=agreed(*(milestones or ((MAP, 30), (PLACES, 90)))))
        self.be_active()

    def milestone(self, what: str = MAP) -> int:
        return next(one.id for one in self.assignment.milestones if one.what == what)

    def expect(self, days: int, what: str = MAP) -> None:
        with transaction():
            following.expect(self.assignment, self.milestone(what), day(days), by=self.doing)

    def reach(self, days: int = 0, what: str = MAP) -> None:
        with transaction():
            following.reach(self.assignment, self.milestone(what), day(days), by=self.doing)


@pytest.fixture
def running(app: Flask) -> Running:
    return Running()


def said(assignment: Assignment) -> list[tuple[str, date, bool]]:
    return [(one.what, one.due_on, one.is_reached) for one in assignment.milestones]


def test_what_is_agreed_is_followed_through_a_renegotiation(running: Running) -> None:
    """On both databases: one set of milestones at any moment, and what was reached stays so."""
    assert said(running.assignment) == [(MAP, day(30), False), (PLACES, day(90), False)]
    running.expect(100, PLACES)
    running.reach(-1)
    running.reopen()
    new = agreed((MAP, 20), (PLACES, 120), ("De laatste plek", 200))
    running.rewrite(milestones=new)
    assert said(running.assignment) == [(MAP, day(30), True), (PLACES, day(90), False)], "the old holds until then"
    running.agree()
    assert said(running.assignment) == [
        (MAP, day(20), True),
        (PLACES, day(120), False),
        ("De laatste plek", day(200), False),
    ]
    assert [one.expected_on for one in running.assignment.milestones] == [None] * 3, "it is expected as agreed again"


@ON_SQLITE_ALONE
class TestRules:
    """In which no database has a say."""

    def test_a_draft_has_none_until_it_is_agreed(self, app: Flask) -> None:
        agreeing = Agreeing()
        agreeing.offer()
        agreeing.ask_consent()
        assert agreeing.assignment.milestones == []

    def test_what_is_kept_as_it_is_keeps_its_milestones(self, running: Running) -> None:
        running.expect(40)
        running.reopen()
        running.rewrite(milestones=agreed(("Iets anders", 10)))
        with transaction():
            verbs.keep_as_it_is(running.assignment, by=running.doing, reason="Het kan toch.")
        assert said(running.assignment) == [(MAP, day(30), False), (PLACES, day(90), False)]
        assert running.assignment.milestones[0].expected_on == day(40)

    def test_the_same_words_twice_are_two_milestones(self, app: Flask) -> None:
        running = Running(("Overleg met bewoners", 10), ("Overleg met bewoners", 40))
        running.reach(0, "Overleg met bewoners")
        running.reopen()
        running.rewrite(milestones=agreed(("Overleg met bewoners", 10), ("Overleg met bewoners", 60)))
        running.agree()
        assert [one[2] for one in said(running.assignment)] == [True, False], "one was reached, not both"

    @pytest.mark.parametrize(
        ("act", "words"),
        [
            (lambda it: it.expect(-1), "nog komt"),
            (lambda it: it.reach(1), "moet nog komen"),
            (lambda it: (it.reach(), it.reach()), "al bereikt"),
        ],
        ids=["not expected in the past", "not reached in the future", "and reached once"],
    )
    def test_what_cannot_be(self, running: Running, act: Callable[[Running], object], words: str) -> None:
        if words == "al bereikt":
            running.reach()
            refused_and_nothing_happened(words, running.reach)
            refused_and_nothing_happened(words, lambda: running.expect(40))
        else:
            refused_and_nothing_happened(words, lambda: act(running))

    def test_who_asks_does_not_say_for_who_does(self, running: Running) -> None:
        with pytest.raises(Forbidden), transaction():
            following.reach(running.assignment, running.milestone(), day(0), by=running.asking)
        with pytest.raises(NotFound), transaction():
            following.reach(running.assignment, 999, day(0), by=running.doing)

    @pytest.mark.parametrize(
        ("due", "expected", "reached", "late"),
        [
            (30, None, None, 0),
            (30, 40, None, 10),
            (30, 20, None, 0),
            (-5, None, None, 5),
            (-5, -2, None, 5),
            (-5, 3, None, 8),
            (-5, 3, -5, 0),
            (-5, 3, -1, 4),
        ],
        ids=[
            "in time as far as anybody knows",
            "expected later",
            "expected sooner",
            "its day has passed, so it is today at the soonest",
            "so has the day on which it was expected",
            "expected again",
            "it was there on its day",
            "it was there four days later",
        ],
    )
    def test_how_late_it_is(self, app: Flask, due: int, expected: int | None, reached: int | None, late: int) -> None:
        running = Running((MAP, due))
        one = running.assignment.milestones[0]
        one.expected_on = None if expected is None else day(expected)
        one.reached_on = None if reached is None else day(reached)
        assert one.days_late == late
        db.session.rollback()

    @pytest.mark.parametrize(("days", "asks"), [(44, False), (45, True)], ids=["within the margin", "a day beyond it"])
    def test_beyond_the_margin_it_is_talked_over_anew(
        self, running: Running, app: Flask, days: int, asks: bool
    ) -> None:
        running.expect(days)
        page = Visitor(app).sign_in(running.asking).open(f"/opdrachten/{running.key}")
        assert page.sees(f"{days - 30} dagen later") is True
        assert page.sees("meer dan de 14 dagen die jullie afspraken") is asks

    def test_it_is_said_on_the_page(self, running: Running, app: Flask) -> None:
        page = Visitor(app).sign_in(running.doing).open(f"/opdrachten/{running.key}")
        prefix = f"expect-{running.milestone()}-"
        page.submit(f"Zo verwacht ik het: {MAP}", **{f"{prefix}expected_on": day(35).isoformat()})
        assert page.sees("5 dagen later")
        page.submit(f"Het is er: {MAP}", 422, **{f"reach-{running.milestone()}-reached_on": day(1).isoformat()})
        assert page.sees("Deze dag moet nog komen.")
        page.submit(f"Het is er: {MAP}", **{f"reach-{running.milestone()}-reached_on": day(0).isoformat()})
        assert running.assignment.milestones[0].is_reached
        reader = Visitor(app).sign_in(running.circle.cor).open(f"/opdrachten/{running.key}")
        assert reader.sees(MAP, "bereikt")
        assert not reader.sees("Zo verwacht ik het")

    def test_a_mark_tells_by_its_shape(self, app: Flask) -> None:
        running = Running((MAP, 10), (PLACES, 60), ("Terugblik", 90))
        running.reach()
        running.expect(75, PLACES)
        line = draw(running.assignment)
        assert [(one.number, one.shape, one.moved) for one in line.marks] == [
            (1, "reached", True),
            (2, "late", True),
            (3, "coming", False),
        ]

    def test_marks_that_are_close_stand_above_each_other(self, app: Flask) -> None:
        running = Running((MAP, 100), (PLACES, 103), ("Terugblik", 104), ("Klaar", 300))
        assert [one.level for one in draw(running.assignment).marks] == [0, 1, 2, 0]


def test_a_scale_has_a_few_months_on_it() -> None:
    scale = Scale(date(2026, 11, 28), date(2028, 2, 1))
    assert [(one.year, one.month) for _x, one in scale.ticks] == [
        (2027, 1),
        (2027, 4),
        (2027, 7),
        (2027, 10),
        (2028, 1),
    ]
    assert (scale.at(date(2026, 1, 1)), scale.at(date(2028, 2, 1))) == (0, 100)
