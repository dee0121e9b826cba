"""The circumstances in the table of a round's chart: each changes the round, or gives something to its guards."""

from typing import Any

from app.core import clock
from app.core.database import db
from app.decisions.models import Answer, ConsentRound, Participant
from app.decisions.states import PHASES, Choice, RoundMode, RoundSetting, RoundState
from app.organisation.states import AbsenceRule
from tests.decisions.charts import Given


def full(round_: ConsentRound) -> None:
    round_.mode = RoundMode.FULL


def short(round_: ConsentRound) -> None:
    round_.mode = RoundMode.SHORT


def hammer(round_: ConsentRound) -> None:
    round_.mode = RoundMode.HAMMER


def papers_sent(_round: ConsentRound) -> dict[str, Any]:
    return {"papers_sent": True}


def an_objection_stands(_round: ConsentRound) -> dict[str, Any]:
    return {"objections_stand": True}


def chaired_by_the_author(round_: ConsentRound) -> None:
    round_.chair = round_.proposal.author


def three_decide(round_: ConsentRound) -> None:
    for place in round_.electors[3:]:
        place.set_aside = True


def nobody_there(round_: ConsentRound) -> None:
    for place in round_.participants:
        place.left_at = clock.now()


def the_chair_is_gone(round_: ConsentRound) -> None:
    place = round_.participant_of(round_.chair_id)
    assert place is not None
    place.left_at = clock.now()


def said_aloud(round_: ConsentRound) -> None:
    round_.aloud = True


def the_circle_waits(round_: ConsentRound) -> None:
    round_.absence_rule = AbsenceRule.WAIT_FOR_ALL


def in_writing(round_: ConsentRound) -> None:
    round_.setting = RoundSetting.WRITTEN


def all_have_spoken(round_: ConsentRound) -> None:
    for place in round_.electors:
        place.had_turn = True


def the_time_is_up(round_: ConsentRound) -> None:
    round_.due_at = clock.now()


def no_review_date(round_: ConsentRound) -> None:
    round_.version.wording.review_on = None


def all_consent(round_: ConsentRound) -> None:
    for place in round_.electors:
        _give(place, Choice.CONSENT)


def all_are_recused(round_: ConsentRound) -> None:
    for place in round_.electors:
        _give(place, Choice.RECUSED)


def one_has_a_concern(round_: ConsentRound) -> None:
    _all_but_fatima(round_, Choice.CONCERN)


def one_objects(round_: ConsentRound) -> None:
    _all_but_fatima(round_, Choice.OBJECTION)


def one_cannot_choose_yet(round_: ConsentRound) -> None:
    _all_but_fatima(round_, Choice.NOT_YET)


def one_is_silent(round_: ConsentRound) -> None:
    _all_but_fatima(round_, None)


def who_has_no_device(round_: ConsentRound) -> None:
    _fatima(round_).without_device = True


def who_is_absent(round_: ConsentRound) -> None:
    _fatima(round_).left_at = clock.now()


def a_reason(_round: ConsentRound) -> dict[str, Any]:
    return {"reason": "dit raakt ook andere teams"}


def the_widest_unit(round_: ConsentRound) -> None:
    round_.proposal.unit.parent = None


def it_came_from_there(round_: ConsentRound) -> dict[str, Any]:
    return {"came_through": frozenset({round_.proposal.unit.parent_id})}


def a_rehearsal(round_: ConsentRound) -> None:
    round_.proposal.rehearsal = True


def _was(state: RoundState) -> Given:
    def given(round_: ConsentRound) -> None:
        round_.resume_to = state

    given.__name__ = f"was_{state.value}"
    return given


def _fatima(round_: ConsentRound) -> Participant:
    return next(place for place in round_.electors if place.name == "Fatima")


def _all_but_fatima(round_: ConsentRound, choice: Choice | None) -> None:
    all_consent(round_)
    _give(_fatima(round_), choice)


def _give(place: Participant, choice: Choice | None) -> None:
    if place.answer is not None:
        place.answer.lapsed_at = clock.now()
        db.session.flush()
    if choice is not None:
        db.session.add(Answer(participant=place, choice=choice))


GIVEN: list[Given] = [
    *(full, short, hammer, papers_sent, an_objection_stands, chaired_by_the_author, three_decide, nobody_there),
    *(the_chair_is_gone, said_aloud, the_circle_waits, no_review_date, in_writing, all_have_spoken),
    *(the_time_is_up, all_consent, all_are_recused),
    *(one_has_a_concern, one_objects, one_cannot_choose_yet, one_is_silent, who_has_no_device, who_is_absent),
    *(a_reason, the_widest_unit, it_came_from_there, a_rehearsal),
    *(_was(state) for state in PHASES),
]
