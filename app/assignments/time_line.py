"""Draws assignments in time: a bar from its first day to its last, with a mark for each milestone.

Places along the line are percentages, so a drawing is as wide as there is room while its marks and letters keep their
size. What a mark means is told by its shape and by the table beside it, never by its colour alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from app.assignments.following_models import AssignmentMilestone
from app.assignments.models import Assignment
from app.core import clock

APART = 9.0
"""Marks that are closer than so many percent stand above each other."""
LEVELS = 3
MOST_TICKS = 6


@dataclass(frozen=True)
class Scale:
    """From which day to which a drawing runs."""

    first: date
    last: date

    @property
    def today(self) -> float:
        """Where today is."""
        return self.at(clock.today())

    @property
    def ticks(self) -> list[tuple[float, date]]:
        """The first days of some months, evenly spread, with their places."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((one for one in (1, 2, 3, 6) if months <= one * MOST_TICKS), 12)
        first = self.first.replace(day=1)
        days = [clock.months_after(first, one) for one in range(1, months + 1)]
        return [(self.at(one), one) for one in days if (one.month - 1) % step == 0 and one <= self.last]

    def at(self, day: date) -> float:
        """The place of a day, between 0 and 100."""
        part = (day - self.first) / max(self.last - self.first, timedelta(days=1))
        return round(min(1.0, max(0.0, part)) * 100, 1)


@dataclass(frozen=True)
class Mark:
    """One milestone on the line."""

    of: AssignmentMilestone
    number: int
    x: float
    due_x: float
    """Where it was agreed to be."""
    level: int
    """How many marks stand under it."""

    @property
    def shape(self) -> str:
        """What is drawn: "reached", "late" for what is later than agreed, or "coming"."""
        return "reached" if self.of.is_reached else "late" if self.of.days_late else "coming"

    @property
    def moved(self) -> bool:
        """Whether it is seen to stand elsewhere than agreed."""
        return self.x != self.due_x


@dataclass(frozen=True)
class Line:
    """An assignment in time."""

    of: Assignment
    scale: Scale
    start: float
    end: float
    has_end: bool
    """Not for an opgave or a process that goes on."""
    marks: list[Mark] = field(default_factory=list)

    step: ClassVar[int] = 22
    """Between two marks that stand above each other, in pixels."""

    @property
    def levels(self) -> int:
        """How many marks stand above each other at most."""
        return max((one.level for one in self.marks), default=0) + 1

    @property
    def length(self) -> float:
        """How long the bar is."""
        return round(max(self.end - self.start, 0.5), 1)


def scale_of(assignments: Iterable[Assignment]) -> Scale:
    """From the first day of any of them to the last, and at least today."""
    days = {clock.today(), *(day for one in assignments for day in _days_of(one))}
    return Scale(min(days), max(max(days), min(days) + timedelta(days=30)))


def draw(assignment: Assignment, scale: Scale | None = None) -> Line:
    """The line of one assignment, on its own scale or on one that it shares."""
    scale = scale or scale_of([assignment])
    version = assignment.in_force or assignment.current
    ends_on = version.ends_on
    start = scale.at(version.starts_on or scale.first)
    end = scale.at(ends_on or scale.last)
    return Line(assignment, scale, start, end, ends_on is not None, _marks(assignment, scale))


def _marks(assignment: Assignment, scale: Scale) -> list[Mark]:
    marks: list[Mark] = []
    taken = [-APART] * LEVELS
    numbered = [(scale.at(one.stands_on), number, one) for number, one in enumerate(assignment.milestones, 1)]
    for x, number, one in sorted(numbered, key=lambda found: found[:2]):
        level = next((place for place in range(LEVELS) if x - taken[place] >= APART), LEVELS - 1)
        taken[level] = x
        marks.append(Mark(one, number, x, scale.at(one.due_on), level))
    return marks


def _days_of(assignment: Assignment) -> list[date]:
    version = assignment.in_force or assignment.current
    own = [one for one in (version.starts_on, version.ends_on) if one is not None]
    return [*own, *(day for one in assignment.milestones for day in (one.due_on, one.stands_on))]
