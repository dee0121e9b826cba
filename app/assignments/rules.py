"""Who may what with an assignment: its parties, the table of its unit, and everybody else (D.1529312).

What is talked over is for its parties and for who sits at the table of its unit; what was agreed is for every
colleague, unless it is closed.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.assignments.models import Assignment
from app.assignments.states import AssignmentState
from app.core import permissions
from app.decisions.queries.visibility import led_units, own_tables
from app.organisation.models import Person, Unit


class Position(StrEnum):
    """In what capacity somebody stands to an assignment."""

    AUTHOR = "author"
    """Drafted it."""
    PARTY = "party"
    ASKING = "asking"
    """A party on the side that asks."""
    DOING = "doing"
    """A party on the side that does it."""
    SUCCESSOR = "successor"
    """Took over, and has not confirmed yet."""
    LEADING = "leading"
    """Gespreksleider, secretaris or leader of its unit."""
    MEMBER = "member"
    """Sits at the table of its unit."""
    COLLEAGUE = "colleague"
    """Anybody who is signed in, of what was agreed and is not closed."""


P = Position
BOTH = frozenset({P.PARTY})
PERMISSIONS: Mapping[str, frozenset[Position]] = {
    "assignment:read": frozenset({P.AUTHOR, P.PARTY, P.MEMBER, P.COLLEAGUE}),
    "assignment:edit": frozenset({P.AUTHOR, P.PARTY}),
    "assignment:offer": frozenset({P.AUTHOR, P.PARTY}),
    "assignment:take_back": frozenset({P.AUTHOR}),
    "assignment:remark": BOTH,
    "assignment:answer_remark": frozenset({P.AUTHOR, P.PARTY}),
    "assignment:rewrite": frozenset({P.AUTHOR, P.PARTY}),
    "assignment:ask_consent": BOTH,
    "assignment:begin_work": BOTH,
    "assignment:decline": BOTH,
    "assignment:name_party": frozenset({P.AUTHOR, P.PARTY}),
    "assignment:leave_out_party": frozenset({P.AUTHOR, P.PARTY}),
    "assignment:succeed": frozenset({P.PARTY, P.LEADING}),
    "assignment:confirm": frozenset({P.SUCCESSOR}),
    "assignment:renegotiate": BOTH,
    "assignment:keep_as_it_is": BOTH,
    "assignment:expect": frozenset({P.DOING}),
    "assignment:reach": frozenset({P.DOING}),
    "assignment:inform": BOTH,
    "assignment:cancel": frozenset({P.AUTHOR, P.ASKING}),
    "assignment:report": frozenset({P.DOING}),
    "assignment:answer_report": frozenset({P.ASKING}),
    "assignment:converse": BOTH,
    "assignment:say_how_it_feels": BOTH,
    "assignment:offer_result": frozenset({P.DOING}),
    "assignment:look_back": BOTH,
}
"""Which capacity a permission asks for; one of them is enough."""


def positions(actor: Any, assignment: Assignment) -> frozenset[Position]:
    """In what capacities `actor` stands to an assignment. In draft it is its author's, and its parties'."""
    if not isinstance(actor, Person):
        return frozenset()
    held = {P.AUTHOR} if actor.id == assignment.author_id else set()
    own = assignment.party_of(actor.id)
    if own is not None:
        held.add(P.PARTY)
        held.add(P.ASKING if own.role.asks else P.DOING)
        if own.is_asked_to_confirm:
            held.add(P.SUCCESSOR)
    if assignment.state is AssignmentState.DRAFT:
        return frozenset(held)
    if assignment.unit_id in own_tables(actor):
        held.add(P.MEMBER)
    if assignment.unit_id in led_units(actor):
        held.add(P.LEADING)
    if was_agreed(assignment) and not assignment.is_closed:
        held.add(P.COLLEAGUE)
    return frozenset(held)


def was_agreed(assignment: Assignment) -> bool:
    """Whether all its parties ever agreed to it."""
    return assignment.version_in_force is not None


def may_draft(actor: Any, _unit: Unit | None) -> bool:
    """Whoever sits at a table: either side may begin."""
    return isinstance(actor, Person) and bool(own_tables(actor))


def _any_of(wanted: frozenset[Position]) -> permissions.Predicate:
    def holds_one(actor: Any, subject: Any) -> bool:
        return not wanted.isdisjoint(positions(actor, subject))

    return holds_one


RULES: dict[str, permissions.Predicate] = {name: _any_of(wanted) for name, wanted in PERMISSIONS.items()} | {
    "assignment:create": may_draft,
    "assignments:read": permissions.signed_in,
}
