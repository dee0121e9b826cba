"""Moments in a round that people would notice when they went wrong, each told as a short story."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app.core import clock
from app.core.database import db
from app.core.errors import Refused
from app.core.journal import last_entry
from app.core.permissions import may
from app.core.transaction import transaction
from app.decisions.guests import Guest
from app.decisions.models import Contribution, Objection
from app.decisions.queries.rounds import locked_objection
from app.decisions.service import answers, attendance, objections, rounds
from app.decisions.states import Choice, Confidentiality, ObjectionState, RoundMode, RoundState
from app.organisation.models import Membership, Person
from app.organisation.states import AbsenceRule, Role
from tests.decisions.round_cast import Circle, said


@pytest.fixture
def circle(app: Flask) -> Circle:
    return Circle()


def _leaves_the_team(person: Person) -> None:
    with transaction() as session:
        for membership in session.scalars(db.select(Membership).where(Membership.person_id == person.id)):
            membership.starts_on = clock.today() - timedelta(days=9)
            membership.ends_on = clock.today() - timedelta(days=1)


def _joins_the_team(circle: Circle, role: Role) -> Person:
    with transaction():
        return circle.someone("Noor", role)


def _ben_objects_and_a_new_text_is_made(circle: Circle) -> Objection:
    circle.consent_is_asked()
    circle.all_answer(but={circle.ben: Choice.OBJECTION})
    circle.reveal()
    circle.amend()
    return circle.objections[0]


# The whole way


def test_an_objection_is_settled_by_its_owner_in_the_next_version(circle: Circle) -> None:
    _ben_objects_and_a_new_text_is_made(circle)
    assert circle.round.state is RoundState.CONSENTING
    circle.all_answer(but={circle.ben: Choice.CONCERN})
    circle.reveal()
    decision = circle.conclude()
    assert decision is not None
    assert decision.title == "Om de week een gezamenlijk spreekuur"
    (objection,) = circle.objections
    assert (objection.state, objection.version.number) == (ObjectionState.SETTLED, 1)
    assert objection.answered_by is not None
    assert objection.answered_by.number == 2


def test_answers_never_carry_over_to_the_next_version(circle: Circle) -> None:
    _ben_objects_and_a_new_text_is_made(circle)
    assert [one.answer for one in circle.round.electors] == [None] * 5


@pytest.mark.parametrize(
    "end",
    [
        lambda circle: rounds.withdraw_round(circle.round, by=circle.author),
        lambda circle: rounds.delegate(circle.round, circle.fatima, by=circle.marieke),
    ],
    ids=["withdrawn", "delegated"],
)
def test_an_objection_that_stands_when_a_round_ends_stays_in_sight(
    circle: Circle, end: Callable[[Circle], None]
) -> None:
    _ben_objects_and_a_new_text_is_made(circle)
    with transaction():
        end(circle)
    assert [one.state for one in circle.objections] == [ObjectionState.UNSETTLED]


# Late, early, absent


def test_who_comes_in_after_the_reveal_waits_for_the_next_version(circle: Circle) -> None:
    circle.consent_is_asked()
    circle.leave(circle.fatima)
    circle.all_answer()
    circle.reveal()
    circle.arrive(circle.fatima)
    assert circle.place(circle.fatima).set_aside
    with pytest.raises(Refused, match="bij de volgende"):
        circle.answer(circle.fatima)


def test_back_over_the_reveal_the_latecomer_is_asked_as_well(circle: Circle) -> None:
    test_who_comes_in_after_the_reveal_waits_for_the_next_version(circle)
    circle.step_back()
    circle.answer(circle.fatima)
    with pytest.raises(Refused, match="Ben"):
        circle.reveal()


def test_where_the_circle_waits_a_latecomer_answers_after_the_reveal(app: Flask) -> None:
    circle = Circle(absence_rule=AbsenceRule.WAIT_FOR_ALL)
    circle.consent_is_asked()
    circle.leave(circle.fatima)
    circle.all_answer()
    circle.reveal()
    with pytest.raises(Refused, match="Fatima"):
        circle.conclude()
    circle.arrive(circle.fatima)
    circle.answer(circle.fatima)
    assert circle.conclude() is not None


def test_a_latecomer_is_not_sent_past_their_own_objection(circle: Circle) -> None:
    _ben_objects_and_a_new_text_is_made(circle)
    circle.leave(circle.ben)
    circle.all_answer()
    circle.arrive(circle.ben)
    with pytest.raises(Refused, match="bezwaar van Ben"), transaction():
        attendance.set_aside(circle.round, circle.place(circle.ben), by=circle.marieke)
    circle.leave(circle.ben)
    circle.reveal()
    assert circle.round.state is RoundState.WEIGHING
    circle.arrive(circle.ben)
    circle.answer(circle.ben)
    assert circle.round.state is RoundState.CONCLUDING


def test_an_answer_left_behind_counts_for_this_version_only(circle: Circle) -> None:
    circle.prepare()
    circle.gather()
    circle.open(RoundMode.SHORT)
    with transaction():
        answers.leave_answer(circle.round, said(Choice.OBJECTION), by=circle.ben)
    circle.advance()
    circle.advance()
    circle.all_answer()
    circle.reveal()
    assert circle.round.state is RoundState.WEIGHING
    circle.amend()
    assert circle.place(circle.ben).answer is None


def test_nobody_answers_from_outside_the_room(circle: Circle) -> None:
    circle.prepare()
    circle.gather(circle.marieke, circle.sanne)
    circle.open()
    with pytest.raises(Refused, match="Doe eerst mee"), transaction():
        answers.leave_answer(circle.round, said(Choice.CONSENT), by=circle.ben)


# The electorate changes


def test_a_round_opens_with_the_members_of_that_day(circle: Circle) -> None:
    circle.prepare()
    noor = _joins_the_team(circle, Role.MEMBER)
    _leaves_the_team(circle.ben)
    circle.gather(circle.marieke, circle.sanne)
    circle.open()
    deciding = {one.person_id for one in circle.round.electors}
    assert noor.id in deciding
    assert circle.ben.id not in deciding
    entry = last_entry("round", circle.round_id, "open")
    assert entry is not None
    assert entry.payload is not None
    assert entry.payload.content["electorate"] == {"came": [noor.actor_key], "went": [circle.ben.actor_key]}


def test_who_left_the_team_meanwhile_blocks_nothing_and_an_objection_of_theirs_stands(circle: Circle) -> None:
    circle.consent_is_asked()
    circle.all_answer(but={circle.ben: Choice.NOT_YET})
    circle.reveal()
    circle.adjourn()
    _leaves_the_team(circle.ben)
    circle.resume()
    assert circle.round.state is RoundState.CONCLUDING, "nothing stands in the way any more"
    circle.answer(circle.fatima, Choice.OBJECTION)
    circle.adjourn()
    _leaves_the_team(circle.fatima)
    circle.resume()
    assert circle.round.state is RoundState.WEIGHING
    circle.name_deputy(circle.objections[0], circle.joost)
    circle.answer(circle.joost)
    assert circle.objections[0].state is ObjectionState.WITHDRAWN


def test_a_secretary_who_joins_while_it_was_interrupted_may_note(circle: Circle) -> None:
    circle.consent_is_asked()
    circle.adjourn()
    noor = _joins_the_team(circle, Role.SECRETARY)
    circle.resume()
    assert may(noor, "round:note", circle.round)


# Who speaks for an objection


def test_a_deputy_speaks_for_an_owner_who_left_this_round_not_an_earlier_one(circle: Circle) -> None:
    objection = _ben_objects_and_a_new_text_is_made(circle)
    with pytest.raises(Refused, match="Ben is er zelf"):
        circle.name_deputy(objection, circle.joost)
    circle.leave(circle.ben)
    with pytest.raises(Refused, match="Pien beslist niet mee"):
        circle.name_deputy(objection, circle.pien)
    circle.name_deputy(objection, circle.joost)
    circle.all_answer()
    circle.reveal()
    assert circle.objections[0].state is ObjectionState.SETTLED


def test_an_owner_who_is_back_speaks_for_themselves(circle: Circle) -> None:
    objection = _ben_objects_and_a_new_text_is_made(circle)
    circle.leave(circle.ben)
    circle.name_deputy(objection, circle.joost)
    circle.arrive(circle.ben)
    circle.all_answer(but={circle.ben: Choice.NOT_YET})
    circle.reveal()
    assert circle.objections[0].state is ObjectionState.UPHELD


def test_who_chairs_now_keeps_the_dossier_of_an_earlier_version(circle: Circle) -> None:
    objection = _ben_objects_and_a_new_text_is_made(circle)
    with transaction():
        attendance.hand_over_chair(circle.round, circle.fatima, by=circle.marieke)
    with transaction():
        found = locked_objection(objection.id)
        assert may(circle.fatima, "objection:note_outcome", found)
        assert not may(circle.marieke, "objection:note_outcome", found)
        objections.note_outcome(found, by=circle.fatima, test="de balie", outcome="een rooster")


# The ways through


def test_a_hamer_round_that_is_talked_over_goes_all_the_way(circle: Circle) -> None:
    circle.consent_is_asked(RoundMode.HAMMER)
    with transaction():
        rounds.discuss_first(circle.round, by=circle.ben)
    assert RoundState.QUESTIONING in circle.round.mode.phases
    circle.advance()
    circle.advance()
    circle.step_back()
    assert circle.round.state is RoundState.REACTING


def test_an_answer_that_comes_after_a_step_back_is_told_where_the_round_is(circle: Circle) -> None:
    circle.consent_is_asked()
    circle.step_back()
    with pytest.raises(Refused, match="dit staat op ‘Vragen’"):
        circle.answer(circle.ben)


def test_an_answer_to_a_text_that_changed_is_sent_to_the_new_one(circle: Circle) -> None:
    circle.come_to(RoundState.AMENDED)
    with pytest.raises(Refused, match="Lees versie 2"), transaction():
        answers.answer(circle.round, said(Choice.CONSENT), by=circle.joost)


def test_nothing_is_entered_for_another_before_the_reveal(circle: Circle) -> None:
    circle.consent_is_asked()
    with pytest.raises(Refused, match="verzegeld"):
        circle.note_answer(circle.ben)
    circle.reveal(now=True)
    circle.note_answer(circle.ben, Choice.OBJECTION)
    answer = circle.place(circle.ben).answer
    assert answer is not None
    assert (answer.after_reveal, answer.entered_by_id) == (True, circle.sanne.id)
    assert circle.round.state is RoundState.WEIGHING
    with transaction():
        answers.confirm(circle.round, by=circle.ben)
    assert circle.place(circle.ben).answer.confirmed_at is not None  # type: ignore[union-attr]


def test_a_guest_asks_and_reacts_and_does_not_answer(app: Flask) -> None:
    circle = Circle(confidentiality=Confidentiality.OPEN)
    circle.prepare()
    circle.gather()
    with transaction():
        place, token = attendance.ask_entry(circle.round, "Buurvrouw Els")
    guest = Guest(place, token)
    assert not may(guest, "round:read", circle.round)
    with transaction():
        attendance.admit(
            circle.round, next(one for one in circle.round.participants if one.guest_name), by=circle.marieke
        )
    circle.open()
    with transaction():
        attendance.contribute(circle.round, "Kan ik zonder afspraak komen?", by=guest)
    (said_by_guest,) = db.session.scalars(db.select(Contribution))
    assert (said_by_guest.participant_id, said_by_guest.entered_by_id) == (place.id, None)
    assert not may(guest, "round:answer", circle.round)


def test_an_oefenronde_leaves_nothing_in_the_register(circle: Circle) -> None:
    with transaction():
        round_ = rounds.start_now(circle.unit, circle.text(), by=circle.marieke, author=circle.joost, rehearsal=True)
    circle.round_id, circle.proposal_id = round_.id, round_.proposal_id
    circle.gather()
    circle.open(RoundMode.HAMMER)
    circle.all_answer()
    circle.reveal()
    assert circle.conclude() is None
    assert circle.decision is None
