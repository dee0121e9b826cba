"""Who may do what the law gives to a body: impose and lift secrecy, and decide as the college."""

from typing import Any

from app.core import permissions
from app.decisions.models import Secrecy
from app.decisions.queries.visibility import led_units
from app.organisation.models import Person, Unit
from app.organisation.states import StatutoryBody


def may_impose(actor: Any, body: Unit) -> bool:
    """Raad, college, burgemeester or a commissie (Gemeentewet 87), by whoever leads there. No other unit can."""
    return isinstance(actor, Person) and body.statutory is not None and body.id in led_units(actor)


def may_lift(actor: Any, secrecy: Secrecy) -> bool:
    """The body that imposed it, or the raad once it was given to the raad (Gemeentewet 89), by whoever leads there."""
    if not isinstance(actor, Person):
        return False
    led = led_units(actor)
    if secrecy.with_council:
        return any(one.unit.statutory is StatutoryBody.COUNCIL and one.unit_id in led for one in actor.memberships)
    return secrecy.body_id in led


def may_give_to_council(actor: Any, secrecy: Secrecy) -> bool:
    """The body that imposed it, by whoever leads there (Gemeentewet 88)."""
    return isinstance(actor, Person) and secrecy.body_id in led_units(actor)


LAW_RULES: dict[str, permissions.Predicate] = {
    "secrecy:impose": may_impose,
    "secrecy:lift": may_lift,
    "secrecy:give_to_council": may_give_to_council,
}
