"""Draws the units as boxes in columns, from wide to narrow, with their double links (dubbele koppeling, SKM) as lines.

A box keeps its size however many there are, so that every name can be read; with many units the picture grows. The
narrowest units of one unit stand together in a block, as many side by side as makes the whole the shape of a poster.
All measures are in pixels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import ClassVar

from app.organisation.models import Person, Unit
from app.organisation.queries.unit_screens import Branch
from app.steering_map.lettering import cut, two_lines

BOX_WIDTH, BOX_HEIGHT = 236, 116
GUTTER = 52
"""Between two columns: room for the lines."""
BETWEEN = 14
"""Between two boxes side by side in a block."""
ROW = BOX_HEIGHT + 30
TOP = 60
"""Room for the names of the levels."""
MARGIN = 12
LETTERS_IN_A_NAME, LETTERS_IN_A_LINE = 25, 29
MOST_SIDE_BY_SIDE = 6
POSTER = 2**0.5
"""Height over width of a sheet of paper."""
LEADER, REPRESENTATIVE = "leader", "representative"
APART = {LEADER: 0, REPRESENTATIVE: 9}
"""How far the lines of the two links lie from each other, for they run side by side."""


@dataclass(frozen=True)
class Box:
    """A unit in the picture."""

    width: ClassVar[int] = BOX_WIDTH
    height: ClassVar[int] = BOX_HEIGHT

    unit: Unit
    x: int
    y: int
    name: list[str]
    """In lines that fit."""
    leaders: str
    representatives: str
    is_linked: bool
    """Whether there is a wider unit that it should be linked to."""


@dataclass(frozen=True)
class Link:
    """One half of a double link: the leader comes from the wider unit, the representative goes to it."""

    kind: str
    path: str


@dataclass(frozen=True)
class Column:
    """The place of one level; where units of one level lie within each other it takes two columns, the next unnamed."""

    label: str
    x: int
    width: int


@dataclass
class Picture:
    """All there is to draw."""

    width: int
    height: int
    columns: list[Column]
    boxes: list[Box] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def draw(top: Sequence[Branch]) -> Picture:
    """The picture of all units under `top`, in the shape nearest to that of a sheet of paper."""
    if not top:
        return Picture(width=0, height=0, columns=[])
    pictures = (_draw(top, beside) for beside in range(1, MOST_SIDE_BY_SIDE + 1))
    return min(pictures, key=lambda one: abs(one.height / one.width - POSTER))


def _draw(top: Sequence[Branch], beside: int) -> Picture:
    places = dict(_places(top, _levels(top)))
    columns = _columns(top, places, beside)
    picture = Picture(width=columns[-1].x + columns[-1].width + MARGIN, height=TOP, columns=columns)
    for branch in top:
        picture.height = _put(picture, branch, places, picture.height, beside)
    return picture


def _levels(top: Sequence[Branch]) -> list[int]:
    """The ranks of the levels that have units, from wide to narrow."""
    return sorted({one.unit.level.rank for branch in top for one in branch.walk()}, reverse=True)


def _places(branches: Sequence[Branch], levels: list[int], after: int = -1) -> Iterator[tuple[int, int]]:
    """The number of the column of each unit: that of its level, and always to the right of the wider unit's."""
    for branch in branches:
        column = max(levels.index(branch.unit.level.rank), after + 1)
        yield branch.unit.id, column
        yield from _places(branch.branches, levels, column)


def _columns(top: Sequence[Branch], places: dict[int, int], beside: int) -> list[Column]:
    labels: dict[int, str] = {}
    widest: dict[int, int] = {}
    levels = _levels(top)
    for branch in chain.from_iterable(one.walk() for one in top):
        column = places[branch.unit.id]
        if levels.index(branch.unit.level.rank) == column:
            labels[column] = branch.unit.level.name
        widest.setdefault(column, 1)
        block = _block(branch, places)
        if block:
            column = places[block[0].unit.id]
            widest[column] = max(widest.get(column, 1), min(beside, len(block)))
    columns: list[Column] = []
    x = MARGIN
    for column in range(max(widest) + 1):
        width = widest.get(column, 1) * (BOX_WIDTH + BETWEEN) - BETWEEN
        columns.append(Column(labels.get(column, ""), x, width))
        x += width + GUTTER
    return columns


def _put(picture: Picture, branch: Branch, places: dict[int, int], y: int, beside: int) -> int:
    """Draw a unit and all within it from `y` down. Returns where the next one may begin."""
    box = _box(branch, picture.columns[places[branch.unit.id]].x, y)
    picture.boxes.append(box)
    block = _block(branch, places)
    below = y
    for number, narrower in enumerate(block):
        row, place = divmod(number, beside)
        x = picture.columns[places[narrower.unit.id]].x + place * (BOX_WIDTH + BETWEEN)
        picture.boxes.append(_box(narrower, x, y + row * ROW))
        picture.links += _links(box, picture.boxes[-1], narrower)
        below = y + (row + 1) * ROW
    for narrower in branch.branches:
        if narrower not in block:
            its_own = len(picture.boxes)
            below = _put(picture, narrower, places, below, beside)
            picture.links += _links(box, picture.boxes[its_own], narrower)
    return max(below, y + ROW)


def _block(branch: Branch, places: dict[int, int]) -> list[Branch]:
    """The units directly within a unit that have none within them, as far as they belong in one column."""
    ends = [narrower for narrower in branch.branches if not narrower.branches]
    return [one for one in ends if places[one.unit.id] == places[ends[0].unit.id]]


def _box(branch: Branch, x: int, y: int) -> Box:
    return Box(
        unit=branch.unit,
        x=x,
        y=y,
        name=two_lines(branch.unit.name, LETTERS_IN_A_NAME),
        leaders=_names(branch.leaders),
        representatives=_names(branch.representatives),
        is_linked=branch.unit.parent_id is not None,
    )


def _names(people: list[Person]) -> str:
    return cut(", ".join(person.name for person in people), LETTERS_IN_A_LINE)


def _links(wider: Box, narrower: Box, branch: Branch) -> Iterator[Link]:
    """From the right side of the wider unit down along it, over the narrower unit, and into its top; or back."""
    for kind, people in ((LEADER, branch.leaders), (REPRESENTATIVE, branch.representatives)):
        if people:
            out = wider.y + BOX_HEIGHT // 2 + APART[kind]
            side = wider.x + BOX_WIDTH + GUTTER // 2 + APART[kind]
            above = narrower.y - 8 - APART[kind]
            down = narrower.x + 28 + 2 * APART[kind]
            points = [(wider.x + BOX_WIDTH, out), (side, out), (side, above), (down, above), (down, narrower.y)]
            if kind == REPRESENTATIVE:
                points.reverse()
            yield Link(kind, "M" + "L".join(f"{x} {y}" for x, y in points))
