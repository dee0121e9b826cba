"""Who sits at which table today, by the roles a person holds: what the rules and the lists both ask."""

from typing import Any

from app.core import clock
from app.organisation.models import Person, Unit
from app.organisation.states import LEADING_ROLES, LINKING_ROLES, Role


def seats(actor: Person, unit: Unit) -> set[Role]:
    """The roles in which somebody sits at the table of `unit` today, the double links of its sub-units included."""
    today = clock.today()
    return {
        one.role
        for one in actor.memberships
        if one.is_active(today)
        and (one.unit_id == unit.id or (one.unit.parent_id == unit.id and one.role in LINKING_ROLES))
    }


def leads(actor: Any, unit: Unit) -> bool:
    """Whether somebody may lead rounds of `unit`: as its chair, secretary or leader."""
    if not isinstance(actor, Person):
        return False
    today = clock.today()
    own = {one.role for one in actor.memberships if one.unit_id == unit.id and one.is_active(today)}
    return bool(own & LEADING_ROLES)


def is_linked(actor: Person, unit: Unit) -> bool:
    """Whether somebody leads or represents the unit that is next-wider to `unit`."""
    today = clock.today()
    return any(
        one.unit_id == unit.parent_id and one.role in LINKING_ROLES and one.is_active(today)
        for one in actor.memberships
    )
