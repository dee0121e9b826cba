"""Draws how meetings were: of one meeting a small bar for each answer, of several a line for each question over time.

A drawing is as narrow as the narrowest screen and never scales: its letters stay readable. All measures are in pixels.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import ClassVar

from app.meetings.queries.experience import Answers, Moment
from app.meetings.service.closing import SCALE
from app.meetings.states import Feeling

WIDTH, HEIGHT = 256, 132
LEFT, RIGHT, TOP, BOTTOM = 22, 246, 10, 106
"""Between which the lines are drawn."""
BAR, BETWEEN, BARS_HEIGHT, FOOT = 20, 6, 44, 16
"""How wide a bar is, what is between two, how high the highest is, and the room for the numbers under them."""


@dataclass(frozen=True)
class Bar:
    """One answer, and how often it was given."""

    answer: int
    count: int
    x: int
    height: int


@dataclass(frozen=True)
class Bars:
    """The spread of the answers to one question."""

    of: Answers
    bars: list[Bar]

    width: ClassVar[int] = len(SCALE) * (BAR + BETWEEN) - BETWEEN
    bar_width: ClassVar[int] = BAR
    floor: ClassVar[int] = FOOT + BARS_HEIGHT
    height: ClassVar[int] = FOOT + BARS_HEIGHT + FOOT


@dataclass(frozen=True)
class Dot:
    """The average of one meeting."""

    of: Moment
    average: float
    x: int
    y: int


@dataclass
class Line:
    """One question over time. It is broken where answers were not kept."""

    question: Feeling
    dots: list[Dot] = field(default_factory=list)
    stretches: list[tuple[Dot, Dot]] = field(default_factory=list)
    """From each dot to the next, as long as no meeting is between them."""

    @property
    def last(self) -> Dot:
        """The latest meeting of which it is known."""
        return self.dots[-1]


@dataclass(frozen=True)
class Picture:
    """All there is to draw of several meetings, and the table beside it."""

    moments: list[Moment]
    lines: list[Line]

    width: ClassVar[int] = WIDTH
    height: ClassVar[int] = HEIGHT
    left: ClassVar[int] = LEFT
    right: ClassVar[int] = RIGHT
    rulers: ClassVar[list[tuple[int, int]]] = [(one, BOTTOM - (one - 1) * (BOTTOM - TOP) // 4) for one in SCALE]
    """Each answer with the height at which it stands."""

    @property
    def ends(self) -> tuple[date, date | None]:
        """The first day and the last, which is None when there is only one."""
        first, last = self.moments[0].on, self.moments[-1].on
        return first, last if len(self.moments) > 1 else None


def draw_spread(answers: Iterable[Answers]) -> list[Bars]:
    """A small picture for each question, all on the same scale."""
    given = list(answers)
    most = max((count for one in given for count in one.counts.values()), default=1)
    return [Bars(one, [_bar(answer, count, most) for answer, count in one.counts.items()]) for one in given]


def draw_over_time(moments: list[Moment]) -> Picture | None:
    """A line for each question of which answers were kept; None when there is nothing to draw."""
    lines = [line for one in Feeling if (line := _line(one, moments)).dots]
    return Picture(moments, lines) if lines else None


def _bar(answer: int, count: int, most: int) -> Bar:
    return Bar(answer, count, (answer - 1) * (BAR + BETWEEN), round(BARS_HEIGHT * count / most))


def _line(question: Feeling, moments: list[Moment]) -> Line:
    line = Line(question)
    step = (RIGHT - LEFT) / max(len(moments) - 1, 1)
    course: list[Dot | None] = []
    for number, one in enumerate(moments):
        average = one.averages.get(question)
        course.append(None if average is None else Dot(one, average, round(LEFT + number * step), _height_of(average)))
    line.dots = [one for one in course if one is not None]
    line.stretches = [(one, then) for one, then in pairwise(course) if one is not None and then is not None]
    return line


def _height_of(average: float) -> int:
    return round(BOTTOM - (average - 1) * (BOTTOM - TOP) / 4)
