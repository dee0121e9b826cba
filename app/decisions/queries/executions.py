"""The way up from an uitvoeringsbesluit to its beleid, and down from beleid to what was carried out within it."""

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from app.core import clock, search
from app.core.database import db
from app.core.permissions import may
from app.decisions.models import Advice, Contest, Decision, Execution, Mandate, Proposal, Wording
from app.decisions.queries.proposals import titles_of
from app.decisions.queries.register import newest
from app.decisions.queries.visibility import own_tables, visible_decisions, visible_proposals
from app.decisions.states import HOLDS, Nature, ProposalState
from app.decisions.subjects import kinds_that_leave_room
from app.organisation.models import Person

MOST = 10
UNDECIDED = frozenset({ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.DELEGATED})
"""In which somebody is to do something outside a round."""


@dataclass(frozen=True)
class ExecutionStory:
    """What the page of a decision tells of uitvoering, as far as its reader may see it."""

    execution: Execution | None = None
    policy: Decision | None = None
    """The beleid within which it was taken."""
    advice: list[Advice] = field(default_factory=list)
    contests: list[Contest] = field(default_factory=list)
    """When somebody said that it is beleid, and what came of it; the latest first."""
    contest_proposals: dict[int, Proposal] = field(default_factory=dict)
    """The proposals these became, by id, as far as the reader may see them."""
    within: list[Decision] = field(default_factory=list)
    """Of beleid: the latest uitvoeringsbesluiten within it."""
    total_within: int = 0


def execution_story(decision: Decision, reader: Person) -> ExecutionStory:
    """The ground of an uitvoeringsbesluit, or what was carried out within beleid. A constant number of queries."""
    if decision.nature is Nature.POLICY:
        below = and_(
            Decision.id.in_(select(Execution.decision_id).where(Execution.policy_id == decision.id)),
            visible_decisions(reader),
        )
        total = db.session.scalar(select(func.count()).select_from(Decision).where(below)) or 0
        within = list(db.session.scalars(newest(below).limit(MOST))) if total else []
        return ExecutionStory(within=within, total_within=total)
    execution = db.session.scalar(
        select(Execution)
        .where(Execution.decision_id == decision.id)
        .options(joinedload(Execution.mandate), joinedload(Execution.policy))
    )
    policy = execution.policy if execution else None
    contests = contests_of(decision) if execution else []
    became = titles_of(and_(Proposal.id.in_([one.proposal_id for one in contests]), visible_proposals(reader)), MOST)
    return ExecutionStory(
        execution=execution,
        policy=policy if policy is not None and may(reader, "decision:read", policy) else None,
        contests=contests,
        contest_proposals={one.id: one for one in became},
        advice=advice_on(decision.proposal_id) if decision.proposal_id else [],
    )


def contests_of(decision: Decision) -> list[Contest]:
    """When somebody said of this decision that it is beleid, the latest first. One query."""
    return list(
        db.session.scalars(select(Contest).where(Contest.decision_id == decision.id).order_by(Contest.id.desc()))
    )


def advice_on(proposal_id: int) -> list[Advice]:
    """The advice that was asked about a proposal, in the order in which it was asked. One query."""
    return list(db.session.scalars(select(Advice).where(Advice.proposal_id == proposal_id).order_by(Advice.id)))


def beleid_found(reader: Person, words: str) -> list[Decision]:
    """Beleid in force that leaves room for uitvoering and may be meant by these words.

    Without words the latest of the reader's own units.
    """
    found = search.matching("decision", words)
    asked: ColumnElement[bool] = (
        Decision.id.in_(found) if found is not None else Decision.unit_id.in_(own_tables(reader))
    )
    in_force = and_(Decision.nature == Nature.POLICY, Decision.state.in_(HOLDS), visible_decisions(reader))
    leaves_room = Decision.wording.has(Wording.kind_name.in_(kinds_that_leave_room()))
    return list(db.session.scalars(newest(and_(asked, in_force, leaves_room)).limit(MOST)))


def mandates_within(policy: Decision) -> list[Mandate]:
    """The mandates that may be used today within this beleid."""
    today = clock.today()
    names_it = Mandate.policies.any(Decision.id == policy.id)
    names_none = and_(~Mandate.policies.any(), Mandate.unit_id == policy.unit_id)
    query = (
        select(Mandate)
        .where(Mandate.holding_on(today), or_(names_it, names_none))
        .options(joinedload(Mandate.parent))
        .order_by(Mandate.id.desc())
        .limit(2 * MOST)
    )
    return [one for one in db.session.scalars(query) if one.holds_on(today)]


def is_to_decide(person: Person) -> ColumnElement[bool]:
    """What waits for `person` to decide it as uitvoering, of the proposals that they may read."""
    held = select(Mandate.id).where(Mandate.held_by(person.id, person.roles_on(clock.today())))
    brought = and_(Proposal.state == ProposalState.SUBMITTED, Proposal.mandate_id.in_(held))
    named = and_(Proposal.state == ProposalState.DELEGATED, Proposal.decider_id == person.id)
    return and_(Proposal.nature == Nature.EXECUTION, or_(brought, named))


def is_to_advise(person: Person) -> ColumnElement[bool]:
    """About what the advice of `person` was asked and not yet given, of the proposals that they may read."""
    asked = Proposal.advice.any(and_(Advice.person_id == person.id, Advice.said_at.is_(None)))
    return and_(asked, Proposal.state.in_(UNDECIDED))
