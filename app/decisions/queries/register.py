"""The list of decisions. Whatever it shows or counts, the reader may see."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import defer, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from app.core import clock, search
from app.core.database import db
from app.core.errors import N_
from app.decisions.models import Decision, Wording
from app.decisions.queries.visibility import visible_decisions
from app.decisions.states import DecisionState
from app.organisation.models import Person, SteeringLevel, Unit

PAGE = 25
DUE = "terugkijken"
STATES: dict[str, tuple[str, DecisionState | None]] = {
    "van-kracht": (DecisionState.IN_FORCE.label, DecisionState.IN_FORCE),
    DUE: (N_("Toe aan terugkijken"), None),
    "in-terugblik": (DecisionState.UNDER_REVIEW.label, DecisionState.UNDER_REVIEW),
    "vervangen": (DecisionState.SUPERSEDED.label, DecisionState.SUPERSEDED),
    "ingetrokken": (DecisionState.REPEALED.label, DecisionState.REPEALED),
    "verlopen": (DecisionState.EXPIRED.label, DecisionState.EXPIRED),
}
"""What one can filter on, by its name in the address: the label, and the state; for what is due there is no state."""


@dataclass(frozen=True)
class Wanted:
    """What the reader of the register asked for."""

    words: str = ""
    unit_id: int | None = None
    level_id: int | None = None
    state: str | None = None
    since: date | None = None
    until: date | None = None
    page: int = 1

    @property
    def filters(self) -> int:
        """How many filters are on, beside the search."""
        return sum(one is not None for one in (self.unit_id, self.level_id, self.state, self.since, self.until))

    @property
    def is_everything(self) -> bool:
        """Whether nothing was left out."""
        return not self.words and not self.filters


@dataclass(frozen=True)
class Page:
    """One page of the register."""

    decisions: list[Decision]
    total: int
    page: int
    pages: int
    due: int
    """How many of all decisions the reader may see are to be looked back on."""
    units: list[Unit]
    """The units that took them."""

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

    A constant number of queries, whatever there is.
    """
    visible = visible_decisions(reader)
    asked = and_(visible, *conditions_of(wanted))
    total = _count(asked)
    pages = max(1, -(-total // PAGE))
    page = min(max(wanted.page, 1), pages)
    decisions = list(db.session.scalars(newest(asked).limit(PAGE).offset((page - 1) * PAGE)))
    return Page(decisions, total, page, pages, due=_count(and_(visible, is_due())), units=_units_with(visible))


def newest(condition: ColumnElement[bool]) -> Select[Decision]:
    """Decisions under a condition, the latest first, without their texts: a list has no need of those."""
    return (
        select(Decision)
        .where(condition)
        .options(*_titles())
        .order_by(Decision.decided_on.desc().nulls_last(), Decision.id.desc())
    )


def is_due() -> ColumnElement[bool]:
    """Decisions that hold, and whose day to look back has come."""
    review_has_come = Decision.wording.has(Wording.review_on <= clock.today())
    return and_(Decision.state == DecisionState.IN_FORCE, review_has_come)


def conditions_of(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What `wanted` asks of decisions, as conditions."""
    conditions: list[ColumnElement[bool]] = []
    found = search.matching("decision", wanted.words)
    if found is not None:
        conditions.append(Decision.id.in_(found))
    if wanted.unit_id is not None:
        conditions.append(Decision.unit_id == wanted.unit_id)
    if wanted.level_id is not None:
        conditions.append(Decision.unit.has(Unit.level_id == wanted.level_id))
    if wanted.state in STATES:
        _label, state = STATES[wanted.state]
        conditions.append(Decision.state == state if state is not None else is_due())
    if wanted.since is not None:
        conditions.append(Decision.decided_on >= wanted.since)
    if wanted.until is not None:
        conditions.append(Decision.decided_on <= wanted.until)
    return conditions


def _titles() -> tuple[ORMOption, ...]:
    text = joinedload(Decision.wording)
    return text.load_only(Wording.what, Wording.review_on), text.lazyload(Wording.owner), defer(Decision.source)


def _count(condition: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Decision).where(condition)) or 0


def _units_with(condition: ColumnElement[bool]) -> list[Unit]:
    with_some = select(Decision.unit_id).where(condition)
    return list(db.session.scalars(select(Unit).where(Unit.id.in_(with_some)).order_by(Unit.name)))
