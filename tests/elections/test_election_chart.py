"""The chart of an election, line by line (SKM): first the role, then the person."""

import pytest
from flask import Flask

from app.core.database import db
from app.elections.election_machine import ElectionMachine
from app.elections.models import Election
from app.elections.queries import locked_election
from app.elections.states import ElectionState
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.elections.election_cast import Electing
from tests.snapshot import contents

pytestmark = ON_SQLITE_ALONE

PEOPLE = {
    "chair": "marieke",
    "secretary": "sanne",
    "member": "joost",
    "adviser": "pien",
    "colleague": "cor",
    "beheerder": "bea",
}

CHART = """
ask_nominations | describing                                | chair     | it is described     | nominating                       | the circle agreed on the role: names may be heard
                | describing                                | chair     |                     | refused: nog niet omschreven     | not before the role is described by consent
                | describing                                | member    | it is described     | forbidden                        | whoever leads asks
                | all but describing                        | chair     | it is described     | refused                          | it is asked once
nominate        | nominating                                | member    |                     | stays                            | everybody names one, sealed
                | nominating                                | adviser   |                     | forbidden                        | an adviser does not
                | nominating                                | colleague |                     | forbidden                        | nor does a colleague
                | nominating                                | beheerder |                     | forbidden                        | nor the beheerder
                | changing                                  | member    |                     | refused: al getoond              | not under seal any more
                | proposed, in_round, elected               | member    |                     | refused                          | nor later
                | describing, abandoned                     | member    |                     | forbidden                        | nobody was written down yet
                | describing, abandoned                     | chair     |                     | forbidden                        | not even whoever leads
show            | nominating                                | chair     |                     | changing                         | all at once
                | nominating                                | secretary |                     | changing                         | the secretaris may lead too
                | nominating                                | member    |                     | forbidden                        | not by a member
                | nominating                                | chair     | nobody is nominated | refused: nog niemand             | there must be something to show
                | all but nominating                        | chair     |                     | refused                          | it is shown once
change          | changing                                  | member    |                     | stays                            | in sight of all, with the reason
                | nominating                                | member    |                     | refused: nog niet getoond        | before that it is sealed
                | proposed, in_round, elected               | member    |                     | refused                          | while a proposal lies there it stands
propose         | changing                                  | chair     | fatima, why         | proposed                         | one of the nominated, on the arguments
                | proposed                                  | chair     | ben, why            | stays                            | or another of them
                | changing                                  | chair     | joost, why          | refused: voorgedragen            | never somebody whom nobody named
                | changing                                  | chair     | fatima              | refused: argumenten              | the arguments decide
                | changing                                  | member    | fatima, why         | forbidden                        | a member does not
                | all but changing, proposed                | chair     | fatima, why         | refused                          | only when all were heard
step_back       | proposed                                  | chair     |                     | changing                         | back to the nominations
                | all but proposed                          | chair     |                     | refused                          | only from a proposal
ask_consent     | proposed                                  | chair     |                     | in_round                         | a round like any other
                | proposed                                  | member    |                     | forbidden                        | set ready by who leads
                | all but proposed                          | chair     |                     | refused                          | only of somebody proposed
elect           | in_round                                  | chair     |                     | elected                          | its round ended in consent
                | all but in_round                          | chair     |                     | refused                          | never without a round
fail            | in_round                                  | chair     |                     | changing                         | its round did not: the nominations stand
                | all but in_round                          | chair     |                     | refused                          | only from a round
abandon         | describing, nominating, changing, proposed| chair     |                     | abandoned                        | it may stop
                | describing                                | member    |                     | forbidden                        | not by a member
                | in_round                                  | chair     |                     | refused: loopt een consentronde  | first the round ends
                | elected, abandoned                        | chair     |                     | refused                          | what ended has ended
"""  # noqa: E501 - a table is read across


def it_is_described(_election: Election) -> dict[str, bool]:
    return {"is_described": True}


def nobody_is_nominated(election: Election) -> None:
    for place in election.places:
        for one in list(place.history):
            db.session.delete(one)
    db.session.flush()
    db.session.expire_all()


def _named(name: str) -> object:
    def given(election: Election) -> dict[str, int | None]:
        return {"nominee_id": next((one.person_id for one in election.places if one.name == name), None)}

    given.__name__ = name.lower()
    return given


def why(_election: Election) -> dict[str, str]:
    return {"argument": "zij luistert goed"}


GIVEN = (it_is_described, nobody_is_nominated, why, *(_named(name) for name in ("Fatima", "Ben", "Joost")))
ROWS = read(CHART, ElectionState, GIVEN)


class World:
    """An election in every state, and the database as it stood when they were there."""

    def __init__(self) -> None:
        self.all = {state: Electing(name=f"{number} {state.value}") for number, state in enumerate(ElectionState)}
        for state, electing in self.all.items():
            electing.come_to(state)
            assert electing.election.state is state
        db.session.rollback()
        self.contents = contents()


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: ElectionState) -> None:
    electing = world.all[state]
    actor = getattr(electing.circle, PEOPLE[row.by])
    if (
        row.event == "propose"
        and row.then == "refused"
        and state in (ElectionState.DESCRIBING, ElectionState.ABANDONED)
    ):
        row = Row(**{**vars(row), "given": (why,)})
    try_row(ElectionMachine, lambda: locked_election(electing.election_id), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    untold = {("describing", "nominate"), ("abandoned", "nominate"), ("describing", "change"), ("abandoned", "change")}
    assert left_out(ElectionMachine, ElectionState, ROWS) == untold, "there nobody has a place yet: forbidden"
