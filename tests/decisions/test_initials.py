"""A parafenroute: who is to see a proposal, in which order, with what remark. It informs, and decides nothing."""

from typing import Any

import pytest
from flask import Flask

from app.core import permissions
from app.core.database import db
from app.core.errors import Forbidden, Refused
from app.core.transaction import locked, transaction
from app.decisions.initial_machine import InitialMachine
from app.decisions.initial_rules import RULES
from app.decisions.initial_states import InitialState
from app.decisions.models import Initial
from app.decisions.queries.initials import route_of, unfinished_routes
from app.decisions.queries.journal import story_of_proposal
from app.decisions.queries.proposals import locked_proposal
from app.decisions.queries.today import waiting_for
from app.decisions.service import initials, proposals
from app.decisions.states import Choice, Confidentiality, ProposalState, RoundMode, RoundState
from app.organisation.models import Person
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.decisions.mandate_cast import passed
from tests.decisions.on_screen import browse
from tests.decisions.round_cast import Circle
from tests.query_count import counted_queries
from tests.snapshot import contents, difference

pytestmark = ON_SQLITE_ALONE

__all__ = ["browse"]

I = InitialState  # noqa: E741 - where one step stands
TITLE = "Elke dinsdag een gezamenlijk spreekuur"
PEOPLE = {"asked": "fatima", "author": "joost", "secretary": "sanne", "member": "ben", "colleague": "cor"}

CHART = """
see       | waiting            | asked     |                              | seen                  | without a remark
          | waiting            | asked     | a word                       | seen                  | or with one
          | waiting            | asked     | another comes first          | refused: Eerst is     | a route has an order
          | waiting            | asked     | it was sent back before      | refused: indiener     | first the author does something with it
          | waiting            | asked     | a round has it in hand       | refused: ingediend    | then it is about the round
          | waiting            | author    |                              | forbidden             | nobody gives it for another
          | waiting            | secretary |                              | forbidden             | nor does who made the route
          | waiting            | colleague |                              | forbidden             | nor anybody from elsewhere
          | all but waiting    | asked     |                              | refused               | a paraaf stays what it was
send_back | waiting            | asked     | a word                       | sent_back             | with the reason
          | waiting            | asked     |                              | refused: waarom       | not without
          | waiting            | asked     | another comes first, a word  | refused: Eerst is     | in their turn
          | waiting            | secretary | a word                       | forbidden             | nobody for another
          | all but waiting    | asked     | a word                       | refused               | a paraaf stays what it was
pass_over | waiting            | author    |                              | passed_over           | one person away keeps nobody waiting
          | waiting            | secretary |                              | passed_over           | the secretaris may too
          | waiting            | asked     |                              | forbidden             | nobody leaves themselves out
          | waiting            | member    |                              | forbidden             | nor does another member
          | all but waiting    | author    |                              | refused               | what was said stays
take_up   | sent_back          | author    |                              | taken_up              | the author did something with it
          | sent_back          | secretary |                              | taken_up              | or the secretaris
          | sent_back          | asked     |                              | forbidden             | not who sent it back
          | all but sent_back  | author    |                              | refused               | only what was sent back
"""  # noqa: E501 - a table is read across


def a_word(_initial: Initial) -> dict[str, Any]:
    return {"remark": "de kosten ontbreken"}


def another_comes_first(initial: Initial) -> None:
    initial.proposal.initials[0].state = I.WAITING


def it_was_sent_back_before(initial: Initial) -> None:
    initial.proposal.initials[0].state = I.SENT_BACK


def a_round_has_it_in_hand(initial: Initial) -> None:
    initial.proposal.state = ProposalState.IN_ROUND


ROWS = read(CHART, InitialState, (a_word, another_comes_first, it_was_sent_back_before, a_round_has_it_in_hand))


