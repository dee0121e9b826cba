"""The year of a unit: steps that come back or are expected, when they wait for a meeting, and what the year shows."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden, Refused
from app.core.permissions import may
from app.core.transaction import locked, transaction
from app.decisions.service import mandates, register
from app.decisions.service.mandates import MandateData
from app.decisions.service.register import TakenElsewhere
from app.decisions.service.wordings import WordingData
from app.decisions.states import Confidentiality, MandateKind
from app.meetings.models import AgendaItem, YearStep, YearTurn
from app.meetings.queries.meetings import load_meeting, locked_meeting
from app.meetings.queries.pool import waiting_for
from app.meetings.queries.year import EntryKind, locked_step, year_of
from app.meetings.service import agenda, planning, running, year
from app.meetings.service.planning import MeetingData
from app.meetings.service.year import StepData
from app.meetings.states import ItemState, ItemType, StepState
from app.meetings.windows import window_at_hand
from app.meetings.year_machine import YearStepMachine
from app.organisation.models import Person
from app.organisation.service import temporary
from app.organisation.service.temporary import TemporaryData
from app.organisation.states import Role, TemporaryKind
from tests.browserless import Visitor
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.decisions.round_cast import Circle
from tests.meetings.meeting_cast import Meets
from tests.meetings.test_meeting_chart import PEOPLE
from tests.query_count import counted_queries
from tests.snapshot import contents, difference

S = StepState
LOOK_BACK = StepData("Terugblik", "Wat houden we?", ItemType.FORMING, 45, months=(9, 10))


# The chart

CHART = """
change | running | secretary |                | stays           | the year is kept by who leads the unit
       | running | member    |                | forbidden       | a member does not
       | running | wider     |                | forbidden       | nor does who leads the unit around it
       | ended   | secretary |                | refused         | what ended stays what it was
put    | running | chair     | it is at hand  | stays           | it goes on an agenda
       | running | member    | it is at hand  | stays           | by who makes that agenda, which the meeting sees to
       | running | chair     |                | refused: beurt  | not before its time, nor twice
       | running | colleague | it is at hand  | forbidden       | nobody from elsewhere
       | ended   | chair     | it is at hand  | refused         | not what ended
end    | running | chair     | why            | ended           | it comes back no more
       | running | chair     |                | refused: waarom | never without the reason
       | running | member    | why            | forbidden       | a member does not end it
       | ended   | chair     | why            | refused         | it ends once
