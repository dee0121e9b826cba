"""What each unit decides, beleid and uitvoering apart, and the way between the two, as far as the reader may see it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import ScalarSelect, and_, func, literal, select
from sqlalchemy.orm import aliased

from app.core.database import db
from app.decisions.models import Contest, Decision, Execution, Proposal
from app.decisions.queries.bounded import MOST_COUNTED
from app.decisions.queries.proposals import titles_of
from app.decisions.queries.register import is_due, newest
from app.decisions.queries.visibility import visible_decisions, visible_proposals
from app.decisions.states import HOLDS, Nature, ProposalState
from app.organisation.models import Person, SteeringLevel, Unit
from app.steering_map.queries import MANY, Count, ids_in, latest_of_unit, number_of_unit

IN_TREATMENT = (ProposalState.SUBMITTED, ProposalState.IN_ROUND, ProposalState.AGREED, ProposalState.DELEGATED)
LONG_TABLE = 12
"""A level with more units than this begins closed."""
MOST_IN_TREATMENT = 500
"""So many proposals are looked at in all; a municipality with more has another problem than this page."""


@dataclass
class Column:
    """What a unit has of one nature."""

    holds: Count = field(default_factory=Count)
    """How many decisions are in force."""
    due: int = 0
    """How many are to be looked back on."""
    contested: int = 0
    """Uitvoering of which somebody said that it is beleid; and of beleid, how much of that waits for this unit."""
    latest: list[Decision] = field(default_factory=list)
    """The latest few that are in force."""
    in_treatment: list[Proposal] = field(default_factory=list)

    @property
    def asks_attention(self) -> bool:
        """Whether somebody should look at it."""
        return bool(self.contested or self.due)


@dataclass
class UnitOverview:
    """A unit with its two columns."""

    unit: Unit
    policy: Column = field(default_factory=Column)
    execution: Column = field(default_factory=Column)

    @property
    def columns(self) -> list[tuple[Nature, Column]]:
        """Beleid, then uitvoering."""
        return [(nature, self.of(nature)) for nature in (Nature.POLICY, Nature.EXECUTION)]

    def of(self, nature: Nature) -> Column:
        """The column of one nature."""
        return self.policy if nature is Nature.POLICY else self.execution


@dataclass(frozen=True)
class Overview:
    """The units that were asked for, in that order."""

    units: dict[int, UnitOverview]
    above: dict[int, Decision]
    """The beleid within which each uitvoeringsbesluit that is named was taken, by the id of the latter."""
    below: dict[int, Count]
    """How many uitvoeringsbesluiten hold within each beleid that is named, by its id."""
    is_bounded: bool
    """Whether more is in treatment or due than was counted."""

    @property
    def levels(self) -> Iterator[tuple[SteeringLevel, list[UnitOverview]]]:
        """The units by steering level, from wide to narrow."""
        wide_to_narrow = sorted(self.units.values(), key=lambda one: -one.unit.level.rank)
        for level, units in groupby(wide_to_narrow, key=lambda one: one.unit.level):
            yield level, list(units)

    def folds(self, units: Collection[UnitOverview]) -> bool:
        """Whether the table of a level begins closed: a long one, with other levels beside it."""
        return LONG_TABLE < len(units) < len(self.units)


def overview_of(units: Collection[Unit], reader: Person) -> Overview:
    """What these units decided and have in hand. A constant number of queries; none walks through all decisions."""
    found = {unit.id: UnitOverview(unit) for unit in units}
    named = _count(found, reader)
    for decision in db.session.scalars(newest(Decision.id.in_(named))):
        found[decision.unit_id].of(decision.nature).latest.append(decision)
    due = _add_what_is_due(found, reader)
    in_treatment = _add_what_is_in_treatment(found, reader)
    _add_what_is_contested(found, reader)
    is_bounded = due > MOST_COUNTED or in_treatment > MOST_IN_TREATMENT
    return Overview(found, _above(named, reader), _below(named, reader), is_bounded)


def _count(found: dict[int, UnitOverview], reader: Person) -> list[int]:
    """Count what is in force. Returns the ids of the latest decisions."""
    natures = (Nature.POLICY, Nature.EXECUTION)
    columns: list[ScalarSelect[Any]] = []
    for nature in natures:
        holds = and_(visible_decisions(reader), Decision.nature == nature, Decision.state.in_(HOLDS))
        columns += [number_of_unit(holds), latest_of_unit(holds)]
    named: list[int] = []
    for unit_id, *numbers in db.session.execute(select(Unit.id, *columns).where(Unit.id.in_(found))):
        for nature, holds, latest in zip(natures, numbers[::2], numbers[1::2], strict=True):
            found[unit_id].of(nature).holds = Count(holds)
            named += ids_in(latest)
    return named


def _add_what_is_due(found: dict[int, UnitOverview], reader: Person) -> int:
    """Counted in the index of what is due, as far as the register counts it. Returns how many, or one too many."""
    due = select(Decision.unit_id, Decision.nature).where(visible_decisions(reader), is_due())
    rows = due.limit(MOST_COUNTED + 1).subquery()
    counted = select(rows.c.unit_id, rows.c.nature, func.count()).group_by(rows.c.unit_id, rows.c.nature)
    total = 0
    for unit_id, nature, number in db.session.execute(counted):
        total += number
        if unit_id in found:
            found[unit_id].of(nature).due = number
    return total


def _add_what_is_in_treatment(found: dict[int, UnitOverview], reader: Person) -> int:
    """The latest of them. Returns how many, or one too many."""
    open_ones = and_(visible_proposals(reader), Proposal.state.in_(IN_TREATMENT), Proposal.unit_id.in_(found))
    proposals = titles_of(open_ones, MOST_IN_TREATMENT + 1)
    for proposal in proposals[:MOST_IN_TREATMENT]:
        found[proposal.unit_id].of(proposal.nature).in_treatment.append(proposal)
    return len(proposals)


def _add_what_is_contested(found: dict[int, UnitOverview], reader: Person) -> None:
    """Under the unit that took it, and under the unit whose beleid it is said to be."""
    query = (
        select(Decision.unit_id, Proposal.unit_id)
        .select_from(Contest)
        .join(Contest.decision)
        .join(Contest.proposal)
        .where(Contest.outcome.is_(None), visible_decisions(reader))
    )
    for taken_by, steered_by in db.session.execute(query):
        if taken_by in found:
            found[taken_by].execution.contested += 1
        if steered_by in found:
            found[steered_by].policy.contested += 1


def _above(named: Collection[int], reader: Person) -> dict[int, Decision]:
    """The way up: the beleid of each uitvoeringsbesluit that is named, where the reader may know of it."""
    within = select(Execution.decision_id, Execution.policy_id).where(
        Execution.decision_id.in_(named), Execution.policy_id.is_not(None)
    )
    pairs = {decision_id: policy_id for decision_id, policy_id in db.session.execute(within)}  # noqa: C416
    visible = and_(Decision.id.in_(set(pairs.values())), visible_decisions(reader))
    policies = {one.id: one for one in db.session.scalars(newest(visible))}
    return {decision_id: policies[policy_id] for decision_id, policy_id in pairs.items() if policy_id in policies}


def _below(named: Collection[int], reader: Person) -> dict[int, Count]:
    """The way down: how many uitvoeringsbesluiten hold within each beleid that is named."""
    policy = aliased(Decision)
    some = (
        select(literal(1).label("one"))
        .select_from(Execution)
        .join(Execution.decision)
        .where(Execution.policy_id == policy.id, Decision.state.in_(HOLDS), visible_decisions(reader))
        .limit(MANY)
        .correlate(policy)
        .subquery()
    )
    number = select(func.count()).select_from(some).scalar_subquery()
    rows = db.session.execute(select(policy.id, number).where(policy.id.in_(named), policy.nature == Nature.POLICY))
    return {policy_id: Count(count) for policy_id, count in rows if count}
