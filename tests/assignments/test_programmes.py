"""Programmes: their chart line by line, what belongs to them, and what a reader may not know of them."""

from datetime import timedelta

import pytest
from flask import Flask

from app.assignments.programme_machines import ProgrammeMachine
from app.assignments.programme_models import Programme
from app.assignments.programme_queries import locked_programme
from app.assignments.programme_states import ProgrammeState
from app.assignments.service import programmes
from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden, Refused
from app.core.journal import entries
from app.core.transaction import transaction
from app.decisions.states import Confidentiality
from app.organisation.service import temporary
from app.organisation.service.temporary import TemporaryData
from app.organisation.states import TemporaryKind
from tests.assignments.assignment_cast import TITLE, Agreeing
from tests.assignments.programme_cast import NAME, Steering
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.query_count import counted_queries
from tests.snapshot import contents

PEOPLE = {"leader": "leader", "leading": "leading", "colleague": "colleague", "college": "carla"}
CHART = """
edit         | running | leader    |                        | stays             | whoever leads it says what it is for
             | running | leading   |                        | stays             | and who leads the unit that steers it
             | running | colleague |                        | forbidden         | nobody else
             | running | college   |                        | forbidden         | the college does not write it
             | ended   | leader    |                        | refused           | what ended stays as it was
take_in      | running | leader    |                        | stays             | assignments come to belong to it
             | running | colleague |                        | forbidden         | not by anybody
             | ended   | leader    |                        | refused           | not any more
leave_out    | running | leading   |                        | stays             | and do no longer
             | running | colleague |                        | forbidden         | not by anybody
             | ended   | leader    |                        | refused           | not any more
add_group    | running | leader    |                        | stays             | work groups come to work for it
             | running | colleague |                        | forbidden         | not by anybody
             | ended   | leader    |                        | refused           | not any more
remove_group | running | leader    |                        | stays             | and do no longer
             | running | colleague |                        | forbidden         | not by anybody
             | ended   | leader    |                        | refused           | not any more
report       | running | leader    |                        | stays             | it tells college and raad how it goes
             | running | leader    | a report               | refused: rapportage | one report at a time
             | running | colleague |                        | forbidden         | not by anybody
             | ended   | leader    |                        | refused           | not any more
end          | running | leading   | a reason               | ended             | it ends, and says why
             | running | leading   |                        | refused: waarom   | never without a word
             | running | leader    | a reason, a report     | refused: rapportage | nor while a report is on its way
             | running | colleague | a reason               | forbidden         | not by anybody
             | ended   | leader    | a reason               | refused           | once
"""


def a_reason(_programme: Programme) -> dict[str, str]:
    return {"reason": "Het is af."}


def a_report(_programme: Programme) -> dict[str, bool]:
    return {"report_goes_on": True}


ROWS = read(CHART, ProgrammeState, (a_reason, a_report))


