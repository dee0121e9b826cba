"""The journal tells everything that happens, in Dutch, and never an answer before it was shown."""

import re

import pytest
from statemachine import StateChart

from app.core.database import db
from app.core.journal import JournalEntry, entries
from app.core.transaction import transaction
from app.decisions.action_machine import ActionMachine
from app.decisions.decision_machine import DecisionMachine
from app.decisions.initial_machine import InitialMachine
from app.decisions.journal_sentences import TELLINGS
from app.decisions.mandate_machine import MandateMachine
from app.decisions.objection_machine import ObjectionMachine
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.queries.journal import Line, story_of_decision, story_of_proposal
from app.decisions.round_machine import RoundMachine
from app.decisions.secrecy_machine import SecrecyMachine
from app.decisions.service import answers, attendance, proposals, rounds
from app.decisions.service.answers import AnswerData
from app.decisions.sitting_machine import SittingMachine
from app.decisions.states import Choice, Confidentiality, RoundMode, RoundState
from app.organisation.models import Person
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.round_cast import Circle

CHARTS = (
    *(ProposalMachine, RoundMachine, ObjectionMachine, DecisionMachine),
    *(ActionMachine, MandateMachine, SecrecyMachine, SittingMachine, InitialMachine),
)
BEGINNINGS = {"proposal:draft", "proposal:arise", "proposal:join", "round:prepare", "objection:raise", "action:agree"}
BEGINNINGS |= {"decision:record", "decision:import", "decision:take", "mandate:give", "secrecy:impose"}
BEGINNINGS |= {
    f"{kind}:{event}" for kind in ("proposal", "decision") for event in ("disclose", "name_reader", "unname_reader")
}
BEGINNINGS |= {"proposal:disclose_attachment", "decision:disclose_attachment"}
BEGINNINGS |= {"decision:write_public_text", "proposal:mark", "sitting:plan", "initial:ask"}
"""What happens without a state: how a chart begins, and who may know of it."""


def events_of(chart: type[StateChart]) -> set[str]:
    return {f"{chart.subject_kind}:{event.id}" for event in chart.events if not event.id.startswith("__")}


def test_every_event_of_every_chart_has_a_sentence():
    happening = BEGINNINGS.union(*(events_of(chart) for chart in CHARTS))
    assert happening - set(TELLINGS) == set()


def test_no_sentence_tells_what_never_happens():
    happening = BEGINNINGS.union(*(events_of(chart) for chart in CHARTS))
    assert set(TELLINGS) - happening == set()


@pytest.fixture
def circle(app) -> Circle:
    return Circle()


def told(lines: list[Line]) -> list[str]:
    """The sentences, with their words filled in."""
    return [line.said.msgid % line.said.words for line in lines]


def written(lines: list[Line]) -> str:
    """Everything a reader gets to see of these lines."""
    return " ".join(told(lines) + [text for line in lines for _label, text in line.texts])


def story(circle: Circle, reader: Person) -> list[Line]:
    db.session.expire_all()
    return story_of_proposal(circle.proposal, reader)


def test_a_whole_round_reads_as_a_story(circle):
    circle.consent_is_asked(RoundMode.SHORT)
    circle.all_answer(but={circle.fatima: Choice.OBJECTION})
    circle.reveal()
    circle.amend()
    circle.all_answer(but={circle.fatima: Choice.CONCERN})
    circle.reveal()
    circle.conclude()
    main = [line.said.msgid % line.said.words for line in story(circle, circle.joost) if line.is_main]
    assert main == [
        "Marieke begon aan een voorstel.",
        "Joost diende het voorstel in.",
        "Marieke opende de ronde als Kort.",
        "Marieke toonde de antwoorden.",
        "Fatima maakte bezwaar tegen versie 1.",
        "Het bezwaar van Fatima werd toegelicht.",
        "Sanne maakte een nieuwe versie van de tekst.",
        "Marieke toonde de antwoorden.",
        "Het bezwaar van Fatima is opgelost in versie 2.",
        "Marieke legde het besluit vast: geen bezwaar meer.",
    ]
    decision = circle.decision
    assert told(story_of_decision(decision, circle.joost))[-1] == f"Besluit {decision.number} kwam in het register."


@ON_SQLITE_ALONE
def test_every_sentence_that_is_told_has_all_its_words(circle):
    """Whatever way a round takes, no line is left with a word that is missing."""
    for state in RoundState:
        circle.come_to(state)
        lines = story(circle, circle.joost)
        assert lines
        for line, sentence in zip(lines, told(lines), strict=True):
            assert not re.search(r"%\(|None|person:|guest:", sentence), line


SECRET = "Dit verklapt mijn keuze."
UNSHOWN = [
    ("while consent is asked", lambda circle: None),
    ("when the round was adjourned before the answers were shown", lambda circle: circle.adjourn()),
    ("when the round ended before they were shown", lambda circle: _withdraw(circle)),
    ("when it stepped back before they were shown", lambda circle: circle.step_back()),
    ("when somebody wanted to talk first", lambda circle: _discuss_first(circle)),
]


