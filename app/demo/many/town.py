"""The units of the invented municipality and the people in them, nested over the seven levels and doubly linked."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from app.core import clock
from app.demo.many.rows import Rows, moment, person
from app.demo.many.words import QUARTERS, THEMES, Writer
from app.organisation.models import Membership, Person, SteeringLevel, Unit
from app.organisation.states import DECIDING_ROLES, LINKING_ROLES, AbsenceRule, Role

YEAR = timedelta(days=365)
FOUNDED = 30 * YEAR
"""How long ago the municipality began."""
WITHIN = {"concern": "college", "domein": "concern", "afdeling": "domein", "team": "afdeling", "cluster": "team"}
WITHIN["individu"] = "team"
SHARES = {"domein": 0.04, "afdeling": 0.15, "team": 0.5, "cluster": 0.23, "individu": 0.06}
CODES = {"college": "COL", "concern": "CMT", "domein": "DOM", "afdeling": "AFD", "team": "TM", "cluster": "CL"}
CODES["individu"] = "FU"
NAMES = {"domein": "Domein", "afdeling": "Afdeling", "team": "Team", "cluster": "Cluster", "individu": "Adviseur"}
FIRST_SEATS = (Role.LEADER, Role.REPRESENTATIVE, Role.CHAIR, Role.SECRETARY)


@dataclass(frozen=True)
class Seat:
    """A role somebody holds: who, which, and when."""

    person_id: int
    role: Role
    starts_on: date
    ends_on: date | None = None
    absent_from: date | None = None

    def is_held(self, on: date) -> bool:
        """Whether it counts on a day: held, and its holder not on long absence."""
        ended = self.ends_on is not None and self.ends_on < on
        return self.starts_on <= on and not ended and (self.absent_from is None or on < self.absent_from)


@dataclass
class Circle:
    """A unit as the generator knows it."""

    id: int
    code: str
    name: str
    level: str
    rule: AbsenceRule
    wider: "Circle | None"
    seats: list[Seat] = field(default_factory=list)
    narrower: list["Circle"] = field(default_factory=list)

    def holder(self, role: Role, on: date) -> int | None:
        """Who has a role here on a day."""
        return next((seat.person_id for seat in self.seats if seat.role is role and seat.is_held(on)), None)

    def electors(self, on: date) -> dict[int, str]:
        """Whose consent is asked on a day, the double links included, each with the ground."""
        own = [seat for seat in self.seats if seat.role in DECIDING_ROLES and seat.is_held(on)]
        grounds = {seat.person_id: seat.role.label for seat in reversed(own)}
        for circle in self.narrower:
            for seat in circle.seats:
                if seat.role in LINKING_ROLES and seat.is_held(on):
                    grounds.setdefault(seat.person_id, f"{seat.role.label}, {circle.name}")
        return grounds

    def advisers(self, on: date) -> list[int]:
        """Who speaks here and does not decide."""
        return [seat.person_id for seat in self.seats if seat.role is Role.ADVISER and seat.is_held(on)]

    def observers(self, on: date) -> list[int]:
        """Who leads or represents the wider unit, and so reads along."""
        wider = self.wider.seats if self.wider else []
        return [seat.person_id for seat in wider if seat.role in LINKING_ROLES and seat.is_held(on)]


def settle(rows: Rows, chance: Random, levels: list[SteeringLevel], units: int, people: int) -> list[Circle]:
    """Make the units, the people and their roles. Gives the units, wide to narrow."""
    town = _units(rows, {level.name: level.id for level in levels}, units)
    everybody = _people(rows, chance, people)
    _seat(chance, town, everybody[1:])
    for circle in town:
        _write_down(rows, circle)
    return town


def _units(rows: Rows, levels: dict[str, int], units: int) -> list[Circle]:
    wanted = {"college": 1, "concern": 1} | {level: max(1, round(part * (units - 2))) for level, part in SHARES.items()}
    wanted["team"] += units - sum(wanted.values())
    town: dict[str, list[Circle]] = defaultdict(list)
    for level, count in wanted.items():
        for number in range(count):
            around = town[WITHIN[level]] if level in WITHIN else []
            wider = around[number % len(around)] if around else None
            rule = AbsenceRule.WAIT_FOR_ALL if number % 12 == 11 else AbsenceRule.PRESENT_DECIDE
            town[level].append(_found(rows, levels[level], level, number, rule, wider))
    return [circle for level in wanted for circle in town[level]]


def _found(rows: Rows, level_id: int, level: str, number: int, rule: AbsenceRule, wider: Circle | None) -> Circle:
    code = f"{CODES[level]}{number + 1}" if level in NAMES else CODES[level]
    name = {"college": "College van burgemeester en wethouders", "concern": "Concernmanagementteam"}.get(level, "")
    if not name:
        name = f"{NAMES[level]} {THEMES[(number * 7 + level_id) % len(THEMES)]}"
        if number >= len(THEMES):
            name += f", {QUARTERS[number % len(QUARTERS)]}"
    founded = clock.today() - FOUNDED
    about: dict[str, Any] = {
        "name": name, "purpose": f"{name}: dichtbij, zorgvuldig en op tijd.",
        "domain": "Hoe wij ons werk verdelen en afspreken.", "absence_rule": rule,
    }  # fmt: skip
    parent_id = wider.id if wider else None
    unit_id = rows.add(Unit, code=code, level_id=level_id, parent_id=parent_id, starts_on=founded, **about)
    noted = {"code": code, "parent": parent_id, "starts_on": founded.isoformat(), "ends_on": None, "level": level}
    rows.tell("unit", unit_id, "create", moment(founded), details=noted | about | {"absence_rule": rule.value})
    circle = Circle(unit_id, code, name, level, rule, wider)
    if wider:
        wider.narrower.append(circle)
    return circle


def _people(rows: Rows, chance: Random, people: int) -> list[int]:
    """Everybody; the first is the beheerder."""
    writer, known = Writer(chance), set[str]()
    came = clock.today() - FOUNDED
    ids = []
    for number in range(people):
        name = writer.name()
        email = f"{name.lower().replace(' ', '.')}@voorbeeld.example"
        if email in known:
            email = email.replace("@", f"{number}@")
        known.add(email)
        person_id = rows.add(Person, name=name, email=email, is_administrator=number == 0, starts_on=came)
        rows.make_findable("person", person_id, name, email)
        noted = {"is_administrator": number == 0, "name": name, "email": email}
        rows.tell("person", person_id, "add", moment(came), details=noted)
        ids.append(person_id)
    return ids


def _seat(chance: Random, town: list[Circle], people: list[int]) -> None:
    """Give everybody a place: first who leads, links, chairs and keeps the record, then the members."""
    waiting = list(reversed(people))
    today = clock.today()
    for circle in town:
        roles = (Role.LEADER,) if circle.level == "individu" else FIRST_SEATS
        for role in roles:
            if waiting and not (role is Role.REPRESENTATIVE and circle.wider is None):
                circle.seats.append(Seat(waiting.pop(), role, today - 25 * YEAR))
    tables = [circle for circle in town if circle.level in ("college", "afdeling", "team", "cluster")]
    for number, person_id in enumerate(reversed(waiting)):
        home = tables[number % len(tables)]
        since = today - timedelta(days=chance.randrange(60, 9000))
        absent = today - timedelta(days=chance.randrange(5, 50)) if chance.random() < 0.02 else None
        role = Role.ADVISER if chance.random() < 0.06 else Role.MEMBER
        home.seats.append(Seat(person_id, role, since, absent_from=absent))
        before = chance.choice(tables)
        if before is not home and chance.random() < 0.15:
            began = since - timedelta(days=chance.randrange(100, 1500))
            before.seats.append(Seat(person_id, Role.MEMBER, began, since - timedelta(days=1)))


def _write_down(rows: Rows, circle: Circle) -> None:
    events: list[tuple[date, str, dict[str, Any]]] = []
    for seat in circle.seats:
        days = {"starts_on": seat.starts_on, "ends_on": seat.ends_on, "absent_from": seat.absent_from}
        rows.add(Membership, person_id=seat.person_id, unit_id=circle.id, role=seat.role, **days)
        noted = {"person": person(seat.person_id), "role": seat.role.value}
        began = {"starts_on": seat.starts_on.isoformat(), "ends_on": None}
        events.append((seat.starts_on, "add_membership", noted | began))
        if seat.ends_on:
            events.append((seat.ends_on, "end_membership", noted | {"on": seat.ends_on.isoformat()}))
        if seat.absent_from:
            absence = {"absent_from": seat.absent_from.isoformat(), "absent_until": None}
            events.append((seat.absent_from, "report_absence", noted | absence))
    for day, event, noted in sorted(events, key=lambda one: one[0]):
        rows.tell("unit", circle.id, event, moment(day), details=noted)
