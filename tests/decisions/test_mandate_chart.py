"""The chart of a mandate, line by line."""

import pytest
from flask import Flask

from app.core import clock
from app.core.transaction import locked, transaction
from app.decisions.mandate_machine import MandateMachine
from app.decisions.models import Mandate
from app.decisions.queries.mandates import locked_mandate
from app.decisions.service import mandates
from app.decisions.states import DecisionState, MandateState, Nature
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.decisions.mandate_cast import DAY, Steering
from tests.snapshot import contents

pytestmark = ON_SQLITE_ALONE

PEOPLE = {"holder": "fatima", "giver": "wim", "member": "ben", "beheerder": "bea", "other chair": "marieke"}

CHART = """
use            | in_force         | holder      | within beleid                        | stays             | who holds it decides with it
               | in_force         | holder      |                                      | refused: Kies het beleid | never without beleid
               | in_force         | holder      | within other beleid                  | refused: ander beleid | not within beleid that it does not name
               | in_force         | holder      | within beleid, it names none         | stays             | naming none means all beleid of who gave it
               | in_force         | holder      | within other beleid, it names none   | refused: komt van | not within beleid of another unit
               | in_force         | holder      | within beleid, which was repealed    | refused: geen beleid | not within what no longer holds
               | in_force         | holder      | within beleid, which is uitvoering   | refused: geen beleid | not within uitvoering
               | in_force         | holder      | within beleid, exactly the limit     | stays             | the limit itself is within it
               | in_force         | holder      | within beleid, a cent too much       | refused: te veel  | not beyond the limit
               | in_force         | holder      | within beleid, an unknown amount     | refused: bedrag   | with a limit in money the amount is known
               | in_force         | holder      | within beleid, an unknown amount, without a limit | stays | without one it need not be
               | in_force         | holder      | within beleid, it begins tomorrow    | refused: begint   | not before its first day
               | in_force         | holder      | within beleid, it ended yesterday    | refused: liep af  | not after its last day
               | in_force         | holder      | within beleid, it ends today         | stays             | its last day counts
               | in_force         | giver       | within beleid                        | forbidden         | the giver does not hold it
               | in_force         | beheerder   | within beleid                        | forbidden         | nor does the beheerder
               | all but in_force | holder      | within beleid                        | refused: niet meer | what is over is over
decide_oneself | in_force         | giver       | within beleid                        | stays             | the mandaatgever may decide itself (Awb 10:7)
               | in_force         | giver       | within beleid, a cent too much       | stays             | the limit binds the holder only
               | in_force         | giver       | within other beleid                  | refused: ander beleid | though not within other beleid
               | in_force         | giver       | within beleid, it is beslisruimte    | refused: kring    | room of a circle is not taken back like that
               | in_force         | holder      | within beleid                        | forbidden         | the holder uses it
               | all but in_force | giver       | within beleid                        | refused: niet meer | not with what is over
instruct       | in_force         | giver       | some words                           | stays             | the mandaatgever may instruct (Awb 10:6)
               | in_force         | giver       |                                      | refused: aanwijzing | an instruction says something
               | in_force         | giver       | some words, it is beslisruimte       | refused: kring    | a circle talks
               | in_force         | other chair | some words                           | forbidden         | only who gave it
               | all but in_force | giver       | some words                           | refused           | not about what is over
pass_on        | in_force         | holder      | passing on is allowed                | stays             | ondermandaat where it is allowed (Awb 10:9)
               | in_force         | holder      |                                      | refused: 10:9     | and only there
               | in_force         | holder      | passing on is allowed, it ended yesterday | refused: liep af | not after its last day
               | in_force         | giver       | passing on is allowed                | forbidden         | the giver gives mandaat, no ondermandaat
               | all but in_force | holder      | passing on is allowed                | refused: niet meer | not what is over
end            | in_force         | giver       | a reason                             | ended             | it ends, and says why
               | in_force         | giver       |                                      | refused: waarom   | not without a reason
               | in_force         | holder      | a reason                             | forbidden         | not by who holds it
               | all but in_force | giver       | a reason                             | refused           | once
withdraw       | in_force         | giver       | a reason                             | withdrawn         | it may be taken back at any time (Awb 10:8)
               | in_force         | giver       |                                      | refused: waarom   | not without a reason
               | in_force         | member      | a reason                             | forbidden         | not by anybody else
               | all but in_force | giver       | a reason                             | refused           | once
succeed        | in_force         | giver       |                                      | succeeded         | another takes its place
               | in_force         | holder      |                                      | forbidden         | not by who holds it
               | all but in_force | giver       |                                      | refused           | once
"""  # noqa: E501 - a table is read across


