"""The chart of a meeting as a table: state × event × actor (design.md, "Meeting")."""

import pytest
from flask import Flask

from app.core.database import db
from app.meetings.meeting_machine import MeetingMachine
from app.meetings.models import AgendaItem, Attendee, Meeting, Stretch
from app.meetings.queries.meetings import locked_meeting
from app.meetings.states import BEFORE, ItemKind, MeetingState, Outcome
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.meetings.meeting_cast import Meets
from tests.snapshot import contents

pytestmark = ON_SQLITE_ALONE

PEOPLE = {
    "chair": "marieke",
    "secretary": "sanne",
    "member": "fatima",
    "adviser": "pien",
    "colleague": "cor",
    "beheerder": "bea",
    "wider": "wim",
}

# event  | from  | by  | given  | then  | in words
CHART = """
change            | concept, provisional, set                           | secretary |                         | stays                       | one meeting may deviate
                  | set                                                 | member    |                         | forbidden                   | a member does not
                  | all but concept, provisional, set                   | chair     |                         | refused                     | once it began it is where it is
arrange           | concept, provisional, set, open, suspended          | chair     |                         | stays                       | the agenda is arranged, also in the room
                  | open                                                | member    |                         | forbidden                   | by who prepares or leads
                  | concept                                             | wider     |                         | forbidden                   | not by who leads another unit
                  | all but concept, provisional, set, open, suspended  | chair     |                         | refused                     | not when it is over
announce          | concept                                             | secretary |                         | provisional                 | the first provisional agenda
                  | provisional                                         | secretary |                         | stays                       | and the next
                  | concept                                             | member    |                         | forbidden                   | sent by who prepares
                  | concept                                             | secretary | nothing is on it        | refused: nog niets          | an agenda says something
                  | all but concept, provisional                        | secretary |                         | refused                     | what is set is not provisional again
set_agenda        | concept, provisional                                | secretary |                         | set                         | with the papers as they are
                  | set                                                 | secretary |                         | stays                       | again, with late papers
                  | provisional                                         | colleague |                         | forbidden                   | not by a colleague
                  | concept, provisional, set                           | secretary | nothing is on it        | refused: nog niets          | an agenda says something
                  | all but concept, provisional, set                   | secretary |                         | refused                     | not once it began
cancel            | concept, provisional, set                           | chair     | why                     | cancelled                   | called off before it opened
                  | concept, provisional, set                           | chair     |                         | refused: waarom             | never without the reason
                  | set                                                 | beheerder | why                     | forbidden                   | not by the beheerder
                  | open, suspended                                     | chair     | why                     | refused: al begonnen        | what began is closed
                  | closed, minutes_draft, minutes_adopted              | chair     | why                     | refused                     | what was held was held
                  | archived, cancelled                                 | chair     | why                     | refused                     | it is over
excuse            | concept, provisional, set                           | member    |                         | stays                       | one says beforehand that one is not there
                  | set                                                 | colleague |                         | forbidden                   | who does not belong here need not
                  | all but concept, provisional, set                   | member    |                         | refused                     | later one is just not there
attend            | set, open, suspended                                | member    |                         | stays                       | who comes or goes says so
                  | open                                                | adviser   |                         | stays                       | an adviser sits there too
                  | open                                                | colleague |                         | forbidden                   | not who does not belong here
                  | all but set, open, suspended                        | member    |                         | refused                     | not before the agenda is set, nor after
pass_chair        | concept, provisional, set, open, suspended          | chair     |                         | stays                       | somebody else may lead
                  | open                                                | member    |                         | forbidden                   | it is passed, not taken
                  | all but concept, provisional, set, open, suspended  | chair     |                         | refused                     | there is nothing to lead any more
open              | set                                                 | chair     | somebody is here        | open                        | with who is here
                  | set                                                 | chair     |                         | refused: niemand aanwezig   | not in an empty room
                  | set                                                 | member    | somebody is here        | forbidden                   | by who leads
                  | concept, provisional                                | chair     |                         | refused: agenda vast        | first the agenda
                  | all but concept, provisional, set                   | chair     |                         | refused                     | it is opened once
note              | open, suspended                                     | secretary |                         | stays                       | what is said is written down
                  | open                                                | member    |                         | forbidden                   | by who keeps the record
                  | all but open, suspended                             | secretary |                         | refused                     | after it the minutes are written
say               | open                                                | member    | the opening round goes on | stays                     | everybody says a word in it
                  | open                                                | member    |                         | refused: sluitingsronde     | and not in another item
                  | open                                                | adviser   | the opening round goes on | refused: aanwezig         | who is not there says nothing there
                  | open                                                | colleague | the opening round goes on | forbidden                 | only who sits there
                  | all but open                                        | member    |                         | refused                     | only while it goes on
ask_to_speak      | open                                                | member    | something is in hand    | stays                       | who wants to speak says so
                  | open                                                | adviser   | the adviser came in too | stays                       | an adviser too
                  | open                                                | adviser   | something is in hand    | refused: aanwezig           | once there
                  | open                                                | member    |                         | refused: aan de orde        | to an item
                  | open                                                | colleague | something is in hand    | forbidden                   | only who sits there
                  | all but open                                        | member    |                         | refused                     | only while it goes on
give_floor        | open                                                | chair     | something is in hand    | stays                       | the chair gives it
                  | open                                                | secretary | something is in hand    | stays                       | or who helps the chair
                  | open                                                | chair     |                         | refused: aan de orde        | to an item
                  | open                                                | member    | something is in hand    | forbidden                   | nobody takes it
                  | all but open                                        | chair     |                         | refused                     | only while it goes on
fill_in_card      | open                                                | member    |                         | stays                       | how it was, on an anonymous card
                  | open                                                | adviser   |                         | refused: aanwezig           | of who is there
                  | open                                                | colleague |                         | forbidden                   | only who sits there
                  | all but open                                        | member    |                         | refused                     | before it closes
suspend           | open                                                | chair     |                         | suspended                   | a break
                  | open                                                | member    |                         | forbidden                   | by who leads
                  | all but open                                        | chair     |                         | refused                     | only what goes on
resume            | suspended                                           | chair     |                         | open                        | it goes on
                  | suspended                                           | member    |                         | forbidden                   | by who leads
                  | all but suspended                                   | chair     |                         | refused                     | only what was interrupted
close             | open                                                | chair     | every item has ended    | closed                      | everything has its outcome
                  | open                                                | chair     |                         | refused: de balie           | it says what has none
                  | open                                                | member    | every item has ended    | forbidden                   | by who leads
                  | suspended                                           | chair     | every item has ended    | refused: geschorst          | first resumed
                  | all but open, suspended                             | chair     |                         | refused                     | only what goes on
edit_minutes      | closed, minutes_draft                               | secretary |                         | stays                       | the secretaris edits
                  | minutes_draft                                       | member    |                         | forbidden                   | members read
                  | minutes_adopted                                     | secretary |                         | refused: correctie          | what was adopted is corrected
                  | all but closed, minutes_draft, minutes_adopted      | secretary |                         | refused                     | before there are any, or never
share_minutes     | closed                                              | secretary |                         | minutes_draft               | provisional
                  | closed                                              | adviser   |                         | forbidden                   | not by an adviser
                  | all but closed                                      | secretary |                         | refused                     | once
adopt_minutes     | minutes_draft                                       | chair     |                         | minutes_adopted             | follows from an item of a later meeting
                  | closed                                              | chair     |                         | refused: Deel het verslag   | nobody has read them yet
                  | all but closed, minutes_draft                       | chair     |                         | refused                     | once
correct_minutes   | minutes_adopted                                     | secretary | why                     | stays                       | the next edition supersedes
                  | minutes_adopted                                     | secretary |                         | refused: waarom             | never without the reason
                  | minutes_adopted                                     | member    | why                     | forbidden                   | by who writes them
                  | all but minutes_adopted                             | secretary | why                     | refused                     | only what was adopted
hold_back         | closed, minutes_draft, minutes_adopted              | secretary | something was decided   | stays                       | until those concerned know
                  | closed, minutes_draft, minutes_adopted              | chair     |                         | refused: niets besloten     | only a decision
                  | minutes_draft                                       | member    | something was decided   | forbidden                   | by who prepares
                  | open, suspended                                     | chair     | something was decided   | refused: gesloten           | not while it goes on
                  | concept, provisional, set, archived, cancelled      | chair     | something was decided   | refused                     | nor before, nor when it is laid down
let_go            | closed, minutes_draft, minutes_adopted              | secretary | something was decided   | stays                       | they have been told
                  | minutes_draft                                       | member    | something was decided   | forbidden                   | by who prepares
                  | all but closed, minutes_draft, minutes_adopted      | chair     | something was decided   | refused                     | as long as it is not laid down
archive           | minutes_adopted                                     | secretary |                         | archived                    | laid down
                  | minutes_adopted                                     | member    |                         | forbidden                   | not by a member
                  | minutes_adopted                                     | secretary | something is held back  | refused: vrij               | first everything is let go
                  | all but minutes_adopted                             | secretary |                         | refused                     | first adopted
"""  # noqa: E501 - a table is read across


