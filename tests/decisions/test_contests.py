""" "Dit is beleid": whoever is touched brings an uitvoeringsbesluit to the circle, whose round decides."""

import pytest

from app.core.database import db
from app.core.errors import Refused
from app.core.machine import possible
from app.core.transaction import locked, transaction
from app.decisions.decision_machine import DecisionMachine
from app.decisions.models import Contest, Decision
from app.decisions.queries.proposals import locked_proposal
from app.decisions.service import contests, proposals, rounds
from app.decisions.states import Choice, Confidentiality, ContestOutcome, DecisionState, Nature, ProposalState, Triage
from app.organisation.agreements import RULES, UnitAgreement, UnitRules
from app.organisation.models import Unit
from app.organisation.states import ContestRule
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.mandate_cast import Steering, passed
from tests.decisions.on_screen import browse, message, titles
from tests.snapshot import contents, difference

pytestmark = ON_SQLITE_ALONE

__all__ = ["browse"]

S = DecisionState
ARGUMENT = "Zo gaat elke wilg eraan: dat is een koers."


@pytest.fixture
def steering(app) -> Steering:
    return Steering()


def suspends(unit: Unit) -> None:
    with transaction() as session:
        session.get_one(Unit, unit.id).contest_rule = ContestRule.SUSPENDED


def contested(steering: Steering, decision: Decision, argument: str = ARGUMENT) -> Contest:
    with transaction():
        made = contests.contest(locked(Decision, decision.id), argument, by=steering.cor)
        steering.proposal_id = made.proposal_id
    return made


def state_of(decision: Decision) -> DecisionState:
    return db.session.get_one(Decision, decision.id, populate_existing=True).state


def outcome() -> ContestOutcome | None:
    return db.session.scalars(db.select(Contest).execution_options(populate_existing=True)).one().outcome


def a_round_on_it(steering: Steering) -> None:
    """The circle takes it up: everybody is there, and consent is asked."""
    with transaction():
        steering.round_id = rounds.prepare_round(locked_proposal(steering.proposal_id), by=steering.marieke).id
    steering.gather()
    steering.open()
    for _ in range(3):
        steering.advance()


def consent(steering: Steering) -> Decision:
    a_round_on_it(steering)
    steering.all_answer()
    steering.reveal()
    return steering.conclude()


def no_consent(steering: Steering) -> None:
    a_round_on_it(steering)
    steering.all_answer(but={steering.ben: Choice.OBJECTION})
    steering.reveal()
    with transaction():
        rounds.end_without_consent(steering.round, by=steering.marieke, reason="we komen er niet uit")


def still_uitvoering(steering: Steering) -> None:
    a_round_on_it(steering)
    with transaction():
        rounds.delegate(steering.round, steering.fatima, by=steering.marieke)


def taken_back(steering: Steering) -> None:
    with transaction():
        proposals.withdraw_proposal(locked_proposal(steering.proposal_id), by=steering.cor)


def taken_back_in_the_round(steering: Steering) -> None:
    a_round_on_it(steering)
    with transaction():
        rounds.withdraw_round(steering.round, by=steering.cor)


def test_it_becomes_a_proposal_in_the_pool_of_the_circle_with_text_and_argument(steering):
    decision = steering.take(steering.give())
    made = contested(steering, decision)
    proposal = made.proposal
    assert (proposal.state, proposal.nature, proposal.triage) == (
        ProposalState.SUBMITTED, Nature.POLICY, Triage.CONTESTED,
    )  # fmt: skip
    assert (proposal.unit, proposal.author, proposal.based_on_id) == (steering.unit, steering.cor, decision.id)
    assert (proposal.title, proposal.current.wording.why) == (decision.title, ARGUMENT)
    with pytest.raises(Refused, match="dit is beleid"), transaction():
        proposals.give_back_proposal(locked_proposal(proposal.id), by=steering.marieke, reason="nu niet")


