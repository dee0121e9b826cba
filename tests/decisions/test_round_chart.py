"""The chart of a consent round, line by line (design.md, "ConsentRound"; practice.md, "In the room")."""

import pytest
from flask import Flask

from app.decisions.queries.rounds import locked_round
from app.decisions.round_machine import RoundMachine
from app.decisions.states import RoundState
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.decisions.round_cast import Circle
from tests.decisions.round_givens import GIVEN
from tests.snapshot import contents

pytestmark = ON_SQLITE_ALONE

S = RoundState
SPEAKING = (S.PRESENTING, S.QUESTIONING, S.REACTING)
SHOWN = (S.WEIGHING, S.CONCLUDING)
GOING = (*SPEAKING, S.CONSENTING, *SHOWN)
ENDED = (S.CONSENTED, S.NOT_CONSENTED, S.AMENDED, S.DELEGATED, S.WITHDRAWN, S.REFERRED, S.LAPSED)
GROUPS = {
    "speaking": SPEAKING,
    "shown": SHOWN,
    "going": GOING,
    "open": (S.PREPARED, *GOING, S.AWAITING, S.ADJOURNED),
    "in the room": (S.PREPARED, *GOING, S.ADJOURNED),
    "timed": (S.QUESTIONING, S.REACTING, S.CONSENTING, S.AWAITING),
    "ended": ENDED,
}
PEOPLE = {"chair": "marieke", "secretary": "sanne", "author": "joost", "member": "fatima", "adviser": "pien"}
PEOPLE |= {"wider leader": "wim", "colleague": "cor"}

