"""The rules of `app.decisions.rules` once more as conditions on lists: the same answers, asked of the database.

tests/decisions/test_visibility.py holds the two against each other for every kind of reader.
"""

from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, not_, or_, select

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
from app.organisation.states import LEADING_ROLES, LINKING_ROLES, Role

READERS_AT_ONCE = 64
"""For how many the condition of their lists is kept: SQLAlchemy needs 7 ms to make one, and 160 kB to keep it."""


@dataclass(frozen=True)
class Reader:
    """What decides which proposals somebody may read: who they are, and where they have which role today."""

    person_id: int
    roles: frozenset[tuple[int, Role]]
    """Each role with its unit."""
    tables: frozenset[int]
    """The units at whose table they sit."""

    @property
    def leading(self) -> set[int]:
        """The units that they lead or represent."""
        return {unit_id for unit_id, role in self.roles if role in LINKING_ROLES}


def visible_proposals(actor: Person) -> ColumnElement[bool]:
    """Which proposals `actor` may read. Rehearsals are nobody's list."""
    return _proposals_for(Reader(actor.id, actor.roles_on(clock.today()), frozenset(own_tables(actor))))


@lru_cache(maxsize=READERS_AT_ONCE)
def _proposals_for(reader: Reader) -> ColumnElement[bool]:
    decided = Proposal.state == ProposalState.DECIDED
    handed_in = Proposal.submitted_at.is_not(None) & (Proposal.state != ProposalState.DRAFT)
    shared = handed_in & Proposal.not_closed()
    held = select(Mandate.id).where(Mandate.held_by(reader.person_id, reader.roles))
    is_execution = Proposal.nature == Nature.EXECUTION
    return Proposal.rehearsal.is_(False) & or_(
        shared & decided,  # which is true of most, comes first: what follows is then not asked
        Proposal.author_id == reader.person_id,
        is_execution & Proposal.advice.any(Advice.person_id == reader.person_id),
        is_execution & handed_in & or_(Proposal.decider_id == reader.person_id, Proposal.mandate_id.in_(held)),
        handed_in & or_(Proposal.unit_id.in_(reader.tables), _named_on(Proposal, reader.person_id, reader.tables)),
        shared & Proposal.referred_at.is_not(None) & Proposal.id.in_(_referred_to(reader.tables)),
        shared & Proposal.unit_id.in_(select(Unit.id).where(Unit.parent_id.in_(reader.leading))),
        shared & Proposal.joined_at.is_not(None) & Proposal.bodies.any(JointBody.unit_id.in_(reader.tables)),
    )


def visible_decisions(actor: Person) -> ColumnElement[bool]:
    """Which decisions `actor` may read."""
    tables = own_tables(actor)
    return or_(
        Decision.not_closed(),
        Decision.unit_id.in_(tables),
        _named_on(Decision, actor.id, tables),
        Decision.proposal.has(Proposal.author_id == actor.id),
    )


def visible_actions(actor: Person) -> ColumnElement[bool]:
    """Which actions `actor` may read, of those that count: what was agreed in a round waits for its decision."""
    tables, owns = own_tables(actor), Action.owner_id == actor.id
    may_know = or_(Decision.not_closed(), Decision.unit_id.in_(tables), owns & _named_on(Decision, actor.id, tables))
    at_a_table = Action.decision_id.is_(None) & Action.proposal_id.is_(None)
    return or_(Action.decision.has(may_know), at_a_table & or_(owns, Action.unit_id.in_(tables)))


def rounds_within_reach(actor: Person) -> ColumnElement[bool]:
    """At which rounds a place still counts: at a closed one only for who sits at the unit's own table, or is named."""
    tables = own_tables(actor)
    return ConsentRound.proposal.has(
        or_(
            Proposal.not_closed(),
            Proposal.unit_id.in_(tables),
            _named_on(Proposal, actor.id, tables),
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
    return {unit_id for unit_id, role in actor.roles_on(clock.today()) if role in LEADING_ROLES}


def _referred_to(tables: Set[int]) -> Select[int]:
    """The proposals that were referred to one of these tables, by however many steps, as a subquery."""
    here = Referral.successor.has(Proposal.unit_id.in_(tables))
    referred = select(Referral.proposal_id).where(here).cte("referred", recursive=True)
    further = select(Referral.proposal_id).join(referred, Referral.successor_id == referred.c.proposal_id)
    return select(referred.union(further.where(Referral.successor.has(Proposal.not_closed()))).c.proposal_id)


def _named_on(kind: type[DisclosedDossier], person_id: int, tables: Set[int]) -> ColumnElement[bool]:
    """What somebody is named on, or what a body at whose table they sit keeps secret, while it is closed."""
    return not_(kind.not_closed()) & or_(kind.names(person_id), kind.secret_of(tables))