def nothing_is_on_it(meeting: Meeting) -> None:
    for one in list(meeting.items):
        one.meeting = None
    db.session.flush()
    db.session.expire(meeting, ["items"])


def somebody_is_here(meeting: Meeting) -> None:
    place: Attendee = meeting.attendees[0]
    db.session.add(Stretch(attendee=place, arrived_at=meeting.changed_at))


def something_is_in_hand(meeting: Meeting) -> None:
    """In the rows only: how an item comes in hand is told by its own chart."""
    table = type(meeting.items[0]).__table__
    db.session.execute(table.update().where(table.c.id == meeting.items[0].id), {"state": "in_hand"})
    db.session.refresh(meeting.items[0])


def the_adviser_came_in_too(meeting: Meeting) -> None:
    something_is_in_hand(meeting)
    place = next(one for one in meeting.attendees if one.name == "Pien")
    db.session.add(Stretch(attendee=place, arrived_at=meeting.changed_at))
    db.session.flush()


def the_opening_round_goes_on(meeting: Meeting) -> None:
    something_is_in_hand(meeting)
    meeting.items[0].kind = ItemKind.OPENING
    db.session.flush()


def every_item_has_ended(meeting: Meeting) -> None:
    ids = [one.id for one in meeting.items]
    table = type(meeting.items[0]).__table__
    db.session.execute(
        table.update().where(table.c.id.in_(ids)), {"state": "concluded", "outcome": Outcome.OPINIONS.value}
    )
    for one in meeting.items:
        db.session.refresh(one)


