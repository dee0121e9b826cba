"""The chart of an assignment, line by line (design.md, "Assignment"; D.1529312)."""

from datetime import date, timedelta

import pytest
from flask import Flask

from app.assignments.assignment_machine import AssignmentMachine
from app.assignments.following_models import AssignmentMilestone, InformationDue
from app.assignments.models import Assignment, AssignmentParty, Remark
from app.assignments.queries import locked_assignment
from app.assignments.states import AssignmentState, Involving, Rhythm
from app.core import clock
from app.core.database import db
from tests.assignments.assignment_cast import Agreeing
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.snapshot import contents

pytestmark = ON_SQLITE_ALONE

S = AssignmentState
TALKED = (S.OFFERED, S.RENEGOTIATING)
GROUPS = {"talked over": TALKED, "in force": (S.AGREED, S.ACTIVE, S.RENEGOTIATING)}
PEOPLE = {
    "asking": "joost",
    "doing": "fatima",
    "author": "sanne",
    "leader": "marieke",
    "member": "ben",
    "colleague": "cor",
    "beheerder": "bea",
}

CHART = """
edit           | draft                         | author    |                        | stays                     | whoever writes it down
               | draft                         | doing     |                        | stays                     | and who is a party already
               | draft                         | leader    |                        | forbidden                 | not who leads: a draft is its parties'
               | draft                         | colleague |                        | forbidden                 | nor a colleague
               | offered                       | author    |                        | refused: volgende versie  | what was offered stays as it was
               | all but draft, offered        | author    |                        | refused                   | nor is it changed later
offer          | draft                         | author    |                        | offered                   | both sides are there, and it says what and when
               | draft                         | asking    |                        | offered                   | either side may
               | draft                         | member    |                        | forbidden                 | nobody else
               | draft                         | author    | nobody does it         | refused: opdrachtnemer    | not by one side alone
               | draft                         | author    | nobody asks it         | refused: opdrachtgever    | nor the other
               | draft                         | author    | for the college        | refused: bestuurlijk      | a bestuursopdracht has three
               | draft                         | author    | it says nothing        | refused: niets            | nobody is offered an empty page
               | draft                         | author    | it has no day          | refused: wanneer          | from when belongs to it
               | all but draft                 | author    |                        | refused                   | it is offered once
take_back      | offered                       | author    |                        | draft                     | while nobody has said a word
               | offered                       | asking    |                        | forbidden                 | only by whoever wrote it
               | offered                       | author    | somebody remarked      | refused: gereageerd       | not from under a remark
               | all but offered               | author    |                        | refused                   | only what was offered
remark         | talked over                   | doing     |                        | stays                     | each party says what they think
               | talked over                   | asking    |                        | stays                     | of either side
               | talked over                   | author    |                        | forbidden                 | who is no party does not
               | talked over                   | member    |                        | forbidden                 | nor who only reads it
               | all but talked over           | doing     |                        | refused                   | only while it is talked over
answer_remark  | talked over                   | author    |                        | stays                     | whoever writes answers
               | talked over                   | member    |                        | forbidden                 | nobody else does
               | all but talked over           | doing     |                        | refused                   | only while it is talked over
rewrite        | talked over                   | author    | a reason               | stays                     | a next version says why
               | talked over                   | doing     |                        | refused: waarom           | without that the others cannot follow
               | talked over                   | doing     | a reason, a round      | refused: nog besloten    | not while they consent to this one
               | talked over                   | member    | a reason               | forbidden                 | not by somebody else
               | all but talked over           | doing     | a reason               | refused                   | only while it is talked over
ask_consent    | offered                       | asking    |                        | negotiating               | when they are done talking
               | offered                       | doing     |                        | negotiating               | either side may ask
               | offered                       | author    |                        | forbidden                 | not who is no party
               | offered                       | asking    | nobody does it         | refused: opdrachtnemer    | nobody agrees alone
               | renegotiating                 | doing     | another text           | stays                     | what is in force stays so meanwhile
               | renegotiating                 | doing     |                        | refused: gelijk           | not on what is agreed already
               | renegotiating                 | doing     | another text, a round  | refused: nog besloten    | one round at a time
               | renegotiating                 | asking    | one took over, another text | refused: bevestigd   | who took over confirms first
               | all but talked over           | asking    |                        | refused                   | only what is talked over
fail           | negotiating                   | asking    |                        | offered                   | no consent: they talk on
               | renegotiating                 | asking    |                        | stays                     | what was agreed holds meanwhile
               | all but negotiating, renegotiating | asking |                      | refused                   | only from a round
agree          | negotiating                   | asking    |                        | agreed                    | all consented
               | renegotiating                 | asking    |                        | active                    | it runs on as they agreed now
               | all but negotiating, renegotiating | asking |                      | refused                   | never without a round
begin_work     | agreed                        | doing     |                        | active                    | on its day, or sooner
               | agreed                        | member    |                        | forbidden                 | its parties say so
               | all but agreed                | doing     |                        | refused                   | nothing runs that was not agreed
decline        | offered                       | doing     | a reason               | declined                  | saying no is possible
               | offered                       | doing     |                        | refused: waarom           | with the reason
               | offered                       | author    | a reason               | forbidden                 | by a party
               | negotiating                   | doing     | a reason               | refused: bezwaar          | in a round one objects
               | all but offered, negotiating  | doing     | a reason               | refused                   | only what was offered
name_party     | draft, offered                | author    |                        | stays                     | until it is agreed
               | draft, offered                | doing     |                        | stays                     | by either side
               | draft, offered                | member    |                        | forbidden                 | by nobody else
               | all but draft, offered        | doing     |                        | refused                   | later somebody takes over
leave_out_party| draft, offered                | author    |                        | stays                     | until it is agreed
               | draft, offered                | colleague |                        | forbidden                 | not by others
               | all but draft, offered        | doing     |                        | refused                   | later somebody takes over
succeed        | in force                      | doing     |                        | stays                     | roles pass on
               | in force                      | leader    |                        | stays                     | whoever leads the unit sees to it too
               | in force                      | doing     | who leaves already     | refused: opvolger         | to one person
               | in force                      | doing     | a party                | refused: al partij        | not to who has a role
               | in force                      | doing     | from a day that was    | refused: nog komt         | nor as if it had been so
               | in force                      | member    |                        | forbidden                 | no other member
               | in force                      | doing     | a round                | refused: nog besloten    | not while they consent
               | offered, negotiating          | doing     |                        | refused                   | first it is agreed
               | all but in force, offered, negotiating | doing |               | refused                   | nor before or after
confirm        | in force                      | doing     | one took over          | stays                     | who took over stands for it
               | in force                      | doing     |                        | forbidden                 | nobody else has anything to confirm
               | all but in force              | doing     | one took over          | refused                   | there is nothing to stand for
renegotiate    | active                        | doing     | a reason               | renegotiating             | either side may open it again
               | active                        | asking    |                        | refused: waarom           | with the reason
               | active                        | member    | a reason               | forbidden                 | its parties alone
               | all but active                | doing     | a reason               | refused                   | only what runs
keep_as_it_is  | renegotiating                 | doing     | a reason               | active                    | what was agreed holds on
               | renegotiating                 | doing     |                        | refused: waarom           | with the reason
               | renegotiating                 | doing     | a reason, a round      | refused: nog besloten    | not while they consent
               | all but renegotiating         | doing     | a reason               | refused                   | only what was opened
cancel         | draft, offered, agreed, active, renegotiating | asking | a reason  | cancelled                 | who asked may stop asking
               | active                        | asking    |                        | refused: waarom           | with the reason
               | active                        | doing     | a reason               | forbidden                 | who does the work talks it over anew
               | negotiating                   | asking    | a reason               | refused: consentronde     | not while they consent
               | renegotiating                 | asking    | a reason, a round      | refused: nog besloten    | then neither
               | completed, reviewed, declined, cancelled | asking | a reason       | refused                   | what ended has ended
hand_over      | all but reviewed, declined, cancelled | asking |                    | stays                     | its unit stopped: another has it now
               | reviewed, declined, cancelled | asking    |                        | refused                   | what is over stays where it was
redirect       | in force                      | asking    |                        | stays                     | a unit stopped that is told of it: another is told
               | all but in force              | asking    |                        | refused                   | before and after nobody is told
expect         | active, renegotiating         | doing     |                        | stays                     | who does the work says when it comes
               | active, renegotiating         | asking    |                        | forbidden                 | who asks does not say it for them
               | active, renegotiating         | doing     | a day that was         | refused: nog komt         | nobody expects what is past
               | active, renegotiating         | doing     | a reached milestone    | refused: al bereikt       | nor what is there
               | all but active, renegotiating | doing     |                        | refused                   | only while it runs
reach          | active, renegotiating         | doing     |                        | stays                     | it is there
               | active, renegotiating         | asking    |                        | forbidden                 | says who made it
               | active, renegotiating         | doing     | a day to come          | refused: moet nog komen   | not before it is
               | active, renegotiating         | doing     | a reached milestone    | refused: al bereikt       | and once
               | all but active, renegotiating | doing     |                        | refused                   | only while it runs
inform         | active, renegotiating         | doing     | a reason               | stays                     | what was agreed to tell is told
               | active, renegotiating         | asking    | a reason               | stays                     | by either side
               | active, renegotiating         | member    | a reason               | forbidden                 | by nobody else
               | active, renegotiating         | doing     |                        | refused: verteld          | with a word
               | active, renegotiating         | doing     | a reason, what was told | refused: niet meer open  | once
               | all but active, renegotiating | doing     | a reason               | refused                   | only while it runs
report         | active, renegotiating         | doing     |                        | stays                     | who does the work says how it stands
               | active, renegotiating         | doing     | a result waits         | stays                     | also while its result is looked at
               | active, renegotiating         | asking    |                        | forbidden                 | not who asked for it
               | active, renegotiating         | author    |                        | forbidden                 | nor who wrote it down
               | active, renegotiating         | leader    |                        | forbidden                 | nor who leads the table
               | all but active, renegotiating | doing     |                        | refused                   | only of what runs
answer_report  | active, renegotiating         | asking    |                        | stays                     | who asked for it answers
               | active, renegotiating         | doing     |                        | forbidden                 | nobody answers themselves
               | active, renegotiating         | member    |                        | forbidden                 | nor does who only reads it
               | all but active, renegotiating | asking    |                        | refused                   | only while it runs
converse       | in force, completed           | asking    |                        | stays                     | both sides write down what they said
               | in force, completed           | doing     |                        | stays                     | either of them
               | in force, completed           | author    |                        | forbidden                 | not who is no party
               | in force, completed           | leader    |                        | forbidden                 | not who leads the table
               | in force, completed           | beheerder |                        | forbidden                 | nor who runs the system
               | all but in force, completed   | doing     |                        | refused                   | once it is agreed, until it is looked back on
say_how_it_feels | in force, completed         | asking    |                        | stays                     | each says it for themselves
               | in force, completed           | doing     |                        | stays                     | either of them
               | in force, completed           | member    |                        | forbidden                 | not who only reads the assignment
               | all but in force, completed   | doing     |                        | refused                   | as long as they write down what they say
offer_result   | active                        | doing     |                        | stays                     | who did the work says that it is done
               | active                        | asking    |                        | forbidden                 | not who asked for it
               | active                        | author    |                        | forbidden                 | nor who wrote it down
               | active                        | doing     | a result waits         | refused: resultaat        | one result at a time
               | active                        | doing     | nobody asks it         | refused: opdrachtgever    | nobody accepts their own
               | active                        | doing     | one took over          | refused: bevestigd        | who took over confirms first
               | renegotiating                 | doing     |                        | refused: opnieuw          | not while it is talked over anew
               | all but active                | doing     |                        | refused                   | only of what runs
send_back      | active                        | asking    | a result waits         | stays                     | no consent: the work goes on
               | all but active                | asking    |                        | refused                   | only of what runs
complete       | active                        | asking    |                        | completed                 | its result was accepted
               | all but active                | asking    |                        | refused                   | only what runs
look_back      | completed                     | asking    |                        | reviewed                  | and learned from
               | completed                     | doing     |                        | reviewed                  | by either side
               | completed                     | author    |                        | forbidden                 | not who is no party
               | completed                     | colleague |                        | forbidden                 | nor by others
               | all but completed             | asking    |                        | refused                   | first it is done
renegotiate    | active                        | doing     | a result waits, a reason | refused: resultaat      | not while its result is looked at
cancel         | active                        | asking    | a result waits, a reason | refused: resultaat      | nor stopped then
succeed        | active                        | doing     | a result waits         | refused: resultaat        | nor handed over
"""  # noqa: E501 - a table is read across


