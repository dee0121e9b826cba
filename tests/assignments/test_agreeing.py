"""From a draft to what both sides agreed: versions, remarks, a round among the parties, and a decision."""

from collections.abc import Callable
from datetime import date, timedelta
from email import message_from_string, policy
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.assignments.queries import decision_of
from app.assignments.service import agreeing as verbs
from app.assignments.service import drafting
from app.assignments.states import AssignmentState, PartyRole
from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden
from app.core.outbox import OutgoingMail
from app.core.transaction import transaction
from app.core.worker import do_all
from app.decisions.models import Decision, Proposal
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers, attendance, rounds, working
from app.decisions.service.answers import AnswerData
from app.decisions.service.wordings import WordingData
from app.decisions.states import AnswerChannel, Choice, Confidentiality, DecisionState, RoundMode
from app.organisation.models import Person
from tests.assignments.assignment_cast import TEXTS, TITLE, Agreeing
from tests.browserless import Visitor
from tests.snapshot import contents, refused_and_nothing_happened

S = AssignmentState


@pytest.fixture
def agreeing(app: Flask) -> Agreeing:
    return Agreeing()


def test_what_all_parties_consent_to_is_a_decision_and_runs(agreeing: Agreeing, app: Flask) -> None:
    agreeing.be_active()
    assignment = agreeing.assignment
    assert assignment.state is S.ACTIVE
    assert (assignment.version_in_force, assignment.decision_number) == (1, "RUIMT-2026-1")
    page = Visitor(app).sign_in(agreeing.circle.cor).open(f"/opdrachten/{agreeing.key}")
    assert page.sees("Koele plekken", "Joost", "Fatima", "RUIMT-2026-1")
    page.click("RUIMT-2026-1")
    assert page.sees("Opdrachtgever", "Koele plekken", "tien plekken die klaar zijn", "De kaart is er")


def test_only_the_parties_consent_and_each_of_them(agreeing: Agreeing) -> None:
    agreeing.offer()
    round_ = locked_round(agreeing.ask_consent())
    assert {(one.name, one.ground) for one in round_.electors} == {
        ("Joost", "Opdrachtgever"),
        ("Fatima", "Opdrachtnemer"),
    }
    assert {one.name for one in round_.participants} == {"Joost", "Fatima"}, "nobody else has a place"


def test_it_waits_for_every_party(agreeing: Agreeing) -> None:
    agreeing.offer()
    key = agreeing.ask_consent()
    with transaction():
        round_ = locked_round(key)
        attendance.arrive(round_, by=agreeing.asking)
        rounds.open_round(round_, by=agreeing.asking, mode=RoundMode.HAMMER, papers_sent=True)
        answers.answer(round_, AnswerData(Choice.CONSENT), by=agreeing.asking)
        rounds.reveal(round_, by=agreeing.asking)
    refused_and_nothing_happened("Fatima", agreeing.conclude)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda round_, it: rounds.delegate(round_, it.doing, by=it.asking), "partijen"),
        (lambda round_, it: attendance.set_aside(round_, round_.participant_of(it.doing.id), by=it.asking), "iedereen"),
        (lambda round_, it: rounds.refer(round_, "te groot", by=it.asking), "partijen"),
    ],
    ids=["it is not left to one of them", "nor decided without one", "nor by somebody else"],
)
def test_no_party_is_passed_over(agreeing: Agreeing, act: Callable[..., object], words: str) -> None:
    agreeing.offer()
    key = agreeing.ask_consent()
    with transaction():
        attendance.arrive(locked_round(key), by=agreeing.asking)

    def try_it() -> None:
        with transaction():
            act(locked_round(key), agreeing)

    refused_and_nothing_happened(words, try_it)


