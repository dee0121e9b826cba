"""Reading the year of a unit: its steps, those at hand, and everything else that is known to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import joinedload, selectinload

from app.core import clock
from app.core.database import db
from app.core.errors import N_, NotFound
from app.core.states import LabelledState
from app.core.transaction import locked_where
from app.decisions.models import Decision, Mandate
from app.decisions.queries.register import newest
from app.decisions.queries.visibility import visible_decisions
from app.decisions.states import HOLDS, MandateState
from app.meetings.models import AgendaItem, Meeting, YearStep, YearTurn
from app.meetings.queries.meetings import meets_in
from app.meetings.states import MeetingState, StepState
from app.meetings.windows import Window, window_at_hand, window_in
from app.organisation.models import Person, Unit
from app.organisation.temporary import TemporaryUnit

MOST = 100
MONTHS = range(1, 13)


@dataclass(frozen=True)
class AtHand:
    """A step that waits for a meeting, and for which window."""

    step: YearStep
    window: Window

    @property
    def id(self) -> int:
        """That of the step: it waits once."""
        return self.step.id

    @property
    def is_late(self) -> bool:
        """Whether its time has passed."""
        return self.window.last < clock.today()


class EntryKind(LabelledState):
    """What stands in the year of a unit."""

    STEP = "step", N_("Komt elk jaar")
    EXPECTED = "expected", N_("Verwacht")
    MEETING = "meeting", N_("Overleg")
    REVIEW = "review", N_("Terugkijken")
    MANDATE = "mandate", N_("Mandaat loopt af")
    TEMPORARY = "temporary", N_("Tijdelijke kring stopt")


STEPS = (EntryKind.STEP, EntryKind.EXPECTED)
COUNTED = (EntryKind.MEETING, EntryKind.REVIEW, EntryKind.MANDATE, EntryKind.TEMPORARY)


@dataclass(frozen=True)
class Entry:
    """One thing in the year: from one day to another, with the row it is about."""

    kind: EntryKind
    title: str
    first: date
    last: date
    about: YearStep | Meeting | Decision | Mandate | TemporaryUnit
    turn: YearTurn | None = None
    """Of a step: what it became this year."""

    def months_in(self, year: int) -> set[int]:
        """The months of a year in which it lies."""
        return {month for month in MONTHS if self.first <= _end_of(year, month) and date(year, month, 1) <= self.last}


@dataclass(frozen=True)
class Year:
    """A year of a unit, as far as its reader may know it; the first first."""

    year: int
    entries: list[Entry]

    @property
    def drawn(self) -> list[tuple[Entry, set[int]]]:
        """The steps, each with its months; one that runs over New Year's Eve has months at both ends."""
        rows: dict[int, tuple[Entry, set[int]]] = {}
        for one in self.entries:
            if one.kind in STEPS:
                rows.setdefault(one.about.id, (one, set()))[1].update(one.months_in(self.year))
        return list(rows.values())

    @property
    def counted(self) -> list[tuple[EntryKind, list[int]]]:
        """Of everything else how much there is in each month, left out where there is none."""
        counts = [
            (kind, [sum(one.kind is kind and one.first.month == month for one in self.entries) for month in MONTHS])
            for kind in COUNTED
        ]
        return [(kind, months) for kind, months in counts if any(months)]


def load_step(year_step_id: int) -> YearStep:
    """A step. Raises `NotFound`."""
    return _found(db.session.scalar(_whole().where(YearStep.id == year_step_id)))


def locked_step(year_step_id: int) -> YearStep:
    """The same, locked until the end of the transaction. Raises `NotFound`."""
    return _found(locked_where(_whole().where(YearStep.id == year_step_id)))


def steps_at_hand(unit: Unit, on: date) -> list[AtHand]:
    """The steps of a unit that wait on a day, the longest waiting first. Two queries."""
    found = [
        AtHand(step, window)
        for step in _running(unit)
        if (window := window_at_hand(step, on, {one.year for one in step.turns})) is not None
    ]
    return sorted(found, key=lambda one: (one.window.first, one.window.last, one.id))


