"""What the screens of units show, in a constant number of queries each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.core.database import db
from app.organisation.agreements import UnitRules, rules_of
from app.organisation.models import Membership, Person, SteeringLevel, Unit
from app.organisation.queries.seats import Seat, seats_of
from app.organisation.states import LINKING_ROLES, Role
from app.organisation.temporary import TemporaryUnit, temporaries_around


@dataclass
class Branch:
    """A unit in the tree of units, with who links it to the unit above it."""

    unit: Unit
    leaders: list[Person] = field(default_factory=list)
    representatives: list[Person] = field(default_factory=list)
    branches: list["Branch"] = field(default_factory=list)

    def walk(self) -> Iterator["Branch"]:
        """This unit and all within it, each before what lies within it."""
        yield self
        for branch in self.branches:
            yield from branch.walk()


@dataclass(frozen=True)
class Tree:
    """Every unit: the present and coming ones as they lie within each other, and those that have ended."""

    top: list[Branch]
    ended: list[Unit]

    def walk(self) -> Iterator[Branch]:
        """The present and coming units, each before what lies within it."""
        for branch in self.top:
            yield from branch.walk()


def tree_of_units(on: date) -> Tree:
    """Every unit, from wide to narrow and by name. Two queries."""
    units = list(db.session.scalars(select(Unit).join(Unit.level).order_by(SteeringLevel.rank.desc(), *Unit.by_name())))
    going_on = [unit for unit in units if not unit.has_ended(on)]
    branches = {unit.id: Branch(unit) for unit in going_on}
    for role, unit_id, person in _links(on):
        if unit_id in branches:
            branch = branches[unit_id]
            (branch.leaders if role is Role.LEADER else branch.representatives).append(person)
    top: list[Branch] = []
    for branch in branches.values():
        wider = branches.get(branch.unit.parent_id or 0)
        (wider.branches if wider else top).append(branch)
    return Tree(top, [unit for unit in units if unit.has_ended(on)])


def _links(on: date) -> list[tuple[Role, int, Person]]:
    query = (
        select(Membership)
        .where(Membership.active_on(on), Membership.role.in_(LINKING_ROLES))
        .join(Membership.person)
        .options(joinedload(Membership.person))
        .order_by(*Person.by_name())
    )
    return [(row.role, row.unit_id, row.person) for row in db.session.scalars(query)]


@dataclass(frozen=True)
class UnitPage:
    """Everything the page of one unit shows of the organisation."""

    unit: Unit
    wider: list[Unit]
    narrower: list[Unit]
    memberships: list[Membership]
    links: list[Seat]
    planned: list[Membership]
    ended: list[Membership]
    rules: UnitRules
    """What holds in it today: what it agreed, or else what it was given."""
    temporary: TemporaryUnit | None
    """What is temporary about it, if anything is."""
    reporting: list[TemporaryUnit]
    """The temporary units that report to it, running ones first."""


def page_of_unit(unit: Unit, on: date) -> UnitPage:
    """One unit with its surroundings and its roles, those that ended included. Six queries."""
    links = [seat for seat in seats_of(unit, on) if seat.is_link_from(unit)]
    roles = list(
        db.session.scalars(
            select(Membership)
            .where(Membership.unit_id == unit.id)
            .join(Membership.person)
            .options(joinedload(Membership.person))
            .order_by(*Person.by_name(), Membership.starts_on)
        )
    )
    narrower = db.session.scalars(
        select(Unit)
        .join(Unit.level)
        .where(Unit.parent_id == unit.id)
        .order_by(SteeringLevel.rank.desc(), *Unit.by_name())
    )
    in_order = list(Role)
    temporaries = temporaries_around(unit)
    return UnitPage(
        unit=unit,
        rules=rules_of(unit, on),
        temporary=next((one for one in temporaries if one.id == unit.id), None),
        reporting=[one for one in temporaries if one.id != unit.id],
        wider=wider_units(unit),
        narrower=[child for child in narrower if not child.has_ended(on)],
        memberships=sorted((role for role in roles if role.is_active(on)), key=lambda role: in_order.index(role.role)),
        links=links,
        planned=[role for role in roles if role.is_planned(on)],
        ended=sorted(
            (role for role in roles if role.is_over(on)),
            key=lambda role: role.ends_on or on,
            reverse=True,
        ),
    )


def wider_units(unit: Unit) -> list[Unit]:
    """The units around a unit, the widest first. One query."""
    around = select(Unit.id, Unit.parent_id).where(Unit.id == unit.parent_id).cte("around", recursive=True)
    around = around.union(select(Unit.id, Unit.parent_id).where(Unit.id == around.c.parent_id))
    found = {row.id: row for row in db.session.scalars(select(Unit).where(Unit.id.in_(select(around.c.id))))}
    chain: list[Unit] = []
    wider_id = unit.parent_id
    while wider_id is not None:
        chain.insert(0, found[wider_id])
        wider_id = found[wider_id].parent_id
    return chain
