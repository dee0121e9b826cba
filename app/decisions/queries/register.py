"""The list of decisions. Whatever it shows or counts, the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import defer, joinedload

from app.core import clock, search
from app.core.database import db
from app.core.errors import N_
from app.decisions.models import ConsentRound, Contest, Decision, Execution, Objection, ProposalVersion, Wording
from app.decisions.queries.bounded import MOST_COUNTED, Total, counted, pages_of, units_with
from app.decisions.queries.visibility import visible_decisions
from app.decisions.states import NATURES, DecisionState, Origin
from app.organisation.models import Person, SteeringLevel, Unit

PAGE = 25
MANY = 1000
"""From so many on, what was asked for is common enough to be met soon while walking through the latest."""
DUE, CONTESTED = "terugkijken", "betwist"
STATES: dict[str, tuple[str, DecisionState | None]] = {
    "van-kracht": (DecisionState.IN_FORCE.label, DecisionState.IN_FORCE),
    DUE: (N_("Toe aan terugkijken"), None),
    "in-terugblik": (DecisionState.UNDER_REVIEW.label, DecisionState.UNDER_REVIEW),
    "opgeschort": (DecisionState.SUSPENDED.label, DecisionState.SUSPENDED),
    CONTESTED: (N_("Betwist: dit is beleid"), None),
    "vervangen": (DecisionState.SUPERSEDED.label, DecisionState.SUPERSEDED),
    "ingetrokken": (DecisionState.REPEALED.label, DecisionState.REPEALED),
    "verlopen": (DecisionState.EXPIRED.label, DecisionState.EXPIRED),
}
"""What one can filter on, by its name in the address: the label, and the state; some are no state but a fact."""

NEWEST_FIRST = (Decision.decided_on.desc().nulls_last(), Decision.id.desc())


@dataclass(frozen=True)
class Wanted:
    """What the reader of the register asked for."""

    words: str = ""
    unit_id: int | None = None
    level_id: int | None = None
    nature: str | None = None
    state: str | None = None
    since: date | None = None
    until: date | None = None
    within: str = ""
    """The number of the beleid within which it was carried out."""
    page: int = 1

    @property
    def filters(self) -> int:
        """How many filters are on that one can choose beside the search."""
        given = (self.unit_id, self.level_id, self.nature, self.state, self.since, self.until)
        return sum(one is not None for one in given)

    @property
    def is_everything(self) -> bool:
        """Whether nothing was left out."""
        return not self.words and not self.within and not self.filters


@dataclass(frozen=True)
class Page:
    """One page of the register."""

    decisions: list[Decision]
    total: Total
    page: int
    pages: int
    due: Total
    """How many of all decisions the reader may see are to be looked back on."""
    units: list[Unit]
    """The units that took them."""
    went: dict[int, tuple[int, int]]
    """How the rounds of these decisions went: the version that was consented to, and how many objections there were."""

    @property
    def levels(self) -> list[SteeringLevel]:
        """The levels of these units, from wide to narrow."""
        return sorted({unit.level for unit in self.units}, key=lambda level: -level.rank)

    def unit(self, unit_id: int | None) -> Unit | None:
        """One of the units."""
        return next((unit for unit in self.units if unit.id == unit_id), None)

    def level(self, level_id: int | None) -> SteeringLevel | None:
        """One of the levels."""
        return next((level for level in self.levels if level.id == level_id), None)


def page_of_decisions(reader: Person, wanted: Wanted) -> Page:
    """The decisions `reader` may see and asked for, newest first; a page that is not there is the last.

    A constant number of queries, whatever there is. Which decisions stand on the page is found in the index alone,
    before anything of them is read.
    """
    visible = visible_decisions(reader)
    units = units_with(Decision, visible)
    to_look_back_on = select(Decision.id).where(visible, is_due())
    due = Total(db.session.scalar(select(counted(to_look_back_on))) or 0)
    total, page, shown = _found(wanted, units, visible)
    decisions = list(db.session.scalars(newest(shown)))
    return Page(decisions, Total(total), page, pages_of(total, PAGE), due, units, _how_it_went(decisions))


def _found(wanted: Wanted, units: list[Unit], visible: ColumnElement[bool]) -> tuple[int, int, ColumnElement[bool]]:
    """How many there are, which page of them, and what stands on it. Words are looked for once: that is what costs."""
    asked = select(Decision.id).where(visible, *conditions_of(wanted, units, visible))
    ids = _all_found(asked) if wanted.words else []
    total = len(ids) if wanted.words else db.session.scalar(select(counted(asked))) or 0
    page = min(max(wanted.page, 1), pages_of(total, PAGE))
    if wanted.words and total <= MOST_COUNTED:
        return total, page, and_(visible, Decision.id.in_(ids[(page - 1) * PAGE : page * PAGE]))
    if total > MANY:
        asked = select(Decision.id).where(visible, *conditions_of(wanted, units, visible, latest_first=True))
    shown = asked.order_by(*NEWEST_FIRST).limit(PAGE).offset((page - 1) * PAGE)
    return total, page, Decision.id.in_(shown)


def _all_found(asked: Select[int]) -> Sequence[int]:
    """The ids of everything that was asked for, the latest first; when there is more than is counted, of some of it."""
    some = asked.add_columns(Decision.decided_on).limit(MOST_COUNTED + 1).cte("some")
    latest_first = select(some.c.id).order_by(some.c.decided_on.desc().nulls_last(), some.c.id.desc())
    return db.session.scalars(latest_first).all()


def _how_it_went(decisions: list[Decision]) -> dict[int, tuple[int, int]]:
    raised = select(func.count()).where(Objection.proposal_id == ConsentRound.proposal_id).scalar_subquery()
    query = (
        select(Decision.id, ProposalVersion.number, raised)
        .join(ConsentRound, ConsentRound.id == Decision.round_id)
        .join(ProposalVersion, ProposalVersion.id == ConsentRound.version_id)
        .where(Decision.id.in_([one.id for one in decisions if one.origin is Origin.ROUND]))
    )
    return {decision_id: (version, objections) for decision_id, version, objections in db.session.execute(query)}


def newest(condition: ColumnElement[bool]) -> Select[Decision]:
    """Decisions under a condition, the latest first, without their texts: a list has no need of those."""
    return select(Decision).where(condition).options(*title_alone()).order_by(*NEWEST_FIRST)


def is_due() -> ColumnElement[bool]:
    """Decisions that hold, and whose day to look back has come."""
    return and_(Decision.state == DecisionState.IN_FORCE, Decision.review_on <= clock.today())


def is_contested() -> ColumnElement[bool]:
    """Decisions of which somebody said "dit is beleid", while the circle has not decided."""
    return Decision.id.in_(select(Contest.decision_id).where(Contest.outcome.is_(None)))


def conditions_of(
    wanted: Wanted, units: list[Unit], visible: ColumnElement[bool], *, latest_first: bool = False
) -> list[ColumnElement[bool]]:
    """What was asked for, as conditions.

    `visible` says of decisions which ones the reader may see: what was carried out within beleid that is hidden from
    them is not told. `latest_first`: so many answer to it that the latest are soon met by walking through all of
    them; a sum keeps the database from gathering and sorting every one instead.
    """
    row, unit_of_it = (Decision.id + 0, Decision.unit_id + 0) if latest_first else (Decision.id, Decision.unit_id)
    conditions: list[ColumnElement[bool]] = []
    found = search.matching("decision", wanted.words)
    if found is not None:
        conditions.append(row.in_(found))
    if wanted.within:
        beleid = select(Decision.id).where(visible, Decision.number == wanted.within).correlate(None)
        conditions.append(row.in_(select(Execution.decision_id).where(Execution.policy_id.in_(beleid))))
    if wanted.unit_id is not None:
        conditions.append(Decision.unit_id == wanted.unit_id)
    if wanted.level_id is not None:
        of_level = [unit.id for unit in units if unit.level_id == wanted.level_id]
        conditions.append(unit_of_it.in_(of_level))
    if wanted.nature in NATURES:
        conditions.append(Decision.nature == NATURES[wanted.nature])
    if wanted.state in STATES:
        _label, state = STATES[wanted.state]
        facts = {DUE: is_due, CONTESTED: is_contested}
        conditions.append(Decision.state == state if state is not None else facts[wanted.state]())
    if wanted.since is not None:
        conditions.append(Decision.decided_on >= wanted.since)
    if wanted.until is not None:
        conditions.append(Decision.decided_on <= wanted.until)
    return conditions


@cache
def title_alone() -> tuple[Any, ...]:
    """What to load of a decision that is only named: its number and its title."""
    text = joinedload(Decision.wording)
    return text.load_only(Wording.what), text.lazyload(Wording.owner), defer(Decision.source)
