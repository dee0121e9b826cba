"""To the wider unit and back: the linked proposal, who may read the dossier there, and what comes back."""

import pytest

from app.core import clock
from app.core.database import db
from app.core.permissions import may
from app.core.transaction import transaction
from app.decisions.models import ConsentRound, Decision, Proposal
from app.decisions.queries.rounds import load_round, locked_round
from app.decisions.queries.trails import trail_of
from app.decisions.queries.visibility import visible_proposals
from app.decisions.service import answers, attendance, changes, deadlines, proposals, referrals, rounds
from app.decisions.service.answers import AnswerData
from app.decisions.states import (
    Choice,
    Confidentiality,
    DecisionState,
    ObjectionState,
    ProposalState,
    ReferralOutcome,
    RoundMode,
    RoundState,
)
from app.organisation.models import Person, Unit
from app.organisation.states import Role
from tests.browserless import Visitor
from tests.decisions.on_screen import browse
from tests.decisions.round_cast import Circle
from tests.query_count import counted_queries
from tests.snapshot import contents

__all__ = ["browse"]

S = ProposalState


def within_a_municipality(circle: Circle) -> None:
    """Around the wider unit lies the widest; Bram represents the circle, Dora sits in the wider unit only."""
    with transaction() as session:
        circle.widest = Unit(name="College", code=f"C{circle.unit.code}", level=circle.unit.level)
        session.add(circle.widest)
        circle.wider.parent = circle.widest
        circle.bram = circle.someone("Bram", Role.REPRESENTATIVE)
        circle.dora = circle.someone("Dora", Role.MEMBER, of=circle.wider)
        circle.els = circle.someone("Els", Role.CHAIR, of=circle.widest)


@pytest.fixture
def circle(app) -> Circle:
    circle = Circle()
    within_a_municipality(circle)
    return circle


def hold_a_round(proposal: Proposal, chair: Person) -> int:
    """Set a round ready on a proposal, with everybody there, until consent is asked; gives its id."""
    with transaction():
        round_ = rounds.prepare_round(proposal, by=chair)
        attendance.mark_present(round_, [one.id for one in round_.electors], by=chair)
        rounds.open_round(round_, by=chair, mode=RoundMode.HAMMER, papers_sent=True)
    return round_.id


def everybody_says(key: int, chair: Person, choice: Choice) -> None:
    for place in load_round(key).electors:
        with transaction():
            answers.answer(locked_round(key), AnswerData(choice, "want zo gaat het mis"), by=place.person)
    with transaction():
        rounds.reveal(locked_round(key), by=chair)


def decide_there(circle: Circle) -> Decision:
    key = hold_a_round(circle.successor, circle.wim)
    everybody_says(key, circle.wim, Choice.CONSENT)
    with transaction():
        return rounds.conclude(locked_round(key), by=circle.wim)


def test_the_linked_proposal_stands_in_the_pool_of_the_wider_unit(circle):
    circle.come_to(RoundState.REFERRED)
    first, linked = circle.proposal, circle.successor
    assert (first.state, linked.state, linked.unit) == (S.REFERRED, S.SUBMITTED, circle.wider)
    assert linked.author == first.author
    assert linked.current.wording.digest() == first.current.wording.digest()
    assert linked.current.wording_id != first.current.wording_id
    assert [one.state for one in circle.objections] == [ObjectionState.REFERRED]
    assert may(circle.wim, "proposal:prepare_round", linked)
    assert first.referrals[0].objection == circle.objections[0]


READERS = [
    # who, and whether they may read: the first, its round, the linked proposal
    ("a member of the circle", "fatima", True, True, False),
    ("its representative, who sits in both", "bram", True, True, True),
    ("the author", "joost", True, True, True),
    ("who leads the wider unit", "wim", True, True, True),
    ("a member of the wider unit", "dora", True, True, True),
    ("the chair of the widest unit", "els", False, False, False),
    ("a colleague", "cor", False, False, False),
    ("the beheerder", "bea", False, False, False),
]


@pytest.mark.parametrize(
    ("who", "first", "dossier", "linked"), [row[1:] for row in READERS], ids=[r[0] for r in READERS]
)
def test_who_may_read_what_was_referred(circle, who, first, dossier, linked):
    circle.come_to(RoundState.REFERRED)
    reader = getattr(circle, who)
    listed = set(db.session.scalars(db.select(Proposal.id).where(visible_proposals(reader))))
    for proposal, expected in ((circle.proposal, first), (circle.successor, linked)):
        assert may(reader, "proposal:read", proposal) is expected
        assert (proposal.id in listed) is expected
    assert may(reader, "round:read", circle.round) is dossier