def _gone(assignment: Assignment, name: str) -> None:
    for one in assignment.living:
        if one.name == name:
            db.session.delete(one)
    db.session.flush()
    db.session.expire(assignment, ["parties"])


def nobody_does_it(assignment: Assignment) -> None:
    _gone(assignment, "Fatima")


def nobody_asks_it(assignment: Assignment) -> None:
    _gone(assignment, "Joost")


def for_the_college(assignment: Assignment) -> None:
    assignment.is_for_college = True


def it_says_nothing(assignment: Assignment) -> None:
    assignment.current.texts = {}


def it_has_no_day(assignment: Assignment) -> None:
    assignment.current.starts_on = None


def another_text(assignment: Assignment) -> None:
    assignment.current.title = "Een kleinere aanpak"
    if assignment.in_force is assignment.current:
        assignment.version_in_force = 0


def somebody_remarked(assignment: Assignment) -> None:
    db.session.add(Remark(version=assignment.current, person=assignment.living[0].person, part="", text="Waarom nu?"))
    db.session.flush()


def one_took_over(assignment: Assignment) -> None:
    """Of whoever does the work, from somebody before them."""
    doing = next(one for one in assignment.living if one.name == "Fatima")
    before = AssignmentParty(
        assignment=assignment, person=assignment.author, role=doing.role, ends_on=clock.today() - timedelta(days=1)
    )
    before.starts_on = clock.today() - timedelta(days=9)
    db.session.add(before)
    db.session.flush()
    doing.follows_id = before.id


