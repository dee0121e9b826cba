"""The rules of `app.decisions.rules` once more as conditions on lists: the same answers, asked of the database.

tests/decisions/test_visibility.py holds the two against each other for every kind of reader.
"""

from sqlalchemy import ColumnElement, Select, not_, or_, select
from sqlalchemy.orm import aliased

from app.core import clock
from app.decisions.models import (
    Action,
    Advice,
    ConsentRound,
    Decision,
    DisclosedDossier,
    JointBody,
    Mandate,
    Proposal,
    Referral,
)
from app.decisions.states import Nature, ProposalState
from app.organisation.models import Person, Unit
from app.organisation.states import LEADING_ROLES, LINKING_ROLES


def visible_proposals(actor: Person) -> ColumnElement[bool]:
    """Which proposals `actor` may read. Rehearsals are nobody's list."""
    decided = Proposal.state == ProposalState.DECIDED
    handed_in = Proposal.submitted_at.is_not(None) & (Proposal.state != ProposalState.DRAFT)
    shared = handed_in & Proposal.not_closed()
    held = select(Mandate.id).where(Mandate.held_by(actor, clock.today()))
    is_execution = Proposal.nature == Nature.EXECUTION
    return Proposal.rehearsal.is_(False) & or_(
        Proposal.author_id == actor.id,
        is_execution & Proposal.advice.any(Advice.person_id == actor.id),
        is_execution & handed_in & or_(Proposal.decider_id == actor.id, Proposal.mandate_id.in_(held)),
        handed_in & or_(Proposal.unit_id.in_(own_tables(actor)), _named_on(Proposal, actor)),
        shared & Proposal.referred_at.is_not(None) & Proposal.id.in_(_referred_to_own_tables(actor)),
        shared & Proposal.joined_at.is_not(None) & Proposal.bodies.any(JointBody.unit_id.in_(own_tables(actor))),
        shared & or_(decided, Proposal.unit_id.in_(_linked_tables(actor))),
    )


def visible_decisions(actor: Person) -> ColumnElement[bool]:
    """Which decisions `actor` may read."""
    return or_(
        Decision.not_closed(),
        Decision.unit_id.in_(own_tables(actor)),
        _named_on(Decision, actor),
        Decision.proposal.has(Proposal.author_id == actor.id),
    )


def visible_actions(actor: Person) -> ColumnElement[bool]:
    """Which actions `actor` may read, of those that count: what was agreed in a round waits for its decision."""
    tables, owns = own_tables(actor), Action.owner_id == actor.id
    may_know = or_(Decision.not_closed(), Decision.unit_id.in_(tables), owns & _named_on(Decision, actor))
    at_a_table = Action.decision_id.is_(None) & Action.proposal_id.is_(None)
    return or_(Action.decision.has(may_know), at_a_table & or_(owns, Action.unit_id.in_(tables)))


def rounds_within_reach(actor: Person) -> ColumnElement[bool]:
    """At which rounds a place still counts: at a closed one only for who sits at the unit's own table, or is named."""
    return ConsentRound.proposal.has(
        or_(
            Proposal.not_closed(),
            Proposal.unit_id.in_(own_tables(actor)),
            _named_on(Proposal, actor),
            Proposal.author_id == actor.id,
        )
    )


def own_tables(actor: Person) -> set[int]:
    """The units at whose table somebody sits, the double links to the wider unit included."""
    units = set()
    for one in actor.memberships:
        if one.is_active(clock.today()):
            units.add(one.unit_id)
            if one.role in LINKING_ROLES and one.unit.parent_id is not None:
                units.add(one.unit.parent_id)
    return units


def led_units(actor: Person) -> set[int]:
    """The units in which somebody may set rounds ready and lead them."""
    return {one.unit_id for one in actor.memberships if one.role in LEADING_ROLES and one.is_active(clock.today())}


def _referred_to_own_tables(actor: Person) -> Select[int]:
    """The proposals that were referred to a table at which somebody sits, by however many steps, as a subquery."""
    here = Referral.successor.has(Proposal.unit_id.in_(own_tables(actor)))
    referred = select(Referral.proposal_id).where(here).cte("referred", recursive=True)
    step = aliased(Referral)
    further = select(step.proposal_id).join(referred, step.successor_id == referred.c.proposal_id)
    return select(referred.union(further.where(step.successor.has(Proposal.not_closed()))).c.proposal_id)


def _named_on(kind: type[DisclosedDossier], actor: Person) -> ColumnElement[bool]:
    """What somebody is named on, or what a body at whose table they sit keeps secret, while it is closed."""
    return not_(kind.not_closed()) & or_(kind.names(actor.id), kind.secret_of(own_tables(actor)))


def _linked_tables(actor: Person) -> Select[int]:
    """The units next-narrower to those that somebody leads or represents, as a subquery."""
    leading = {one.unit_id for one in actor.memberships if one.role in LINKING_ROLES and one.is_active(clock.today())}
    return select(Unit.id).where(Unit.parent_id.in_(leading))
