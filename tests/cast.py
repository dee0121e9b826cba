"""The cast of the tests: a small municipality in which everybody has a part."""

from dataclasses import dataclass

import pytest
from flask import Flask

from app.core.actor import SYSTEM
from app.core.transaction import transaction
from app.organisation import service
from app.organisation.models import Person, SteeringLevel, Unit
from app.organisation.service import PersonDetails, UnitDetails
from app.organisation.states import Role
from tests.browserless import Visitor


@dataclass(frozen=True)
class Cast:
    """Who plays in the tests, by their part. Everybody is in team Ruimte but the last four."""

    college: Unit
    cmt: Unit
    ruimte: Unit
    chair: Person
    secretary: Person
    leader: Person
    representative: Person
    members: tuple[Person, Person, Person, Person]
    adviser: Person
    director: Person
    """Leads the CMT, and so also sits in the college."""
    alderman: Person
    outsider: Person
    """A colleague without a role anywhere."""
    administrator: Person

    @property
    def table(self) -> list[Person]:
        """Everybody who decides in team Ruimte."""
        return [self.chair, self.secretary, self.leader, self.representative, *self.members]


def engage(name: str, *, is_administrator: bool = False) -> Person:
    """Somebody new in the municipality of the tests."""
    email = name.lower().replace(" ", ".").replace("’", "") + "@voorbeeld.example"
    return service.add_person(PersonDetails(name, email), is_administrator=is_administrator, actor=SYSTEM)


def found(name: str, code: str, level: SteeringLevel, parent: Unit | None = None, purpose: str = "") -> Unit:
    """A new unit in the municipality of the tests."""
    return service.create_unit(UnitDetails(name, level, purpose), code=code, parent=parent, actor=SYSTEM)


def settle(unit: Unit, role: Role, person: Person) -> Person:
    """Give somebody a role from today on."""
    service.add_membership(person, unit, role, actor=SYSTEM)
    return person


def make_cast() -> Cast:
    """Fill the database with the cast, inside a transaction."""
    levels = {level.name: level for level in service.seed_levels()}
    college = found("College van burgemeester en wethouders", "COL", levels["college"])
    cmt = found("CMT", "CMT", levels["concern"], college, "De koers van de organisatie.")
    ruimte = found("Team Ruimte", "RUI", levels["team"], cmt, "Een openbare ruimte waarin mensen graag zijn.")
    return Cast(
        college=college,
        cmt=cmt,
        ruimte=ruimte,
        chair=settle(ruimte, Role.CHAIR, engage("Marijke Postma")),
        secretary=settle(ruimte, Role.SECRETARY, engage("Sanne Kuipers")),
        leader=settle(ruimte, Role.LEADER, engage("Joost van Dijk")),
        representative=settle(ruimte, Role.REPRESENTATIVE, engage("Fatima Bouzid")),
        members=(
            settle(ruimte, Role.MEMBER, engage("Anneke Visser")),
            settle(ruimte, Role.MEMBER, engage("Bram Hendriks")),
            settle(ruimte, Role.MEMBER, engage("Mehmet Aydin")),
            settle(ruimte, Role.MEMBER, engage("Noor Bakker")),
        ),
        adviser=settle(ruimte, Role.ADVISER, engage("Willem Brandsma")),
        director=settle(cmt, Role.LEADER, engage("Heleen Terpstra")),
        alderman=settle(college, Role.MEMBER, engage("Rutger Hoekstra")),
        outsider=engage("Lotte Vermeer"),
        administrator=engage("Ineke Smeets", is_administrator=True),
    )


@pytest.fixture
def cast(app: Flask) -> Cast:
    """A municipality with College, CMT and team Ruimte, and the people in them."""
    with transaction():
        return make_cast()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody nobody knows, with a browser without JavaScript."""
    return Visitor(app)
