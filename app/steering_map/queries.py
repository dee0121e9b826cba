"""What each unit has decided and has in hand, as far as the reader may see it."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, ScalarSelect, Select, String, Subquery, and_, cast, func, literal, select

from app.core.database import db
from app.decisions.models import ConsentRound, Decision, Proposal
from app.decisions.queries.proposals import titles_of
from app.decisions.queries.register import NEWEST_FIRST, newest
from app.decisions.queries.visibility import visible_decisions, visible_proposals
from app.decisions.states import HOLDS, Nature
from app.organisation.models import Person, Unit

FEW = 3
"""How many decisions of a unit are named; the register has them all."""
MANY = 51
"""So many decisions of a unit are counted and no further: there are more than fifty."""
MOST_IN_ROUND = 100
"""So many open rounds are shown in all."""


class Count(int):
    """How many decisions of a unit, as far as they were counted: up to `MANY`."""

    @property
    def is_uncounted(self) -> bool:
        """Whether there may be more than were counted."""
        return self >= MANY


@dataclass
class Standing:
    """How one unit stands."""

    policies: list[Decision] = field(default_factory=list)
    """The latest beleid that holds."""
    total: Count = field(default_factory=Count)
    """How much beleid holds."""
    in_round: list[Proposal] = field(default_factory=list)
    """What is in a round now."""


def standing_of_units(reader: Person) -> dict[int, Standing]:
    """How each unit stands, by its id. Four queries, whatever there is; none walks through all decisions."""
    standings: defaultdict[int, Standing] = defaultdict(Standing)
    holds = and_(visible_decisions(reader), Decision.nature == Nature.POLICY, Decision.state.in_(HOLDS))
    latest: list[int] = []
    for unit_id, total, listed in db.session.execute(select(Unit.id, number_of_unit(holds), latest_of_unit(holds))):
        standings[unit_id].total = Count(total)
        latest += ids_in(listed)
    for decision in db.session.scalars(newest(Decision.id.in_(latest))):
        standings[decision.unit_id].policies.append(decision)
    going_on = select(ConsentRound.proposal_id).where(ConsentRound.ended_at.is_(None))
    for proposal in titles_of(and_(visible_proposals(reader), Proposal.id.in_(going_on)), MOST_IN_ROUND):
        standings[proposal.unit_id].in_round.append(proposal)
    return standings


def number_of_unit(condition: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many decisions of a unit answer to a condition, up to `MANY`, beside `Unit` in a query."""
    some = _latest_of_unit(select(literal(1).label("one")), condition, MANY)
    return select(func.count()).select_from(some).scalar_subquery()


def latest_of_unit(condition: ColumnElement[bool]) -> ScalarSelect[str]:
    """The ids of the latest `FEW` decisions of a unit that answer to a condition, beside `Unit` in a query.

    As one text, with commas between them (`ids_in`): a list of values is what both databases cannot give.
    """
    few = _latest_of_unit(select(Decision.id), condition, FEW)
    return select(func.aggregate_strings(cast(few.c.id, String), ",")).scalar_subquery()


def _latest_of_unit(what: Select[int], condition: ColumnElement[bool], most: int) -> Subquery:
    """In their order also to be counted: only so does PostgreSQL find them in the index alone."""
    latest = what.where(Decision.unit_id == Unit.id, condition).order_by(*NEWEST_FIRST).limit(most)
    return latest.correlate(Unit).subquery()


def ids_in(listed: str | None) -> list[int]:
    """The ids that `latest_of_unit` gave."""
    return [int(one) for one in listed.split(",")] if listed else []
