"""The chart of a proposal, line by line (design.md, "Proposal")."""

import pytest
from flask import Flask

from app.core.database import db
from app.core.transaction import locked, transaction
from app.decisions.models import Proposal
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.states import ProposalState, RoundState
from app.organisation.states import StatutoryBody
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.decisions.round_cast import Circle
from tests.snapshot import contents

PEOPLE = {"author": "joost", "chair": "marieke", "member": "fatima", "adviser": "pien", "beheerder": "bea"}
WAYS = {
    ProposalState.DRAFT: lambda circle: circle.draft(),
    ProposalState.SUBMITTED: lambda circle: circle.submit(),
    ProposalState.IN_ROUND: lambda circle: circle.prepare(),
    ProposalState.AGREED: lambda circle: in_the_college(circle).come_to(RoundState.CONSENTED),
    ProposalState.DECIDED: lambda circle: circle.come_to(RoundState.CONSENTED),
    ProposalState.NO_CONSENT: lambda circle: circle.come_to(RoundState.NOT_CONSENTED),
    ProposalState.WITHDRAWN: lambda circle: circle.come_to(RoundState.WITHDRAWN),
    ProposalState.DELEGATED: lambda circle: circle.come_to(RoundState.DELEGATED),
}


def in_the_college(circle: Circle) -> Circle:
    """The same circle as the college: its consent is no decision yet."""
    with transaction():
        circle.unit.statutory = StatutoryBody.COLLEGE
    return circle


CHART = """
edit        | draft                                  | author    |                 | stays                    | a draft can be changed
            | draft                                  | chair     |                 | forbidden                | only by its author
            | submitted                              | author    |                 | refused: Vraag het terug | what was handed in is fixed, and can be asked back
            | all but draft, submitted               | author    |                 | refused: dit staat op    | what is or was treated is fixed
submit      | draft                                  | author    |                 | submitted                | a draft is handed in
            | draft                                  | author    | it says nothing | refused: Schrijf eerst   | not when it says nothing
            | draft                                  | chair     |                 | forbidden                | only its author hands it in
            | all but draft                          | author    |                 | refused                  | it is handed in once
give_back   | submitted                              | chair     | a reason        | draft                    | it is given back to its author, with a reason
            | submitted                              | author    | a reason        | draft                    | its author may ask for it back
            | submitted                              | chair     |                 | refused: waarom          | not without a reason
            | submitted                              | member    | a reason        | forbidden                | a member does not give it back
            | all but submitted                      | author    | a reason        | refused                  | only what was handed in is given back
enter_round | submitted                              | chair     |                 | in_round                 | a round is set ready on it
            | all but submitted                      | chair     |                 | refused                  | only what was handed in is treated
renew       | in_round                               | chair     |                 | stays                    | its text is amended in the round
            | all but in_round                       | chair     |                 | refused                  | only in a round
decide      | in_round                               | chair     |                 | decided                  | its round ended in consent
            | all but in_round                       | chair     |                 | refused                  | never without a round
agree       | in_round                               | chair     |                 | agreed                   | the college consents, and has yet to decide
            | all but in_round                       | chair     |                 | refused                  | never without a round
settle      | agreed                                 | chair     |                 | decided                  | the college decides what has consent
            | submitted, no_consent                  | chair     | in the college  | decided                  | a hamerstuk, or by vote as the fallback
            | submitted, no_consent                  | chair     |                 | refused: Alleen het      | no other unit decides like that
            | draft, in_round, decided, withdrawn, delegated | chair |             | refused                  | only what is before the college
fail        | in_round                               | chair     |                 | no_consent               | its round ended without consent
            | all but in_round                       | chair     |                 | refused                  | only in a round
delegate    | in_round                               | chair     |                 | delegated                | it is uitvoering after all
            | all but in_round                       | chair     |                 | refused                  | only in a round
rework      | no_consent                             | author    |                 | draft                    | its author takes it up again
            | no_consent                             | chair     |                 | forbidden                | only its author does
            | all but no_consent                     | author    |                 | refused                  | only what found no consent
withdraw    | draft, submitted, in_round, agreed, no_consent | author |           | withdrawn                | its author takes it back
            | draft, submitted, in_round, no_consent | adviser   |                 | forbidden                | nobody else does
            | draft, submitted, in_round, no_consent | beheerder |                 | forbidden                | not the beheerder either
            | decided, withdrawn, delegated          | author    |                 | refused                  | what has ended is not taken back
"""  # noqa: E501 - a table is read across


def in_the_college_(proposal: Proposal) -> None:
    proposal.unit.statutory = StatutoryBody.COLLEGE


in_the_college_.__name__ = "in_the_college"


def it_says_nothing(proposal: Proposal) -> None:
    proposal.current.wording.what = "  "


def a_reason(_proposal: Proposal) -> dict[str, str]:
    return {"reason": "er ontbreekt nog een bedrag"}


ROWS = read(CHART, ProposalState, (it_says_nothing, a_reason, in_the_college_))


class World:
    """A proposal in every state, and the database as it stood when they were there."""

    def __init__(self) -> None:
        self.circles = {state: Circle(name=f"{number} {state.value}") for number, state in enumerate(ProposalState)}
        for state, circle in self.circles.items():
            WAYS[state](circle)
            assert db.session.get_one(Proposal, circle.proposal_id).state is state
        self.contents = contents()


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: ProposalState) -> None:
    circle = world.circles[state]
    actor = getattr(circle, PEOPLE[row.by])
    try_row(ProposalMachine, lambda: locked(Proposal, circle.proposal_id), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    assert left_out(ProposalMachine, ProposalState, ROWS) == set()