def test_it_goes_to_the_circle_whose_beleid_it_is_not_to_who_took_it(steering):
    """A mandaat of the college names beleid; its window, its rule and its round count."""
    suspends(steering.wider)
    decision = steering.take(steering.mandaat(), policy=steering.college_beleid)
    assert contested(steering, decision).proposal.unit == steering.wider
    assert state_of(decision) is S.SUSPENDED


MEANWHILE = [
    # the rule of the circle, whether it binds outsiders, and what the decision is meanwhile
    ("it stands, by the rule of the circle", False, False, S.IN_FORCE),
    ("it is suspended, by the rule of the circle", True, False, S.SUSPENDED),
    ("what binds outsiders is never suspended by it", True, True, S.IN_FORCE),
]
OUTCOMES = [
    ("the circle decides itself", consent, S.SUPERSEDED, ContestOutcome.REPLACED),
    ("there is no consent", no_consent, S.IN_FORCE, ContestOutcome.STANDS),
    ("the circle says: uitvoering after all", still_uitvoering, S.IN_FORCE, ContestOutcome.STANDS),
    ("it is taken back", taken_back, S.IN_FORCE, ContestOutcome.STANDS),
    ("it is taken back in the round", taken_back_in_the_round, S.IN_FORCE, ContestOutcome.STANDS),
]


@pytest.mark.parametrize(("rule", "outside", "meanwhile"), [r[1:] for r in MEANWHILE], ids=[r[0] for r in MEANWHILE])
@pytest.mark.parametrize(("end", "state", "came_of_it"), [row[1:] for row in OUTCOMES], ids=[r[0] for r in OUTCOMES])
def test_meanwhile_and_in_the_end(steering, rule, outside, meanwhile, end, state, came_of_it):
    if rule:
        suspends(steering.unit)
    decision = steering.take(steering.give(), outside_effect=outside)
    contested(steering, decision)
    assert state_of(decision) is meanwhile
    successor = end(steering)
    assert (state_of(decision), outcome()) == (state, came_of_it)
    fresh = db.session.get_one(Decision, decision.id)
    assert fresh.superseded_by == successor


REFUSED = [
    ("after the window", {"days": 15}, ARGUMENT, "tot 14 dagen"),
    ("without an argument", {}, "  ", "waarom dit beleid is"),
    ("a second time", {"again": True}, ARGUMENT, "zei iemand al"),
]


