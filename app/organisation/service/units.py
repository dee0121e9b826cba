"""What can be done with units: make, change, move, end."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.core import clock, journal, permissions
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.transaction import locked
from app.organisation.agreements import RULES, in_force
from app.organisation.models import Membership, SteeringLevel, Unit
from app.organisation.refusals import RefusedField
from app.organisation.service.memberships import end_memberships
from app.organisation.service.unique import unique_or
from app.organisation.states import AbsenceRule, ContestRule, StatutoryBody
from app.organisation.temporary import temporary_of


@dataclass(frozen=True)
class UnitDetails:
    """What may be changed about a unit."""

    name: str
    level: SteeringLevel
    purpose: str = ""
    domain: str = ""
    absence_rule: AbsenceRule = AbsenceRule.PRESENT_DECIDE
    statutory: StatutoryBody | None = None
    contest_days: int = 14
    contest_rule: ContestRule = ContestRule.STANDS


def create_unit(
    details: UnitDetails,
    *,
    code: str,
    parent: Unit | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    actor: Actor,
) -> Unit:
    """Make a unit, within `parent` when it has one; a temporary one has an end, at the latest that of its parent.

    Raises `Refused` for a code that was given before, and for a period outside that of the parent.
    """
    permissions.demand(actor, "unit:administer")
    return make_unit(details, code=code, parent=parent, starts_on=starts_on, ends_on=ends_on, actor=actor)


def make_unit(
    details: UnitDetails,
    *,
    code: str,
    parent: Unit | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    actor: Actor,
) -> Unit:
    """The same, where the caller has asked for permission."""
    starts_on = starts_on or clock.today()
    if ends_on is not None and ends_on < starts_on:
        raise RefusedField("ends_on", N_("De laatste dag ligt voor de eerste."))
    session = db.session()
    taken = RefusedField("code", N_("De afkorting %(code)s is al in gebruik."), code=code)
    if session.scalar(select(Unit.id).where(Unit.code == code)) is not None:
        raise taken
    if parent is not None:
        parent = locked(Unit, parent.id)
        _demand_place_within(parent, starts_on, ends_on)
    with unique_or(taken):
        unit = Unit(
            name=details.name,
            code=code,
            level=details.level,
            parent=parent,
            purpose=details.purpose,
            domain=details.domain,
            absence_rule=details.absence_rule,
            statutory=details.statutory,
            contest_days=details.contest_days,
            contest_rule=details.contest_rule,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        session.add(unit)
    made = {
        "code": code,
        "parent": unit.parent_id,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat() if ends_on else None,
        **_described(details),
    }
    journal.record("unit", unit.id, "create", actor=actor, details=made)
    return unit


def change_unit(unit: Unit, details: UnitDetails, *, actor: Actor) -> Unit:
    """Give a unit another name, level, purpose, domain or absence rule. Without a difference nothing is recorded."""
    permissions.demand(actor, "unit:administer", unit)
    _demand_not_ended(unit)
    before, after = _described(_details_of(unit)), _described(details)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if not changed:
        return unit
    agreed = [name for name in ("absence_rule", "contest_days") if name in changed]
    if agreed and in_force(unit, RULES, clock.today()) is not None:
        raise RefusedField(agreed[0], N_("De regels van deze kring staan bij haar afspraken. Verander ze daar."))
    unit.name, unit.level, unit.purpose, unit.domain = details.name, details.level, details.purpose, details.domain
    unit.absence_rule, unit.statutory = details.absence_rule, details.statutory
    unit.contest_days, unit.contest_rule = details.contest_days, details.contest_rule
    journal.record("unit", unit.id, "change", actor=actor, details=changed)
    return unit


def move_unit(unit: Unit, parent: Unit | None, *, actor: Actor) -> Unit:
    """Place a unit within another, or at the top. Raises `Refused` when it would come to lie within itself."""
    permissions.demand(actor, "unit:administer", unit)
    _demand_not_ended(unit)
    if parent is not None:
        parent = locked(Unit, parent.id)
        _demand_place_within(parent, max(unit.starts_on, clock.today()), unit.ends_on)
        _demand_no_loop(unit, parent)
    before, after = unit.parent_id, parent.id if parent else None
    if before == after:
        return unit
    unit.parent = parent
    db.session.flush()
    journal.record("unit", unit.id, "move", actor=actor, details={"parent": [before, after]})
    return unit


def end_unit(unit: Unit, on: date, *, actor: Actor) -> Unit:
    """Make `on` the last day of a unit and of every role in it.

    Raises `Refused` while there are units within it that go on after that day.
    """
    permissions.demand(actor, "unit:administer", unit)
    _demand_not_ended(unit)
    temporary = temporary_of(unit)
    if temporary is not None and temporary.is_running:
        raise Refused(N_("Dit is een tijdelijke kring. Zet haar stop: dan gaat mee wat er nog open staat."))
    if on < unit.starts_on:
        raise RefusedField("on", N_("Deze kring begint pas op %(day)s."), day=unit.starts_on)
    if unit.parent is not None and unit.parent.ends_on is not None and unit.parent.ends_on < on:
        raise RefusedField("on", N_("%(name)s eindigt al op %(day)s."), name=unit.parent.name, day=unit.parent.ends_on)
    demand_nothing_within(unit, on)
    memberships = db.session.scalars(select(Membership).where(Membership.unit_id == unit.id).with_for_update())
    end_memberships(list(memberships), on, actor=actor)
    unit.ends_on = on
    journal.record("unit", unit.id, "end", actor=actor, details={"on": on.isoformat()})
    return unit


def demand_nothing_within(unit: Unit, on: date) -> None:
    """Refuse to let a unit end on a day while there are units within it that go on after it."""
    within = db.session.scalars(select(Unit).where(Unit.parent_id == unit.id).with_for_update())
    going_on = sorted(child.name for child in within if child.ends_on is None or child.ends_on > on)
    if going_on:
        raise Refused(
            N_("Binnen deze kring gaan nog kringen door: %(names)s. Beëindig of verplaats die eerst."),
            names=", ".join(going_on),
        )


def _details_of(unit: Unit) -> UnitDetails:
    return UnitDetails(
        name=unit.name,
        level=unit.level,
        purpose=unit.purpose,
        domain=unit.domain,
        absence_rule=unit.absence_rule,
        statutory=unit.statutory,
        contest_days=unit.contest_days,
        contest_rule=unit.contest_rule,
    )


def _described(details: UnitDetails) -> dict[str, Any]:
    return {
        "name": details.name,
        "level": details.level.name,
        "purpose": details.purpose,
        "domain": details.domain,
        "absence_rule": details.absence_rule.value,
        "statutory": details.statutory.value if details.statutory else None,
        "contest_days": details.contest_days,
        "contest_rule": details.contest_rule.value,
    }


def _demand_not_ended(unit: Unit) -> None:
    if unit.has_ended(clock.today()):
        raise Refused(N_("Deze kring is geëindigd op %(day)s."), day=unit.ends_on)


def _demand_place_within(parent: Unit, starts_on: date, ends_on: date | None) -> None:
    if not parent.is_active(starts_on):
        raise RefusedField("parent", N_("%(name)s bestaat niet op %(day)s."), name=parent.name, day=starts_on)
    if parent.ends_on is not None and (ends_on is None or parent.ends_on < ends_on):
        raise RefusedField(
            "parent",
            N_("%(name)s eindigt op %(day)s: geef een einde tot die dag."),
            name=parent.name,
            day=parent.ends_on,
        )


def _demand_no_loop(unit: Unit, parent: Unit) -> None:
    """Walk from `parent` to the top on locked rows, so that two moves at once cannot close a loop together."""
    wider: Unit | None = parent
    while wider is not None:
        if wider.id == unit.id:
            raise RefusedField("parent", N_("Een kring kan niet binnen zichzelf vallen."))
        wider = locked(Unit, wider.parent_id) if wider.parent_id is not None else None