CHART = """
open                | prepared                                                | chair        | full                                           | presenting                   | the chair opens, and the proposal is explained
                    | prepared                                                | chair        | short                                          | presenting                   | Kort too begins with the explanation
                    | prepared                                                | chair        | hammer, papers sent                            | consenting                   | Hamer goes straight to consent
                    | prepared                                                | chair        | hammer                                         | refused: stukken             | Hamer without papers is refused
                    | prepared                                                | author       | chaired by the author                          | refused: Draag               | whoever chairs their own proposal hands over first
                    | prepared                                                | author       | chaired by the author, three decide            | presenting                   | in a small circle they may go on
                    | prepared                                                | chair        | nobody there                                   | refused: niemand             | not while nobody is there
                    | prepared                                                | secretary    |                                                | forbidden                    | only the chair opens
                    | all but prepared                                        | chair        |                                                | refused                      | what was opened is not opened again
go_on               | prepared                                                | secretary    |                                                | consenting                   | on an amended text consent is asked at once
                    | prepared                                                | member       |                                                | forbidden                    | a member does not begin it
                    | all but prepared                                        | secretary    |                                                | refused                      | only a round that was set ready begins so
next                | presenting                                              | chair        |                                                | questioning                  | after the explanation come the questions
                    | questioning                                             | chair        | full                                           | reacting                     | after the questions come the reactions
                    | questioning                                             | chair        | short                                          | consenting                   | in Kort consent is asked after the questions
                    | reacting                                                | chair        |                                                | consenting                   | after the reactions consent is asked
                    | speaking                                                | chair        | nobody there                                   | refused: niemand             | not while nobody is there
                    | speaking                                                | member       |                                                | forbidden                    | only the chair goes on
                    | questioning, reacting                                   | chair        | in writing                                     | refused: termijn             | in writing all keep the time that was announced
                    | questioning                                             | chair        | full, in writing, all have spoken              | reacting                     | when all have spoken it may go on
                    | all but speaking                                        | chair        |                                                | refused                      | there is a next phase only while people speak
reveal              | consenting                                              | chair        | all consent                                    | concluding                   | all consent: to the decision
                    | consenting                                              | chair        | one has a concern                              | concluding                   | a concern does not stand in the way
                    | consenting                                              | chair        | one objects                                    | weighing                     | an objection is weighed
                    | consenting                                              | chair        | one cannot choose yet                          | weighing                     | 'ik kan nog niet kiezen' is talked over first
                    | consenting                                              | chair        | all consent, an objection stands               | weighing                     | so is one to an earlier text
                    | consenting                                              | chair        | one is silent                                  | refused: Fatima              | it waits for whoever has not answered
                    | consenting                                              | chair        | one is silent, who has no device               | concluding                   | it waits for nobody without a device
                    | consenting                                              | chair        | one is silent, who is absent                   | concluding                   | it waits for nobody who is not there
                    | consenting                                              | chair        | said aloud                                     | concluding                   | where it is said aloud it waits for no phone
                    | consenting                                              | chair        | all consent, nobody there                      | refused: niemand             | not while nobody is there
                    | consenting                                              | secretary    | all consent                                    | forbidden                    | only the chair shows the answers
                    | consenting                                              | chair        | all consent, in writing                        | concluding                   | in writing, when everybody answered
                    | consenting                                              | chair        | one is silent, in writing                      | refused: Fatima              | in writing it waits for everybody
                    | all but consenting                                      | chair        |                                                | refused                      | answers are shown once, when consent was asked
reveal_now          | consenting                                              | chair        | one is silent                                  | concluding                   | 'Toon nu' does not wait
                    | consenting                                              | chair        | one objects                                    | weighing                     | 'Toon nu' with an objection is weighed
                    | consenting                                              | chair        | all consent, nobody there                      | refused: niemand             | not while nobody is there
                    | consenting                                              | member       |                                                | forbidden                    | only the chair shows them now
                    | consenting                                              | chair        | one is silent, in writing                      | refused: verzegeld           | in writing the seal holds until the time is up
                    | all but consenting                                      | chair        |                                                | refused                      | answers are shown once, when consent was asked
clear               | weighing                                                | chair        | all consent                                    | concluding                   | the last objection ended: to the decision
                    | weighing                                                | chair        | one cannot choose yet                          | refused                      | not while an answer still blocks
                    | weighing                                                | chair        | all consent, an objection stands               | refused                      | not while an objection stands
                    | all but weighing                                        | chair        |                                                | refused                      | there is something to clear only while weighing
answer              | consenting                                              | member       |                                                | stays                        | consent is asked: an answer is kept under seal
                    | consenting                                              | chair        |                                                | stays                        | the chair answers like anybody
                    | consenting                                              | adviser      |                                                | forbidden                    | an adviser does not answer
                    | consenting                                              | wider leader |                                                | forbidden                    | nor does the wider unit
                    | shown                                                   | member       |                                                | refused: al getoond          | a sealed answer comes too late after the reveal
                    | all but consenting, shown                               | member       |                                                | refused: dit staat op        | an answer is given only when it is asked
leave_answer        | speaking                                                | member       |                                                | stays                        | who leaves early may leave an answer behind
                    | speaking                                                | adviser      |                                                | forbidden                    | an adviser leaves no answer
                    | all but speaking                                        | member       |                                                | refused                      | not before the opening, nor after the talk
answer_again        | concluding                                              | member       | one has a concern                              | stays                        | a concern stays at the decision
                    | concluding                                              | member       | one objects                                    | weighing                     | a late objection reopens the weighing
                    | concluding                                              | member       | one cannot choose yet                          | weighing                     | 'ik kan nog niet kiezen' reopens it too
                    | weighing                                                | member       |                                                | stays                        | while weighing, answers change in sight of all
                    | shown                                                   | adviser      |                                                | forbidden                    | an adviser does not answer
                    | all but shown, awaiting                                 | member       |                                                | refused                      | not before the reveal, nor after the end
                    | awaiting                                                | member       | all consent                                    | stays                        | who was not there answers while the circle waits
                    | awaiting                                                | member       | one objects                                    | weighing                     | an objection ends the waiting
confirm             | shown                                                   | member       |                                                | stays                        | 'Voorgelezen, klopt' after the reveal
                    | shown                                                   | adviser      |                                                | forbidden                    | only who decides confirms
                    | all but shown, awaiting                                 | member       |                                                | refused                      | there is nothing to confirm before or after
                    | awaiting                                                | member       |                                                | stays                        | also while the circle waits
discuss_first       | presenting, reacting, consenting                        | member       |                                                | questioning                  | 'Eerst bespreken' goes to the questions
                    | consenting                                              | member       | hammer                                         | questioning                  | also when Hamer was chosen
                    | consenting                                              | adviser      |                                                | forbidden                    | only who decides may ask it
                    | shown                                                   | member       |                                                | refused: al getoond          | too late after the reveal
                    | all but presenting, reacting, consenting, shown         | member       |                                                | refused: dit staat op        | there is nothing to go back from
step_back           | presenting                                              | chair        |                                                | prepared                     | back to klaargezet
                    | questioning                                             | chair        |                                                | presenting                   | back to the explanation
                    | reacting                                                | chair        |                                                | questioning                  | back to the questions
                    | consenting                                              | chair        | full                                           | reacting                     | back to the reactions
                    | consenting                                              | chair        | short                                          | questioning                  | in Kort back to the questions
                    | consenting                                              | chair        | hammer                                         | prepared                     | in Hamer back to klaargezet
                    | shown                                                   | chair        |                                                | consenting                   | back to asking consent
                    | going                                                   | chair        | nobody there                                   | refused: niemand             | not while nobody is there
                    | going                                                   | secretary    |                                                | forbidden                    | only the chair steps back
                    | all but going                                           | chair        |                                                | refused                      | nothing lies before klaargezet; an end is an end
adjourn             | going                                                   | chair        | was presenting                                 | adjourned                    | a round can be interrupted in any phase
                    | going                                                   | chair        | was presenting, nobody there                   | adjourned                    | also when nobody is there any more
                    | going                                                   | secretary    |                                                | forbidden                    | only the chair interrupts
                    | prepared                                                | chair        |                                                | refused: nog niet geopend    | what has not begun waits as it is (ADR 0011)
                    | awaiting, adjourned, ended                              | chair        |                                                | refused                      | what does not go on is not interrupted
resume              | adjourned                                               | chair        | was presenting                                 | presenting                   | it goes on where it was: the explanation
                    | adjourned                                               | chair        | was questioning                                | questioning                  | it goes on where it was: the questions
                    | adjourned                                               | chair        | was reacting                                   | reacting                     | it goes on where it was: the reactions
                    | adjourned                                               | chair        | was consenting                                 | consenting                   | it goes on where it was: consent
                    | adjourned                                               | chair        | was weighing                                   | weighing                     | it goes on where it was: the objections
                    | adjourned                                               | chair        | was concluding                                 | concluding                   | it goes on where it was: the decision
                    | adjourned                                               | secretary    |                                                | forbidden                    | only the chair resumes
                    | all but adjourned                                       | chair        |                                                | refused                      | only what was interrupted goes on
arrive              | open                                                    | member       |                                                | stays                        | one can come in as long as the round is open
                    | open                                                    | member       | nobody there                                   | stays                        | also when nobody is there yet
                    | open                                                    | colleague    |                                                | forbidden                    | a colleague from elsewhere does not come in
                    | ended                                                   | member       |                                                | refused                      | nobody comes in after the end
leave               | open                                                    | member       |                                                | stays                        | one can leave as long as the round is open
                    | ended                                                   | member       |                                                | refused                      | nobody leaves after the end
invite_body         | prepared                                                | chair        |                                                | stays                        | another body may be asked to consent too until the round opens
                    | prepared                                                | chair        | nobody there                                   | stays                        | also when nobody is there yet
                    | prepared                                                | secretary    |                                                | forbidden                    | only the chair asks another body
                    | all but prepared                                        | chair        |                                                | refused                      | who is to consent stands when the round opens
leave_out_body      | prepared                                                | chair        |                                                | stays                        | and asked not to after all
                    | prepared                                                | member       |                                                | forbidden                    | only by the chair
                    | all but prepared                                        | chair        |                                                | refused                      | nobody is sent away from a round that goes on
set_aside           | prepared, speaking, consenting                          | chair        |                                                | stays                        | 'Doet zij mee? Nee', until the reveal
                    | consenting                                              | secretary    |                                                | forbidden                    | only the chair says so
                    | shown, awaiting, adjourned, ended                       | chair        |                                                | refused                      | after the reveal nobody is set aside any more
hand_over_chair     | open                                                    | chair        |                                                | stays                        | the chair can always be handed over
                    | open                                                    | secretary    |                                                | forbidden                    | only by the chair
                    | ended                                                   | chair        |                                                | refused                      | there is nothing to chair after the end
take_chair          | in the room                                             | member       | the chair is gone                              | stays                        | when the chair is gone another takes over
                    | in the room                                             | secretary    |                                                | forbidden                    | while the chair is there nobody takes it away
                    | in the room                                             | adviser      | the chair is gone                              | forbidden                    | an adviser does not chair
                    | ended                                                   | member       | the chair is gone                              | refused                      | there is nothing to take over after the end
                    | awaiting                                                | secretary    |                                                | stays                        | in writing nobody sees whether the chair is gone: the secretary may
                    | awaiting                                                | member       | the chair is gone                              | forbidden                    | in writing a member does not take over
take_turn           | speaking                                                | member       |                                                | stays                        | one has a turn while people speak
                    | speaking                                                | adviser      |                                                | stays                        | so has an adviser
                    | speaking                                                | wider leader |                                                | forbidden                    | the wider unit listens
                    | all but speaking                                        | member       |                                                | refused                      | there are no turns in the other phases
contribute          | speaking, weighing                                      | member       |                                                | stays                        | one asks and reacts while people speak or weigh
                    | speaking, weighing                                      | adviser      |                                                | stays                        | so does an adviser
                    | speaking                                                | wider leader |                                                | forbidden                    | the wider unit listens
                    | all but speaking, weighing                              | member       |                                                | refused                      | nothing is asked in the other phases
note                | going                                                   | secretary    |                                                | stays                        | the secretary keeps notes while it goes on
                    | going                                                   | member       |                                                | forbidden                    | a member keeps none for the circle
                    | all but going                                           | secretary    |                                                | refused                      | no notes before, in between, or after
edit                | speaking, weighing                                      | author       |                                                | stays                        | the author edits the working text
                    | speaking, weighing                                      | secretary    |                                                | stays                        | so does the secretary, for the circle
                    | speaking, weighing                                      | member       |                                                | forbidden                    | a member does not
                    | all but speaking, weighing                              | author       |                                                | refused                      | while people choose the text is left alone
amend               | speaking, weighing                                      | author       |                                                | amended                      | the author makes a next version
                    | speaking, weighing                                      | chair        |                                                | amended                      | so does the chair, for the circle
                    | speaking, weighing                                      | member       |                                                | forbidden                    | a member does not
                    | all but speaking, weighing, amended                     | author       |                                                | refused: De tekst            | while people choose there is no new version
                    | amended                                                 | author       |                                                | refused: deed dit net al     | somebody else just made the next version
conclude            | concluding                                              | chair        |                                                | consented                    | everybody agrees: besloten
                    | concluding                                              | chair        | one has a concern                              | consented                    | a concern is consent
                    | concluding                                              | chair        | one is silent, who is absent                   | consented                    | who was absent need not have answered
                    | concluding                                              | chair        | one is silent, who is absent, the circle waits | refused: Fatima              | unless the circle waits for all
                    | concluding                                              | chair        | one is silent, in writing                      | consented                    | in writing, who stayed silent was absent
                    | concluding                                              | chair        | one is silent, in writing, the circle waits    | refused: Fatima              | unless the circle waits for all, also in writing
                    | concluding                                              | chair        | one is silent                                  | refused: Fatima              | silence of who is there is no consent
                    | concluding                                              | chair        | one cannot choose yet                          | refused: Fatima              | nor is 'ik kan nog niet kiezen'
                    | concluding                                              | chair        | one objects                                    | refused: Fatima              | an objection is never passed over
                    | concluding                                              | chair        | an objection stands                            | refused: bezwaar             | not one of any version
                    | concluding                                              | chair        | all are recused                                | refused: niemand die consent | somebody must have consented
                    | concluding                                              | chair        | no review date                                 | refused: terugkijken         | owner, start and review date stand in the text
                    | concluding                                              | secretary    |                                                | forbidden                    | only the chair records it
                    | all but concluding                                      | chair        |                                                | refused                      | a decision is taken only at the end of the way
end_without_consent | weighing                                                | chair        |                                                | not_consented                | it ends, the objections in sight
                    | weighing                                                | author       |                                                | forbidden                    | only the chair says so
                    | all but weighing                                        | chair        |                                                | refused                      | only where an objection is weighed
delegate            | prepared, speaking, consenting                          | chair        |                                                | delegated                    | 'Uitvoering: zij beslist', until the reveal
                    | consenting                                              | author       |                                                | forbidden                    | only the chair says so
                    | shown                                                   | chair        |                                                | refused: al getoond          | too late after the reveal
                    | awaiting, adjourned, consented, not_consented, amended, withdrawn, referred, lapsed | chair        |                                                | refused: dit staat op        | nor while interrupted, nor after the end
                    | delegated                                               | chair        |                                                | refused: net zelf al gedaan  | who pressed twice is told so
refer               | shown, awaiting                                         | chair        | a reason                                       | referred                     | the wider unit is asked, with the whole dossier
                    | shown                                                   | chair        |                                                | refused: waarom              | it must know what it is asked
                    | shown                                                   | chair        | a reason, the widest unit                      | refused: breedste            | the college has nobody to refer to
                    | shown                                                   | chair        | a reason, it came from there                   | refused: stuur het terug     | a matter never goes round in a circle
                    | shown                                                   | chair        | a reason, a rehearsal                          | refused: oefenronde          | an oefenronde bothers nobody else
                    | shown                                                   | chair        | a reason, nobody there                         | refused: niemand             | not while nobody is there
                    | shown                                                   | author       | a reason                                       | forbidden                    | only the chair says so
                    | all but shown, awaiting                                 | chair        | a reason                                       | refused                      | only where people see what stands in the way
withdraw            | open                                                    | author       |                                                | withdrawn                    | the author can always take it back
                    | open                                                    | author       | nobody there                                   | withdrawn                    | also when nobody is there
                    | open                                                    | chair        |                                                | forbidden                    | the chair does not take it back for another
                    | ended                                                   | author       |                                                | refused                      | what has ended is not taken back
open_in_writing     | prepared                                                | chair        | full                                           | questioning                  | in writing the text is the explanation: questions first
                    | prepared                                                | chair        | short                                          | questioning                  | Kort in writing begins with the questions too
                    | prepared                                                | chair        | hammer, papers sent                            | consenting                   | Hamer in writing asks consent at once
                    | prepared                                                | chair        | hammer                                         | refused: stukken             | also in writing Hamer needs papers
                    | prepared                                                | author       | chaired by the author                          | refused: Draag               | also in writing nobody chairs their own proposal
                    | prepared                                                | chair        | in writing, nobody there                       | questioning                  | nobody need be in the room
                    | prepared                                                | secretary    |                                                | forbidden                    | only the chair opens
                    | all but prepared                                        | chair        |                                                | refused                      | what was opened is not opened again
pass_deadline       | questioning                                             | chair        | full, in writing, the time is up               | reacting                     | the time for questions is up: reactions
                    | questioning                                             | chair        | short, in writing, the time is up              | consenting                   | in Kort: consent
                    | reacting                                                | chair        | in writing, the time is up                     | consenting                   | the time for reactions is up: consent
                    | consenting                                              | chair        | all consent, in writing, the time is up        | concluding                   | the time for consent is up: to the decision
                    | consenting                                              | chair        | one is silent, in writing, the time is up      | concluding                   | who stayed silent holds nobody up
                    | consenting                                              | chair        | one objects, in writing, the time is up        | weighing                     | an objection is weighed
                    | consenting                                              | chair        | in writing, the time is up                     | lapsed                       | without one answer there is nothing to decide
                    | questioning, reacting, consenting                       | chair        | in writing                                     | refused: loopt nog           | not before its moment
                    | questioning, reacting, consenting                       | chair        |                                                | refused: loopt nog           | in the room nothing ends by itself
                    | all but timed                                           | chair        |                                                | refused                      | nothing else ends by itself
                    | awaiting                                                | chair        |                                                | refused                      | waiting ends by an event of its own
extend              | timed                                                   | chair        | in writing                                     | stays                        | the chair gives more time
                    | consenting                                              | chair        | in writing, the time is up                     | refused: net voorbij         | not when it is over
                    | consenting                                              | secretary    | in writing                                     | forbidden                    | only the chair does
                    | all but timed                                           | chair        |                                                | refused                      | where nothing ends by itself there is nothing to extend
bring_to_the_room   | questioning, reacting, shown                            | chair        | in writing                                     | stays                        | it goes on in the meeting
                    | shown                                                   | secretary    | in writing                                     | forbidden                    | only the chair brings it there
                    | all but questioning, reacting, shown                    | chair        |                                                | refused                      | what is sealed stays where it is
await_absentees     | concluding                                              | chair        | one is silent, the circle waits                | awaiting                     | the circle waits for who was not there
                    | concluding                                              | chair        | one is silent                                  | refused: aanwezigen          | where those present decide, nobody waits
                    | concluding                                              | chair        | all consent, the circle waits                  | refused: Iedereen            | everybody answered already
                    | concluding                                              | secretary    | one is silent, the circle waits                | forbidden                    | only the chair decides to wait
                    | all but concluding                                      | chair        | the circle waits                               | refused                      | only at the decision
close_window        | awaiting                                                | chair        | all consent                                    | concluding                   | everybody answered: to the decision
                    | awaiting                                                | chair        | one is silent                                  | concluding                   | the chair stops waiting: back to the room
                    | awaiting                                                | chair        | one objects                                    | weighing                     | an objection came in: it is weighed
                    | awaiting                                                | chair        | all consent, an objection stands               | weighing                     | so is one to an earlier text
                    | awaiting                                                | chair        | one is silent, the time is up                  | lapsed                       | it waited for everybody, and somebody stayed silent
                    | awaiting                                                | chair        | all consent, the time is up                    | concluding                   | everybody answered in time
                    | awaiting                                                | secretary    |                                                | forbidden                    | only the chair stops waiting
                    | all but awaiting                                        | chair        |                                                | refused                      | only where somebody is waited for
"""  # noqa: E501 - a table is read across


ROWS = read(CHART, RoundState, GIVEN, GROUPS)


class World:
    """A round in every state, and the database as it stood when they were there."""

    def __init__(self) -> None:
        self.circles = {state: Circle(name=f"{number} {state.value}") for number, state in enumerate(RoundState)}
        for state, circle in self.circles.items():
            circle.come_to(state)
        self.contents = contents()


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: RoundState) -> None:
    circle = world.circles[state]
    actor = getattr(circle, PEOPLE[row.by])
    try_row(RoundMachine, lambda: locked_round(circle.round_id), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    assert left_out(RoundMachine, RoundState, ROWS) == set()
