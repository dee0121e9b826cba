"""What is read about looking back: the reviews of a decision, its actions, and proposals that change it."""

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.database import db
from app.decisions.models import Action, Decision, Proposal, Review
from app.decisions.queries.proposals import titles_of
from app.decisions.queries.visibility import visible_proposals
from app.decisions.states import ActionState, ProposalState
from app.organisation.models import Person

GOING_ON = (ProposalState.SUBMITTED, ProposalState.IN_ROUND, ProposalState.REFERRED)
MOST = 12


def reviews_of(decision: Decision) -> list[Review]:
    """Every time a decision was looked back on, the latest first. Two queries."""
    query = (
        select(Review)
        .where(Review.decision_id == decision.id)
        .options(selectinload(Review.criteria))
        .order_by(Review.id.desc())
    )
    return list(db.session.scalars(query))


def open_changes(decision_id: int | None, reader: Person) -> list[Proposal]:
    """The proposals that go on and were made of this decision, as far as `reader` may see them. Two queries at most."""
    if decision_id is None:
        return []
    going_on = and_(Proposal.based_on_id == decision_id, Proposal.state.in_(GOING_ON))
    return titles_of(and_(going_on, visible_proposals(reader)), MOST)


def actions_of(decision: Decision) -> list[Action]:
    """What follows from a decision, open ones first, then by day. One query."""
    query = (
        select(Action)
        .where(Action.decision_id == decision.id)
        .options(joinedload(Action.decision))
        .order_by(Action.state != ActionState.OPEN, Action.due_on.asc().nulls_last(), Action.id)
    )
    return list(db.session.scalars(query))


def actions_of_proposal(proposal_id: int) -> list[Action]:
    """What was agreed in the round of a proposal so far. One query."""
    query = select(Action).where(Action.proposal_id == proposal_id).order_by(Action.id)
    return list(db.session.scalars(query))