def _withdraw(circle: Circle) -> None:
    with transaction():
        rounds.withdraw_round(circle.round, by=circle.joost)


def _discuss_first(circle: Circle) -> None:
    with transaction():
        rounds.discuss_first(circle.round, by=circle.ben)


@pytest.mark.parametrize("happens", [row[1] for row in UNSHOWN], ids=[row[0] for row in UNSHOWN])
@ON_SQLITE_ALONE
def test_an_answer_that_was_not_shown_is_told_to_nobody(circle, happens):
    circle.consent_is_asked()
    circle.answer(circle.fatima, Choice.OBJECTION, SECRET)
    happens(circle)
    for reader in (*circle.members, circle.pien, circle.wim):
        lines = story(circle, reader)
        assert "Fatima gaf antwoord." in told(lines)
        assert SECRET not in written(lines)
        assert "bezwaar" not in written(lines).lower()


def test_an_answer_left_behind_is_sealed_too(circle):
    circle.prepare()
    circle.gather()
    circle.open(RoundMode.SHORT)
    with transaction():
        answers.leave_answer(circle.round, AnswerData(Choice.OBJECTION, SECRET), by=circle.fatima)
    assert SECRET not in written(story(circle, circle.fatima))
    circle.advance()
    circle.advance()
    circle.all_answer()
    circle.reveal()
    assert SECRET in written(story(circle, circle.joost))


def test_after_the_reveal_only_what_stood_then_is_told(circle):
    circle.consent_is_asked()
    circle.answer(circle.fatima, Choice.OBJECTION, SECRET)
    circle.answer(circle.fatima, Choice.CONSENT)
    circle.answer(circle.joost, Choice.CONCERN, "Let op de avonden.")
    circle.reveal(now=True)
    lines = story(circle, circle.marieke)
    assert SECRET not in written(lines)
    assert "Let op de avonden." in written(lines)
    assert told(lines).count("Fatima gaf antwoord.") == 1
    assert told(lines).count("Fatima gaf consent.") == 1


def test_stepping_back_after_the_reveal_seals_the_answers_again(circle):
    circle.consent_is_asked()
    circle.all_answer(but={circle.fatima: Choice.CONCERN})
    circle.reveal()
    circle.step_back()
    assert "Fatima gaf consent met een zorg." not in told(story(circle, circle.joost))
    circle.all_answer()
    circle.reveal()
    assert "Fatima gaf consent met een zorg." in told(story(circle, circle.joost))


def test_what_was_noted_for_somebody_says_for_whom(circle):
    circle.consent_is_asked()
    circle.reveal(now=True)
    circle.note_answer(circle.ben)
    assert "Sanne noteerde voor Ben: consent." in told(story(circle, circle.joost))


def test_a_guest_is_told_by_the_name_they_picked(circle):
    circle.confidentiality = Confidentiality.OPEN
    circle.prepare()
    circle.gather()
    with transaction():
        place, _token = attendance.ask_entry(circle.round, "Tante Riet")
        attendance.admit(circle.round, place, by=circle.marieke)
    lines = told(story(circle, circle.joost))
    assert "Tante Riet vroeg als gast om binnen te komen." in lines
    assert "Marieke liet Tante Riet binnen als gast." in lines


def test_who_may_not_follow_the_round_reads_nothing_of_it(circle):
    """Of an open round a colleague of the unit without a place, such as a newcomer, reads that there is one."""
    circle.consent_is_asked()
    with transaction():
        newcomer = circle.someone("Nieuw", circle.joost.memberships[0].role)
    lines = story(circle, newcomer)
    assert "Het voorstel ging een consentronde in." in told(lines)
    assert not [line for line in told(lines) if "opende de ronde" in line]


def test_a_proposal_handed_in_for_somebody_else_says_so(circle):
    with transaction():
        proposal = proposals.hand_in_new(circle.unit, circle.text(), by=circle.sanne, author=circle.fatima)
    circle.proposal_id = proposal.id
    assert "Sanne diende het voorstel in namens Fatima." in told(story(circle, circle.fatima))


def test_a_text_that_looks_like_a_pseudonym_harms_nothing(circle):
    circle.come_to(RoundState.QUESTIONING)
    with transaction():
        attendance.contribute(circle.round, "person:99999999999999999999", by=circle.ben)
        attendance.contribute(circle.round, "person: wie is dat?", by=circle.ben)
    assert "person: wie is dat?" in written(story(circle, circle.joost))


def test_the_journal_knows_every_kind_of_subject_by_its_own_chain(circle):
    circle.come_to(RoundState.CONSENTED)
    chains = {(one.subject_kind, one.subject_id) for one in db.session.scalars(db.select(JournalEntry))}
    decision = circle.decision
    known = [("proposal", circle.proposal_id), ("round", circle.round_id), ("decision", decision.id)]
    lines = story_of_decision(decision, circle.joost)
    assert set(known) <= chains
    assert len(lines) == sum(len(entries(kind, key)) for kind, key in known)
