"""What each unit has decided and has in hand, as far as the reader may see it."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select

from app.core.database import db
from app.decisions.models import ConsentRound, Decision, Proposal
from app.decisions.queries.proposals import titles_of
from app.decisions.queries.register import NEWEST_FIRST, newest
from app.decisions.queries.visibility import visible_decisions, visible_proposals
from app.decisions.states import DecisionState, Nature
from app.organisation.models import Person, Unit

FEW = 3
"""How many decisions of a unit are named; the register has them all."""
MANY = 100
"""Beyond so many decisions of a unit they are not counted one by one."""
HOLDING = (DecisionState.IN_FORCE, DecisionState.UNDER_REVIEW)


@dataclass
class Standing:
    """How one unit stands."""

    policies: list[Decision] = field(default_factory=list)
    """The latest beleid that holds."""
    total: int = 0
    """How much beleid holds, counted up to `MANY`."""
    in_round: list[Proposal] = field(default_factory=list)
    """What is in a round now."""

    @property
    def is_uncounted(self) -> bool:
        """Whether there is more than was counted."""
        return self.total >= MANY


def standing_of_units(reader: Person) -> dict[int, Standing]:
    """How each unit stands, by its id. Four queries, whatever there is; none walks through all decisions."""
    standings: defaultdict[int, Standing] = defaultdict(Standing)
    holds = and_(visible_decisions(reader), Decision.nature == Nature.POLICY, Decision.state.in_(HOLDING))
    latest: list[int] = []
    for unit_id, total, *ids in db.session.execute(_counted(holds)):
        standings[unit_id].total = total
        latest += [decision_id for decision_id in ids if decision_id is not None]
    for decision in db.session.scalars(newest(Decision.id.in_(latest))):
        standings[decision.unit_id].policies.append(decision)
    going_on = select(ConsentRound.proposal_id).where(ConsentRound.ended_at.is_(None))
    for proposal in titles_of(and_(visible_proposals(reader), Proposal.id.in_(going_on)), MANY):
        standings[proposal.unit_id].in_round.append(proposal)
    return standings


def _counted(holds: ColumnElement[bool]) -> Select[Any]:
    """Of each unit: its id, how many decisions hold, and the ids of the latest few."""
    of_unit = and_(Decision.unit_id == Unit.id, holds)
    some = select(literal(1).label("one")).where(of_unit).limit(MANY).correlate(Unit).subquery()
    total = select(func.count()).select_from(some).scalar_subquery()
    latest = select(Decision.id).where(of_unit).order_by(*NEWEST_FIRST).limit(1).correlate(Unit)
    return select(Unit.id, total, *(latest.offset(place).scalar_subquery() for place in range(FEW)))