class World:
    """A programme in each state, and the database as it stood when they were there."""

    def __init__(self) -> None:
        self.all = {
            state: Steering(name=f"{number} {state.value}").come_to(state)
            for number, state in enumerate(ProgrammeState)
        }
        db.session.rollback()
        self.contents = contents()


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: ProgrammeState) -> None:
    steering = world.all[state]
    actor = getattr(steering, PEOPLE[row.by])
    try_row(ProgrammeMachine, lambda: locked_programme(steering.key), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    assert left_out(ProgrammeMachine, ProgrammeState, ROWS) == set()


def test_a_programme_is_begun_filled_and_read_on_screen(app: Flask) -> None:
    """The one story that is tried on both databases."""
    steering = Steering()
    screen = Visitor(app).sign_in(steering.leading).open("/programmas/nieuw")
    unit = steering.circle.unit.name
    screen.submit("Begin", name="Nieuw elan", purpose="Samen verder.", unit=unit, leader="Ben")
    assert screen.sees("Nieuw elan", "Ben", "Team Ruimte", "Nog geen werkgroepen")
    screen.submit_form(f"{screen.path}/opdracht", **{"take-in-assignment": TITLE})
    assert screen.sees(TITLE, "Fatima, in opdracht van Joost")
    assert Visitor(app).sign_in(steering.colleague).open("/programmas").sees("Nieuw elan", NAME)


@ON_SQLITE_ALONE
def test_an_assignment_belongs_to_one_programme_at_most(app: Flask) -> None:
    steering = Steering()
    steering.take_in()
    other = steering.begin()
    with pytest.raises(Refused, match="hoort al bij"), transaction():
        programmes.take_in(locked_programme(other), steering.agreeing.assignment, by=steering.leader)
    with transaction():
        programmes.leave_out(steering.programme, steering.agreeing.assignment, by=steering.leader)
    with transaction():
        programmes.take_in(locked_programme(other), steering.agreeing.assignment, by=steering.leader)
    assert steering.agreeing.assignment.programme_id == other
    assert [one.event for one in entries("programme", steering.key)] == ["begin", "take_in", "leave_out"]


@ON_SQLITE_ALONE
def test_nobody_takes_in_what_they_may_not_read(app: Flask) -> None:
    steering = Steering()
    closed = Agreeing(name="Zwijg", confidentiality=Confidentiality.CONFIDENTIAL)
    closed.be_active()
    with pytest.raises(Forbidden):
        steering.take_in(closed)
    screen = Visitor(app).sign_in(steering.leader)
    assert not screen.open(f"/programmas/{steering.key}").sees("Team Zwijg")


@ON_SQLITE_ALONE
def test_a_confidential_assignment_shows_nowhere_to_who_may_not_read_it(app: Flask) -> None:
    steering = Steering()
    closed = Agreeing(name="Zwijg", confidentiality=Confidentiality.CONFIDENTIAL)
    closed.be_active()
    with transaction():
        closed.assignment.current.title = "Een stille zaak"
    path = f"/programmas/{steering.key}"
    before = Visitor(app).sign_in(steering.colleague).open(path).text
    with transaction():
        closed.assignment.programme_id = steering.key
    assert Visitor(app).sign_in(steering.colleague).open(path).text == before
    assert Visitor(app).sign_in(closed.asking).open(path).sees("Een stille zaak", "Vertrouwelijk")
    steering.begin_report()
    assert [one["title"] for one in steering.report.lines] == []
    refused = Visitor(app).sign_in(steering.leader).open(f"/programmas/rapportage/{steering.report_key}")
    assert not refused.sees("Een stille zaak")
    refused.open(path)
    refused.send(f"{path}/opdracht/weg", 404, opdracht=str(closed.key))


@ON_SQLITE_ALONE
def test_a_work_group_shows_who_is_in_it_and_since_when(app: Flask) -> None:
    steering = Steering()
    task = TemporaryData(
        TemporaryKind.WORKING_GROUP, "Werkgroep Schaduw", "Bomen kiezen.", clock.today() + timedelta(90)
    )
    with transaction():
        group = temporary.set_up(steering.circle.unit, task, code="SCHAD", actor=steering.leading).unit
        programmes.add_group(steering.programme, group, by=steering.leader)
    screen = Visitor(app).sign_in(steering.colleague).open(f"/programmas/{steering.key}")
    assert screen.sees("Werkgroep Schaduw", "Bomen kiezen.", "Werkgroep · sinds")
    with pytest.raises(Refused, match="werkt al"), transaction():
        programmes.add_group(steering.programme, group, by=steering.leader)
    with pytest.raises(Refused, match="tijdelijke kring"), transaction():
        programmes.add_group(steering.programme, steering.circle.unit, by=steering.leader)
    with transaction():
        programmes.remove_group(steering.programme, group.id, by=steering.leader)
    assert steering.programme.groups == []


@ON_SQLITE_ALONE
@pytest.mark.parametrize(
    ("who", "says"),
    [("leading", True), ("carla", False), ("colleague", False), ("leader", False)],
    ids=[
        "who leads the unit begins one",
        "the college does not",
        "nor a colleague",
        "nor who sits there without leading",
    ],
)
def test_who_begins_one(app: Flask, who: str, says: bool) -> None:
    steering = Steering()
    actor = getattr(steering, who)
    if says:
        with transaction():
            programmes.begin_programme(steering.circle.unit, steering.data(), by=actor)
    else:
        with pytest.raises(Forbidden), transaction():
            programmes.begin_programme(steering.circle.unit, steering.data(), by=actor)


@ON_SQLITE_ALONE
def test_an_end_before_the_start_comes_back_at_its_field(app: Flask) -> None:
    steering = Steering()
    screen = Visitor(app).sign_in(steering.leader).open(f"/programmas/{steering.key}/bewerk")
    screen.submit("Opslaan", 422, ends_on="2020-01-01", name="Anders")
    assert screen.error_at("ends_on") == "Het eind ligt voor het begin."
    assert screen.value_of("name") == "Anders"
    assert steering.programme.name == NAME


@ON_SQLITE_ALONE
def test_the_page_takes_as_many_queries_whatever_it_holds(app: Flask) -> None:
    steering = Steering()
    steering.take_in()
    path = f"/programmas/{steering.key}"
    reader = Visitor(app).sign_in(steering.leader)

    def count() -> int:
        reader.open(path)
        with counted_queries() as statements:
            reader.open(path)
        return len(statements)

    first = count()
    for name in ("Noord", "Zuid"):
        more = Agreeing(name=name)
        more.be_active()
        steering.take_in(more)
        task = TemporaryData(TemporaryKind.WORKING_GROUP, f"Groep {name}", "Kijken.", clock.today() + timedelta(90))
        with transaction():
            group = temporary.set_up(steering.circle.unit, task, code=f"GR{name.upper()}", actor=steering.leading).unit
            programmes.add_group(steering.programme, group, by=steering.leader)
    several = count()
    assert several <= first + 3, "groups are read once there are some"
    more = Agreeing(name="West")
    more.be_active()
    steering.take_in(more)
    assert count() == several
