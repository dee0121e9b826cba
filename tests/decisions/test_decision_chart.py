"""The chart of a decision in the register, line by line (design.md, "Decision")."""

from datetime import timedelta

import pytest
from flask import Flask

from app.core import clock
from app.core.database import db
from app.core.machine import drive
from app.core.transaction import locked, transaction
from app.decisions.decision_machine import DecisionMachine
from app.decisions.models import Decision, Execution
from app.decisions.service import register
from app.decisions.states import DecisionState, Origin, RoundState
from app.organisation.models import Person
from app.organisation.states import ContestRule
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.decisions.round_cast import Circle
from tests.snapshot import contents

pytestmark = ON_SQLITE_ALONE

S = DecisionState
PEOPLE = {"chair": "marieke", "secretary": "sanne", "member": "fatima", "author": "joost", "colleague": "cor"}
PEOPLE |= {"beheerder": "bea", "wider leader": "wim"}

CHART = """
attach       | in_force, under_review        | chair        |          | refused: staan vast | what went with the text people consented to stays
             | in_force, under_review        | member       |          | forbidden       | not every member by themselves
             | suspended, superseded, repealed, expired | chair |       | refused         | what does not hold gets no files either
start_review | in_force                      | chair        |          | under_review    | the circle looks back
             | in_force                      | secretary    |          | under_review    | the secretary may put it on
             | in_force                      | member       |          | forbidden       | not every member by themselves
             | all but in_force              | chair        |          | refused         | only what holds is looked back on
withdraw_consent | in_force, under_review    | member       | new information | under_review | who consented knows something new: the circle looks back
             | in_force, under_review        | member       |          | refused: toen nog niet | not without saying what
             | in_force, under_review        | wider leader | new information | forbidden | only who consented in its round
             | in_force                      | colleague    | new information | forbidden | nobody from elsewhere
             | suspended, superseded, repealed, expired | member | new information | refused  | what no longer holds is not looked back on
note_review  | under_review                  | chair        |          | stays           | it is noted how it goes
             | under_review                  | member       |          | forbidden       | not by every member by themselves
             | all but under_review          | chair        |          | refused         | only while looking back
reaffirm     | under_review                  | chair        | the circle consents | in_force | it goes on as it is, with consent
             | under_review                  | chair        |          | refused: met consent | what the circle took with consent it continues with consent
             | under_review                  | chair        | it was taken elsewhere | in_force | what was taken elsewhere is kept by who leads
             | under_review                  | author       |          | forbidden       | not by its author alone
             | all but under_review          | chair        |          | refused         | only after looking back
contest      | in_force                      | member       | it is uitvoering, an argument | stays | it stands until the circle has decided
             | in_force                      | colleague    | it is uitvoering, an argument | stays | a colleague who is touched may say so
             | in_force                      | member       | it is uitvoering, an argument, the circle suspends | suspended | or it is suspended, by the circle's own rule
             | in_force                      | member       | it is uitvoering, an argument, the circle suspends, it binds outsiders | stays | never when it has effect outside
             | in_force                      | member       | it is uitvoering | refused: waarom | not without an argument
             | in_force                      | member       | an argument | refused: geen uitvoeringsbesluit | beleid is changed by a proposal
             | in_force                      | member       | it is uitvoering, an argument, somebody did already | refused: al | one at a time
             | in_force                      | member       | it is uitvoering, an argument, it is the last day | stays | within the window of the circle
             | in_force                      | member       | it is uitvoering, an argument, it is a day later | refused: dagen | and not after it
             | all but in_force              | member       | it is uitvoering, an argument | refused | only what holds
let_stand    | suspended                     | chair        |          | in_force        | the circle lets it hold again
             | in_force, under_review        | chair        |          | stays           | it held all the time
             | superseded, repealed, expired | chair        |          | refused         | what ended stays ended
supersede    | in_force, under_review, suspended | chair    |          | superseded      | another decision takes its place
             | in_force, under_review        | wider leader |          | forbidden       | the wider unit does not do so
             | superseded, repealed, expired | chair        |          | refused         | what no longer holds is not replaced
repeal       | in_force, under_review, suspended | chair    | a reason, the circle consents | repealed | it ends before its time, with a reason and consent
             | in_force, under_review        | chair        | a reason | refused: met consent | what the circle took with consent ends with consent
             | in_force, under_review        | chair        | a reason, it was taken elsewhere | repealed | what was taken elsewhere is kept by who leads
             | in_force, under_review        | chair        | the circle consents | refused: waarom | not without a reason
             | in_force, under_review        | colleague    | a reason | forbidden       | a colleague does not end it
             | superseded, repealed, expired | chair        | a reason | refused         | what no longer holds does not end again
hand_over    | in_force, under_review, suspended | chair    |          | stays           | its unit stops: another takes it over
             | superseded, repealed, expired | chair        |          | refused         | what no longer holds stays where it was
expire       | in_force, under_review, suspended | chair    | a reason | expired         | its time is over
             | in_force, under_review        | chair        |          | refused: waarom | not without a reason
             | in_force, under_review        | beheerder    | a reason | forbidden       | the beheerder does not end it
             | superseded, repealed, expired | chair        | a reason | refused         | what no longer holds does not end again
"""  # noqa: E501 - a table is read across


