"""Screens ask the database as often for a large municipality as for a small one."""

import pytest
from flask import Flask

from app.core.actor import SYSTEM
from app.core.transaction import transaction
from app.organisation import service
from app.organisation.queries import levels
from app.organisation.queries.demo import MOST
from app.organisation.states import Role
from tests.browserless import Visitor
from tests.cast import Cast, engage, found, settle
from tests.query_count import counted_queries

SCREENS = {
    "the tree of units": ("/kringen/", 4),
    "the page of a unit": ("/kringen/2", 14),
    "the list of people": ("/mensen/", 4),
    "a search for people": ("/mensen/?zoek=collega", 4),
    "the page of a person": ("/mensen/1", 3),
    "the journal of a unit": ("/kringen/3/logboek", 4),
    "a form for a role": ("/kringen/3/rollen/nieuw", 3),
    "one's account": ("/account/", 5),
}
"""Every screen and its most queries: one to know who is asking, on a unit what is going on there.

Beside these every request looks once whether a deadline passed.
"""


IS_DUE = "WHERE consent_rounds.due_at <="


def grow(cast: Cast, units: int) -> None:
    """Add units within the CMT, each with a leader and a member, and as many people to team Ruimte."""
    team = levels()[2]
    for number in range(units):
        unit = found(f"Team {number:02}", f"T{number:02}", team, cast.cmt)
        settle(unit, Role.LEADER, engage(f"Leider {number:02}"))
        settle(unit, Role.MEMBER, cast.chair)
        settle(cast.ruimte, Role.MEMBER, engage(f"Collega {number:02}"))


def counted(visitor: Visitor, path: str) -> list[str]:
    visitor.open(path)
    with counted_queries() as statements:
        visitor.open(path)
    looks = [one for one in statements if IS_DUE in one]
    assert len(looks) == 1, "every request looks once whether a deadline passed"
    return [one for one in statements if one not in looks]


def test_the_count_does_not_grow(app: Flask, cast: Cast) -> None:
    visitor = Visitor(app).sign_in(cast.administrator)
    with transaction():
        grow(cast, 7)
    small = {name: counted(visitor, path) for name, (path, _count) in SCREENS.items()}
    with transaction():
        for person in [engage(f"Nieuw {number:02}") for number in range(50)]:
            service.add_membership(person, cast.cmt, Role.MEMBER, actor=SYSTEM)
            unit = found(f"Team Groot {person.id}", f"G{person.id}", levels()[2], cast.cmt)
            settle(unit, Role.LEADER, person)
    for name, (path, count) in SCREENS.items():
        large = counted(visitor, path)
        assert len(large) == len(small[name]), name
        assert len(large) <= count, (name, large)


def test_the_sign_in_of_the_demo(app: Flask, cast: Cast) -> None:
    before = len(counted(Visitor(app), "/inloggen"))
    with transaction():
        grow(cast, 20)
    assert len(counted(Visitor(app), "/inloggen")) == before <= 2
    shown = len(Visitor(app).open("/inloggen").page.select("button[name=person]"))
    assert shown <= MOST


@pytest.mark.parametrize("path", ["/account/wachtwoord"])
def test_knowing_who_asks_takes_one_query(app: Flask, cast: Cast, path: str) -> None:
    assert len(counted(Visitor(app).sign_in(cast.chair), path)) == 1
