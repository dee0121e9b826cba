"""A temporary unit: set up, filled and adjusted by who leads the unit it reports to; what it leaves when it stops."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden, Refused
from app.core.permissions import may
from app.core.transaction import locked, transaction
from app.organisation import service
from app.organisation.models import Unit
from app.organisation.queries import levels, seats_of
from app.organisation.service import temporary
from app.organisation.service.temporary import TemporaryData
from app.organisation.states import Role, TemporaryKind, TemporaryState
from app.organisation.stories import SENTENCES, story_of_unit
from app.organisation.temporary import TemporaryUnit, overdue_in
from app.organisation.temporary_machine import TemporaryUnitMachine
from tests.browserless import Visitor
from tests.cast import Cast, found, make_cast
from tests.decisions.charts import Row, each, events_of, left_out, read, try_row
from tests.decisions.conftest import told
from tests.holding.on_sqlite import house
from tests.snapshot import contents, difference

__all__ = ["house", "told"]

DAY = timedelta(days=1)
S = TemporaryState


def data(days: int = 60, **other: Any) -> TemporaryData:
    held: dict[str, Any] = {
        "kind": TemporaryKind.WORKING_GROUP,
        "name": "Werkgroep Kermis",
        "task": "Een veilige kermis.",
    }
    return TemporaryData(planned_until=clock.today() + days * DAY, **held | other)


def set_up(cast: Cast, of: Unit | None = None, code: str = "KER", days: int = 60) -> int:
    """The key of a working group of team Ruimte, with somebody to lead it and a member."""
    with transaction():
        unit = locked(Unit, (of or cast.ruimte).id)
        made = temporary.set_up(unit, data(days), code=code, actor=cast.administrator).unit
        service.add_membership(cast.outsider, made, Role.CHAIR, actor=cast.administrator)
        service.add_membership(cast.members[0], made, Role.MEMBER, actor=cast.administrator)
    return made.id


def the(key: int) -> TemporaryUnit:
    return locked(TemporaryUnit, key)


# The chart

PEOPLE = {
    "its chair": "outsider",
    "reporting chair": "chair",
    "member": "member",
    "wider leader": "director",
    "beheerder": "administrator",
}
CHART = """
adjust | running | reporting chair |                      | stays            | who leads the unit it reports to gives it another task or end
       | running | beheerder       |                      | stays            | so does the beheerder
       | running | its chair       |                      | forbidden        | it does not stretch its own time
       | running | wider leader    |                      | forbidden        | nor does who leads the unit around that
       | stopped | beheerder       |                      | refused          | what stopped stays what it was
stop   | running | reporting chair | why                  | stopped          | who leads the unit it reports to stops it
       | running | its chair       | why                  | stopped          | so does who leads it
       | running | member          | why                  | forbidden        | a member does not
       | running | its chair       |                      | refused: waarom  | never without the reason
       | running | its chair       | why, a round goes on | refused: ronde   | nor while something goes on; it says what
       | running | its chair       | why, it reports to nobody | refused: overnemen | not when nobody takes over
       | stopped | reporting chair | why                  | refused          | it stops once