def test_confidential_matter_stays_with_the_table_that_has_it(app):
    circle = Circle(confidentiality=Confidentiality.CONFIDENTIAL)
    within_a_municipality(circle)
    circle.come_to(RoundState.REFERRED)
    assert may(circle.dora, "proposal:read", circle.successor)
    for reader in (circle.dora, circle.wim):
        assert not may(reader, "proposal:read", circle.proposal)
        assert not may(reader, "round:read", circle.round)
        assert circle.proposal_id not in set(
            db.session.scalars(db.select(Proposal.id).where(visible_proposals(reader)))
        )
        assert trail_of(circle.successor, reader).rounds == []
    page = Visitor(app).sign_in(circle.dora).open(f"/voorstellen/{circle.successor.id}")
    assert "Zo is de balie" not in page.text
    assert "bezwaar van Ben" not in page.text


def test_a_new_round_on_what_came_back_is_the_circles_own(circle):
    circle.come_to(RoundState.REFERRED)
    with transaction():
        referrals.hand_back(circle.successor, "Neem de balie erin mee.", by=circle.wim)
    old = circle.round_id
    with transaction():
        new = rounds.prepare_round(circle.proposal, by=circle.marieke).id
    assert may(circle.dora, "round:read", load_round(old))
    assert not may(circle.dora, "round:read", load_round(new))


def test_sent_back_with_guidance_it_goes_on_as_a_next_version(circle):
    circle.come_to(RoundState.REFERRED)
    frozen = circle.proposal.current
    with transaction():
        referrals.hand_back(circle.successor, "Neem de balie erin mee.", by=circle.wim)
    first = circle.proposal
    assert (first.state, circle.successor.state) == (S.SUBMITTED, S.HANDED_BACK)
    assert first.referrals[0].outcome is ReferralOutcome.GUIDANCE
    assert (first.current.number, first.current.reason) == (2, "Neem de balie erin mee.")
    with transaction():
        proposals.give_back_proposal(first, by=circle.joost, reason="ik verwerk het")
        proposals.edit_proposal(first, circle.text("Anders"), by=circle.joost)
    assert frozen.wording.digest() == frozen.frozen_digest


OUTCOMES = [
    ("decided there", decide_there, S.SETTLED_WIDER, ReferralOutcome.DECIDED),
    ("uitvoering there", lambda circle: _delegate(circle), S.SETTLED_WIDER, ReferralOutcome.DELEGATED),
    ("not taken up", lambda circle: _hand_back(circle, guidance=False), S.SUBMITTED, ReferralOutcome.NOT_TAKEN_UP),
    ("no consent there", lambda circle: _no_consent(circle), S.SUBMITTED, ReferralOutcome.NO_CONSENT),
    ("nobody answered there in time", lambda circle: _lapse(circle), S.SUBMITTED, ReferralOutcome.NO_CONSENT),
    ("withdrawn there", lambda circle: _withdraw(circle), S.SUBMITTED, ReferralOutcome.WITHDRAWN),
    ("withdrawn in its round", lambda circle: _withdraw_round(circle), S.SUBMITTED, ReferralOutcome.WITHDRAWN),
]


def _delegate(circle: Circle) -> None:
    with transaction():
        rounds.delegate(rounds.prepare_round(circle.successor, by=circle.wim), circle.dora, by=circle.wim)


def _hand_back(circle: Circle, *, guidance: bool) -> None:
    with transaction():
        referrals.hand_back(circle.successor, "Dit is geen zaak voor ons.", by=circle.wim, guidance=guidance)


def _no_consent(circle: Circle) -> None:
    key = hold_a_round(circle.successor, circle.wim)
    everybody_says(key, circle.wim, Choice.OBJECTION)
    with transaction():
        rounds.end_without_consent(locked_round(key), by=circle.wim, reason="te duur")


def _lapse(circle: Circle) -> None:
    with transaction():
        round_ = rounds.prepare_round(circle.successor, by=circle.wim)
        days = {RoundState.CONSENTING: 2}
        deadlines.open_in_writing(round_, by=circle.wim, mode=RoundMode.HAMMER, days=days, papers_sent=True)
        round_.due_at = round_.consent_until = clock.now()
    assert deadlines.catch_up() == 1


def _withdraw(circle: Circle) -> None:
    with transaction():
        proposals.withdraw_proposal(circle.successor, by=circle.joost, reason="al geregeld")


def _withdraw_round(circle: Circle) -> None:
    key = hold_a_round(circle.successor, circle.wim)
    with transaction():
        rounds.withdraw_round(locked_round(key), by=circle.joost, reason="al geregeld")


@pytest.mark.parametrize(("act", "state", "outcome"), [row[1:] for row in OUTCOMES], ids=[row[0] for row in OUTCOMES])
def test_what_becomes_of_it_there_returns(circle, act, state, outcome):
    circle.come_to(RoundState.REFERRED)
    act(circle)
    first = circle.proposal
    assert (first.state, first.referrals[0].outcome) == (state, outcome)
    assert first.referrals[0].answered_at is not None


