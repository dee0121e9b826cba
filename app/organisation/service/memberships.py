"""What can be done with roles in units: give, end, take back, and long absence.

Every verb first locks the unit, so that two at once see each other's work.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.core import clock, journal, live, permissions
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.transaction import locked
from app.organisation.models import Membership, Person, Unit
from app.organisation.refusals import RefusedField
from app.organisation.states import LINKING_ROLES, Role

DAY = timedelta(days=1)


def add_membership(
    person: Person,
    unit: Unit,
    role: Role,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    succeeding: bool = False,
    actor: Actor,
) -> Membership:
    """Give somebody a role in a unit. Without an end it lasts as long as the unit and the person do.

    `succeeding` ends the role of the present leader on the day before. Raises `Refused` when the period does not lie
    within that of the unit and the person, when they hold the role already, and for a second leader.
    """
    permissions.demand(actor, "unit:compose", unit)
    if role in LINKING_ROLES and unit.parent is not None and not permissions.may(actor, "unit:administer", unit):
        raise RefusedField(
            "role", N_("Deze rol zit ook aan tafel bij %(unit)s. Die geeft de beheerder."), unit=unit.parent.name
        )
    unit, person = locked(Unit, unit.id), locked(Person, person.id)
    starts_on = starts_on or clock.today()
    ends_on = ends_on or min((end for end in (unit.ends_on, person.ends_on) if end is not None), default=None)
    _demand_place(person, unit, starts_on, ends_on)
    _demand_not_held(person, unit, role, starts_on, ends_on)
    if role is Role.LEADER:
        _succeed(_leaders_in(unit, starts_on, ends_on), starts_on, succeeding, actor)
    membership = Membership(person=person, unit=unit, role=role, starts_on=starts_on, ends_on=ends_on)
    db.session.add(membership)
    db.session.flush()
    _record(membership, "add_membership", actor, starts_on=starts_on, ends_on=ends_on)
    return membership


def fill_role(person: Person, unit: Unit, role: Role, *, starts_on: date, ends_on: date, actor: Actor) -> Membership:
    """Give somebody a role that one person holds, for a term; who holds it then ends on the day before.

    What the unit decided needs no beheerder: the caller has seen to that. Somebody whose role began on that very day
    goes on with it until the end of the term. Raises `Refused` when the term does not lie within that of the unit.
    """
    unit, person = locked(Unit, unit.id), locked(Person, person.id)
    _demand_place(person, unit, starts_on, ends_on)
    query = select(Membership).where(Membership.unit_id == unit.id, Membership.role == role)
    for held in [one for one in db.session.scalars(query) if one.overlaps(starts_on, ends_on)]:
        if held.starts_on < starts_on:
            _end(held, starts_on - DAY, actor)
        elif held.is_planned(clock.today()):
            _withdraw(held, actor)
        elif held.person_id == person.id:
            _end(held, ends_on, actor)
            return held
        else:
            _end(held, held.starts_on, actor)
    db.session.flush()
    membership = Membership(person=person, unit=unit, role=role, starts_on=starts_on, ends_on=ends_on)
    db.session.add(membership)
    db.session.flush()
    _record(membership, "add_membership", actor, starts_on=starts_on, ends_on=ends_on)
    return membership


def end_membership(membership: Membership, on: date, *, actor: Actor) -> Membership:
    """Make `on` the last day of a role. Raises `Refused` when it has ended before, or began later."""
    unit, membership = _lock(membership)
    permissions.demand(actor, "unit:compose", unit)
    _demand_running(membership)
    if on < membership.starts_on:
        raise RefusedField("on", N_("Deze rol begint pas op %(day)s."), day=membership.starts_on)
    _demand_place(membership.person, unit, membership.starts_on, on, end_field="on")
    if membership.ends_on is not None and membership.ends_on < on:
        _demand_free(membership, unit, membership.ends_on + DAY, on)
    _end(membership, on, actor)
    return membership


def withdraw_membership(membership: Membership, *, actor: Actor) -> Membership:
    """Take back a role that has not begun. It stays readable. Raises `Refused` once it has begun."""
    unit, membership = _lock(membership)
    permissions.demand(actor, "unit:compose", unit)
    if not membership.is_planned(clock.today()):
        raise Refused(N_("Deze rol is al begonnen. Je kunt hem wel beëindigen."))
    _withdraw(membership, actor)
    return membership


def report_absence(
    membership: Membership, absent_from: date, absent_until: date | None = None, *, actor: Actor
) -> Membership:
    """Record a long absence, open-ended while nobody knows. No consent is asked in that time (practice.md).

    Raises `Refused` for a role that has ended, and for a period outside that of the role.
    """
    unit, membership = _lock(membership)
    permissions.demand(actor, "unit:compose", unit)
    _demand_running(membership)
    if absent_until is not None and absent_until < absent_from:
        raise RefusedField("absent_until", N_("De laatste dag ligt voor de eerste."))
    if absent_from < membership.starts_on:
        raise RefusedField("absent_from", N_("Deze rol begint pas op %(day)s."), day=membership.starts_on)
    if membership.ends_on is not None and membership.ends_on < absent_from:
        raise RefusedField("absent_from", N_("Deze rol eindigt al op %(day)s."), day=membership.ends_on)
    membership.absent_from, membership.absent_until = absent_from, absent_until
    _record(membership, "report_absence", actor, absent_from=absent_from, absent_until=absent_until)
    return membership


def report_absence_everywhere(
    membership: Membership, absent_from: date, absent_until: date | None = None, *, actor: Actor
) -> Membership:
    """Record a long absence in this role, and in every other role its holder has in that time."""
    report_absence(membership, absent_from, absent_until, actor=actor)
    others = select(Membership).where(Membership.person_id == membership.person_id, Membership.id != membership.id)
    for other in db.session.scalars(others.order_by(Membership.unit_id)):
        if other.overlaps(absent_from, absent_until) and not _has_ended(other):
            report_absence(other, max(absent_from, other.starts_on), absent_until, actor=actor)
    return membership


def report_return(membership: Membership, on: date, *, actor: Actor) -> Membership:
    """Record that somebody takes part again from a day on. Raises `Refused` when they were not absent."""
    unit, membership = _lock(membership)
    permissions.demand(actor, "unit:compose", unit)
    if membership.absent_from is None:
        raise Refused(N_("%(name)s is niet als langdurig afwezig gemeld."), name=membership.person.name)
    if on <= membership.absent_from:
        membership.absent_from = membership.absent_until = None
    else:
        membership.absent_until = on - DAY
    _record(membership, "report_return", actor, on=on)
    return membership


def end_memberships(memberships: list[Membership], on: date, *, actor: Actor) -> None:
    """End every role of a unit or a person that goes on after `on`, and take back those that were to begin later.

    The caller has asked for permission. Raises `Refused`, before anything changes, when one has begun after `on`.
    """
    going_on = [role for role in memberships if not role.withdrawn and (role.ends_on is None or role.ends_on > on)]
    begun = [role for role in going_on if on < role.starts_on <= clock.today()]
    if begun:
        last = max(begun, key=lambda role: role.starts_on)
        raise RefusedField(
            "on",
            N_("%(name)s is op %(day)s nog begonnen in %(unit)s. Kies een dag vanaf dan."),
            name=last.person.name,
            day=last.starts_on,
            unit=last.unit.name,
        )
    for membership in going_on:
        if membership.starts_on > on:
            _withdraw(membership, actor)
        else:
            _end(membership, on, actor)


def cut_memberships(memberships: list[Membership], last_day: date, *, actor: Actor) -> None:
    """End every role of a unit that stops at once; one that begins after its last day never holds. The caller may."""
    for membership in memberships:
        if not membership.withdrawn and (membership.ends_on is None or membership.ends_on > last_day):
            if membership.starts_on > last_day:
                _withdraw(membership, actor)
            else:
                _end(membership, last_day, actor)


def _end(membership: Membership, on: date, actor: Actor) -> None:
    membership.ends_on = on
    _record(membership, "end_membership", actor, on=on)


def _withdraw(membership: Membership, actor: Actor) -> None:
    membership.withdrawn = True
    membership.ends_on = membership.starts_on
    _record(membership, "withdraw_membership", actor)


def _record(membership: Membership, event: str, actor: Actor, **days: date | None) -> None:
    """A role belongs to the story of its unit, where the person stands under a pseudonym."""
    details: dict[str, Any] = {"person": membership.person.actor_key, "role": membership.role.value}
    details |= {name: day.isoformat() if day else None for name, day in days.items()}
    journal.record("unit", membership.unit_id, event, actor=actor, details=details)
    live.announce("person", membership.person_id)


def _has_ended(membership: Membership) -> bool:
    return membership.ends_on is not None and membership.ends_on < clock.today()


def _demand_running(membership: Membership) -> None:
    if membership.withdrawn:
        raise Refused(N_("Deze rol is niet doorgegaan."))
    if _has_ended(membership):
        raise Refused(N_("Deze rol is al geëindigd op %(day)s."), day=membership.ends_on)


def _demand_place(
    person: Person, unit: Unit, starts_on: date, ends_on: date | None, *, end_field: str = "ends_on"
) -> None:
    """No role outside the period of its unit, nor after its holder has left."""
    if starts_on < unit.starts_on:
        raise RefusedField("starts_on", N_("Deze kring begint pas op %(day)s."), day=unit.starts_on)
    for end, msgid in (
        (unit.ends_on, N_("Deze kring eindigt op %(day)s.")),
        (person.ends_on, N_("%(name)s is hier tot en met %(day)s.")),
    ):
        if end is not None and end < starts_on:
            raise RefusedField("starts_on", msgid, day=end, name=person.name)
        if end is not None and (ends_on is None or end < ends_on):
            raise RefusedField(end_field, msgid, day=end, name=person.name)
    if ends_on is not None and ends_on < starts_on:
        raise RefusedField(end_field, N_("De laatste dag ligt voor de eerste."))


def _demand_not_held(person: Person, unit: Unit, role: Role, starts_on: date, ends_on: date | None) -> None:
    query = select(Membership).where(
        Membership.person_id == person.id, Membership.unit_id == unit.id, Membership.role == role
    )
    held = next((other for other in db.session.scalars(query) if other.overlaps(starts_on, ends_on)), None)
    if held is not None:
        raise RefusedField(
            "role", N_("%(name)s heeft deze rol hier al sinds %(day)s."), name=person.name, day=held.starts_on
        )


def _leaders_in(unit: Unit, starts_on: date, ends_on: date | None) -> list[Membership]:
    query = select(Membership).where(Membership.unit_id == unit.id, Membership.role == Role.LEADER)
    leaders = [leader for leader in db.session.scalars(query) if leader.overlaps(starts_on, ends_on)]
    return sorted(leaders, key=lambda leader: leader.starts_on)


def _succeed(leaders: list[Membership], starts_on: date, succeeding: bool, actor: Actor) -> None:
    """A unit has one functioneel leider at a time (SKM): the new one follows the present one, or does not come."""
    _demand_no_later_leader(leaders, starts_on)
    for predecessor in leaders:
        if not succeeding:
            raise RefusedField(
                "succeeding",
                N_("%(name)s is nu functioneel leider, en een kring heeft er één. Kies of die rol op %(day)s eindigt."),
                name=predecessor.person.name,
                day=starts_on - DAY,
            )
        _end(predecessor, starts_on - DAY, actor)
        db.session.flush()


def _demand_no_later_leader(leaders: list[Membership], starts_on: date) -> None:
    later = next((leader for leader in leaders if leader.starts_on >= starts_on), None)
    if later is not None:
        raise RefusedField(
            "role",
            N_("%(name)s is functioneel leider vanaf %(day)s. Een kring heeft er één tegelijk."),
            name=later.person.name,
            day=later.starts_on,
        )


def _demand_free(membership: Membership, unit: Unit, starts_on: date, ends_on: date) -> None:
    """A role may only go on longer than was recorded while nobody holds it after that."""
    _demand_not_held(membership.person, unit, membership.role, starts_on, ends_on)
    if membership.role is Role.LEADER:
        _demand_no_later_leader(_leaders_in(unit, starts_on, ends_on), starts_on)


def _lock(membership: Membership) -> tuple[Unit, Membership]:
    return locked(Unit, membership.unit_id), locked(Membership, membership.id)
