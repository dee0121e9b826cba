"""What somebody may read: the rules and the lists give the same answer, for every kind of reader and every state."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.core import clock
from app.core.database import db
from app.core.permissions import may
from app.core.transaction import transaction
from app.decisions.models import Decision, Proposal
from app.decisions.queries.visibility import led_units, visible_decisions, visible_proposals
from app.decisions.service import proposals, register
from app.decisions.service.register import TakenElsewhere
from app.decisions.service.wordings import WordingData
from app.decisions.states import Confidentiality, ProposalState, RoundState
from app.organisation.models import Membership, Person, Unit
from app.organisation.states import Role
from tests.decisions.round_cast import Circle

READERS = {
    "the author": lambda circle: circle.joost,
    "the chair": lambda circle: circle.marieke,
    "a member": lambda circle: circle.fatima,
    "an adviser": lambda circle: circle.pien,
    "who leads the wider unit": lambda circle: circle.wim,
    "who leads a narrower unit": lambda circle: circle.nora,
    "a colleague": lambda circle: circle.cor,
    "the beheerder": lambda circle: circle.bea,
}
OPEN, INTERNAL, CONFIDENTIAL = Confidentiality

PROPOSALS = [
    # what it is, its state, how confidential, and who may read it beside its author
    ("a draft is its author's alone", ProposalState.DRAFT, OPEN, set()),
    ("a draft that was thrown away stays so", "thrown away", OPEN, set()),
    ("what was given back is a draft again", "given back", OPEN, set()),
    ("what was handed in is for the unit and its links", ProposalState.SUBMITTED, INTERNAL,
     {"the chair", "a member", "an adviser", "who leads a narrower unit", "who leads the wider unit"}),
    ("what is in a round is for them too", ProposalState.IN_ROUND, OPEN,
     {"the chair", "a member", "an adviser", "who leads a narrower unit", "who leads the wider unit"}),
    ("confidential matter is for the table alone", ProposalState.SUBMITTED, CONFIDENTIAL,
     {"the chair", "a member", "an adviser", "who leads a narrower unit"}),
    ("what was decided is for everybody", ProposalState.DECIDED, INTERNAL, set(READERS) - {"the author"}),
    ("unless it is confidential", ProposalState.DECIDED, CONFIDENTIAL,
     {"the chair", "a member", "an adviser", "who leads a narrower unit"}),
    ("what found no consent stays within", ProposalState.NO_CONSENT, OPEN,
     {"the chair", "a member", "an adviser", "who leads a narrower unit", "who leads the wider unit"}),
    ("what was withdrawn after a round stays within", ProposalState.WITHDRAWN, INTERNAL,
     {"the chair", "a member", "an adviser", "who leads a narrower unit", "who leads the wider unit"}),
    ("what went to execution stays within", ProposalState.DELEGATED, INTERNAL,
     {"the chair", "a member", "an adviser", "who leads a narrower unit", "who leads the wider unit"}),
]  # fmt: skip

WAYS = {
    ProposalState.IN_ROUND: RoundState.CONSENTING,
    ProposalState.DECIDED: RoundState.CONSENTED,
    ProposalState.NO_CONSENT: RoundState.NOT_CONSENTED,
    ProposalState.WITHDRAWN: RoundState.WITHDRAWN,
    ProposalState.DELEGATED: RoundState.DELEGATED,
}


def bring_about(circle: Circle, state: str, confidentiality: Confidentiality) -> Proposal:
    """A proposal of the circle in this state."""
    circle.confidentiality = confidentiality
    if state in WAYS:
        circle.come_to(WAYS[state])
    elif state in (ProposalState.SUBMITTED, "given back"):
        circle.submit()
    else:
        circle.draft()
    with transaction():
        if state == "thrown away":
            proposals.withdraw_proposal(circle.proposal, by=circle.joost)
        if state == "given back":
            proposals.give_back_proposal(circle.proposal, by=circle.marieke, reason="wie doet het?")
    return circle.proposal


def in_list(reader: Person, model: type, condition) -> set[int]:
    return set(db.session.scalars(select(model.id).where(condition(reader))))


@pytest.fixture
def circle(app) -> Circle:
    circle = Circle()
    with transaction() as session:
        narrower = circle.someone("Nora")
        team = Unit(name="Ploeg Noord", code="PLNO", level=circle.unit.level, parent=circle.unit)
        session.add(Membership(person=narrower, unit=team, role=Role.LEADER))
        circle.nora = narrower
    return circle


@pytest.mark.parametrize(
    ("state", "confidentiality", "readers"), [row[1:] for row in PROPOSALS], ids=[row[0] for row in PROPOSALS]
)
def test_who_may_read_a_proposal_and_finds_it_in_the_list(circle, state, confidentiality, readers):
    proposal = bring_about(circle, state, confidentiality)
    for kind, find in READERS.items():
        reader = find(circle)
        expected = kind == "the author" or kind in readers
        assert may(reader, "proposal:read", proposal) is expected, kind
        assert (proposal.id in in_list(reader, Proposal, visible_proposals)) is expected, kind


@pytest.mark.parametrize("origin", ["round", "imported"])
@pytest.mark.parametrize("confidentiality", list(Confidentiality))
def test_who_may_read_a_decision_and_finds_it_in_the_list(circle, confidentiality, origin):
    circle.confidentiality = confidentiality
    if origin == "round":
        circle.come_to(RoundState.CONSENTED)
        decision = circle.decision
    else:
        taken = TakenElsewhere(WordingData(what="Elders besloten"), None, confidentiality, {}, "digest")
        with transaction():
            decision = register.record_taken_elsewhere(circle.unit, taken, by=circle.marieke)
    at_the_table = {"the author", "the chair", "a member", "an adviser", "who leads a narrower unit"}
    for kind, find in READERS.items():
        reader = find(circle)
        expected = confidentiality is not CONFIDENTIAL or kind in at_the_table
        assert may(reader, "decision:read", decision) is expected, kind
        assert (decision.id in in_list(reader, Decision, visible_decisions)) is expected, kind


def test_the_list_of_a_reader_is_made_once_and_follows_the_clock_and_their_roles(circle):
    circle.submit()
    with transaction():
        circle.proposal.embargo_until = clock.now() + timedelta(hours=2)
    reader, made = circle.wim, visible_proposals(circle.wim)
    assert in_list(reader, Proposal, visible_proposals) == set()
    with time_machine.travel(clock.now() + timedelta(hours=3)):
        assert in_list(reader, Proposal, visible_proposals) == {circle.proposal_id}
        assert visible_proposals(reader) is made, "made again, so that nothing was tried"
        with transaction() as session:
            (role,) = session.get_one(Person, reader.id).memberships
            role.starts_on, role.ends_on = clock.today() - timedelta(days=9), clock.today() - timedelta(days=1)
        assert in_list(session.get_one(Person, reader.id), Proposal, visible_proposals) == set()


LEADING = [
    ("the chair", True),
    ("a member", False),
    ("an adviser", False),
    ("who leads the wider unit", False),
    ("a colleague", False),
]


@pytest.mark.parametrize(("kind", "leads"), LEADING)
def test_the_units_somebody_leads_are_those_where_they_may_set_a_round_ready(circle, kind, leads):
    reader = READERS[kind](circle)
    proposal = circle.submit()
    assert may(reader, "proposal:prepare_round", proposal) is leads
    assert (circle.unit.id in led_units(reader)) is leads


def test_a_rehearsal_stands_in_no_list(circle):
    with transaction():
        proposal = proposals.hand_in_new(
            circle.unit, circle.text(), by=circle.marieke, author=circle.joost, rehearsal=True
        )
    assert proposal.id not in in_list(circle.joost, Proposal, visible_proposals)
