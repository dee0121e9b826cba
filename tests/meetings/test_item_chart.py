"""The chart of an agenda item as a table, within a meeting that is open (design.md, "AgendaItem")."""

import pytest
from flask import Flask

from app.core import clock
from app.core.database import db
from app.decisions.models import Proposal
from app.decisions.states import Confidentiality, Nature, ProposalState
from app.meetings.item_machine import ItemMachine, outcomes_of
from app.meetings.models import AgendaItem
from app.meetings.queries.items import locked_item
from app.meetings.states import ItemKind, ItemState, ItemType, MeetingState, Outcome
from app.organisation.states import Role
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.meetings.meeting_cast import Meets
from tests.meetings.test_meeting_chart import PEOPLE
from tests.snapshot import contents

pytestmark = ON_SQLITE_ALONE

# event  | from  | by  | given  | then  | in words
CHART = """
schedule    | planned                   | chair     | it waits in the pool         | stays                      | put on an agenda
            | planned                   | chair     |                              | refused: al op een agenda  | on one at a time
            | planned                   | member    | it waits in the pool         | forbidden                  | by who leads
            | all but planned           | chair     |                              | refused                    | only what waits
unschedule  | planned                   | chair     | the meeting is to come       | stays                      | back to the pool
            | planned                   | chair     |                              | refused: al begonnen       | in the room it gets an outcome
            | planned                   | member    | the meeting is to come       | forbidden                  | by who prepares
            | in_hand, parked           | chair     |                              | refused: Houd het aan      | it was treated
            | concluded, dropped        | chair     |                              | refused                    | it has ended
change      | planned, in_hand, parked  | secretary |                              | stays                      | more or less time
            | planned                   | colleague |                              | forbidden                  | not by a colleague
            | concluded, dropped        | secretary |                              | refused                    | it has ended
take        | planned, parked           | chair     |                              | in_hand                    | taken in hand, or again
            | planned                   | member    |                              | forbidden                  | by who leads
            | planned, parked           | chair     | the meeting is suspended     | refused: bezig             | not in a break
            | planned, parked           | chair     | another is in hand           | refused: aan de orde       | one thing at a time
            | in_hand, dropped          | chair     |                              | refused                    | it is, or never will be
            | concluded                 | chair     |                              | refused: al afgerond       | it has ended
park        | in_hand                   | chair     |                              | parked                     | to come back to
            | in_hand                   | chair     | a round goes on              | refused: consentronde      | a round is not walked away from
            | in_hand                   | member    |                              | forbidden                  | by who leads
            | all but in_hand           | chair     |                              | refused                    | only what is in hand
ask_consent | in_hand                   | chair     |                              | refused: geen voorstel     | consent is asked on a text
            | in_hand                   | member    |                              | forbidden                  | by who leads
            | all but in_hand           | chair     |                              | refused                    | only what is in hand
decide_by_mandate | in_hand             | chair     | the chair may decide it      | stays                      | with a mandate of their own
            | in_hand                   | chair     | the chair may decide it, the meeting is suspended | refused: bezig | not in a break
            | in_hand                   | chair     | it is about a proposal       | forbidden                  | leading is no mandate
            | in_hand                   | member    | the chair may decide it      | forbidden                  | nor is being there
            | all but in_hand           | chair     | the chair may decide it      | refused                    | only what is in hand
hammer      | planned                   | chair     |                              | refused: geen voorstel     | consent is asked on a text
            | planned                   | member    |                              | forbidden                  | by who leads
            | planned                   | chair     | it is about a proposal       | refused: geen hamerstuk    | only what was put there as one
            | planned                   | chair     | it is a hamerstuk            | stays                      | with the others
            | planned                   | chair     | another is in hand           | refused: nog aan de orde   | one thing at a time
            | all but planned           | chair     |                              | refused                    | only what was not treated yet
conclude    | planned, in_hand, parked  | chair     | opinions                     | concluded                  | opinions were gathered
            | planned, in_hand, parked  | chair     | noted                        | concluded                  | taken note of
            | planned, in_hand, parked  | chair     | held over                    | concluded                  | held over
            | planned, in_hand, parked  | chair     | taken back                   | concluded                  | taken back
            | planned, in_hand, parked  | chair     | referred                     | concluded                  | referred
            | planned, in_hand, parked  | chair     | conform                      | refused: past niet         | nothing was decided
            | planned, in_hand, parked  | chair     | it is to decide, conform     | refused: nog niet besloten | nor by saying so
            | planned, in_hand, parked  | chair     | it is to decide, amended     | refused: nog niet besloten | nor with a change
            | planned, in_hand, parked  | chair     | it is to decide, no consent  | refused: nog niet besloten | nor that there is no consent
            | planned, in_hand, parked  | chair     | it is to decide, opinions    | refused: past niet         | an opinion is no decision
            | in_hand                   | chair     | a round goes on, held over   | refused: consentronde      | a round is not walked away from
            | planned, in_hand, parked  | chair     | the meeting is suspended, held over | refused: bezig      | not in a break
            | in_hand                   | member    | opinions                     | forbidden                  | by who leads
            | concluded, dropped        | chair     | opinions                     | refused                    | exactly one outcome
hand_over   | planned                   | chair     | it waits in the pool         | stays                      | its unit stops: another takes it over
            | all but planned           | chair     |                              | refused                    | what was treated stays where it was
drop        | planned                   | chair     | it waits in the pool, why    | dropped                    | it waits no longer
            | planned                   | chair     | it waits in the pool         | refused: waarom            | never silently
            | planned                   | chair     | why                          | refused: al op een agenda  | nor from an agenda
            | planned                   | member    | it waits in the pool, why    | forbidden                  | not by a member
            | all but planned           | chair     | why                          | refused                    | only what waits
"""  # noqa: E501 - a table is read across