"""  # noqa: E501 - a table is read across


def why(_temporary: TemporaryUnit) -> dict[str, str]:
    return {"reason": "klaar"}


def a_round_goes_on(_temporary: TemporaryUnit) -> dict[str, list[str]]:
    return {"going_on": ["de ronde over de kermis"]}


def it_reports_to_nobody(one: TemporaryUnit) -> None:
    one.unit.parent = None


ROWS = read(CHART, TemporaryState, (why, a_round_goes_on, it_reports_to_nobody))


class World:
    """A working group that runs and one that stopped."""

    def __init__(self) -> None:
        with transaction():
            self.cast = make_cast()
        self.all = {S.RUNNING: set_up(self.cast), S.STOPPED: set_up(self.cast, code="WEG")}
        with transaction():
            temporary.stop(the(self.all[S.STOPPED]), "klaar", actor=self.cast.chair)
        self.member = self.cast.members[0]
        self.contents = contents()


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: TemporaryState) -> None:
    actor = world.member if row.by == "member" else getattr(world.cast, PEOPLE[row.by])
    try_row(TemporaryUnitMachine, lambda: the(world.all[state]), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    assert left_out(TemporaryUnitMachine, TemporaryState, ROWS) == set()
    assert {f"unit:{event}" for event in events_of(TemporaryUnitMachine)} <= set(SENTENCES)


# Setting one up


def test_it_is_a_unit_one_level_below_the_one_it_reports_to(cast: Cast) -> None:
    with transaction():
        made = temporary.set_up(locked(Unit, cast.cmt.id), data(), code="KER", actor=cast.director)
    unit = made.unit
    assert (unit.parent, unit.purpose, unit.ends_on) == (cast.cmt, "Een veilige kermis.", None)
    names = [level.name for level in levels()]
    assert names.index(unit.level.name) == names.index(cast.cmt.level.name) - 1
    assert story_of_unit(unit)[0].text.startswith("Opgericht als tijdelijke kring")


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("chair", None),
        ("secretary", None),
        ("leader", None),
        ("administrator", None),
        ("representative", Forbidden),
        ("director", Forbidden),
        ("outsider", Forbidden),
    ],
)  # fmt: skip
def test_who_sets_one_up(cast: Cast, who: str, error: type[Exception] | None) -> None:
    def act() -> None:
        with transaction():
            temporary.set_up(locked(Unit, cast.ruimte.id), data(), code="KER", actor=getattr(cast, who))

    if error is None:
        act()
    else:
        before = contents()
        with pytest.raises(error):
            act()
        assert difference(before, contents()) == {}


def test_what_is_refused(cast: Cast) -> None:
    with transaction():
        service.end_unit(locked(Unit, cast.ruimte.id), clock.today() + 30 * DAY, actor=cast.administrator)
    cases = (
        (cast.cmt, data(-1), "KER", "laatste dag"),
        (cast.cmt, data(), "RUI", "al in gebruik"),
        (cast.ruimte, data(), "KER", "stopt op"),
    )
    before = contents()
    for unit, what, code, because in cases:
        with pytest.raises(Refused, match=because), transaction():
            temporary.set_up(locked(Unit, unit.id), what, code=code, actor=cast.administrator)
    assert difference(before, contents()) == {}


# Who is in it


def test_who_leads_the_unit_it_reports_to_says_who_is_in_it_but_gives_nobody_a_seat_at_that_table(cast: Cast) -> None:
    key = set_up(cast)
    with transaction():
        unit = locked(Unit, key)
        role = service.add_membership(cast.members[1], unit, Role.SECRETARY, actor=cast.chair)
        service.end_membership(role, clock.today() + 5 * DAY, actor=cast.secretary)
    before = contents()
    for linking in (Role.LEADER, Role.REPRESENTATIVE):
        with pytest.raises(Refused, match="aan tafel bij Team Ruimte"), transaction():
            service.add_membership(cast.outsider, locked(Unit, key), linking, actor=cast.chair)
    for who in (cast.outsider, cast.director, cast.members[0], cast.representative):
        with pytest.raises(Forbidden), transaction():
            service.add_membership(cast.adviser, locked(Unit, key), Role.MEMBER, actor=who)
    with pytest.raises(Forbidden), transaction():
        service.add_membership(cast.outsider, locked(Unit, cast.ruimte.id), Role.MEMBER, actor=cast.chair)
    assert difference(before, contents()) == {}
    with transaction():
        service.add_membership(cast.outsider, locked(Unit, key), Role.LEADER, actor=cast.administrator)
    assert cast.outsider in [seat.person for seat in seats_of(cast.ruimte, clock.today())]


def test_nobody_fills_what_has_stopped(cast: Cast) -> None:
    key = set_up(cast)
    with transaction():
        temporary.stop(the(key), "klaar", actor=cast.chair)
    assert not may(cast.chair, "unit:compose", db.session.get_one(Unit, key))


# Its end


def test_nothing_ends_by_itself_but_who_leads_it_sees_that_it_should_have(
    cast: Cast, app: Flask, time_machine: Any
) -> None:
    key = set_up(cast, days=10)
    time_machine.move_to(clock.now() + 10 * DAY)
    assert overdue_in([key]) == []
    time_machine.move_to(clock.now() + DAY)
    assert [one.id for one in overdue_in([key, cast.ruimte.id])] == [key]
    db.session.rollback()
    seen = {
        who: Visitor(app).sign_in(getattr(cast, who)).open(f"/kringen/{key}").sees("Had moeten stoppen")
        for who in ("outsider", "chair", "administrator", "director", "representative")
    }
    assert seen == {"outsider": True, "chair": True, "administrator": True, "director": False, "representative": False}
    assert Visitor(app).sign_in(cast.outsider).open("/").sees("Had moeten stoppen", "Werkgroep Kermis")
    assert the(key).unit.is_active(clock.today())
    db.session.rollback()


def test_it_stops_at_once_with_its_roles(cast: Cast, time_machine: Any) -> None:
    key = set_up(cast)
    time_machine.move_to(clock.now() + 3 * DAY)
    with transaction():
        service.add_membership(cast.members[1], locked(Unit, key), Role.MEMBER, actor=cast.chair)
    with transaction():
        temporary.stop(the(key), " de kermis is geweest ", actor=cast.outsider)
    stopped = the(key)
    assert (stopped.stopped_on, stopped.stopped_because) == (clock.today(), "de kermis is geweest")
    assert stopped.handed_to is cast.ruimte
    assert stopped.unit.has_ended(clock.today())
    assert seats_of(stopped.unit, clock.today()) == [], "also of who came today"
    told_ = [one.text for one in story_of_unit(stopped.unit)]
    assert "Gestopt: de kermis is geweest" in told_
    db.session.rollback()


def test_one_that_was_set_up_today_stops_as_well(cast: Cast) -> None:
    key = set_up(cast)
    with transaction():
        temporary.stop(the(key), "toch niet", actor=cast.chair)
    assert seats_of(the(key).unit, clock.today()) == []
    db.session.rollback()


def test_not_while_a_unit_within_it_goes_on_nor_by_the_back_door(cast: Cast) -> None:
    key = set_up(cast)
    with transaction():
        within = found("Ploeg Draaimolen", "DRA", levels()[0], locked(Unit, key))
    before = contents()
    with pytest.raises(Refused, match="Ploeg Draaimolen"), transaction():
        temporary.stop(the(key), "klaar", actor=cast.chair)
    with pytest.raises(Refused, match="tijdelijke kring"), transaction():
        service.end_unit(locked(Unit, key), clock.today(), actor=cast.administrator)
    assert difference(before, contents()) == {}
    with transaction():
        service.end_unit(locked(Unit, within.id), clock.today(), actor=cast.administrator)
        temporary.stop(the(key), "klaar", actor=cast.chair)


# On the screen


def test_on_the_screen(cast: Cast, app: Flask) -> None:
    page = Visitor(app).sign_in(cast.chair).open(f"/kringen/{cast.ruimte.id}")
    page.click("Richt een tijdelijke kring op")
    page.submit("Richt op", status=422, name="Werkgroep Kermis", code="ker")
    assert page.sees("Gebruik 2 tot 12 hoofdletters", "Vul dit in.")
    until = clock.today() + 30 * DAY
    page.submit("Richt op", code="KER", task="Een veilige kermis.", planned_until=until.isoformat())
    assert page.sees("Werkgroep Kermis", "Rapporteert aan", "Team Ruimte", "Een veilige kermis.", "Rol toevoegen")
    page.click("Pas opdracht of einde aan")
    page.submit("Opslaan", kind="programme", name="Programma Kermis")
    assert page.sees("Programma Kermis", "Programma")
    page.click("Stop deze kring")
    page.submit("Stop deze kring", status=422)
    assert page.sees("Schrijf erbij waarom deze kring stopt.")
    page.submit("Stop deze kring", reason="De kermis is geweest.")
    assert page.sees("Gestopt", "De kermis is geweest.", "Wat nog open stond, ging naar Team Ruimte")
    page.open(f"/kringen/{cast.ruimte.id}")
    assert page.sees("Tijdelijke kringen", "gestopt op")
    assert not Visitor(app).sign_in(cast.members[0]).open("/kringen/2").sees("Richt een tijdelijke kring op")
    for path in ("tijdelijk", "opdracht", "stoppen"):
        assert Visitor(app).sign_in(cast.members[0]).open(f"/kringen/3/{path}", status=404)
