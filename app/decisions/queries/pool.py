"""The agenda pool of a unit: everything that waits there for a meeting. Meetings will read it from here."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload

from app.core import clock
from app.core.database import db
from app.decisions.models import Action, Decision, Proposal, Referral
from app.decisions.queries.actions import open_actions_in
from app.decisions.queries.proposals import titles_of
from app.decisions.queries.register import newest
from app.decisions.queries.visibility import visible_decisions, visible_proposals
from app.decisions.states import DecisionState, ProposalState
from app.organisation.models import Person, Unit

NOTICE = timedelta(days=14)
"""How long beforehand a review stands in the pool, so that it can be put on an agenda in time."""
MOST = 50


@dataclass(frozen=True)
class Pool:
    """What waits in one unit, as far as its reader may see it."""

    submitted: list[Proposal]
    came_from: dict[int, Referral]
    """Of each of these that a narrower unit referred: by which referral."""
    came_back: dict[int, Referral]
    """Of each of these that was referred: what the wider unit answered last."""
    due: list[Decision]
    """To be looked back on, now or within the notice."""
    under_review: list[Decision]
    elsewhere: list[Proposal]
    """Referred to the wider unit, without an answer yet."""
    actions: list[Action]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.submitted or self.due or self.under_review or self.elsewhere or self.actions)


def pool_of(unit: Unit, reader: Person) -> Pool:
    """What waits in `unit`. A constant number of queries, whatever there is."""
    visible = and_(visible_proposals(reader), Proposal.unit_id == unit.id)
    submitted = titles_of(and_(visible, Proposal.state == ProposalState.SUBMITTED), MOST)
    ids = [one.id for one in submitted]
    decisions = and_(visible_decisions(reader), Decision.unit_id == unit.id)
    soon = and_(Decision.state == DecisionState.IN_FORCE, Decision.review_on <= clock.today() + NOTICE)
    return Pool(
        submitted=submitted,
        came_from={one.successor_id: one for one in _referrals(Referral.successor_id.in_(ids))},
        came_back={one.proposal_id: one for one in _referrals(Referral.proposal_id.in_(ids))},
        due=_decisions(and_(decisions, soon)),
        under_review=_decisions(and_(decisions, Decision.state == DecisionState.UNDER_REVIEW)),
        elsewhere=titles_of(and_(visible, Proposal.state == ProposalState.REFERRED), MOST),
        actions=open_actions_in(unit.id, reader),
    )


def _decisions(condition: ColumnElement[bool]) -> list[Decision]:
    return list(db.session.scalars(newest(condition).limit(MOST)))


def _referrals(condition: ColumnElement[bool]) -> list[Referral]:
    both = (joinedload(Referral.proposal), joinedload(Referral.successor))
    query = select(Referral).where(condition).options(*both).order_by(Referral.id)
    return list(db.session.scalars(query))
