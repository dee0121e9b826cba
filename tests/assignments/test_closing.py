"""The end of an assignment: its result accepted by all parties or sent back, and what others learn from it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app.assignments.queries import decision_of, round_of
from app.assignments.reporting_queries import Wanted, lessons_for, look_back_on, result_decision_of
from app.assignments.service import agreeing as verbs
from app.assignments.states import AssignmentState, WorkType
from app.core import clock
from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import Proposal
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers, attendance, changes, rounds, working
from app.decisions.service.answers import AnswerData
from app.decisions.service.wordings import WordingData
from app.decisions.states import Choice, Confidentiality, RoundMode
from app.organisation.models import Person
from tests.assignments.assignment_cast import TITLE, Agreeing
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.query_count import counted_queries
from tests.snapshot import refused_and_nothing_happened

S = AssignmentState
DONE = "Tien plekken zijn klaar."


@pytest.fixture
def agreeing(app: Flask) -> Agreeing:
    made = Agreeing()
    made.be_active()
    return made


def page_of(app: Flask, agreeing: Agreeing, reader: Person) -> Visitor:
    return Visitor(app).sign_in(reader).open(f"/opdrachten/{agreeing.key}")


def end_without_consent(agreeing: Agreeing) -> None:
    with transaction():
        rounds.end_without_consent(locked_round(agreeing.round_id), by=agreeing.doing)


def test_from_a_result_to_what_others_learn(app: Flask) -> None:
    """On both databases: sent back once, accepted then, and looked back on; in the words of the screens."""
    agreeing = Agreeing()
    agreeing.be_active()
    page = page_of(app, agreeing, agreeing.doing).click("Bied het resultaat aan")
    page.submit("Bied aan", status=422, result="")
    assert page.error_at("result") == "Schrijf op wat er nu is."
    page.submit("Bied aan", result="Acht plekken zijn klaar.", differs="Twee komen in het voorjaar.")
    assert page.sees("Resultaat: " + TITLE, "Acht plekken zijn klaar.", "Twee komen in het voorjaar.")
    assert page.sees("tien plekken die klaar zijn"), "beside what was agreed"
    assert page_of(app, agreeing, agreeing.asking).sees("ligt bij de partijen")

    agreeing.answer(Choice.CONSENT, Choice.OBJECTION)
    end_without_consent(agreeing)
    assert (agreeing.state, agreeing.assignment.result_offered_at) == (S.ACTIVE, None)
    page = page_of(app, agreeing, agreeing.doing)
    assert page.sees("niet aangenomen")
    page.click("Lees de bezwaren")
    assert page.sees("Zo halen we het niet.")

    page = page_of(app, agreeing, agreeing.doing).click("Bied het resultaat aan")
    assert page.value_of("result") == "Acht plekken zijn klaar.", "it begins where it was sent back"
    page.submit("Bied aan", result=DONE)
    agreeing.answer()
    agreeing.conclude()
    assert agreeing.state is S.COMPLETED

    page = page_of(app, agreeing, agreeing.asking)
    assert page.sees(DONE, "Aangenomen door alle partijen")
    page.click("Kijk terug")
    page.submit("Bewaar", status=422, lessons="", cooperation="Open en snel.")
    assert page.value_of("cooperation") == "Open en snel."
    page.submit("Bewaar", lessons="Begin bij de buurt.", result="Het is er koel.")
    assert agreeing.state is S.REVIEWED
    assert page.sees("Begin bij de buurt.", "Open en snel.", "Het is er koel.")
    reader = Visitor(app).sign_in(agreeing.circle.cor).open("/opdrachten").click("Geleerd")
    assert reader.sees("Begin bij de buurt.", TITLE)
    reader.click(TITLE)
    assert reader.sees(DONE, "Begin bij de buurt.")
    assert not reader.sees("Open en snel."), "how they worked together is between them"


@ON_SQLITE_ALONE
def test_what_was_agreed_stays_beside_its_result(agreeing: Agreeing) -> None:
    agreed, before = decision_of(agreeing.assignment), round_of(agreeing.assignment)
    assert agreed is not None
    assert before is not None
    agreeing.complete()
    assignment = agreeing.assignment
    assert assignment.decision_number == agreed.number
    assert round_of(assignment) == before, "its round stays that of the agreement"
    result = result_decision_of(assignment)
    assert result is not None
    assert (result.number, result.wording.subject["agreed_in"]) == ("RUIMT-2026-2", agreed.number)
    assert assignment.ended_at is not None


@ON_SQLITE_ALONE
def test_all_parties_accept_it_and_nobody_else(agreeing: Agreeing) -> None:
    round_ = locked_round(agreeing.offer_result())
    assert {(one.name, one.ground) for one in round_.participants} == {
        ("Joost", "Opdrachtgever"),
        ("Fatima", "Opdrachtnemer"),
    }
    with transaction():
        round_ = locked_round(agreeing.round_id)
        attendance.arrive(round_, by=agreeing.doing)
        rounds.open_round(round_, by=agreeing.doing, mode=RoundMode.HAMMER, papers_sent=True)
        answers.answer(round_, AnswerData(Choice.CONSENT), by=agreeing.doing)
        rounds.reveal(round_, by=agreeing.doing)
    refused_and_nothing_happened("Joost", agreeing.conclude)
    assert agreeing.state is S.ACTIVE


@ON_SQLITE_ALONE
def test_what_is_changed_in_the_round_is_what_was_accepted(agreeing: Agreeing) -> None:
    agreeing.offer_result()
    agreeing.answer(Choice.OBJECTION)
    with transaction():
        round_ = locked_round(agreeing.round_id)
        content = round_.version.wording.content()
        subject = {**content["subject"], "result": "Negen plekken, en een die wacht."}
        working.edit_working(round_, WordingData(**content | {"subject": subject}), by=agreeing.doing)
        rounds.amend(round_, by=agreeing.doing, why="Eén wacht nog.")
    agreeing.answer_again()
    agreeing.conclude()
    assert (agreeing.state, agreeing.assignment.result) == (S.COMPLETED, "Negen plekken, en een die wacht.")


@ON_SQLITE_ALONE
@pytest.mark.parametrize(
    "act",
    [
        lambda it: it.reopen(),
        lambda it: verbs.cancel(it.assignment, by=it.asking, reason="Het geld is op."),
        lambda it: verbs.succeed(it.assignment, it.party(it.doing), it.circle.ben, by=it.doing),
        lambda it: it.offer_result(),
    ],
    ids=["talked over anew", "stopped", "handed over", "offered again"],
)
def test_while_its_result_is_looked_at_nothing_else_happens_to_it(
    agreeing: Agreeing, act: Callable[[Agreeing], object]
) -> None:
    agreeing.offer_result()
    refused_and_nothing_happened("resultaat", lambda: act(agreeing))
    agreeing.answer(Choice.OBJECTION)
    end_without_consent(agreeing)
    act(agreeing)


@ON_SQLITE_ALONE
def test_a_result_taken_back_lets_the_work_go_on(agreeing: Agreeing) -> None:
    agreeing.offer_result()
    with transaction():
        rounds.withdraw_round(locked_round(agreeing.round_id), by=agreeing.doing)
    assert (agreeing.state, agreeing.assignment.result_offered_at) == (S.ACTIVE, None)
    agreeing.complete()
    assert agreeing.state is S.COMPLETED


@ON_SQLITE_ALONE
def test_the_decision_about_a_result_is_no_text_to_change_by_itself(agreeing: Agreeing) -> None:
    agreeing.complete()

    def amend() -> None:
        with transaction():
            decision = result_decision_of(agreeing.assignment)
            assert decision is not None
            changes.amend_decision(decision, by=agreeing.circle.marieke)

    refused_and_nothing_happened("stap van iets groters", amend)


@ON_SQLITE_ALONE
def test_nothing_is_learned_without_a_lesson(agreeing: Agreeing) -> None:
    agreeing.complete()
    refused_and_nothing_happened("leren", lambda: agreeing.look_back(lessons="  "))
    assert look_back_on(agreeing.assignment) is None


@ON_SQLITE_ALONE
def test_what_is_closed_is_learned_from_by_those_who_may_read_it(app: Flask) -> None:
    agreeing = Agreeing(confidentiality=Confidentiality.CONFIDENTIAL)
    agreeing.be_active()
    agreeing.offer_result()
    proposal = db.session.get_one(Proposal, agreeing.assignment.result_proposal_id)
    assert proposal.confidentiality is Confidentiality.CONFIDENTIAL
    assert {one.person_id for one in proposal.named} == {agreeing.asking.id, agreeing.doing.id}
    agreeing.answer()
    agreeing.conclude()
    agreeing.look_back()
    number = getattr(result_decision_of(agreeing.assignment), "number", "")
    stranger = Visitor(app).sign_in(agreeing.circle.cor)
    for path in ("/opdrachten/geleerd", "/opdrachten/geleerd?zoek=buurt", "/besluiten", "/opdrachten"):
        assert not stranger.open(path).sees(TITLE)
    assert not stranger.open("/opdrachten/geleerd?zoek=buurt").sees("buurt.")
    stranger.open(f"/besluiten/{number}", status=404)
    assert Visitor(app).sign_in(agreeing.circle.ben).open("/opdrachten/geleerd").sees("Praat eerst met de buurt.")


FOUND = [
    ("", None, True, "without a question, all"),
    ("BUURT", None, True, "by a word of the lesson, in any case"),
    ("praat buurt", None, True, "by several, all of which are there"),
    ("buurt waterstof", None, False, "not when one is missing"),
    ("hitte", None, True, "by its title"),
    ("koel", None, True, "by how the result was"),
    ("snel", None, False, "not by what is between the parties"),
    ("klaar", None, False, "nor by what a decision of its own says"),
    ("%", None, False, "a sign is that sign"),
    ("", WorkType.TASK, True, "by its kind of work"),
    ("", WorkType.PROJECT, False, "not by another"),
    ("buurt", WorkType.TASK, True, "by both"),
]


@ON_SQLITE_ALONE
@pytest.mark.parametrize(("words", "work_type", "found", "says"), FOUND, ids=[row[-1] for row in FOUND])
def test_lessons_are_found(agreeing: Agreeing, words: str, work_type: WorkType | None, found: bool, says: str) -> None:
    agreeing.complete()
    agreeing.look_back()
    lessons = lessons_for(agreeing.circle.cor, Wanted(words, work_type))
    assert [one.assignment_id for one in lessons] == ([agreeing.key] if found else []), says


def test_the_page_of_lessons_finds_by_word_and_kind(agreeing: Agreeing, app: Flask) -> None:
    agreeing.complete()
    agreeing.look_back()
    reader = Visitor(app).sign_in(agreeing.circle.cor)
    assert reader.open("/opdrachten/geleerd?zoek=buurt&werksoort=task").sees(TITLE)
    assert reader.open("/opdrachten/geleerd?werksoort=project").sees("Niets gevonden")
    assert reader.open("/opdrachten/geleerd?werksoort=onzin").sees(TITLE), "what is no kind filters nothing"
    assert reader.open("/opdrachten/geleerd?zoek=buurt%00").sees(TITLE), "what no text can hold is no word"


@ON_SQLITE_ALONE
def test_lessons_ask_the_same_number_of_queries_however_many(app: Flask) -> None:
    def learn(name: str) -> Agreeing:
        made = Agreeing(name=name)
        made.come_to(S.REVIEWED)
        return made

    def asked() -> int:
        visitor = Visitor(app).sign_in(reader)
        with counted_queries() as statements:
            visitor.open("/opdrachten/geleerd")
        return len(statements)

    reader = learn("Ruimte").circle.cor
    before = asked()
    for name in ("Groen", "Wonen"):
        learn(name)
    assert asked() == before


@ON_SQLITE_ALONE
def test_who_took_over_stands_for_it_before_offering_its_result(agreeing: Agreeing) -> None:
    with transaction():
        party = agreeing.party(agreeing.doing)
        party.starts_on = clock.today() - timedelta(days=40)
        verbs.succeed(agreeing.assignment, party, agreeing.circle.ben, by=agreeing.doing)
    refused_and_nothing_happened("bevestigd", lambda: agreeing.offer_result(by=agreeing.circle.ben))
    with transaction():
        verbs.confirm(agreeing.assignment, by=agreeing.circle.ben)
    agreeing.offer_result(by=agreeing.circle.ben)
