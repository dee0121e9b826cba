"""The drawing of the units: all of them, none over another, wide to narrow, each link where it belongs."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.organisation.models import Person, SteeringLevel, Unit
from app.organisation.queries.unit_screens import Branch
from app.steering_map.lettering import two_lines
from app.steering_map.picture import BOX_HEIGHT, BOX_WIDTH, LEADER, REPRESENTATIVE, Box, Picture, draw

LEVELS = [SteeringLevel(name=name, rank=rank) for rank, name in enumerate(("team", "afdeling", "concern", "college"))]
WORDS = st.sampled_from(["Team", "Groen", "en", "spelen", "Maatschappelijke", "ondersteuning", "x"])


def _person(number: int) -> Person:
    return Person(name=f"Iemand met een lange naam {number}", email=f"{number}@voorbeeld.example")


@st.composite
def trees(draw_one: st.DrawFn, most: int = 40) -> list[Branch]:
    """Units within each other in any way, also of one level, with or without whoever links them."""
    branches: list[Branch] = []
    top: list[Branch] = []
    for number in range(draw_one(st.integers(1, most))):
        unit = Unit(
            name=" ".join(draw_one(st.lists(WORDS, min_size=1, max_size=9))),
            code=str(number),
            level=draw_one(st.sampled_from(LEVELS)),
        )
        unit.id = number + 1
        wider = draw_one(st.sampled_from([None, *branches]))
        unit.parent_id = wider.unit.id if wider else None
        branch = Branch(
            unit, [_person(number)] * draw_one(st.integers(0, 1)), [_person(-number)] * draw_one(st.integers(0, 2))
        )
        (wider.branches if wider else top).append(branch)
        branches.append(branch)
    return top


def _all(branches: list[Branch]) -> list[Branch]:
    return [one for branch in branches for one in (branch, *_all(branch.branches))]


def _overlap(one: Box, other: Box) -> bool:
    return abs(one.x - other.x) < BOX_WIDTH and abs(one.y - other.y) < BOX_HEIGHT


@given(trees())
def test_every_unit_has_a_place_of_its_own_within_the_picture(top: list[Branch]) -> None:
    picture = draw(top)
    assert sorted(box.unit.id for box in picture.boxes) == sorted(branch.unit.id for branch in _all(top))
    assert not any(_overlap(one, other) for one, other in combinations(picture.boxes, 2))
    for box in picture.boxes:
        assert box.x >= 0
        assert box.x + BOX_WIDTH <= picture.width
        assert box.y >= 0
        assert box.y + BOX_HEIGHT <= picture.height


@given(trees())
def test_a_narrower_unit_stands_to_the_right_of_the_wider_one_and_not_above_it(top: list[Branch]) -> None:
    boxes = {box.unit.id: box for box in draw(top).boxes}
    for branch in _all(top):
        for narrower in branch.branches:
            assert boxes[branch.unit.id].x + BOX_WIDTH < boxes[narrower.unit.id].x
            assert boxes[branch.unit.id].y <= boxes[narrower.unit.id].y


@given(trees())
def test_units_of_one_level_stand_in_a_column_with_its_name_unless_they_lie_within_each_other(
    top: list[Branch],
) -> None:
    picture = draw(top)
    for box in picture.boxes:
        column = next(one for one in picture.columns if one.x <= box.x < one.x + one.width)
        assert column.label in (box.unit.level.name, "") or _is_pushed(box, top)


def _is_pushed(box: Box, top: list[Branch]) -> bool:
    """Whether a unit stands further to the right than its level, because the one around it is no wider."""
    units = {branch.unit.id: branch.unit for branch in _all(top)}
    unit = box.unit
    while unit.parent_id is not None:
        wider = units[unit.parent_id]
        if wider.level.rank <= unit.level.rank:
            return True
        unit = wider
    return False


@given(trees())
def test_each_half_of_a_double_link_is_drawn_when_somebody_holds_it(top: list[Branch]) -> None:
    held = [
        (kind, branch.unit.id)
        for branch in _all(top)
        if branch.unit.parent_id is not None
        for kind, people in ((LEADER, branch.leaders), (REPRESENTATIVE, branch.representatives))
        if people
    ]
    picture = draw(top)
    assert sorted(_links(picture)) == sorted(held)


def _links(picture: Picture) -> list[tuple[str, int]]:
    """Where each touches the narrower unit: the last point of a leader's link, the first of a representative's."""
    tops = {(box.x, box.y): box.unit.id for box in picture.boxes}
    found = []
    for link in picture.links:
        points = [tuple(map(int, point.split())) for point in link.path[1:].split("L")]
        x, y = points[-1] if link.kind == LEADER else points[0]
        found.append(
            (
                link.kind,
                next(unit_id for (left, above), unit_id in tops.items() if above == y and left < x < left + BOX_WIDTH),
            )
        )
    return found


@pytest.mark.parametrize("units", [30, 150])
def test_many_units_make_a_poster_and_no_ribbon(units: int) -> None:
    top = Branch(Unit(name="Concern", code="C", level=LEVELS[2]))
    top.unit.id = 1
    for number in range(2, units + 1):
        wider = top if number % 10 == 2 else top.branches[-1]
        unit = Unit(name=f"Kring {number}", code=str(number), level=LEVELS[1 if wider is top else 0])
        unit.id, unit.parent_id = number, wider.unit.id
        wider.branches.append(Branch(unit))
    picture = draw([top])
    assert 0.4 < picture.height / picture.width < 2.2


def test_without_units_there_is_nothing_to_draw() -> None:
    assert draw([]).boxes == []


NAMES = [
    ("one that fits", "Team Groen", ["Team Groen"]),
    ("one in two lines", "College van burgemeester en wethouders", ["College van burgemeester", "en wethouders"]),
    ("more than two lines", "Werkgroep Drukte aan de balie op maandag, dinsdag en woensdag",
     ["Werkgroep Drukte aan de", "balie op maandag, dinsda…"]),
    ("one long word", "Verkeersbesluitvoorbereiding", ["Verkeersbesluitvoorberei…"]),
    ("a long word after a short one", "Team Verkeersbesluitvoorbereiding", ["Team", "Verkeersbesluitvoorberei…"]),
    ("none", "", []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "lines"), [row[1:] for row in NAMES], ids=[row[0] for row in NAMES])
def test_a_name_stands_in_two_lines_and_breaks_between_its_words(name: str, lines: list[str]) -> None:
    assert two_lines(name, 25) == lines