def test_nobody_answers_for_another(agreeing: Agreeing) -> None:
    agreeing.offer()
    agreeing.ask_consent()
    agreeing.answer(Choice.NOT_YET)

    def for_her() -> None:
        with transaction():
            round_ = locked_round(agreeing.round_id)
            place = round_.participant_of(agreeing.doing.id)
            assert place is not None
            answers.enter_answer(round_, place, AnswerData(Choice.CONSENT), AnswerChannel.SPOKEN, by=agreeing.asking)

    refused_and_nothing_happened("ieder antwoordt zelf", for_her)


def test_who_has_an_interest_is_still_a_party(agreeing: Agreeing) -> None:
    """Elsewhere somebody with a personal interest is not required; here nothing is agreed without them."""
    agreeing.offer()
    key = agreeing.ask_consent()
    with transaction():
        round_ = locked_round(key)
        for person in (agreeing.asking, agreeing.doing):
            attendance.arrive(round_, by=person)
        rounds.open_round(round_, by=agreeing.asking, mode=RoundMode.HAMMER, papers_sent=True)
        answers.answer(round_, AnswerData(Choice.CONSENT), by=agreeing.asking)
        answers.answer(round_, AnswerData(Choice.RECUSED, "Mijn zus werkt er."), by=agreeing.doing)
        rounds.reveal(round_, by=agreeing.asking)
    refused_and_nothing_happened("Fatima", agreeing.conclude)


def test_an_objection_is_worked_into_the_text_in_the_round_and_that_is_what_holds(agreeing: Agreeing) -> None:
    agreeing.offer()
    agreeing.ask_consent()
    agreeing.answer(Choice.OBJECTION)
    with transaction():
        round_ = locked_round(agreeing.round_id)
        content = round_.version.wording.content()
        subject = {**content["subject"], "text_result": "Een kaart, en drie plekken."}
        working.edit_working(
            round_, WordingData(**content | {"subject": subject, "body": "In mei beginnen we."}), by=agreeing.asking
        )
        rounds.amend(round_, by=agreeing.asking, why="Drie is haalbaar.")
    agreeing.answer_again()
    agreeing.conclude()
    assignment = agreeing.assignment
    assert (assignment.state, assignment.version_in_force) == (S.ACTIVE, 2)
    amended = {"result": "Een kaart, en drie plekken.", "further": "In mei beginnen we."}
    assert assignment.shown.texts == {**TEXTS, **amended}, "whatever is written in the round is in the agreement"
    assert [one.number for one in assignment.versions] == [1, 2]


def test_without_consent_they_talk_on(agreeing: Agreeing) -> None:
    agreeing.offer()
    agreeing.ask_consent()
    agreeing.answer(Choice.OBJECTION)
    with transaction():
        rounds.end_without_consent(locked_round(agreeing.round_id), by=agreeing.asking)
    assignment = agreeing.assignment
    assert (assignment.state, assignment.version_in_force) == (S.OFFERED, None)
    agreeing.rewrite()
    agreeing.agree()
    assert (agreeing.state, agreeing.assignment.version_in_force) == (S.ACTIVE, 2)


def test_what_begins_later_is_agreed_and_not_begun(app: Flask) -> None:
    agreeing = Agreeing(starts_in=30)
    agreeing.be_active()
    assert agreeing.state is S.AGREED
    with transaction():
        verbs.begin_work(agreeing.assignment, by=agreeing.doing)
    assert agreeing.state is S.ACTIVE


def test_it_begins_by_itself_on_its_day(app: Flask) -> None:
    agreeing = Agreeing(starts_in=30)
    agreeing.be_active()
    do_all(app)
    assert agreeing.state is S.AGREED, "not before that day"
    db.session.rollback()
    with time_machine.travel(clock.now() + timedelta(days=30), tick=False):
        do_all(app)
        db.session.rollback()
        assert agreeing.state is S.ACTIVE
        db.session.rollback()
        before = contents()
        do_all(app)
        assert contents() == before, "and once"


