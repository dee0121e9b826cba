"""Who may what with a programme and its voortgangsrapportages (mission.md, D6).

Every colleague reads a programme; what of its assignments they may read is asked of each assignment. A report is its
writers' until it is put before the college, and everybody's once the college has noted it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.assignments.programme_models import Programme, ProgrammeReport
from app.assignments.programme_states import ReportState
from app.core import clock, permissions
from app.decisions.queries.visibility import led_units
from app.organisation.models import Person, Unit
from app.organisation.states import LEADING_ROLES


class Place(StrEnum):
    """In what capacity somebody stands to a programme or a report of it."""

    LEADER = "leader"
    """The programme leader."""
    LEADING = "leading"
    """Gespreksleider, secretaris or leader of the unit in whose name it is."""
    COLLEGE = "college"
    """Sits at the table of the college."""
    COLLEGE_LEADING = "college_leading"
    """Its gespreksleider or secretaris."""
    COLLEAGUE = "colleague"
    """Anybody who is signed in; of a report only once the college has noted it."""


P = Place
STEERING = frozenset({P.LEADER, P.LEADING})
PROGRAMME: Mapping[str, frozenset[Place]] = {
    "programme:read": frozenset({P.COLLEAGUE}),
    "programme:edit": STEERING,
    "programme:take_in": STEERING,
    "programme:leave_out": STEERING,
    "programme:add_group": STEERING,
    "programme:remove_group": STEERING,
    "programme:report": STEERING,
    "programme:end": STEERING,
}
REPORT: Mapping[str, frozenset[Place]] = {
    "programme_report:read": frozenset({P.LEADER, P.LEADING, P.COLLEGE, P.COLLEAGUE}),
    "programme_report:edit": STEERING,
    "programme_report:put_together": STEERING,
    "programme_report:propose": STEERING,
    "programme_report:take_back": STEERING,
    "programme_report:release": frozenset({P.LEADER, P.LEADING, P.COLLEGE_LEADING}),
}
"""Which capacity a permission asks for; one of them is enough."""


def places(actor: Any, programme: Programme) -> frozenset[Place]:
    """In what capacities `actor` stands to a programme."""
    if not isinstance(actor, Person):
        return frozenset()
    held = {P.COLLEAGUE}
    if actor.id == programme.leader_id:
        held.add(P.LEADER)
    if programme.unit_id in led_units(actor):
        held.add(P.LEADING)
    return frozenset(held)


def places_of_report(actor: Any, report: ProgrammeReport) -> frozenset[Place]:
    """The same to one report: the college reads it from the day that it is put before it."""
    held = set(places(actor, report.programme))
    if not held:
        return frozenset()
    if not report.state.is_for_colleagues:
        held.discard(P.COLLEAGUE)
    if report.state is not ReportState.DRAFT:
        held |= _at_the_college(actor)
    return frozenset(held)


def _at_the_college(actor: Person) -> set[Place]:
    roles = {one.role for one in actor.memberships if one.unit.is_college and one.is_active(clock.today())}
    held = {P.COLLEGE} if roles else set()
    return held | {P.COLLEGE_LEADING} if roles & LEADING_ROLES else held


def may_begin(actor: Any, unit: Unit | None) -> bool:
    """Who leads the unit in whose name it will be; without a unit, who leads any."""
    if not isinstance(actor, Person):
        return False
    led = led_units(actor)
    return bool(led) if unit is None else unit.id in led


def _any_of(wanted: frozenset[Place], found: Any) -> permissions.Predicate:
    def holds_one(actor: Any, subject: Any) -> bool:
        return not wanted.isdisjoint(found(actor, subject))

    return holds_one


RULES: dict[str, permissions.Predicate] = (
    {name: _any_of(wanted, places) for name, wanted in PROGRAMME.items()}
    | {name: _any_of(wanted, places_of_report) for name, wanted in REPORT.items()}
    | {"programme:create": may_begin, "programmes:read": permissions.signed_in}
)
