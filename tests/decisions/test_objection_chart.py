"""The chart of an objection, line by line (design.md, "Objection"; SKM): nobody votes on it."""

import pytest
from flask import Flask

from app.core.transaction import locked
from app.decisions.models import Objection
from app.decisions.objection_machine import ObjectionMachine
from app.decisions.states import Choice, ObjectionState, RoundState
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.decisions.round_cast import Circle
from tests.snapshot import contents

pytestmark = ON_SQLITE_ALONE

S = ObjectionState
STANDING = (S.RAISED, S.ARGUED, S.UPHELD)
ENDED = (S.CONCERN, S.WITHDRAWN, S.SETTLED, S.UNSETTLED, S.REFERRED)
PEOPLE = {"owner": "ben", "chair": "marieke", "secretary": "sanne", "author": "joost", "member": "fatima"}

CHART = """
argue           | raised, argued        | owner     | an argument | argued           | its owner tells what goes wrong
                | raised, argued        | secretary | an argument | argued           | the secretary writes it down in the owner's words
                | raised                | owner     | no argument | refused: misgaat | without an argument there is nothing to weigh
                | raised, argued        | member    | an argument | forbidden        | another member does not speak for the owner
                | upheld, ended         | owner     | an argument | refused          | what a version was made for stays what it was
note_outcome    | standing              | chair     |             | stays            | the chair notes what the group found
                | standing              | owner     |             | forbidden        | the owner keeps no notes for the circle
                | ended                 | chair     |             | refused          | the dossier is closed
name_deputy     | standing              | chair     |             | stays            | somebody speaks for an owner who is gone
                | standing              | secretary |             | forbidden        | only the chair names them
                | ended                 | chair     |             | refused          | there is nothing to speak for any more
uphold          | raised, argued        | chair     |             | upheld           | a next version is made to meet it
                | upheld, ended         | chair     |             | refused          | it is upheld once
become_concern  | standing              | owner     |             | concern          | its owner can work with it, and wants it watched
                | ended                 | owner     |             | refused          | what ended does not begin again
withdraw        | standing              | owner     |             | withdrawn        | its owner takes it back
                | ended                 | owner     |             | refused          | what ended does not begin again
settle          | upheld                | owner     |             | settled          | its owner agrees to the version made to meet it
                | raised, argued, ended | owner     |             | refused          | there is no such version, or it is over
leave_unsettled | standing              | chair     |             | unsettled        | the treatment is over: it stays in sight
                | ended                 | chair     |             | refused          | what ended is not unsettled
refer           | standing              | chair     |             | referred         | out of domain, its owner upholds it: it goes along to the wider unit
                | ended                 | chair     |             | refused          | what ended is not referred
"""  # noqa: E501 - a table is read across


def an_argument(objection: Objection) -> None:
    objection.argument = "Zo is de balie onbemand."


def no_argument(objection: Objection) -> None:
    objection.argument = "  "


ROWS = read(CHART, ObjectionState, (an_argument, no_argument), {"standing": STANDING, "ended": ENDED})


def _raise(circle: Circle, text: str = " ") -> None:
    """Ben objects, and it is weighed."""
    circle.consent_is_asked()
    circle.all_answer(but={circle.marieke: Choice.CONSENT})
    circle.answer(circle.ben, Choice.OBJECTION, text)
    circle.reveal()


def _amend(circle: Circle) -> None:
    _raise(circle)
    circle.amend()


def _answer_after(circle: Circle, choice: Choice) -> None:
    _raise(circle)
    circle.answer(circle.ben, choice)


def _settle(circle: Circle) -> None:
    _amend(circle)
    circle.all_answer()
    circle.reveal()


def _leave_unsettled(circle: Circle) -> None:
    circle.come_to(RoundState.NOT_CONSENTED)


WAYS = {
    S.RAISED: _raise,
    S.ARGUED: lambda circle: _raise(circle, "Zo is de balie onbemand."),
    S.UPHELD: _amend,
    S.CONCERN: lambda circle: _answer_after(circle, Choice.CONCERN),
    S.WITHDRAWN: lambda circle: _answer_after(circle, Choice.CONSENT),
    S.SETTLED: _settle,
    S.UNSETTLED: _leave_unsettled,
    S.REFERRED: lambda circle: circle.come_to(RoundState.REFERRED),
}


class World:
    """An objection in every state, and the database as it stood when they were there."""

    def __init__(self) -> None:
        self.circles = {state: Circle(name=f"{number} {state.value}") for number, state in enumerate(S)}
        self.objections: dict[ObjectionState, int] = {}
        for state, circle in self.circles.items():
            WAYS[state](circle)
            (objection,) = circle.objections
            assert objection.state is state
            self.objections[state] = objection.id
        self.contents = contents()


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: ObjectionState) -> None:
    key = world.objections[state]
    actor = getattr(world.circles[state], PEOPLE[row.by])
    try_row(ObjectionMachine, lambda: locked(Objection, key), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    assert left_out(ObjectionMachine, ObjectionState, ROWS) == set()
