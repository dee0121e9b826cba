"""Who may what with a parafenroute. Reading one is reading the proposal; a paraaf gives nobody a right they lack."""

from typing import Any

from app.core import permissions
from app.decisions.models import Initial, Proposal
from app.decisions.positions import Position, positions
from app.organisation.models import Person

ARRANGING = frozenset({Position.AUTHOR, Position.LEADING})


def may_arrange(actor: Any, proposal: Proposal) -> bool:
    """Its author, and whoever prepares the meetings of its unit."""
    return not ARRANGING.isdisjoint(positions(actor, proposal))


def may_initial(actor: Any, proposal: Proposal) -> bool:
    """Whoever stands in its route, for as long as they may read it."""
    return may_read(actor, proposal) and any(one.person_id == actor.id for one in proposal.initials)


def may_answer(actor: Any, initial: Initial) -> bool:
    """Only who was asked."""
    return isinstance(actor, Person) and actor.id == initial.person_id and may_read(actor, initial.proposal)


def may_arrange_step(actor: Any, initial: Initial) -> bool:
    """Who made the route may go on without somebody."""
    return may_arrange(actor, initial.proposal)


def may_read(actor: Any, proposal: Proposal) -> bool:
    """Whoever may read the proposal, by the rules of proposals."""
    return isinstance(actor, Person) and permissions.may(actor, "proposal:read", proposal)


RULES: dict[str, permissions.Predicate] = {
    "proposal:ask_initials": may_arrange,
    "proposal:initial": may_initial,
    "initial:see": may_answer,
    "initial:send_back": may_answer,
    "initial:pass_over": may_arrange_step,
    "initial:take_up": may_arrange_step,
}