def year_of(unit: Unit, year: int, reader: Person) -> Year:
    """Everything that is known of a year, as far as the reader may know it. A constant number of queries."""
    entries = [
        *_steps(unit, year),
        *_meetings(unit, year),
        *_reviews(unit, year, reader),
        *_mandates(unit, year),
        *_temporaries(unit, year),
    ]
    return Year(year, sorted(entries, key=lambda one: (one.first, list(EntryKind).index(one.kind), one.about.id)))


def _steps(unit: Unit, year: int) -> Iterator[Entry]:
    """In January a window that began last autumn counts as well."""
    for step in _running(unit):
        kind = EntryKind.STEP if step.is_yearly else EntryKind.EXPECTED
        windows = (window_in(step, year - 1), window_in(step, year)) if step.is_yearly else (window_in(step, year),)
        for window in windows:
            if window is not None and window.last.year >= year:
                turn = next((one for one in step.turns if one.year == window.year), None)
                yield Entry(kind, step.title, window.first, window.last, step, turn)


def _meetings(unit: Unit, year: int) -> Iterator[Entry]:
    begins, ends = (datetime.combine(day, time(), tzinfo=clock.AMSTERDAM) for day in _turns_of(year))
    within = and_(Meeting.starts_at >= begins, Meeting.starts_at < ends)
    query = select(Meeting).where(meets_in(unit), within, Meeting.state != MeetingState.CANCELLED)
    for one in db.session.scalars(query.order_by(Meeting.starts_at).limit(MOST)):
        day = one.starts_at.astimezone(clock.AMSTERDAM).date()
        yield Entry(EntryKind.MEETING, one.title, day, day, one)


def _reviews(unit: Unit, year: int, reader: Person) -> Iterator[Entry]:
    here = and_(Decision.unit_id == unit.id, visible_decisions(reader), Decision.state.in_(HOLDS))
    for one in db.session.scalars(newest(and_(here, _within(Decision.review_on, year))).limit(MOST)):
        if one.review_on is not None:
            yield Entry(EntryKind.REVIEW, one.title, one.review_on, one.review_on, one)


def _mandates(unit: Unit, year: int) -> Iterator[Entry]:
    in_force = and_(Mandate.unit_id == unit.id, Mandate.state == MandateState.IN_FORCE)
    query = select(Mandate).where(in_force, _within(Mandate.ends_on, year)).order_by(Mandate.ends_on).limit(MOST)
    for one in db.session.scalars(query):
        if one.ends_on is not None:
            yield Entry(EntryKind.MANDATE, one.scope, one.ends_on, one.ends_on, one)


def _temporaries(unit: Unit, year: int) -> Iterator[Entry]:
    reporting = select(TemporaryUnit).join(TemporaryUnit.unit).where(Unit.parent_id == unit.id)
    query = reporting.where(TemporaryUnit.stopped_on.is_(None), _within(TemporaryUnit.planned_until, year))
    for one in db.session.scalars(query.order_by(TemporaryUnit.planned_until).limit(MOST)):
        yield Entry(EntryKind.TEMPORARY, one.unit.name, one.planned_until, one.planned_until, one)


def _running(unit: Unit) -> list[YearStep]:
    query = _whole().where(YearStep.unit_id == unit.id, YearStep.state == StepState.RUNNING)
    return list(db.session.scalars(query.order_by(YearStep.id).limit(MOST)))


@cache
def _whole() -> Select[YearStep]:
    item = selectinload(YearStep.turns).joinedload(YearTurn.item)
    return select(YearStep).options(item.joinedload(AgendaItem.meeting), joinedload(YearStep.presenter))


def _within(day: Any, year: int) -> ColumnElement[bool]:
    begins, ends = _turns_of(year)
    within: ColumnElement[bool] = and_(day >= begins, day < ends)
    return within


def _turns_of(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year + 1, 1, 1)


def _end_of(year: int, month: int) -> date:
    return clock.months_after(date(year, month, 1), 1) - timedelta(days=1)


def _found(step: YearStep | None) -> YearStep:
    if step is None:
        raise NotFound
    return step
