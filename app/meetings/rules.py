"""Who may what with series, meetings and agenda items.

A meeting is for those who sit at the table of one of its units, for guests who were let in, and, as far as their item
goes, for the units involved in one. The gespreksleider, secretaris and leader of its units prepare and lead it; so does
whoever the chair or the minutes were passed to.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.core import permissions
from app.decisions.models import Objection
from app.decisions.queries.visibility import led_units, own_tables
from app.decisions.states import Confidentiality
from app.meetings.models import AgendaItem, Meeting, MeetingSeries, YearStep
from app.meetings.states import MeetingState
from app.organisation.models import Person, Unit


class Standing(StrEnum):
    """In what capacity somebody stands to a meeting."""

    LEADING = "leading"
    """Gespreksleider, secretaris or leader of one of its units."""
    CHAIRING = "chairing"
    """Leads this one meeting."""
    NOTING = "noting"
    """Writes the minutes of this one meeting."""
    MEMBER = "member"
    """Sits at the table of one of its units."""
    ATTENDEE = "attendee"
    """A colleague from elsewhere who has a place at it. Who loses the seat at a table loses the meeting (ADR 20)."""
    INVOLVED = "involved"
    """Sits at the table of a unit that is involved in one of its items."""


S = Standing
PREPARING = frozenset({S.LEADING, S.CHAIRING, S.NOTING})
THERE = PREPARING | {S.MEMBER, S.ATTENDEE}
PERMISSIONS: Mapping[str, frozenset[Standing]] = {
    "meeting:read": THERE | {S.INVOLVED},
    "meeting:follow": THERE,
    "meeting:prepare": PREPARING,
    "meeting:change": PREPARING,
    "meeting:arrange": PREPARING,
    "meeting:announce": PREPARING,
    "meeting:set_agenda": PREPARING,
    "meeting:cancel": PREPARING,
    "meeting:excuse": frozenset({S.MEMBER, S.ATTENDEE}),
    "meeting:attend": frozenset({S.MEMBER, S.ATTENDEE}),
    "meeting:attend_others": PREPARING,
    "meeting:pass_chair": PREPARING,
    "meeting:lead": PREPARING,
    "meeting:open": PREPARING,
    "meeting:note": PREPARING,
    "meeting:say": frozenset({S.MEMBER, S.ATTENDEE}),
    "meeting:ask_to_speak": frozenset({S.MEMBER, S.ATTENDEE}),
    "meeting:give_floor": PREPARING,
    "meeting:hammer": PREPARING,
    "meeting:consent_to_all": frozenset({S.MEMBER, S.ATTENDEE}),
    "meeting:fill_in_card": frozenset({S.MEMBER, S.ATTENDEE}),
    "meeting:suspend": PREPARING,
    "meeting:resume": PREPARING,
    "meeting:close": PREPARING,
    "meeting:edit_minutes": PREPARING,
    "meeting:share_minutes": PREPARING,
    "meeting:correct_minutes": PREPARING,
    "meeting:hold_back": PREPARING,
    "meeting:let_go": PREPARING,
    "meeting:archive": PREPARING,
}
"""Which capacity a permission asks for; one of them is enough."""

IN_THE_MEETING = ("schedule", "unschedule", "change", "take", "park", "ask_consent", "hammer", "conclude")
"""What is done to an item by who prepares or leads its meeting."""


def standings(actor: Any, meeting: Meeting) -> frozenset[Standing]:
    """In what capacities somebody stands to a meeting."""
    if not isinstance(actor, Person):
        return frozenset()
    tables, held = own_tables(actor), set()
    if meeting.unit_ids & led_units(actor):
        held.add(S.LEADING)
    if meeting.unit_ids & tables:
        held.add(S.MEMBER)
    place = meeting.attendee_of(actor.id)
    if place is not None and place.is_guest:
        held.add(S.ATTENDEE)
    if held and actor.id == meeting.chair_id:
        held.add(S.CHAIRING)
    if held and actor.id == meeting.secretary_id:
        held.add(S.NOTING)
    if meeting.state is not MeetingState.CONCEPT and any(_involves(one, tables) for one in meeting.items):
        held.add(S.INVOLVED)
    return frozenset(held)


def may_read_item(actor: Any, item: AgendaItem) -> bool:
    """Who may know of an item: of closed matter only who may read that, or was asked for it."""
    if not isinstance(actor, Person):
        return False
    meeting, tables = item.meeting, own_tables(actor)
    if meeting is None:
        here = item.unit_id in tables
    else:
        held = standings(actor, meeting)
        if meeting.state is MeetingState.CONCEPT and not held & PREPARING:
            return False
        here = bool(held & THERE) or _involves(item, tables)
    return here and _may_know_of(actor, item, meeting.unit_ids if meeting else {item.unit_id}, tables)


def _may_know_of(actor: Person, item: AgendaItem, units: set[int], tables: set[int]) -> bool:
    if item.confidentiality is Confidentiality.CONFIDENTIAL and not (units & tables or _involves(item, tables)):
        return False
    for kind, about in (("proposal", item.proposal), ("decision", item.decision)):
        if about is not None and about.is_closed and not permissions.may(actor, f"{kind}:read", about):
            return False
    return True


def _involves(item: AgendaItem, tables: set[int]) -> bool:
    return any(one.unit_id in tables for one in item.involved)


def may_treat(actor: Any, item: AgendaItem) -> bool:
    """Whoever prepares or leads the meeting of an item, or the unit in whose pool it waits; if they may know of it."""
    if not isinstance(actor, Person) or not may_read_item(actor, item):
        return False
    if item.meeting is None:
        return item.unit_id in led_units(actor)
    return bool(standings(actor, item.meeting) & PREPARING)


def may_decide_by_mandate(actor: Any, item: AgendaItem) -> bool:
    """Whoever may decide by themselves what the item is about, whether or not they lead the meeting."""
    return (
        item.proposal is not None
        and may_read_item(actor, item)
        and permissions.may(actor, "proposal:execute", item.proposal)
    )


def may_drop(actor: Any, item: AgendaItem) -> bool:
    """Whoever leads the unit in whose pool it waits, or suggested it."""
    return may_treat(actor, item) or (
        isinstance(actor, Person) and actor.id == item.suggested_by_id and may_read_item(actor, item)
    )


def meets(actor: Any, unit: Unit) -> bool:
    """Whoever sits at the table of a unit reads its meetings, and may suggest something for the next."""
    return isinstance(actor, Person) and unit.id in own_tables(actor)


def calls_meetings(actor: Any, unit: Unit) -> bool:
    """Whoever leads a unit."""
    return isinstance(actor, Person) and unit.id in led_units(actor)


def reads_series(actor: Any, series: MeetingSeries) -> bool:
    """Whoever sits at the table of one of its units."""
    return isinstance(actor, Person) and bool(series.unit_ids & own_tables(actor))


def leads_series(actor: Any, series: MeetingSeries) -> bool:
    """Whoever leads one of its units."""
    return isinstance(actor, Person) and bool(series.unit_ids & led_units(actor))


def reads_agenda(actor: Any, meeting: Meeting) -> bool:
    """Whoever reads the meeting; a concept is for who prepares it."""
    held = standings(actor, meeting)
    return _reads(held) and (meeting.state is not MeetingState.CONCEPT or bool(held & PREPARING))


def reads_minutes(actor: Any, meeting: Meeting) -> bool:
    """Whoever reads the meeting, once its minutes are shared; until then only who writes them."""
    if not meeting.state.is_over:
        return False
    held = standings(actor, meeting)
    return bool(held & PREPARING) or (meeting.state is not MeetingState.CLOSED and _reads(held))


def reads_decisions(actor: Any, meeting: Meeting) -> bool:
    """Whoever reads the meeting, from the moment it closed."""
    return meeting.state.is_over and _reads(standings(actor, meeting))


def reads_objection(actor: Any, objection: Objection) -> bool:
    """Whoever sits at the table of one of the units that consent in its round: it held up all of them (ADR 26)."""
    if not isinstance(actor, Person):
        return False
    asked = {objection.proposal.unit_id, *(one.unit_id for one in objection.round.bodies)}
    return bool(asked & own_tables(actor))


def _reads(held: frozenset[Standing]) -> bool:
    return not PERMISSIONS["meeting:read"].isdisjoint(held)


def reads_step(actor: Any, step: YearStep) -> bool:
    """Whoever sits at the table of its unit."""
    return meets(actor, step.unit)


def leads_step(actor: Any, step: YearStep) -> bool:
    """Whoever leads its unit."""
    return calls_meetings(actor, step.unit)


def _any_of(wanted: frozenset[Standing]) -> permissions.Predicate:
    return lambda actor, meeting: not wanted.isdisjoint(standings(actor, meeting))


RULES: dict[str, permissions.Predicate] = {
    **{name: _any_of(wanted) for name, wanted in PERMISSIONS.items()},
    **{f"item:{event}": may_treat for event in IN_THE_MEETING},
    "meeting:read_agenda": reads_agenda,
    "meeting:read_minutes": reads_minutes,
    "meeting:read_decisions": reads_decisions,
    "objection:read_in_minutes": reads_objection,
    "item:read": may_read_item,
    "item:decide_by_mandate": may_decide_by_mandate,
    "item:hold_back": may_treat,
    "item:drop": may_drop,
    "unit:meet": meets,
    "unit:call_meetings": calls_meetings,
    "series:read": reads_series,
    "series:change": leads_series,
    "series:plan_meeting": leads_series,
    "series:end": leads_series,
    "year_step:read": reads_step,
    "year_step:put": reads_step,
    "year_step:change": leads_step,
    "year_step:end": leads_step,
}