def test_what_holds_stays_so_until_all_agree_to_something_else(agreeing: Agreeing) -> None:
    agreeing.be_active()
    agreeing.reopen()
    agreeing.rewrite()
    assert (agreeing.state, agreeing.assignment.version_in_force) == (S.RENEGOTIATING, 1)
    first = decision_of(agreeing.assignment)
    assert first is not None
    agreeing.ask_consent()
    agreeing.answer(Choice.OBJECTION)
    with transaction():
        rounds.end_without_consent(locked_round(agreeing.round_id), by=agreeing.asking)
    assert (agreeing.state, agreeing.assignment.version_in_force) == (S.RENEGOTIATING, 1)
    assert db.session.get_one(Decision, first.id).state is DecisionState.IN_FORCE
    agreeing.agree()
    assignment = agreeing.assignment
    assert (assignment.state, assignment.version_in_force, assignment.decision_number) == (S.ACTIVE, 2, "RUIMT-2026-2")
    assert db.session.get_one(Decision, first.id).state is DecisionState.SUPERSEDED, "one version is in force"


def test_what_was_talked_over_in_vain_is_not_where_the_next_talk_begins(agreeing: Agreeing) -> None:
    agreeing.be_active()
    agreeing.reopen()
    agreeing.rewrite()
    with transaction():
        verbs.keep_as_it_is(agreeing.assignment, by=agreeing.doing, reason="Het kan toch.")
    assert agreeing.assignment.shown.texts == TEXTS
    agreeing.reopen()
    assert (agreeing.assignment.current.number, agreeing.assignment.current.texts) == (3, TEXTS)


def test_who_takes_over_confirms_and_until_then_nothing_new_is_agreed(agreeing: Agreeing, app: Flask) -> None:
    agreeing.be_active()
    with transaction():
        party = agreeing.party(agreeing.doing)
        party.starts_on = clock.today() - timedelta(days=40)
        verbs.succeed(agreeing.assignment, party, agreeing.circle.ben, by=agreeing.doing)
    assert [one.name for one in agreeing.assignment.living] == ["Joost", "Ben"]
    agreeing.reopen(by=agreeing.asking)
    agreeing.rewrite()
    refused_and_nothing_happened("Ben", agreeing.ask_consent)
    with pytest.raises(Forbidden), transaction():
        verbs.confirm(agreeing.assignment, by=agreeing.asking)
    page = Visitor(app).sign_in(agreeing.circle.ben).open(f"/opdrachten/{agreeing.key}")
    page.submit("Ik sta hiervoor")
    agreeing.agree()
    assert agreeing.state is S.ACTIVE


def test_a_succession_is_for_the_days_to_come(agreeing: Agreeing) -> None:
    agreeing.be_active()
    tomorrow = clock.today() + timedelta(days=1)

    def on(day: date, who: Person = agreeing.circle.ben) -> Callable[[], None]:
        def act() -> None:
            with transaction():
                verbs.succeed(agreeing.assignment, agreeing.party(agreeing.doing), who, by=agreeing.doing, on=day)

        return act

    refused_and_nothing_happened("nog komt", on(clock.today() - timedelta(days=1)))
    refused_and_nothing_happened("al partij", on(tomorrow, agreeing.asking))
    on(tomorrow)()
    assert [one.name for one in agreeing.assignment.living] == ["Joost", "Fatima"], "until tomorrow it is hers"
    refused_and_nothing_happened("opvolger", on(tomorrow, agreeing.circle.pien))

    def twice() -> None:
        with transaction():
            verbs.succeed(agreeing.assignment, agreeing.party(agreeing.asking), agreeing.circle.ben, by=agreeing.asking)

    refused_and_nothing_happened("neemt al een rol over", twice)


