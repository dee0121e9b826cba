"""Who may what with units and people. The beheerder keeps them; everybody who is signed in may look.

A temporary unit is set up, filled and stopped by who leads the unit it reports to, without the beheerder.
"""

from typing import Any

from app.core import clock, permissions
from app.core.actor import SYSTEM
from app.organisation.models import Membership, Person, Unit
from app.organisation.states import LEADING_ROLES
from app.organisation.temporary import TemporaryUnit, temporary_of


def administrator(actor: Any, _subject: Any) -> bool:
    """The beheerder; also the tool itself, when it is set up from the command line before there is one."""
    return actor is SYSTEM or (isinstance(actor, Person) and actor.is_administrator)


def oneself(actor: Any, person: Any) -> bool:
    """Only the person whose account it is; also the tool itself, for the first password of the first beheerder."""
    return actor is SYSTEM or (isinstance(actor, Person) and isinstance(person, Person) and actor.id == person.id)


def leads(actor: Any, unit: Any) -> bool:
    """Whether somebody leads a unit today: as its gespreksleider, secretaris or functioneel leider."""
    if not isinstance(unit, Unit) or not isinstance(actor, Person):
        return False
    today = clock.today()
    return any(
        one.unit_id == unit.id and one.role in LEADING_ROLES and one.is_active(today) for one in actor.memberships
    )


def sets_up(actor: Any, unit: Any) -> bool:
    """Who may set up a temporary unit that reports to this one."""
    return administrator(actor, unit) or leads(actor, unit)


def composes(actor: Any, subject: Any) -> bool:
    """Who may say who is in a unit: the beheerder; of a temporary one also who leads the unit it reports to."""
    if administrator(actor, subject):
        return True
    unit = subject.unit if isinstance(subject, Membership) else subject
    if not isinstance(unit, Unit) or not leads(actor, unit.parent):
        return False
    temporary = temporary_of(unit)
    return temporary is not None and temporary.is_running


def adjusts(actor: Any, temporary: Any) -> bool:
    """Who may give a temporary unit another task or end: who may set one up in the unit it reports to."""
    return isinstance(temporary, TemporaryUnit) and sets_up(actor, temporary.reports_to)


def stops(actor: Any, temporary: Any) -> bool:
    """Who may stop a temporary unit: who may adjust it, and who leads it."""
    return adjusts(actor, temporary) or (isinstance(temporary, TemporaryUnit) and leads(actor, temporary.unit))


RULES: dict[str, permissions.Predicate] = {
    "unit:read": permissions.signed_in,
    "unit:administer": administrator,
    "unit:set_up": sets_up,
    "unit:compose": composes,
    "unit:adjust": adjusts,
    "unit:stop": stops,
    "person:read": permissions.signed_in,
    "person:administer": administrator,
    "account:manage": permissions.signed_in,
    "account:change": oneself,
}
