"""What people would do: who may read and end it, on whose list it stands, and what a refusal keeps."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.core import clock
from app.core.database import db
from app.core.permissions import may
from app.core.transaction import locked, transaction
from app.decisions.models import Action
from app.decisions.queries.actions import actions_at_tables, actions_in, actions_of_person
from app.decisions.queries.visibility import visible_actions
from app.decisions.service import actions
from app.decisions.service.actions import ActionData
from app.decisions.states import ActionState, Confidentiality, RoundState
from app.organisation.models import Person
from tests.browserless import Visitor
from tests.decisions.on_screen import message
from tests.decisions.round_cast import Circle
from tests.query_count import counted_queries
from tests.snapshot import contents, difference

DAY = timedelta(days=1)
LEADERS = {"marieke", "sanne"}
TABLE = {"marieke", "sanne", "joost", "fatima", "ben", "pien"}
EVERYBODY = TABLE | {"wim", "cor", "bea"}
OPEN, INTERNAL, CONFIDENTIAL = Confidentiality

WHO = [
    # what it follows from, how closed that is, whose it is, who may read it, and who may end it
    ("after a decision everybody may read it", "decision", INTERNAL, "fatima", EVERYBODY, LEADERS | {"fatima"}),
    ("after a confidential one the table may", "decision", CONFIDENTIAL, "fatima", TABLE, LEADERS | {"fatima"}),
    ("who is not of that table may not, though it is theirs", "decision", CONFIDENTIAL, "cor", TABLE, LEADERS),
    ("agreed at a table, it is for that table", "table", INTERNAL, "fatima", TABLE, LEADERS | {"fatima"}),
    ("and for whose it is, from wherever", "table", INTERNAL, "cor", TABLE | {"cor"}, LEADERS | {"cor"}),
]  # fmt: skip


@pytest.fixture
def circle(app: Flask) -> Circle:
    return Circle()


def agree(circle: Circle, source: str = "table", owner: str = "fatima", what: str = "Bellen", days: int = 1) -> int:
    data = ActionData(what, getattr(circle, owner), clock.today() + days * DAY)
    with transaction():
        if source == "decision":
            assert circle.decision is not None
            return actions.agree_on(circle.decision, data, by=circle.marieke).id
        return actions.agree_at_table(circle.unit, data, by=circle.marieke).id


def people(circle: Circle) -> dict[str, Person]:
    return {name: getattr(circle, name) for name in EVERYBODY}


@pytest.mark.parametrize(
    ("source", "confidentiality", "owner", "readers", "enders"), [row[1:] for row in WHO], ids=[row[0] for row in WHO]
)
def test_who_may_read_an_action_finds_it_in_the_list(circle, source, confidentiality, owner, readers, enders):
    circle.confidentiality = confidentiality
    if source == "decision":
        circle.come_to(RoundState.CONSENTED)
    action = db.session.get_one(Action, agree(circle, source, owner))
    found = {
        name: set(db.session.scalars(select(Action.id).where(visible_actions(person))))
        for name, person in people(circle).items()
    }
    assert {name for name, person in people(circle).items() if may(person, "action:read", action)} == readers
    assert {name for name, seen in found.items() if action.id in seen} == readers
    for permission in ("action:finish", "action:drop"):
        assert {name for name, person in people(circle).items() if may(person, permission, action)} == enders


def test_what_is_only_meant_stands_on_no_list(circle):
    """In its round it is shown; until that decides, nobody has to do it, and it cannot be ended."""
    circle.come_to(RoundState.CONCLUDING)
    with transaction():
        meant = actions.agree_in_round(circle.round, ActionData("Het rooster maken", circle.ben), by=circle.sanne).id
    assert actions_of_person(circle.ben).open == []
    assert actions_in(circle.unit, circle.ben).open == []
    circle.conclude()
    assert [one.id for one in actions_of_person(circle.ben).open] == [meant]


def test_mine_and_my_circles_the_overdue_first(circle):
    other = Circle(name="Groen")
    agree(circle, what="Later", days=9)
    agree(circle, what="Eerst", days=-3)
    agree(circle, owner="ben", what="Van Ben", days=-1)
    agree(other, owner="ben", what="Van elders", days=-9)
    mine, ours = actions_of_person(circle.fatima), actions_at_tables(circle.fatima)
    assert [one.what for one in mine.open] == ["Eerst", "Later"]
    assert [one.what for one in ours.open] == ["Eerst", "Van Ben", "Later"]
    assert [mine.overdue, mine.total, ours.overdue, ours.total] == [1, 2, 2, 3]
    assert [one.what for one in actions_in(other.unit, circle.fatima).open] == []


def test_what_ended_is_folded_away_for_a_while(circle):
    key = agree(circle)
    with transaction():
        actions.finish(locked(Action, key), "gebeld", by=circle.fatima)
    assert [one.what for one in actions_of_person(circle.fatima).ended] == ["Bellen"]
    with transaction():
        locked(Action, key).ended_at = clock.now() - timedelta(weeks=5)
    assert actions_of_person(circle.fatima).ended == []


# On the screen


def words(key: int, said: str) -> dict[str, str]:
    return {f"end-{key}-words": said}


def test_an_action_of_a_table_is_ended_where_one_stands(app, circle):
    key = agree(circle)
    page = Visitor(app).sign_in(circle.fatima).open("/")
    assert page.sees("Wat jij zou doen", "Bellen", circle.unit.name)
    page.click("Bellen")
    assert page.path == "/acties"
    page.submit("Gedaan", **words(key, "Ze komen dinsdag."))
    assert page.path == "/acties"
    assert message(page) == "Mooi, dat is gedaan."
    assert page.sees("Niets open", "Afgerond in de laatste vier weken (1)", "Ze komen dinsdag.")


def test_who_leads_says_on_the_page_of_the_circle_that_it_is_off(app, circle):
    key = agree(circle)
    page = Visitor(app).sign_in(circle.marieke).open(f"/kringen/{circle.unit.id}").click("Acties")
    assert page.heading == f"Acties van {circle.unit.name}"
    page.submit("Gaat niet door", **words(key, "De school belde zelf."))
    assert page.heading == f"Acties van {circle.unit.name}"
    assert locked(Action, key).state is ActionState.DROPPED


REFUSED = [
    ("not without a word", "fatima", "", 422, "Schrijf in een paar woorden"),
    ("nor with blanks", "fatima", "   ", 422, "Schrijf in een paar woorden"),
    ("nor with a book", "fatima", "x" * 4001, 422, "Dit is te lang"),
    ("another member does not end it", "ben", "klaar", 403, ""),
    ("to a colleague it is not there", "cor", "klaar", 404, ""),
]


@pytest.mark.parametrize(
    ("who", "said", "status", "told"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_is_refused_changes_nothing(app, circle, who, said, status, told):
    key = agree(circle)
    page = Visitor(app).sign_in(getattr(circle, who)).open("/")
    before = contents()
    page.send(f"/acties/{key}/klaar", status, **words(key, said))
    assert difference(before, contents()) == {}
    assert page.sees(told)


def test_what_was_typed_is_kept_when_somebody_else_ended_it_meanwhile(app, circle):
    key = agree(circle)
    page = Visitor(app).sign_in(circle.fatima).open("/acties?van=kringen")
    with transaction():
        actions.drop(locked(Action, key), "niet meer nodig", by=circle.marieke)
    page.submit("Gedaan", status=422, **words(key, "Ze komen dinsdag."))
    assert "Ze komen dinsdag." in str(page.page)
    assert locked(Action, key).result == "niet meer nodig"


def test_what_is_only_meant_is_not_ended(app, circle):
    circle.come_to(RoundState.CONCLUDING)
    with transaction():
        key = actions.agree_in_round(circle.round, ActionData("Het rooster maken", circle.ben), by=circle.sanne).id
    page = Visitor(app).sign_in(circle.ben).open("/")
    before = contents()
    page.send(f"/acties/{key}/klaar", 409, **words(key, "klaar"))
    assert difference(before, contents()) == {}
    assert page.sees("telt pas als het besluit is vastgelegd")


def test_the_page_asks_as_many_queries_whatever_there_is(app, circle):
    circle.confidentiality = CONFIDENTIAL
    circle.come_to(RoundState.CONSENTED)
    counts = []
    for more in (1, 5):
        for number in range(more):
            for source in ("decision", "table"):
                agree(circle, source, what=f"Actie {number}")
                key = agree(circle, source, what=f"Klaar {number}")
                with transaction():
                    actions.finish(locked(Action, key), "gedaan", by=circle.fatima)
        for path in ("/acties", "/acties?van=kringen", f"/acties?kring={circle.unit.id}", "/"):
            with counted_queries() as queries:
                Visitor(app).sign_in(circle.fatima).open(path)
            counts.append(len(queries))
    assert counts[:4] == counts[4:]


def test_a_long_list_comes_in_pages(app, circle):
    for number in range(31):
        agree(circle, what=f"Actie {number}", days=number)
    page = Visitor(app).sign_in(circle.fatima).open("/acties")
    assert page.sees("Actie 29")
    assert not page.sees("Actie 30")
    assert page.open("/acties?pagina=2").sees("Actie 30")
    assert page.open("/acties?pagina=99").sees("Actie 30")
    page.open("/acties?kring=999", status=404)


@pytest.mark.parametrize(
    "asked", ["kring=99999999999999999999", "kring=-1", "kring=x", "pagina=-1", "pagina=9" + 30 * "9"]
)
def test_an_address_that_makes_no_sense_is_no_fault_of_the_house(app, circle, asked):
    there = asked in ("kring=x", "pagina=-1") or asked.startswith("pagina=9")
    Visitor(app).sign_in(circle.fatima).open(f"/acties?{asked}", status=200 if there else 404)