def it_is_uitvoering(decision: Decision) -> None:
    db.session.add(Execution(decision=decision, taken_by=decision.proposal.author))
    db.session.flush()
    db.session.refresh(decision, ["execution"])


def an_argument(_decision: Decision) -> dict[str, str]:
    return {"argument": "dit raakt alle teams"}


def the_circle_suspends(decision: Decision) -> None:
    decision.unit.contest_rule = ContestRule.SUSPENDED


def it_binds_outsiders(decision: Decision) -> None:
    decision.execution.outside_effect = True


def somebody_did_already(_decision: Decision) -> dict[str, bool]:
    return {"contested": True}


def it_is_the_last_day(decision: Decision) -> None:
    decision.decided_on = clock.today() - timedelta(days=14)


def it_is_a_day_later(decision: Decision) -> None:
    decision.decided_on = clock.today() - timedelta(days=15)


def a_reason(_decision: Decision) -> dict[str, str]:
    return {"reason": "het spreekuur is landelijk geregeld"}


def new_information(_decision: Decision) -> dict[str, str]:
    return {"information": "de balie verhuist in mei"}


def the_circle_consents(_decision: Decision) -> dict[str, bool]:
    return {"consented": True}


def it_was_taken_elsewhere(decision: Decision) -> None:
    decision.origin, decision.round = Origin.IMPORTED, None


GIVEN = (
    *(a_reason, it_is_uitvoering, an_argument, the_circle_suspends, it_binds_outsiders, somebody_did_already),
    *(it_is_the_last_day, it_is_a_day_later, new_information, the_circle_consents, it_was_taken_elsewhere),
)
ROWS = read(CHART, DecisionState, GIVEN)


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
            repealed = decisions[S.REPEALED]
            register.repeal(
                repealed, by=by[S.REPEALED], reason="niet meer nodig", settled_in=repealed.round, is_settled=True
            )
            register.expire(decisions[S.EXPIRED], by=by[S.EXPIRED], reason="de proef is voorbij")
            _suspend(decisions[S.SUSPENDED], by[S.SUSPENDED])
        assert all(decision.state is state for state, decision in decisions.items())


def _suspend(decision: Decision, by: Person) -> None:
    """It is contested, and the ground on which that was possible is gone again: a row brings its own."""
    it_is_uitvoering(decision)
    the_circle_suspends(decision)
    drive(DecisionMachine, decision, "contest", actor=by, argument="dit raakt alle teams")
    decision.unit.contest_rule = ContestRule.STANDS
    db.session.delete(decision.execution)
    db.session.flush()
    db.session.refresh(decision, ["execution"])


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
