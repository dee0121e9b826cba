"""The figures of a unit's meetings in one year, beside those of the year before. They are counted by the database.

They are the same for everybody at its table. What another unit keeps closed is not counted, here or anywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Label, Row, Select, and_, case, extract, func, or_, select

from app.core import clock
from app.core.database import db
from app.decisions.models import ConsentRound, Decision, JointBody, Objection, Proposal
from app.decisions.states import Nature, ObjectionState, Origin
from app.meetings.models import AgendaItem, ClosingTally, Meeting
from app.meetings.queries.experience import AVERAGE
from app.meetings.queries.meetings import meets_in
from app.meetings.states import OVER, Feeling, ItemState, ItemType, Outcome
from app.organisation.models import Unit

SETTLED = (ObjectionState.SETTLED, ObjectionState.CONCERN, ObjectionState.WITHDRAWN)
"""After which who made an objection could go on."""
LENGTH = extract("epoch", Meeting.closed_at) - extract("epoch", Meeting.opened_at)
COUNTED = "counted_year"


@dataclass(frozen=True)
class Treated:
    """How many items there were of a type, and how long they took together."""

    items: int = 0
    seconds: int = 0


@dataclass(frozen=True)
class YearFigures:
    """What a unit did in its meetings in one year."""

    year: int
    meetings: int
    seconds: int
    """How long they lasted together."""
    decisions: Mapping[Nature, int]
    raised: int
    """Objections, and how many of those were settled."""
    settled: int
    treated: Mapping[ItemType, Treated]
    held_over: int
    """How often an item was held over."""
    feelings: Mapping[Feeling, float]
    """The averages of the questions of which answers were kept."""

    @property
    def average_seconds(self) -> int:
        """How long a meeting lasted on average."""
        return self.seconds // self.meetings if self.meetings else 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look back on."""
        return not (self.meetings or self.raised or any(self.decisions.values()))


@dataclass(frozen=True)
class Evaluation:
    """A year, and the year before it."""

    now: YearFigures
    before: YearFigures

    @property
    def longest(self) -> int:
        """The seconds that one type of item took at most, in either year: by it the bars are drawn. At least one."""
        years = (self.now, self.before)
        return max([1, *(one.seconds for year in years for one in year.treated.values())])


def evaluation_of(unit: Unit, year: int) -> Evaluation:
    """The figures of a year and of the one before, however many meetings there were. Five queries."""
    meetings = _of_years(_meetings(unit, year))
    decisions = _of_years(_decisions(unit, year))
    objections = _of_years(_objections(unit, year))
    items = _of_years(_items(unit, year))
    feelings = _of_years(_feelings(unit, year))

    def figures(of: int) -> YearFigures:
        held, made = meetings.get(of, []), objections.get(of, [])
        treated = {one.type: Treated(one.number, int(one.seconds)) for one in items.get(of, [])}
        return YearFigures(
            year=of,
            meetings=sum(one.number for one in held),
            seconds=sum(int(one.seconds or 0) for one in held),
            decisions={one.nature: one.number for one in decisions.get(of, [])},
            raised=sum(one.number for one in made),
            settled=sum(one.settled for one in made),
            treated={one: treated.get(one, Treated()) for one in ItemType},
            held_over=sum(one.held_over for one in items.get(of, [])),
            feelings={Feeling(one.question): float(one.average) for one in feelings.get(of, [])},
        )

    return Evaluation(figures(year), figures(year - 1))


def _of_years(query: Select[*tuple[Any, ...]]) -> dict[int, list[Row[*tuple[Any, ...]]]]:
    """The rows of a query that counts by year, by that year."""
    found: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for row in db.session.execute(query):
        found.setdefault(int(row.counted_year), []).append(row)
    return found


def _meetings(unit: Unit, year: int) -> Select[*tuple[Any, ...]]:
    figures = (func.count().label("number"), func.sum(LENGTH).label("seconds"))
    return select(_in_which(year), *figures).where(_held(unit, year)).group_by(COUNTED)


def _decisions(unit: Unit, year: int) -> Select[*tuple[Any, ...]]:
    """Its own, taken by it or on its behalf; what was taken over from elsewhere says nothing of its meetings."""
    first, then, next_ = (date(one, 1, 1) for one in (year - 1, year, year + 1))
    day = Decision.decided_on
    taken = and_(Decision.unit_id == unit.id, Decision.origin != Origin.IMPORTED, day >= first, day < next_)
    which = case((day >= then, year), else_=year - 1).label(COUNTED)
    return select(which, Decision.nature, func.count().label("number")).where(taken).group_by(COUNTED, Decision.nature)


def _objections(unit: Unit, year: int) -> Select[*tuple[Any, ...]]:
    """Those in rounds in which it consents; what was raised while a round practises is none."""
    at = Objection.raised_at
    in_its_rounds = or_(Proposal.unit_id == unit.id, ConsentRound.bodies.any(JointBody.unit_id == unit.id))
    settled = func.sum(case((Objection.state.in_(SETTLED), 1), else_=0)).label("settled")
    return (
        select(_year_of(at, year), func.count().label("number"), settled)
        .select_from(Objection)
        .join(Objection.proposal)
        .join(Objection.round)
        .where(in_its_rounds, Proposal.rehearsal.is_(False), _within(at, year))
        .group_by(COUNTED)
    )


def _items(unit: Unit, year: int) -> Select[*tuple[Any, ...]]:
    known = and_(
        or_(AgendaItem.proposal_id.is_(None), AgendaItem.proposal.has(_known(Proposal, unit))),
        or_(AgendaItem.decision_id.is_(None), AgendaItem.decision.has(_known(Decision, unit))),
    )
    held_over = func.sum(case((AgendaItem.outcome == Outcome.HELD_OVER, 1), else_=0)).label("held_over")
    figures = (func.count().label("number"), func.sum(AgendaItem.seconds_spent).label("seconds"), held_over)
    return (
        select(_in_which(year), AgendaItem.type, *figures)
        .join(AgendaItem.meeting)
        .where(_held(unit, year), AgendaItem.state == ItemState.CONCLUDED, known)
        .group_by(COUNTED, AgendaItem.type)
    )


def _feelings(unit: Unit, year: int) -> Select[*tuple[Any, ...]]:
    return (
        select(_in_which(year), ClosingTally.question, AVERAGE.label("average"))
        .join(Meeting, ClosingTally.meeting_id == Meeting.id)
        .where(_held(unit, year))
        .group_by(COUNTED, ClosingTally.question)
    )


def _known(kind: type[Proposal] | type[Decision], unit: Unit) -> ColumnElement[bool]:
    """That those who sit at the table of a unit may all know of it."""
    return or_(kind.unit_id == unit.id, kind.not_closed())


def _held(unit: Unit, year: int) -> ColumnElement[bool]:
    return and_(meets_in(unit), Meeting.state.in_(OVER), _within(Meeting.starts_at, year))


def _in_which(year: int) -> Label[int]:
    return _year_of(Meeting.starts_at, year)


def _year_of(at: Any, year: int) -> Label[int]:
    """Which of the two years a moment is in, on the clock of the Netherlands."""
    return case((at >= _begin(year), year), else_=year - 1).label(COUNTED)


def _within(at: Any, year: int) -> ColumnElement[bool]:
    return and_(at >= _begin(year - 1), at < _begin(year + 1))


def _begin(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=clock.AMSTERDAM)