"""


def it_is_at_hand(_step: YearStep) -> dict[str, int]:
    return {"year": 2026}


def why(_step: YearStep) -> dict[str, str]:
    return {"reason": "doen we niet meer"}


ROWS = read(CHART, StepState, (it_is_at_hand, why))


class World:
    """A step that comes back and one that ended."""

    def __init__(self) -> None:
        self.circle = Circle()
        with transaction():
            self.all = {state: year.add(self.circle.unit, LOOK_BACK, by=self.circle.sanne).id for state in S}
            year.end(locked_step(self.all[S.ENDED]), by=self.circle.sanne, reason="klaar")
        self.contents = contents()


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: StepState) -> None:
    actor = getattr(world.circle, PEOPLE[row.by])
    try_row(YearStepMachine, lambda: locked_step(world.all[state]), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    assert left_out(YearStepMachine, StepState, ROWS) == set()


# When it waits

MADE = date(2026, 1, 15)
JULY, NEW_YEAR = (7, 9), (11, 1)
WAITS = [
    ("the day before its months it does not wait", JULY, None, date(2026, 6, 30), (), None),
    ("from the first day it waits", JULY, None, date(2026, 7, 1), (), 2026),
    ("in its months it waits", JULY, None, date(2026, 9, 30), (), 2026),
    ("after them it waits on: nothing is dropped", JULY, None, date(2026, 11, 1), (), 2026),
    ("until it comes back, then for the new year", JULY, None, date(2027, 7, 1), (), 2027),
    ("once it was put it waits no more this year", JULY, None, date(2026, 8, 1), (2026,), None),
    ("nor in the next year before its months", JULY, None, date(2027, 6, 30), (2026,), None),
    ("but then it does again", JULY, None, date(2027, 7, 1), (2026,), 2027),
    ("a window that was over when it was agreed on does not count", (11, 12), None, date(2026, 2, 1), (), None),
    ("a window over New Year begins in the old year", NEW_YEAR, None, date(2026, 11, 1), (), 2026),
    ("and is the same in January", NEW_YEAR, None, date(2027, 1, 31), (), 2026),
    ("put in November it does not wait in January", NEW_YEAR, None, date(2027, 1, 10), (2026,), None),
    ("one that is open when it is agreed on counts", NEW_YEAR, None, date(2026, 1, 20), (), 2025),
    ("what is expected on a day does not wait a month", None, (date(2026, 5, 20), False), date(2026, 5, 5), (), None),
    ("it waits from two weeks before", None, (date(2026, 5, 20), False), date(2026, 5, 6), (), 2026),
    ("and on, until it is treated", None, (date(2026, 5, 20), False), date(2027, 2, 1), (), 2026),
    ("once is once", None, (date(2026, 5, 20), False), date(2027, 5, 20), (2026,), None),
    ("in January it waits from before New Year", None, (date(2027, 1, 5), False), date(2026, 12, 22), (), 2027),
    ("with only the month known it waits from the first", None, (date(2026, 5, 1), True), date(2026, 5, 1), (), 2026),
    ("not before", None, (date(2026, 5, 1), True), date(2026, 4, 30), (), None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("months", "expected", "on", "treated", "waits_for"), [row[1:] for row in WAITS], ids=[row[0] for row in WAITS]
)
def test_when_it_waits(
    months: tuple[int, int] | None, expected: tuple[date, bool] | None, on: date, treated: Any, waits_for: int | None
) -> None:
    first, last = months or (None, None)
    expected_on, whole_month = expected or (None, False)
    step = YearStep(
        unit=None,  # type: ignore[arg-type]
        title="", first_month=first, last_month=last, expected_on=expected_on, whole_month=whole_month, made_on=MADE
    )  # fmt: skip
    window = window_at_hand(step, on, treated)
    assert (window.year if window else None) == waits_for


# In the pool and on an agenda


def this_month() -> tuple[int, int]:
    tomorrow = clock.today() + timedelta(days=1)
    return tomorrow.month, tomorrow.month


def agree(meets: Meets, **other: Any) -> int:
    with transaction():
        data = replace(LOOK_BACK, months=this_month(), presenter=meets.circle.joost)
        return year.add(meets.circle.unit, replace(data, **other), by=meets.circle.sanne).id


def waiting(meets: Meets, reader: Person | None = None) -> list[int]:
    (pool,) = waiting_for(meets.meeting, reader or meets.circle.sanne)
    found = [one.step.id for one in pool.steps]
    db.session.rollback()
    return found


@pytest.fixture
def meets(app: Flask) -> Meets:
    return Meets()


def test_it_waits_goes_on_an_agenda_and_does_not_wait_again(meets: Meets) -> None:
    key = agree(meets)
    later = agree(meets, months=(clock.months_after(clock.today(), 2).month,) * 2)
    assert waiting(meets) == [key], "not what is for later"
    with transaction():
        item = year.put_step(meets.meeting, locked_step(key), by=meets.circle.sanne).id
    put = locked(AgendaItem, item)
    assert (put.title, put.aim, put.type, put.time_box, put.presenter_id) == (
        "Terugblik", "Wat houden we?", ItemType.FORMING, 45, meets.circle.joost.id
    )  # fmt: skip
    turn = db.session.scalars(db.select(YearTurn)).one()
    assert (turn.item_id, turn.step_id) == (item, key)
    assert waiting(meets) == []
    with pytest.raises(Refused, match="al op een agenda"), transaction():
        year.put_step(meets.meeting, locked_step(key), by=meets.circle.sanne)
    with pytest.raises(Refused, match="nog niet aan de beurt"), transaction():
        year.put_step(meets.meeting, locked_step(later), by=meets.circle.sanne)


def test_taken_off_it_waits_as_an_item_and_not_twice(meets: Meets) -> None:
    key = agree(meets)
    with transaction():
        item = year.put_step(meets.meeting, locked_step(key), by=meets.circle.sanne).id
    with transaction():
        agenda.take_off(locked(AgendaItem, item), by=meets.circle.sanne)
    (pool,) = waiting_for(meets.meeting, meets.circle.sanne)
    assert [one.id for one in pool.items] == [item]
    assert pool.steps == []
    db.session.rollback()


def test_a_meeting_in_its_months_finds_it_beforehand(meets: Meets) -> None:
    far = clock.months_after(clock.today(), 3)
    key = agree(meets, months=(far.month, far.month))
    assert waiting(meets) == []
    with transaction():
        data = MeetingData("Over drie maanden", clock.now() + (far - clock.today()), 60)
        meets.meeting_id = planning.plan_meeting(meets.circle.unit, data, by=meets.circle.sanne).id
    assert waiting(meets) == [key]


def test_in_a_joint_meeting_only_who_sits_there_finds_the_steps_of_a_unit(meets: Meets) -> None:
    circle, key = meets.circle, agree(meets)
    with transaction():
        nina = circle.someone("Nina", Role.SECRETARY, of=circle.wider)
        leader = circle.someone("Lies", Role.LEADER)
    with transaction():
        data = MeetingData("Samen", clock.now() + timedelta(days=1), 60, with_units=[circle.unit])
        together = planning.plan_meeting(circle.wider, data, by=nina).id
    shown = {
        who: [[one.step.id for one in pool.steps] for pool in waiting_for(load_meeting(together), who)]
        for who in (nina, leader)
    }
    assert shown == {nina: [[], []], leader: [[], [key]]}
    with pytest.raises(Forbidden), transaction():
        year.put_step(locked_meeting(together), locked_step(key), by=nina)
    with transaction():
        item = year.put_step(locked_meeting(together), locked_step(key), by=leader)
        assert item.unit.id == circle.unit.id, "it stays the matter of its own unit"


def test_who_may_not_make_the_agenda_puts_nothing(meets: Meets) -> None:
    key = agree(meets)
    before = contents()
    with pytest.raises(Forbidden), transaction():
        year.put_step(meets.meeting, locked_step(key), by=meets.circle.fatima)
    assert difference(before, contents()) == {}


def test_a_meeting_called_off_gives_it_back_to_the_pool(meets: Meets) -> None:
    key = agree(meets)
    with transaction():
        item = year.put_step(meets.meeting, locked_step(key), by=meets.circle.sanne).id
    with transaction():
        running.cancel(meets.meeting, by=meets.circle.sanne, reason="te veel zieken")
    assert (locked(AgendaItem, item).meeting, locked(AgendaItem, item).state) == (None, ItemState.PLANNED)
    db.session.rollback()


# What is agreed on


@pytest.mark.parametrize(
    ("who", "may_"), [("marieke", 1), ("sanne", 1), ("fatima", 0), ("wim", 0), ("cor", 0), ("bea", 0)]
)
def test_who_keeps_the_year(meets: Meets, who: str, may_: int) -> None:
    person = getattr(meets.circle, who)
    before = contents()
    if may_:
        with transaction():
            year.add(meets.circle.unit, LOOK_BACK, by=person)
    else:
        with pytest.raises(Forbidden), transaction():
            year.add(meets.circle.unit, LOOK_BACK, by=person)
        assert difference(before, contents()) == {}


def test_what_is_expected_is_still_to_come(meets: Meets) -> None:
    yesterday = clock.today() - timedelta(days=1)
    once = replace(LOOK_BACK, months=None, expected_on=yesterday)
    with pytest.raises(Refused, match="al geweest"), transaction():
        year.add(meets.circle.unit, once, by=meets.circle.sanne)
    this = clock.today().replace(day=1)
    with transaction():
        key = year.add(meets.circle.unit, replace(once, expected_on=this, whole_month=True), by=meets.circle.sanne).id
    with pytest.raises(Refused, match="al geweest"), transaction():
        year.change(locked_step(key), once, by=meets.circle.sanne)
    with transaction():
        year.change(
            locked_step(key), replace(once, expected_on=this, whole_month=True, title="Anders"), by=meets.circle.sanne
        )
    assert locked_step(key).title == "Anders"
    db.session.rollback()


# The year as a page


def review(circle: Circle, what: str, on: date, confidentiality: Confidentiality = Confidentiality.INTERNAL) -> None:
    with transaction():
        taken = TakenElsewhere(WordingData(what=what, review_on=on), clock.today(), confidentiality, {}, what)
        register.record_taken_elsewhere(circle.unit, taken, by=circle.marieke)


def test_the_year_shows_all_that_is_known_to_come(meets: Meets) -> None:
    circle, today = meets.circle, clock.today()
    next_year = today.year + 1
    agree(meets, months=(7, 9))
    agree(meets, months=(11, 1), title="Rond de feestdagen")
    agree(meets, months=None, title="Begroting", expected_on=date(next_year, 10, 1), whole_month=True)
    review(circle, "Spreekuur", date(next_year, 5, 1))
    review(circle, "Te laat", date(next_year + 1, 1, 1))
    with transaction():
        data = MandateData(
            MandateKind.DISCRETION,
            "Snoeien",
            holder=circle.fatima,
            written_in="Verslag",
            ends_on=date(next_year, 12, 31),
        )
        mandates.give_mandate(circle.unit, data, by=circle.marieke)
        group = TemporaryData(TemporaryKind.WORKING_GROUP, "Werkgroep Kap", "Kappen", date(next_year, 3, 1))
        temporary.set_up(circle.unit, group, code="KAP", actor=circle.sanne)
        cancelled = planning.plan_meeting(
            circle.unit,
            MeetingData("Gaat niet door", clock.now() + timedelta(days=400 - today.timetuple().tm_yday)),
            by=circle.sanne,
        )
        running.cancel(cancelled, by=circle.sanne, reason="ziek")
        held = planning.plan_meeting(
            circle.unit,
            MeetingData("Nieuwjaarsoverleg", clock.now() + timedelta(days=400 - today.timetuple().tm_yday)),
            by=circle.sanne,
        )
        on = held.starts_at.astimezone(clock.AMSTERDAM).date()
    shown = year_of(circle.unit, next_year, circle.fatima)
    told_ = {(one.kind, one.title, one.first) for one in shown.entries}
    assert told_ == {
        (EntryKind.STEP, "Terugblik", date(next_year, 7, 1)),
        (EntryKind.STEP, "Rond de feestdagen", date(today.year, 11, 1)),
        (EntryKind.STEP, "Rond de feestdagen", date(next_year, 11, 1)),
        (EntryKind.EXPECTED, "Begroting", date(next_year, 10, 1)),
        (EntryKind.REVIEW, "Spreekuur", date(next_year, 5, 1)),
        (EntryKind.MANDATE, "Snoeien", date(next_year, 12, 31)),
        (EntryKind.TEMPORARY, "Werkgroep Kap", date(next_year, 3, 1)),
        (EntryKind.MEETING, "Nieuwjaarsoverleg", on),
    }
    assert [(entry.title, months) for entry, months in shown.drawn] == [
        ("Rond de feestdagen", {1, 11, 12}), ("Terugblik", {7, 8, 9}), ("Begroting", {10})
    ]  # fmt: skip
    assert dict(shown.counted)[EntryKind.REVIEW] == [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert [one.first for one in shown.entries] == sorted(one.first for one in shown.entries)


def test_closed_matter_is_not_in_the_year_of_who_may_not_know_it(meets: Meets, app: Flask) -> None:
    circle = meets.circle
    review(circle, "Kluis", clock.today() + timedelta(days=1), Confidentiality.CONFIDENTIAL)
    day = clock.today() + timedelta(days=1)
    titles = [
        [one.title for one in year_of(circle.unit, day.year, who).entries if one.kind is EntryKind.REVIEW]
        for who in (circle.fatima, circle.cor)
    ]
    assert titles == [["Kluis"], []]
    path = f"/kringen/{circle.unit.id}/jaar"
    Visitor(app).sign_in(circle.pien).open(path)
    for who in (circle.cor, circle.bea, circle.wim):
        Visitor(app).sign_in(who).open(path, status=404)


def test_on_the_screen(meets: Meets, app: Flask) -> None:
    circle = meets.circle
    page = Visitor(app).sign_in(circle.sanne).open(f"/kringen/{circle.unit.id}/overleg")
    page.click("Het jaar")
    assert page.sees("Het jaar")
    page.click("Komt elk jaar terug")
    page.submit("Zet in het jaar", status=422)
    assert page.sees("Vul dit in.")
    first, last = this_month()
    page.submit(
        "Zet in het jaar", **{"step-title": "Terugblik", "step-first_month": str(first), "step-last_month": str(last)}
    )
    assert page.sees("Terugblik", "Komt elk jaar")
    page.click("Verwacht onderwerp")
    page.submit("Zet in het jaar", status=422, **{"step-title": "Begroting", "step-expected_on": "2020-01-01"})
    assert page.sees("Deze dag is al geweest.")
    soon = clock.today() + timedelta(days=2)
    page.submit("Zet in het jaar", **{"step-expected_on": soon.isoformat()})
    page.open(f"/overleg/{meets.meeting_id}/voorbereiden")
    assert page.sees("Uit de jaaragenda", "Terugblik", "Begroting")
    page.send(f"/overleg/{meets.meeting_id}/uit-de-voorraad", what="step:1", csrf_token=page.csrf_token())
    assert page.sees("Terugblik", "Begroting")
    assert [one.title for one in meets.meeting.items] == ["Hoe gaat het met de balie?", "Terugblik"]
    db.session.rollback()
    page.open("/jaaragenda/2/wijzig")
    page.submit("Bewaar", **{"step-title": "Begroting 2028"})
    assert page.sees("Begroting 2028")
    page.open("/jaaragenda/2/wijzig")
    page.submit("Laat vervallen", status=422)
    page.submit("Laat vervallen", **{"drop-reason": "komt later"})
    assert not page.sees("Begroting 2028")
    member = Visitor(app).sign_in(circle.fatima).open(f"/kringen/{circle.unit.id}/jaar")
    assert "Wijzig" not in member.text


@pytest.mark.parametrize("path", ["jaar", "overleg"])
def test_a_screen_costs_the_same_however_much_there_is(meets: Meets, app: Flask, path: str) -> None:
    circle = meets.circle
    reader = Visitor(app).sign_in(circle.sanne)

    def fill(number: int) -> None:
        key = agree(meets, title=f"Stap {number}")
        agree(meets, title=f"Anders {number}")
        review(circle, f"Besluit {number}", clock.today())
        meets.plan(0)
        with transaction():
            year.put_step(meets.meeting, locked_step(key), by=circle.sanne)

    def count(path: str) -> int:
        reader.open(path)
        with counted_queries() as statements:
            reader.open(path)
        return len(statements)

    paths = {"jaar": f"/kringen/{circle.unit.id}/jaar", "overleg": f"/overleg/{meets.meeting_id}/voorbereiden"}
    fill(0)
    before = count(paths[path])
    for number in range(1, 6):
        fill(number)
    assert count(paths[path]) == before


def test_who_reads_a_step(meets: Meets) -> None:
    key, circle = agree(meets), meets.circle
    readers = {name for name in ("marieke", "fatima", "pien", "wim", "cor", "bea")
               if may(getattr(circle, name), "year_step:read", locked_step(key))}  # fmt: skip
    assert readers == {"marieke", "fatima", "pien"}
    db.session.rollback()