def test_remarks_are_answered_or_worked_in(agreeing: Agreeing, app: Flask) -> None:
    agreeing.offer()
    first, second = agreeing.remark(), agreeing.remark(part="", text="Wie betaalt dit?")
    with transaction():
        drafting.answer_remark(agreeing.assignment, second, "De provincie.", by=agreeing.author)
    refused_and_nothing_happened("al beantwoord", lambda: _answer(agreeing, second))
    with transaction():
        data = agreeing.text(texts={**TEXTS, "result": "Vijf plekken."})
        drafting.rewrite(agreeing.assignment, data, by=agreeing.author, reason="Minder", worked_in=[first])
    told = [(one.answer, one.worked_into) for one in agreeing.assignment.versions[0].remarks]
    assert told == [("", 2), ("De provincie.", None)]
    page = Visitor(app).sign_in(agreeing.doing).open(f"/opdrachten/{agreeing.key}")
    assert page.sees("Verwerkt in versie 2", "De provincie.", "Tien is veel")
    reader = Visitor(app).sign_in(agreeing.circle.ben).open(f"/opdrachten/{agreeing.key}")
    assert not reader.sees("Tien is veel"), "what they say to each other stays between them"


def test_nothing_is_rewritten_for_nothing_or_over_another(agreeing: Agreeing) -> None:
    agreeing.offer()

    def rewrite(title: str, **seen: Any) -> Callable[[], None]:
        def act() -> None:
            with transaction():
                data = agreeing.text(title=title)
                drafting.rewrite(agreeing.assignment, data, by=agreeing.author, reason="Zo", **seen)

        return act

    refused_and_nothing_happened("nog gelijk", rewrite(TITLE))
    refused_and_nothing_happened("Iemand anders", rewrite("Anders", revision=1))


def test_a_member_of_the_college_commissions_for_it(agreeing: Agreeing) -> None:
    def name(role: PartyRole) -> None:
        with transaction():
            drafting.name_party(agreeing.assignment, agreeing.circle.ben, role, by=agreeing.author)

    refused_and_nothing_happened("Alleen een bestuursopdracht", lambda: name(PartyRole.GOVERNING_COMMISSIONER))
    with transaction():
        agreeing.assignment.is_for_college = True
    refused_and_nothing_happened("niet in het college", lambda: name(PartyRole.GOVERNING_COMMISSIONER))


def test_what_is_closed_is_for_its_parties_and_the_table(app: Flask) -> None:
    agreeing = Agreeing(confidentiality=Confidentiality.CONFIDENTIAL)
    agreeing.be_active()
    assert not Visitor(app).sign_in(agreeing.circle.cor).open("/opdrachten").sees(TITLE)
    Visitor(app).sign_in(agreeing.circle.cor).open(f"/opdrachten/{agreeing.key}", status=404)
    for person in (agreeing.doing, agreeing.circle.ben):
        assert Visitor(app).sign_in(person).open("/opdrachten").sees(TITLE)
    proposal = db.session.get_one(Proposal, agreeing.assignment.proposal_id)
    assert {one.person_id for one in proposal.named} == {agreeing.asking.id, agreeing.doing.id}


def _answer(agreeing: Agreeing, key: int) -> None:
    with transaction():
        drafting.answer_remark(agreeing.assignment, key, "Nogmaals.", by=agreeing.author)


def mailed() -> list[tuple[str, str]]:
    rows = db.session.query(OutgoingMail).order_by(OutgoingMail.id)
    mails = [message_from_string(one.content, policy=policy.default) for one in rows]
    return [
        (str(one["To"]).split("@")[0].split("<")[-1].strip("0123456789"), str(one["Subject"]).strip()) for one in mails
    ]


def test_the_others_hear_what_is_asked_of_them_and_no_mail_says_what_it_is_about(agreeing: Agreeing) -> None:
    agreeing.offer()
    agreeing.rewrite()
    agreeing.agree()
    agreeing.reopen()
    both = ("joost", "fatima")
    assert mailed() == [
        *((one, "Sanne bespreekt graag een opdracht met je") for one in both),
        *((one, "Sanne schreef een volgende versie van jullie opdracht") for one in both),
        ("fatima", "Joost vraagt je consent op een opdracht"),
        ("joost", "Fatima wil opnieuw over jullie opdracht praten"),
    ]
    everything = "".join(one.content for one in db.session.query(OutgoingMail))
    assert "hitte" not in everything
