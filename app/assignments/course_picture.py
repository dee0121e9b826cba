"""Draws how the aspects of an assignment went: a row for each, a mark for each report.

Each course has a shape of its own, so that nobody needs to see its colour. The drawing is as narrow as the narrowest
screen and never scales: its letters stay readable. All measures are in pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from app.assignments.courses import Aspect, Course
from app.assignments.reporting_models import ProgressReport

MOST = 7
"""How many reports fit; the table beside it has them all."""
LEFT, STEP, ROW, TOP = 118, 20, 26, 16


@dataclass(frozen=True)
class Mark:
    """How an aspect went in one report."""

    of: ProgressReport
    course: Course
    x: int


@dataclass(frozen=True)
class Row:
    """One aspect over time."""

    aspect: Aspect
    y: int
    marks: list[Mark]


@dataclass(frozen=True)
class Picture:
    """All aspects, in the last reports from old to new."""

    reports: list[ProgressReport]
    rows: list[Row]

    width: ClassVar[int] = LEFT + MOST * STEP
    height: ClassVar[int] = TOP + (len(Aspect) - 1) * ROW + TOP
    left: ClassVar[int] = LEFT
    right: ClassVar[int] = LEFT + MOST * STEP - STEP // 2


def draw(newest_first: Sequence[ProgressReport]) -> Picture:
    """The last reports, drawn from left to right."""
    reports = list(reversed(newest_first[:MOST]))
    rows = [
        Row(
            aspect,
            TOP + number * ROW,
            [Mark(one, one.course_of(aspect), LEFT + STEP * place + STEP // 2) for place, one in enumerate(reports)],
        )
        for number, aspect in enumerate(Aspect)
    ]
    return Picture(reports, rows)
