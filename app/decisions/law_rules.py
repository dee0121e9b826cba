"""Who may do what the law gives to a body: impose and lift secrecy, and decide as the college."""

from typing import Any

from app.core import clock, permissions
from app.decisions.models import Proposal, Secrecy
from app.decisions.models.college import Sitting
from app.decisions.queries.visibility import led_units, own_tables
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


def may_read_sitting(actor: Any, subject: Unit | Sitting) -> bool:
    """Who sits at the table of the college; the sitting is behind closed doors (Gemeentewet 54)."""
    unit = subject.unit if isinstance(subject, Sitting) else subject
    return isinstance(actor, Person) and unit.is_college and unit.id in own_tables(actor)


def may_lead_sitting(actor: Any, subject: Unit | Sitting) -> bool:
    """The burgemeester, who chairs, and the secretaris, who is no member but keeps the list (Gemeentewet 103)."""
    unit = subject.unit if isinstance(subject, Sitting) else subject
    return isinstance(actor, Person) and unit.is_college and unit.id in led_units(actor)


def may_mark(actor: Any, proposal: Proposal) -> bool:
    """A member of the college, of what is before the college."""
    if not isinstance(actor, Person) or not proposal.unit.is_college or not proposal.is_shared:
        return False
    today = clock.today()
    return any(
        one.unit_id == proposal.unit_id and one.is_active(today) and proposal.unit.decides_as(one.role, held_here=True)
        for one in actor.memberships
    )


LAW_RULES: dict[str, permissions.Predicate] = {
    "secrecy:impose": may_impose,
    "secrecy:lift": may_lift,
    "secrecy:give_to_council": may_give_to_council,
    "proposal:mark": may_mark,
    "sitting:read": may_read_sitting,
    "sitting:lead": may_lead_sitting,
    "sitting:attend": may_lead_sitting,
    "sitting:open": may_lead_sitting,
    "sitting:give_up": may_lead_sitting,
    "sitting:settle_list": may_lead_sitting,
    "sitting:settle": may_lead_sitting,
    "sitting:vote": may_lead_sitting,
    "sitting:hold_over": may_lead_sitting,
    "sitting:close": may_lead_sitting,
}
