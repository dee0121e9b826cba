"""Whatever a beheerder tries in whatever order: roles never lie outside their unit, and a unit has one leader a day."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core import clock, journal
from app.core.actor import SYSTEM
from app.core.database import db
from app.core.errors import Refused
from app.core.transaction import transaction
from app.organisation import service
from app.organisation.models import Membership, Unit
from app.organisation.queries import levels
from app.organisation.service import PersonDetails, UnitDetails
from app.organisation.states import Role
from tests.databases import SECRET_KEY
from tests.stored import everything

DAY = timedelta(days=1)
HORIZON = 3
"""Days in either direction within which everything happens."""

days = st.integers(-HORIZON, HORIZON)
places = st.integers(0, 1)
roles = st.sampled_from([Role.LEADER, Role.MEMBER])

numbers = st.integers(0, 4)
later = st.integers(0, HORIZON)

ATTEMPTS = {
    "add": st.tuples(places, places, roles, days, st.none() | days, st.booleans()),
    "end role": st.tuples(numbers, days),
    "withdraw": st.tuples(numbers),
    "end unit": st.tuples(places, later),
    "end person": st.tuples(places, later),
    "reinstate": st.tuples(places),
    "move": st.tuples(places, st.none() | places),
    "absence": st.tuples(numbers, days, st.none() | days),
}
OFTEN = [*["add"] * 6, *["end role"] * 4, *ATTEMPTS]

attempts = st.sampled_from(OFTEN).flatmap(lambda what: st.tuples(st.just(what), ATTEMPTS[what]))
"""What is tried, and with what: most often roles that begin and end, for there they can get in each other's way."""


class Undone(Exception):
    """Ends a transaction without keeping anything."""


class Town:
    """Two units, one within the other, two people, and every way to change something about them."""

    def __init__(self) -> None:
        level = levels()[0]
        start = clock.today() - HORIZON * DAY
        self.units: list[Unit] = []
        for name in ("Breed", "Smal"):
            parent = self.units[-1] if self.units else None
            details = UnitDetails(name, level)
            self.units.append(
                service.create_unit(details, code=name.upper(), parent=parent, starts_on=start, actor=SYSTEM)
            )
        self.people = [
            service.add_person(PersonDetails(name, f"{name}@x.example"), starts_on=start, actor=SYSTEM)
            for name in ("Ada", "Bas")
        ]

    def attempt(self, what: str, *given: Any) -> None:
        """Try one thing."""
        verbs: dict[str, Callable[..., Any]] = {
            "add": self.add,
            "end role": lambda role, on: service.end_membership(self.role(role), self.day(on), actor=SYSTEM),
            "withdraw": lambda role: service.withdraw_membership(self.role(role), actor=SYSTEM),
            "end unit": lambda unit, on: service.end_unit(self.units[unit], self.day(on), actor=SYSTEM),
            "end person": lambda person, on: service.end_person(self.people[person], self.day(on), actor=SYSTEM),
            "reinstate": lambda person: service.reinstate_person(self.people[person], actor=SYSTEM),
            "move": lambda unit, to: service.move_unit(
                self.units[unit], self.units[to] if to is not None else None, actor=SYSTEM
            ),
            "absence": lambda role, start, end: service.report_absence(
                self.role(role), self.day(start), self.day(end) if end is not None else None, actor=SYSTEM
            ),
        }
        verbs[what](*given)

    def add(self, person: int, unit: int, role: Role, start: int, end: int | None, succeeding: bool) -> None:
        """Give a role."""
        service.add_membership(
            self.people[person],
            self.units[unit],
            role,
            starts_on=self.day(start),
            ends_on=self.day(end) if end is not None else None,
            succeeding=succeeding,
            actor=SYSTEM,
        )

    def day(self, number: int) -> date:
        """So many days from today."""
        return clock.today() + number * DAY

    def role(self, number: int) -> Membership:
        """One of the roles there are."""
        rows = self.memberships()
        if not rows:
            raise Refused("there is no role yet")
        return rows[number % len(rows)]

    def memberships(self) -> list[Membership]:
        """All roles."""
        return list(db.session.scalars(select(Membership).order_by(Membership.id)))


def assert_in_order(town: Town) -> None:
    """What must always hold."""
    held = [role for role in town.memberships() if not role.withdrawn]
    for role in held:
        assert role.unit.starts_on <= role.starts_on
        for end in (role.unit.ends_on, role.person.ends_on):
            assert end is None or (role.ends_on is not None and role.ends_on <= end)
    for one in held:
        for other in held:
            if one is not other and (one.unit_id, one.role) == (other.unit_id, other.role):
                same_person = one.person_id == other.person_id
                assert not (same_person or one.role is Role.LEADER) or not one.overlaps(other.starts_on, other.ends_on)
    for unit in town.units:
        assert_outlived_by_what_is_around(unit)


def assert_outlived_by_what_is_around(unit: Unit) -> None:
    """No unit lies within itself, nor in one that ends sooner."""
    seen = {unit.id}
    while unit.parent is not None:
        assert unit.parent.id not in seen
        if unit.parent.ends_on is not None:
            assert unit.ends_on is not None
            assert unit.ends_on <= unit.parent.ends_on
        seen.add(unit.parent.id)
        unit = unit.parent


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(attempts, min_size=6, max_size=20))
def test_any_sequence_is_refused_or_in_order(app: Flask, tries: list[tuple[str, tuple[Any, ...]]]) -> None:
    with suppress(Undone), transaction():
        service.seed_levels()
        town = Town()
        for what, with_what in tries:
            before = everything()
            try:
                town.attempt(what, *with_what)
            except Refused:
                assert everything() == before
            assert_in_order(town)
        assert journal.first_flaw(SECRET_KEY.encode()) is None
        raise Undone