class World:
    """A step of Fatima in every state, each in a route of its own after Ben, who has seen it."""

    def __init__(self) -> None:
        self.circle = circle = Circle()
        self.steps: dict[InitialState, int] = {}
        for state in InitialState:
            circle.submit()
            ask(circle, circle.ben)
            give(circle, circle.ben)
            self.steps[state] = ask(circle, circle.fatima, "controller")
            if state is I.SEEN:
                give(circle, circle.fatima)
            elif state in (I.SENT_BACK, I.TAKEN_UP):
                send_back(circle, circle.fatima)
            with transaction():
                step = locked(Initial, self.steps[state])
                if state is I.TAKEN_UP:
                    initials.take_up(step, by=circle.joost, ask_again=False)
                elif state is I.PASSED_OVER:
                    initials.pass_over(step, by=circle.joost)
        self.contents = contents()


def ask(circle: Circle, person: Person, capacity: str = "", by: Person | None = None) -> int:
    with transaction():
        return initials.ask(locked_proposal(circle.proposal_id), person, by=by or circle.joost, capacity=capacity).id


def current(circle: Circle) -> Initial:
    step = route_of(circle.proposal).current
    assert step is not None
    return step


def give(circle: Circle, person: Person, remark: str = "") -> None:
    with transaction():
        initials.see(current(circle), by=person, remark=remark)


