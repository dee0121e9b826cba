"""Draws the overview: a line for each unit with its beleid at the left and its uitvoering at the right, by level.

Between them runs the way from the latest uitvoeringsbesluiten of a unit up to the unit whose beleid they are within.
All measures are in pixels.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from app.decisions.states import Nature
from app.steering_map.lettering import two_lines
from app.steering_map.overview import Column, Overview, UnitOverview

MARGIN = 12
NAME_WIDTH = 232
BOX_WIDTH, BOX_HEIGHT = 300, 58
BETWEEN = 110
"""Room for the ways between the two columns."""
ROW, HEADING = BOX_HEIGHT + 12, 44
TOP = 40
"""Room for the names of the columns."""
LETTERS_IN_A_NAME = 27
LEFT = {
    Nature.POLICY: MARGIN + NAME_WIDTH,
    Nature.EXECUTION: MARGIN + NAME_WIDTH + BOX_WIDTH + BETWEEN,
}


@dataclass(frozen=True)
class Box:
    """One column of one unit."""

    nature: Nature
    column: Column
    x: int


@dataclass(frozen=True)
class Line:
    """A unit in the picture."""

    of: UnitOverview
    name: list[str]
    """In lines that fit."""
    y: int

    @property
    def boxes(self) -> list[Box]:
        """Its beleid and its uitvoering."""
        return [Box(nature, column, LEFT[nature]) for nature, column in self.of.columns]


@dataclass
class Picture:
    """All there is to draw."""

    width: ClassVar[int] = LEFT[Nature.EXECUTION] + BOX_WIDTH + MARGIN
    box_width: ClassVar[int] = BOX_WIDTH
    box_height: ClassVar[int] = BOX_HEIGHT
    left: ClassVar[dict[Nature, int]] = LEFT

    height: int = TOP
    headings: list[tuple[str, int]] = field(default_factory=list)
    """The name of each level, and where it stands."""
    lines: list[Line] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)
    """Paths from uitvoering to the beleid that it is within."""


def draw(overview: Overview) -> Picture:
    """The picture of the units in an overview."""
    picture = Picture()
    for level, units in overview.levels:
        picture.headings.append((level.name, picture.height))
        picture.height += HEADING
        for one in units:
            name = two_lines(one.unit.name, LETTERS_IN_A_NAME)
            picture.lines.append(Line(one, name, picture.height))
            picture.height += ROW
    middles = {line.of.unit.id: line.y + BOX_HEIGHT // 2 for line in picture.lines}
    pairs = {
        (middles[line.of.unit.id], middles[policy.unit_id])
        for line in picture.lines
        for decision in line.of.execution.latest
        if (policy := overview.above.get(decision.id)) is not None and policy.unit_id in middles
    }
    picture.ways = [_way(start, end) for start, end in sorted(pairs)]
    return picture


def _way(start: int, end: int) -> str:
    """From the left side of uitvoering to the right side of beleid, leaving and coming in level."""
    right, left = LEFT[Nature.EXECUTION], LEFT[Nature.POLICY] + BOX_WIDTH
    middle = (left + right) // 2
    return f"M{right} {start}C{middle} {start} {middle} {end} {left + 2} {end}"