def _in_meeting(item: AgendaItem, state: MeetingState) -> None:
    assert item.meeting is not None
    table = type(item.meeting).__table__
    db.session.execute(table.update().where(table.c.id == item.meeting_id), {"state": state.value})
    db.session.refresh(item.meeting, ["state"])


def it_waits_in_the_pool(item: AgendaItem) -> None:
    item.meeting = None


def the_meeting_is_to_come(item: AgendaItem) -> None:
    _in_meeting(item, MeetingState.SET)


def the_meeting_is_suspended(item: AgendaItem) -> None:
    _in_meeting(item, MeetingState.SUSPENDED)


def another_is_in_hand(item: AgendaItem) -> None:
    other = AgendaItem(unit=item.unit, title="Iets anders", meeting=item.meeting)
    db.session.add(other)
    db.session.flush()
    table = AgendaItem.__table__
    db.session.execute(table.update().where(table.c.id == other.id), {"state": ItemState.IN_HAND.value})
    db.session.refresh(other)
    assert item.meeting is not None
    db.session.expire(item.meeting, ["items"])


def a_round_goes_on(_item: AgendaItem) -> dict[str, bool]:
    return {"round_goes_on": True}


def it_is_to_decide(item: AgendaItem) -> None:
    item.type = ItemType.DECIDING


def it_is_about_a_proposal(item: AgendaItem) -> None:
    item.proposal = Proposal(unit=item.unit, author=item.meeting.chair, confidentiality=Confidentiality.INTERNAL)


def the_chair_may_decide_it(item: AgendaItem) -> None:
    chair = next(one.person for one in item.unit.memberships if one.role is Role.CHAIR)
    item.proposal = Proposal(unit=item.unit, author=chair, nature=Nature.EXECUTION, state=ProposalState.SUBMITTED)
    item.proposal.decider_id, item.proposal.submitted_at = chair.id, clock.now()


def it_is_a_hamerstuk(item: AgendaItem) -> None:
    it_is_about_a_proposal(item)
    item.kind = ItemKind.HAMMER


def why(_item: AgendaItem) -> dict[str, str]:
    return {"reason": "al geregeld"}


def _ending(outcome: Outcome) -> object:
    def given(_item: AgendaItem) -> dict[str, Outcome]:
        return {"outcome": outcome}

    given.__name__ = outcome.value
    return given


GIVEN = (
    it_waits_in_the_pool,
    the_meeting_is_to_come,
    the_meeting_is_suspended,
    another_is_in_hand,
    a_round_goes_on,
    it_is_to_decide,
    it_is_about_a_proposal,
    the_chair_may_decide_it,
    it_is_a_hamerstuk,
    why,
    *(_ending(outcome) for outcome in Outcome),
)
ROWS = read(CHART, ItemState, GIVEN)


class World:
    """An item in every state, and the database as it stood when they were there."""

    def __init__(self) -> None:
        self.all = {state: Meets(name=f"{number} {state.value}") for number, state in enumerate(ItemState)}
        for state, meets in self.all.items():
            meets.bring_item_to(state)
            assert meets.item.state is state
        db.session.rollback()
        self.contents = contents()


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: ItemState) -> None:
    meets = world.all[state]
    actor = getattr(meets.circle, PEOPLE[row.by])
    try_row(ItemMachine, lambda: locked_item(meets.item_id), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    assert left_out(ItemMachine, ItemState, ROWS) == set()


def test_every_outcome_is_one_of_some_type() -> None:
    assert set().union(*(outcomes_of(AgendaItem(unit=None, title="", type=one)) for one in ItemType)) == set(Outcome)
