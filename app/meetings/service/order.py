"""The order in which a meeting treats its items, and letting the screens that show it know."""

from collections.abc import Sequence

from app.core import clock, live
from app.core.database import db
from app.meetings.meeting_machine import MeetingMachine
from app.meetings.models import AgendaItem, Meeting
from app.meetings.states import AT_THE_END, ItemKind

AT_THE_BEGINNING = frozenset({ItemKind.OPENING, ItemKind.MINUTES})
"""What minutes come after."""


def place(meeting: Meeting, item: AgendaItem) -> None:
    """Put an item where it belongs: before the rondvraag and the closing round; minutes right after the opening."""
    item.is_late = meeting.papers_are_closed
    order = [one for one in meeting.items if one is not item]
    order.insert(_place_in(order, item), item)
    item.meeting = meeting
    put_in_order(meeting, order)
    db.session.flush()


def put_in_order(meeting: Meeting, order: Sequence[AgendaItem]) -> None:
    """Treat the items of a meeting in this order."""
    for position, one in enumerate(order):
        one.position = position
    meeting.items.sort(key=lambda one: one.position)


def tell_screens(meeting: Meeting | None) -> None:
    """The screens of a meeting show its items."""
    if meeting is not None:
        meeting.changed_at = clock.now()
        live.announce(MeetingMachine.subject_kind, meeting.id)


def _place_in(order: Sequence[AgendaItem], item: AgendaItem) -> int:
    if item.kind is ItemKind.MINUTES:
        return next((place for place, one in enumerate(order) if one.kind not in AT_THE_BEGINNING), len(order))
    if item.kind in AT_THE_END:
        return len(order)
    return next((place for place, one in enumerate(order) if one.kind in AT_THE_END), len(order))