def a_result_waits(assignment: Assignment) -> None:
    assignment.result_offered_at = clock.now()


def who_leaves_already(assignment: Assignment) -> dict[str, object]:
    leaving = assignment.living[0]
    leaving.ends_on = clock.today()
    return {"party": leaving}


def a_party(assignment: Assignment) -> dict[str, object]:
    return {"party": assignment.living[0], "successor": assignment.living[1].person}


def from_a_day_that_was(assignment: Assignment) -> dict[str, object]:
    return {"party": assignment.living[0], "on": clock.today() - timedelta(days=1)}


def a_round(_assignment: Assignment) -> dict[str, bool]:
    return {"in_decision": True}


def a_reason(_assignment: Assignment) -> dict[str, str]:
    return {"reason": "Het werk is anders dan gedacht."}


def a_day_that_was(_assignment: Assignment) -> dict[str, date]:
    return {"on": clock.today() - timedelta(days=1)}


def a_day_to_come(_assignment: Assignment) -> dict[str, date]:
    return {"on": clock.today() + timedelta(days=1)}


def a_reached_milestone(assignment: Assignment) -> dict[str, AssignmentMilestone]:
    milestone = assignment.milestones[0]
    milestone.reached_on = clock.today()
    return {"milestone": milestone}


def what_was_told(assignment: Assignment) -> dict[str, InformationDue]:
    once = {"about": "De kaart", "how": Involving.INFORM, "rhythm": Rhythm.ONCE}
    today = clock.today()
    told = InformationDue(assignment=assignment, unit=assignment.unit, **once, first_on=today, due_on=today)
    told.kept_at = clock.now()
    db.session.add(told)
    return {"information": told}


GIVEN = (
    who_leaves_already,
    a_party,
    from_a_day_that_was,
    nobody_does_it,
    nobody_asks_it,
    for_the_college,
    it_says_nothing,
    it_has_no_day,
    another_text,
    somebody_remarked,
    one_took_over,
    a_result_waits,
    a_round,
    a_reason,
    a_day_that_was,
    a_day_to_come,
    a_reached_milestone,
    what_was_told,
)
ROWS = read(CHART, AssignmentState, GIVEN, GROUPS)


class World:
    """An assignment in every state, and the database as it stood when they were there."""

    def __init__(self) -> None:
        self.all = {state: Agreeing(name=f"{number} {state.value}") for number, state in enumerate(AssignmentState)}
        for state, agreeing in self.all.items():
            agreeing.come_to(state)
            assert agreeing.state is state
        db.session.rollback()
        self.contents = contents()


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: AssignmentState) -> None:
    agreeing = world.all[state]
    actor = getattr(agreeing.circle, PEOPLE[row.by])
    try_row(AssignmentMachine, lambda: locked_assignment(agreeing.key), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    assert left_out(AssignmentMachine, AssignmentState, ROWS) == set()