def something_was_decided(meeting: Meeting) -> dict[str, AgendaItem]:
    item = AgendaItem(unit=meeting.unit, title="", outcome=Outcome.AMENDED)
    item.proposal_id = 1
    return {"item": item}


def something_is_held_back(meeting: Meeting) -> None:
    meeting.items[0].held_back = True


def why(_meeting: Meeting) -> dict[str, str]:
    return {"reason": "te veel zieken"}


ROWS = read(
    CHART,
    MeetingState,
    (
        nothing_is_on_it,
        somebody_is_here,
        something_is_in_hand,
        the_adviser_came_in_too,
        the_opening_round_goes_on,
        every_item_has_ended,
        why,
        something_was_decided,
        something_is_held_back,
    ),
)


class World:
    """A meeting in every state, and the database as it stood when they were there."""

    def __init__(self) -> None:
        self.all = {state: Meets(name=f"{number} {state.value}") for number, state in enumerate(MeetingState)}
        for state, meets in self.all.items():
            meets.come_to(state)
            assert meets.meeting.state is state
        db.session.rollback()
        self.contents = contents()


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: MeetingState) -> None:
    meets = world.all[state]
    actor = getattr(meets.circle, PEOPLE[row.by])
    try_row(MeetingMachine, lambda: locked_meeting(meets.meeting_id), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    assert left_out(MeetingMachine, MeetingState, ROWS) == set()
    assert {MeetingState.CONCEPT, MeetingState.PROVISIONAL, MeetingState.SET} == BEFORE