@pytest.mark.parametrize(
    ("given", "argument", "because"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_does_not_go_changes_nothing(steering, given, argument, because):
    decision = steering.take(steering.give())
    if given.get("again"):
        contested(steering, decision)
    if days := given.get("days"):
        with transaction() as session:
            session.get_one(Decision, decision.id).decided_on = passed(days)
    before = contents()
    with pytest.raises(Refused, match=because):
        contested(steering, decision, argument)
    assert difference(before, contents()) == {}


WINDOWS = [
    ("within what the circle had agreed, though beyond what it was given", 21, 20, True),
    ("within what it was given, though beyond what it had agreed", 3, 20, False),
    ("it agreed on less after this was decided: what it was given still holds", 3, 1, True),
    ("it agreed on more after this was decided: that opens nothing again", 21, 1, False),
]


@pytest.mark.parametrize(("agreed", "since", "allowed"), [row[1:] for row in WINDOWS], ids=[row[0] for row in WINDOWS])
def test_the_window_is_that_of_the_day_on_which_it_was_decided(steering, agreed, since, allowed):
    decision = steering.take(steering.give())
    with transaction() as session:
        decision = session.get_one(Decision, decision.id)
        decision.decided_on = passed(16 if agreed > 14 else 10)
        unit, content = decision.execution.steering_unit, UnitRules(contest_days=agreed).content()
        session.add(UnitAgreement(unit=unit, kind_name=RULES, content=content, starts_on=passed(since)))
    decision = db.session.get_one(Decision, decision.id)
    assert possible(DecisionMachine, decision, "contest", actor=steering.cor, argument=ARGUMENT) is allowed
    if allowed:
        contested(steering, decision)
    else:
        with pytest.raises(Refused, match=f"tot {agreed if since > 14 else 14} dagen"):
            contested(steering, decision)


def test_once_answered_it_may_be_said_again(steering):
    decision = steering.take(steering.give())
    contested(steering, decision)
    taken_back(steering)
    contested(steering, decision)
    assert db.session.scalar(db.select(db.func.count()).select_from(Contest)) == 2


def test_a_later_version_still_takes_its_place(steering):
    """No consent at first: it stands. Reworked and decided, the circle's decision takes its place after all."""
    decision = steering.take(steering.give())
    contested(steering, decision)
    no_consent(steering)
    with transaction():
        proposal = locked_proposal(steering.proposal_id)
        proposals.rework_proposal(proposal, by=steering.cor)
        proposals.submit_proposal(proposal, by=steering.cor)
    successor = consent(steering)
    assert (state_of(decision), outcome()) == (S.SUPERSEDED, ContestOutcome.REPLACED)
    assert successor.nature is Nature.POLICY


# On the screen


def test_a_colleague_says_so_and_everybody_sees_where_it_stands(steering, browse):
    suspends(steering.unit)
    decision = steering.take(steering.give())
    page = browse(steering.cor).open(f"/besluiten/{decision.number}")
    assert page.sees("Dan beslist Team Ruimte erover in een ronde.", "Tot dan is het besluit opgeschort.")
    page.submit("Leg voor aan de kring", 422)
    assert page.error_at("contest-argument") == "Schrijf erbij waarom dit beleid is."
    page.submit("Leg voor aan de kring", **{"contest-argument": ARGUMENT})
    assert message(page) == "Dank je. Het ligt nu bij Team Ruimte: de kring beslist erover."
    assert page.sees("Opgeschort: iemand zei dat dit beleid is", "Cor", ARGUMENT)
    assert "Leg voor aan de kring" not in page.buttons
    assert titles(page.open("/besluiten?staat=betwist")) == [decision.title]
    assert titles(page.open("/besluiten?staat=opgeschort")) == [decision.title]
    assert browse(steering.marieke).open("/").sees("Wacht op een ronde", decision.title)
    assert "Het voorstel in" not in browse(steering.bea).open(f"/besluiten/{decision.number}").text
    steering.proposal_id = db.session.scalars(db.select(Contest)).one().proposal_id
    successor = consent(steering)
    page.open(f"/besluiten/{decision.number}")
    assert page.sees("Vervangen", "De kring besliste zelf", successor.number)
    story = page.click("Logboek")
    assert story.sees(
        "Cor zei: dit is beleid.", ARGUMENT, f"Besluit {successor.number} kwam in de plaats van dit besluit."
    )


def test_who_may_not_read_it_may_not_contest_it(steering, browse):
    decision = steering.take(steering.give(), confidentiality=Confidentiality.CONFIDENTIAL)
    outsider = browse(steering.cor).open("/")
    before = contents()
    outsider.send(f"/besluiten/{decision.number}/dit-is-beleid", 404, **{"contest-argument": ARGUMENT})
    assert difference(before, contents()) == {}
    made = browse(steering.ben).open(f"/besluiten/{decision.number}")
    made.submit("Leg voor aan de kring", **{"contest-argument": ARGUMENT})
    proposal = db.session.scalars(db.select(Contest)).one().proposal
    assert proposal.confidentiality is Confidentiality.CONFIDENTIAL


def test_what_the_wider_unit_settles_leaves_nothing_suspended(steering: Steering) -> None:
    suspends(steering.unit)
    decision = steering.take(steering.give())
    contested(steering, decision)
    a_round_on_it(steering)
    steering.all_answer()
    steering.reveal()
    with transaction() as session:
        session.get_one(Unit, steering.wider.id).statutory = None
        rounds.refer(steering.round, "Het raakt alle teams.", by=steering.marieke)
    assert (state_of(decision), outcome()) == (S.SUSPENDED, None)
    with transaction():
        there = rounds.prepare_round(steering.successor, by=steering.wim)
        rounds.delegate(there, steering.wim, by=steering.wim)
    assert (state_of(decision), outcome()) == (S.IN_FORCE, ContestOutcome.STANDS)
