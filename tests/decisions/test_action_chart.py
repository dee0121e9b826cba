"""The chart of an action that follows, line by line."""

import pytest
from flask import Flask

from app.core.transaction import locked, transaction
from app.decisions.action_machine import ActionMachine
from app.decisions.models import Action
from app.decisions.service import actions
from app.decisions.service.actions import ActionData
from app.decisions.states import ActionState, RoundState
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.decisions.round_cast import Circle
from tests.snapshot import contents

pytestmark = ON_SQLITE_ALONE

PEOPLE = {"owner": "fatima", "chair": "marieke", "member": "ben", "colleague": "cor", "wider leader": "wim"}

CHART = """
finish | open          | owner        | a word | done            | whose it is says that it is done, and what came of it
       | open          | chair        | a word | done            | so may who leads the circle
       | open          | owner        |        | refused: woorden | not without a word
       | open          | member       | a word | forbidden       | another member does not
       | open          | wider leader | a word | forbidden       | nor does the wider unit
       | done, dropped | owner        | a word | refused         | what ended stays what it was
hand_over | open       | chair        |        | stays           | its unit stops: another takes it over
       | done, dropped | chair        |        | refused         | what ended stays where it was
drop   | open          | owner        | a word | dropped         | it is not done, with a reason
       | open          | chair        |        | refused: woorden | not without a reason
       | open          | colleague    | a word | forbidden       | nobody from elsewhere
       | done, dropped | chair        | a word | refused         | what ended stays what it was
"""


def a_word(_action: Action) -> dict[str, str]:
    return {"words": "ze komen dinsdag"}


ROWS = read(CHART, ActionState, (a_word,))


class World:
    """An action in every state."""

    def __init__(self) -> None:
        self.circle = Circle()
        self.circle.come_to(RoundState.CONSENTED)
        chair, decision = self.circle.marieke, self.circle.decision
        assert decision is not None
        with transaction():
            made = {
                state: actions.agree_on(decision, ActionData("De school bellen", self.circle.fatima), by=chair)
                for state in ActionState
            }
            actions.finish(made[ActionState.DONE], "gebeld", by=self.circle.fatima)
            actions.drop(made[ActionState.DROPPED], "niet meer nodig", by=self.circle.fatima)
        self.actions = {state: action.id for state, action in made.items()}
        self.contents = contents()


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: ActionState) -> None:
    actor = getattr(world.circle, PEOPLE[row.by])
    try_row(ActionMachine, lambda: locked(Action, world.actions[state]), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    assert left_out(ActionMachine, ActionState, ROWS) == set()