def test_along_a_chain_the_answer_comes_all_the_way_back(circle):
    """Team to department to college; the college decides, and both below are settled with it."""
    circle.come_to(RoundState.REFERRED)
    key = hold_a_round(circle.successor, circle.wim)
    everybody_says(key, circle.wim, Choice.CONSENT)
    middle = circle.successor
    with transaction():
        linked = rounds.refer(locked_round(key), "de begroting is van het college", by=circle.wim)
    assert circle.proposal.state is S.REFERRED
    assert may(circle.els, "proposal:read", circle.proposal), "who has it in hand reads the whole way"
    key = hold_a_round(linked, circle.els)
    everybody_says(key, circle.els, Choice.CONSENT)
    with transaction():
        decision = rounds.conclude(locked_round(key), by=circle.els)
    assert circle.proposal.state is S.SETTLED_WIDER
    assert db.session.get_one(Proposal, middle.id).state is S.SETTLED_WIDER
    trail = trail_of(circle.proposal, circle.fatima)
    assert [leg.referral.successor.unit for leg in trail.went_to] == [circle.wider, circle.widest]
    assert trail.settled_by == decision
    assert [leg.referral.proposal.unit for leg in trail_of(linked, circle.els).came_by] == [circle.unit, circle.wider]


def test_a_unit_that_moved_gets_nothing_back_from_where_it_came(circle):
    """The wider unit is placed within the circle meanwhile: the matter does not go round."""
    circle.come_to(RoundState.REFERRED)
    key = hold_a_round(circle.successor, circle.wim)
    everybody_says(key, circle.wim, Choice.CONSENT)
    with transaction():
        circle.unit.parent = None
        db.session.get_one(Unit, circle.wider.id).parent = circle.unit
    before = contents()
    with pytest.raises(Exception, match="stuur het terug"), transaction():
        rounds.refer(locked_round(key), "toch niet", by=circle.wim)
    assert contents() == before


# On the screen


def test_the_chair_refers_an_objection_that_is_out_of_domain(circle, browse):
    circle.come_to(RoundState.WEIGHING)
    page = browse(circle.marieke).open(f"/ronde/{circle.round_id}/gespreksleider")
    assert page.sees("Leg voor aan Domein Ruimte", "Ja, het bezwaar van Ben")
    page.submit("Leg voor", status=422)
    assert page.error_at("refer-reason") == "Schrijf erbij waarom deze kring dit niet zelf kan beslissen."
    page.submit("Leg voor", **{"refer-reason": "De balie is van alle teams."})
    assert page.heading == "Leg je dit voor aan Domein Ruimte? De ronde is hier dan voorbij."
    page.submit("Ja, leg voor")
    assert page.sees("Voorgelegd aan de bredere kring", "Dit ligt bij Domein Ruimte", "om het bezwaar van Ben")
    there = browse(circle.wim).open(f"/voorstellen/{circle.successor.id}")
    assert there.sees("Het dossier van de kring die dit voorlegt", "Zo is de balie dinsdag onbemand.")
    there.submit("Stuur terug met aanwijzing", status=422)
    there.submit("Stuur terug met aanwijzing", **{"hand_back-words": "Begin met één ochtend."})
    assert there.sees("Teruggestuurd", "Begin met één ochtend.")
    page.open(f"/voorstellen/{circle.proposal_id}")
    assert page.sees("Domein Ruimte antwoordde: terug met een aanwijzing", "Begin met één ochtend.")
    page.submit("Zet ronde klaar")
    assert load_round(db.session.scalar(db.select(db.func.max(ConsentRound.id)))).version.number == 2


def test_the_widest_unit_and_an_oefenronde_are_not_offered_it(circle, browse):
    with transaction():
        circle.unit.parent = None
    circle.come_to(RoundState.WEIGHING)
    page = browse(circle.marieke).open(f"/ronde/{circle.round_id}/gespreksleider")
    assert "Leg voor" not in page.buttons


def test_what_the_pages_of_a_chain_ask_does_not_grow(circle, browse):
    counts = []
    for _ in range(2):
        circle.come_to(RoundState.REFERRED)
        for who, key in ((circle.fatima, circle.proposal_id), (circle.wim, circle.successor.id)):
            page = browse(who)
            for path in (f"/voorstellen/{key}", "/voorstellen"):
                with counted_queries() as queries:
                    page.open(path)
                counts.append(len(queries))
    assert counts[:4] == counts[4:]
    assert max(counts) <= 32


def test_what_a_circle_wanted_to_change_is_changed_where_it_was_decided(circle):
    circle.come_to(RoundState.CONSENTED)
    old = circle.decision
    with transaction():
        draft = changes.amend_decision(old, by=circle.joost)
        proposals.edit_proposal(draft, circle.text("Voortaan bij het domein"), by=circle.joost)
        proposals.submit_proposal(draft, by=circle.joost)
        circle.proposal_id = draft.id
    circle.round_id = hold_a_round(circle.proposal, circle.marieke)
    everybody_says(circle.round_id, circle.marieke, Choice.OBJECTION)
    with transaction():
        rounds.refer(circle.round, "dit raakt ook andere teams", by=circle.marieke)
    decision = decide_there(circle)
    db.session.expire_all()
    assert old.state is DecisionState.SUPERSEDED
    assert old.superseded_by_id == decision.id
