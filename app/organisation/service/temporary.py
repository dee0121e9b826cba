"""What can be done with temporary units: set one up, give it another task or end, and stop it."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from app.core import clock, journal, permissions
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.transaction import locked
from app.organisation.handovers import Stop, bring_over, going_on_in
from app.organisation.models import Membership, SteeringLevel, Unit
from app.organisation.refusals import RefusedField
from app.organisation.service.memberships import cut_memberships
from app.organisation.service.units import UnitDetails, demand_nothing_within, make_unit
from app.organisation.states import TemporaryKind
from app.organisation.temporary import TemporaryUnit
from app.organisation.temporary_machine import TemporaryUnitMachine

DAY = timedelta(days=1)


@dataclass(frozen=True)
class TemporaryData:
    """What a temporary unit is: its kind and name, its task, what it decides itself, and until when."""

    kind: TemporaryKind
    name: str
    task: str
    planned_until: date
    domain: str = ""


def set_up(
    reports_to: Unit, data: TemporaryData, *, code: str, starts_on: date | None = None, actor: Actor
) -> TemporaryUnit:
    """Set up a temporary unit that reports to another, one level below it.

    Raises `Refused` when it would be done before it begins, and within a unit that itself has a last day.
    """
    permissions.demand(actor, "unit:set_up", reports_to)
    starts_on = starts_on or clock.today()
    _demand_end_after(starts_on, data.planned_until)
    if reports_to.ends_on is not None:
        raise Refused(
            N_("%(name)s stopt op %(day)s: daar komt geen kring meer bij."),
            name=reports_to.name,
            day=reports_to.ends_on,
        )
    details = UnitDetails(data.name, _level_below(reports_to), data.task, data.domain)
    unit = make_unit(details, code=code, parent=reports_to, starts_on=starts_on, actor=actor)
    temporary = TemporaryUnit(unit=unit, kind=data.kind, planned_until=data.planned_until)
    db.session.add(temporary)
    db.session.flush()
    begin(TemporaryUnitMachine, temporary, "set_up", actor=actor, details=_described(data))
    return temporary


def adjust(temporary: TemporaryUnit, data: TemporaryData, *, actor: Actor) -> TemporaryUnit:
    """Give a temporary unit another kind, name, task or planned end. Raises `Refused` once it has stopped."""
    _demand_end_after(temporary.unit.starts_on, data.planned_until)
    drive(TemporaryUnitMachine, temporary, "adjust", actor=actor, details=_described(data))
    unit = locked(Unit, temporary.id)
    temporary.kind, temporary.planned_until = data.kind, data.planned_until
    unit.name, unit.purpose, unit.domain = data.name, data.task, data.domain
    return temporary


def stop(temporary: TemporaryUnit, reason: str, *, actor: Actor) -> TemporaryUnit:
    """Stop a temporary unit from now on: what is open goes to the unit it reports to, and its roles end.

    Raises `Refused` without a reason, and while a round or a meeting goes on, or a unit within it.
    """
    unit = locked(Unit, temporary.id)
    drive(
        TemporaryUnitMachine,
        temporary,
        "stop",
        actor=actor,
        details={"reason": reason.strip()},
        reason=reason,
        going_on=going_on_in(unit, actor),
    )
    to = temporary.reports_to
    assert to is not None, "the chart refuses to stop what reports to nobody"  # noqa: S101
    demand_nothing_within(unit, clock.today())
    temporary.stopped_on, temporary.stopped_because = clock.today(), reason.strip()
    temporary.handed_to = to
    temporary.handed_over = bring_over(Stop(unit, to, reason.strip(), actor))
    roles = db.session.scalars(select(Membership).where(Membership.unit_id == unit.id).with_for_update())
    cut_memberships(list(roles), clock.today() - DAY, actor=actor)
    unit.ends_on = max(unit.starts_on, clock.today() - DAY)
    journal.record("unit", unit.id, "end", actor=actor, details={"on": unit.ends_on.isoformat()})
    return temporary


def _described(data: TemporaryData) -> dict[str, str]:
    return {
        "kind": data.kind.value,
        "name": data.name,
        "task": data.task,
        "domain": data.domain,
        "until": data.planned_until.isoformat(),
    }


def _demand_end_after(starts_on: date, planned_until: date) -> None:
    if planned_until < starts_on:
        raise RefusedField("planned_until", N_("De laatste dag ligt voor de eerste."))


def _level_below(unit: Unit) -> SteeringLevel:
    """The level next-narrower to that of a unit; the same where there is none."""
    narrower = select(SteeringLevel).where(SteeringLevel.rank < unit.level.rank)
    return db.session.scalar(narrower.order_by(SteeringLevel.rank.desc()).limit(1)) or unit.level