def _beleid(mandate: Mandate):
    return STEERING[mandate.id].college_beleid


def within_beleid(mandate: Mandate):
    return {"policy": _beleid(mandate), "amount_cents": 100_00}


def within_other_beleid(mandate: Mandate):
    return {"policy": STEERING[mandate.id].beleid, "amount_cents": 100_00}


def it_names_none(mandate: Mandate):
    mandate.policies = []


def which_was_repealed(mandate: Mandate):
    mandate.policies[0].__dict__["state"] = DecisionState.REPEALED


def which_is_uitvoering(mandate: Mandate):
    mandate.policies[0].nature = Nature.EXECUTION


def exactly_the_limit(_mandate: Mandate):
    return {"amount_cents": 500_00}


def a_cent_too_much(_mandate: Mandate):
    return {"amount_cents": 500_01}


def an_unknown_amount(_mandate: Mandate):
    return {"amount_cents": None}


def without_a_limit(mandate: Mandate):
    mandate.limit_cents = None


def it_begins_tomorrow(mandate: Mandate):
    mandate.starts_on = clock.today() + DAY


def it_ended_yesterday(mandate: Mandate):
    mandate.starts_on, mandate.ends_on = clock.today() - 9 * DAY, clock.today() - DAY


def it_ends_today(mandate: Mandate):
    mandate.ends_on = clock.today()


def it_is_beslisruimte(mandate: Mandate):
    mandate.kind, mandate.allows_submandate = "discretion", False


def passing_on_is_allowed(mandate: Mandate):
    mandate.allows_submandate = True


def some_words(_mandate: Mandate):
    return {"text": "niet in het broedseizoen"}


def a_reason(_mandate: Mandate):
    return {"reason": "de regeling is herzien"}


GIVEN = (
    *(within_beleid, within_other_beleid, it_names_none, which_was_repealed, which_is_uitvoering, exactly_the_limit),
    *(a_cent_too_much, an_unknown_amount, without_a_limit, it_begins_tomorrow, it_ended_yesterday, it_ends_today),
    *(it_is_beslisruimte, passing_on_is_allowed, some_words, a_reason),
)
ROWS = read(CHART, MandateState, GIVEN)
STEERING: dict[int, Steering] = {}


class World:
    """A mandaat in every state, and the database as it stood when they were there."""

    def __init__(self) -> None:
        self.mandates: dict[MandateState, int] = {}
        for number, state in enumerate(MandateState):
            steering = Steering(name=f"{number} {state.value}")
            mandate = steering.mandaat(policies=(steering.college_beleid,))
            STEERING[mandate.id] = steering
            self.mandates[state] = mandate.id
            with transaction():
                self._bring_to(state, locked_mandate(mandate.id), steering)
        self.contents = contents()

    def _bring_to(self, state: MandateState, mandate: Mandate, steering: Steering) -> None:
        match state:
            case MandateState.ENDED:
                mandates.end_mandate(mandate, by=steering.wim, reason="de proef is voorbij")
            case MandateState.WITHDRAWN:
                mandates.withdraw_mandate(mandate, by=steering.wim, reason="dit doet het college zelf")
            case MandateState.SUCCEEDED:
                mandates.succeed_mandate(mandate, steering.data(mandate.kind), by=steering.wim)
        assert mandate.state is state


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    STEERING.clear()
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: MandateState) -> None:
    key = world.mandates[state]
    actor = getattr(STEERING[key], PEOPLE[row.by])
    try_row(MandateMachine, lambda: locked(Mandate, key), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    assert left_out(MandateMachine, MandateState, ROWS) == set()