def send_back(circle: Circle, person: Person, reason: str = "de kosten ontbreken") -> None:
    with transaction():
        initials.send_back(current(circle), by=person, remark=reason)


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.fixture
def circle(app: Flask) -> Circle:
    circle = Circle()
    circle.submit()
    return circle


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: InitialState) -> None:
    actor = getattr(world.circle, PEOPLE[row.by])
    try_row(InitialMachine, lambda: locked(Initial, world.steps[state]), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    assert left_out(InitialMachine, InitialState, ROWS) == set()


WHO_MAY = """
                      | asked  author secretary chair  member adviser colleague nobody
proposal:ask_initials |   .      x       x        x      .       .        .       .
proposal:initial      |   x      .       .        .      .       .        .       .
initial:see           |   x      .       .        .      .       .        .       .
initial:send_back     |   x      .       .        .      .       .        .       .
initial:pass_over     |   .      x       x        x      .       .        .       .
initial:take_up       |   .      x       x        x      .       .        .       .
"""


def test_who_may_what(circle: Circle) -> None:
    step = db.session.get_one(Initial, ask(circle, circle.fatima))
    heading, *lines = WHO_MAY.strip("\n").splitlines()
    names = heading.split("|")[1].split()
    people = {name: getattr(circle, PEOPLE.get(name, name), None) for name in names}
    people |= {"chair": circle.marieke, "adviser": circle.pien}
    told = {line.split("|")[0].strip(): line.split("|")[1].split() for line in lines}
    assert set(told) == set(RULES)
    for permission, marks in told.items():
        subject = step if permission.startswith("initial") else step.proposal
        for name, mark in zip(names, marks, strict=True):
            assert permissions.may(people[name], permission, subject) is (mark == "x"), f"{name}: {permission}"


REFUSED = [
    ("somebody who may not read it", "cor", Confidentiality.INTERNAL, "joost", "Cor kan dit voorstel niet lezen"),
    ("nor the wider unit what is closed", "wim", Confidentiality.CONFIDENTIAL, "joost", "Wim kan dit voorstel niet"),
    ("who is in the route already", "ben", Confidentiality.INTERNAL, "joost", "Ben staat al in de route"),
]


@pytest.mark.parametrize(
    ("person", "openness", "by", "because"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_who_cannot_be_asked(app: Flask, person: str, openness: Confidentiality, by: str, because: str) -> None:
    circle = Circle(confidentiality=openness)
    circle.submit()
    ask(circle, circle.ben)
    before = contents()
    with pytest.raises(Refused) as refused:
        ask(circle, getattr(circle, person), by=getattr(circle, by))
    assert because in str(refused.value)
    assert TITLE not in str(refused.value)
    assert difference(before, contents()) == {}


def test_a_draft_and_what_is_in_a_round_ask_nobody(app: Flask) -> None:
    circle = Circle()
    circle.draft()
    before = contents()
    with pytest.raises(Refused, match="Dien het eerst in"):
        ask(circle, circle.ben)
    assert difference(before, contents()) == {}
    circle.prepare()
    with pytest.raises(Refused, match="tot de ronde begint"):
        ask(circle, circle.ben)


def test_another_member_makes_no_route(circle: Circle) -> None:
    before = contents()
    with pytest.raises(Forbidden):
        ask(circle, circle.fatima, by=circle.ben)
    assert difference(before, contents()) == {}


def test_one_after_the_other_is_asked_and_sees_what_was_said(circle: Circle, browse: Any) -> None:
    page = browse(circle.joost).open(f"/voorstellen/{circle.proposal_id}")
    page.submit("Vraag paraaf", 422)
    assert page.error_at("route-person") == "Kies er een."
    page.submit("Vraag paraaf", **{"route-person": "Fatima", "route-capacity": "adviseur"})
    page.submit("Vraag paraaf", **{"route-person": "Ben", "route-capacity": "controller"})
    assert page.sees("Nu bij Fatima (adviseur).", "Daarna Ben (controller).")
    assert not browse(circle.ben).open("/").sees("Paraaf gevraagd")
    first = browse(circle.fatima).open("/")
    assert first.sees("Paraaf gevraagd")
    first.click(TITLE).submit("Gezien", **{"paraaf-remark": "Let op de planning."})
    assert first.sees("Gezien door Fatima (adviseur) op", "met de opmerking:", "‘Let op de planning.’", "Nu bij Ben")
    assert not first.open("/").sees("Paraaf gevraagd")
    second = browse(circle.ben).open("/").click(TITLE)
    assert second.sees("‘Let op de planning.’")
    second.submit("Stuur terug", 422)
    assert second.error_at("paraaf-remark") == "Schrijf erbij waarom je het terugstuurt."
    second.submit("Stuur terug", **{"paraaf-remark": "De kosten ontbreken."})
    assert second.sees("Teruggestuurd door Ben (controller)", "‘De kosten ontbreken.’", "Ligt nu bij Joost.")
    assert circle.proposal.state is ProposalState.SUBMITTED, "it decides nothing"
    author = browse(circle.joost).open("/")
    assert author.sees("Teruggestuurd in de parafenroute")
    author.open(f"/voorstellen/{circle.proposal_id}").submit("Vraag opnieuw")
    assert author.sees("Nu bij Ben (controller).", "‘De kosten ontbreken.’")
    assert browse(circle.ben).open("/").sees("Paraaf gevraagd")
    author.submit("Sla over")
    assert author.sees("Verder zonder paraaf van Ben (controller).")
    told = [line.said.msgid % line.said.words for line in story_of_proposal(circle.proposal, circle.sanne)]
    assert told[2:] == [
        "Joost vroeg een paraaf aan Fatima.",
        "Joost vroeg een paraaf aan Ben.",
        "Fatima heeft het gezien, en parafeerde.",
        "Ben stuurde het terug naar Joost.",
        "Joost pakte op wat was teruggestuurd, en vroeg opnieuw een paraaf.",
        "Joost vroeg een paraaf aan Ben.",
        "Joost ging verder zonder paraaf van Ben.",
    ]


def test_a_paraaf_says_on_which_text_it_was_given(circle: Circle, browse: Any) -> None:
    ask(circle, circle.fatima)
    give(circle, circle.fatima)
    page = browse(circle.ben).open(f"/voorstellen/{circle.proposal_id}")
    assert page.sees("Gezien door Fatima")
    assert not page.sees("op een eerdere tekst")
    with transaction():
        proposals.give_back_proposal(locked_proposal(circle.proposal_id), by=circle.joost, reason="een cijfer mist")
    with transaction():
        proposals.edit_proposal(locked_proposal(circle.proposal_id), circle.text(why="Voor de balie"), by=circle.joost)
    with transaction():
        proposals.submit_proposal(locked_proposal(circle.proposal_id), by=circle.joost)
    assert page.open(f"/voorstellen/{circle.proposal_id}").sees("op een eerdere tekst")


def test_a_next_version_marks_what_was_given_on_the_one_before(circle: Circle, browse: Any) -> None:
    ask(circle, circle.fatima)
    give(circle, circle.fatima)
    circle.set_ready()
    circle.gather()
    weigh(circle)
    page = browse(circle.ben).open(f"/voorstellen/{circle.proposal_id}")
    assert page.sees("Gezien door Fatima")
    assert not page.sees("op versie 1")
    circle.amend()
    assert page.open(f"/voorstellen/{circle.proposal_id}").sees("Gezien door Fatima", "op versie 1")


def test_once_more_by_the_same_person_or_on_another_day(circle: Circle) -> None:
    """Who gave a paraaf on an earlier text may be asked again; the first stays."""
    ask(circle, circle.fatima)
    give(circle, circle.fatima, "goed zo")
    ask(circle, circle.fatima)
    assert [(one.state, one.remark) for one in route_of(circle.proposal).steps] == [
        (I.SEEN, "goed zo"),
        (I.WAITING, ""),
    ]


def test_who_may_not_read_it_any_more_is_not_asked_again(app: Flask) -> None:
    circle = Circle(confidentiality=Confidentiality.CONFIDENTIAL)
    circle.submit()
    ask(circle, circle.fatima)
    assert [one.id for one in waiting_for(circle.fatima).to_initial] == [circle.proposal_id]
    send_back(circle, circle.fatima)
    with transaction() as session:
        for one in session.merge(circle.fatima).memberships:
            one.starts_on, one.ends_on = passed(9), passed()
    db.session.expire_all()
    before = contents()
    with pytest.raises(Refused, match="Fatima kan dit voorstel niet lezen"), transaction():
        initials.take_up(current(circle), by=circle.joost, ask_again=True)
    assert difference(before, contents()) == {}
    with transaction():
        initials.take_up(current(circle), by=circle.joost, ask_again=False)
    assert route_of(circle.proposal).current is None


def test_who_lost_the_right_to_read_it_sees_nothing_of_it(app: Flask, browse: Any) -> None:
    circle = Circle(confidentiality=Confidentiality.CONFIDENTIAL)
    circle.submit()
    ask(circle, circle.fatima)
    with transaction() as session:
        for one in session.merge(circle.fatima).memberships:
            one.starts_on, one.ends_on = passed(9), passed()
    db.session.expire_all()
    assert waiting_for(circle.fatima).to_initial == []
    page = browse(circle.fatima).open("/")
    assert not page.sees("Paraaf gevraagd")
    assert not page.sees(TITLE)
    page.open(f"/voorstellen/{circle.proposal_id}", 404)
    with pytest.raises(Forbidden):
        give(circle, circle.fatima)
    assert unfinished_routes([circle.proposal_id], circle.fatima) == {}
    assert set(unfinished_routes([circle.proposal_id], circle.sanne)) == {circle.proposal_id}


def test_a_longer_route_asks_no_more_queries(circle: Circle, browse: Any) -> None:
    page, counts = browse(circle.sanne), []
    for people in ((circle.fatima,), (circle.ben, circle.marieke, circle.pien)):
        for person in people:
            ask(circle, person)
        with counted_queries() as queries:
            page.open(f"/voorstellen/{circle.proposal_id}")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def weigh(circle: Circle) -> None:
    """A round on the proposal comes to an objection."""
    circle.open(RoundMode.SHORT)
    while circle.round.state is not RoundState.CONSENTING:
        circle.advance()
    circle.all_answer(but={circle.ben: Choice.OBJECTION})
    circle.reveal()
