"""The chart of a decision in the register, line by line (design.md, "Decision")."""

import pytest
from flask import Flask

from app.core.transaction import locked, transaction
from app.decisions.decision_machine import DecisionMachine
from app.decisions.models import Decision
from app.decisions.service import register
from app.decisions.states import DecisionState, RoundState
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.decisions.round_cast import Circle
from tests.snapshot import contents

S = DecisionState
PEOPLE = {"chair": "marieke", "secretary": "sanne", "member": "fatima", "author": "joost", "colleague": "cor"}
PEOPLE |= {"beheerder": "bea", "wider leader": "wim"}

CHART = """
attach       | in_force, under_review        | chair        |          | refused: staan vast | what went with the text people consented to stays
             | in_force, under_review        | member       |          | forbidden       | not every member by themselves
             | superseded, repealed, expired | chair        |          | refused         | what no longer holds gets no files either
start_review | in_force                      | chair        |          | under_review    | the circle looks back
             | in_force                      | secretary    |          | under_review    | the secretary may put it on
             | in_force                      | member       |          | forbidden       | not every member by themselves
             | all but in_force              | chair        |          | refused         | only what holds is looked back on
reaffirm     | under_review                  | chair        |          | in_force        | it goes on as it is
             | under_review                  | author       |          | forbidden       | not by its author alone
             | all but under_review          | chair        |          | refused         | only after looking back
supersede    | in_force, under_review        | chair        |          | superseded      | another decision takes its place
             | in_force, under_review        | wider leader |          | forbidden       | the wider unit does not do so
             | superseded, repealed, expired | chair        |          | refused         | what no longer holds is not replaced
repeal       | in_force, under_review        | chair        | a reason | repealed        | it ends before its time, with a reason
             | in_force, under_review        | chair        |          | refused: waarom | not without a reason
             | in_force, under_review        | colleague    | a reason | forbidden       | a colleague does not end it
             | superseded, repealed, expired | chair        | a reason | refused         | what no longer holds does not end again
expire       | in_force, under_review        | chair        | a reason | expired         | its time is over
             | in_force, under_review        | chair        |          | refused: waarom | not without a reason
             | in_force, under_review        | beheerder    | a reason | forbidden       | the beheerder does not end it
             | superseded, repealed, expired | chair        | a reason | refused         | what no longer holds does not end again
"""  # noqa: E501 - a table is read across


def a_reason(_decision: Decision) -> dict[str, str]:
    return {"reason": "het spreekuur is landelijk geregeld"}


ROWS = read(CHART, DecisionState, (a_reason,))


class World:
    """A decision in every state, and the database as it stood when they were there."""

    def __init__(self) -> None:
        self.circles = {state: Circle(name=f"{number} {state.value}") for number, state in enumerate(S)}
        self.decisions: dict[DecisionState, int] = {}
        for state, circle in self.circles.items():
            circle.come_to(RoundState.CONSENTED)
            assert circle.decision is not None
            self.decisions[state] = circle.decision.id
        self._end_them()
        self.contents = contents()

    def _end_them(self) -> None:
        by = {state: circle.marieke for state, circle in self.circles.items()}
        with transaction():
            decisions = {state: locked(Decision, key) for state, key in self.decisions.items()}
            register.start_review(decisions[S.UNDER_REVIEW], by=by[S.UNDER_REVIEW])
            register.supersede(decisions[S.SUPERSEDED], decisions[S.IN_FORCE], by=by[S.SUPERSEDED])
            register.repeal(decisions[S.REPEALED], by=by[S.REPEALED], reason="niet meer nodig")
            register.expire(decisions[S.EXPIRED], by=by[S.EXPIRED], reason="de proef is voorbij")
        assert all(decision.state is state for state, decision in decisions.items())


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: DecisionState) -> None:
    key = world.decisions[state]
    actor = getattr(world.circles[state], PEOPLE[row.by])
    try_row(DecisionMachine, lambda: locked(Decision, key), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    assert left_out(DecisionMachine, DecisionState, ROWS) == set()
