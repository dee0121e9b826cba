"""A circle that meets, for tests. Every act is a transaction of its own, as for people."""

from datetime import timedelta
from typing import Any

from app.core import clock
from app.core.transaction import transaction
from app.decisions.models import Proposal
from app.meetings.models import AgendaItem, Attendee, Meeting
from app.meetings.queries.items import locked_item
from app.meetings.queries.meetings import locked_meeting
from app.meetings.service import agenda, attendance, items, minutes, planning, running
from app.meetings.service.agenda import ItemData
from app.meetings.service.planning import MeetingData
from app.meetings.states import ItemKind, ItemState, ItemType, MeetingState, Outcome
from app.organisation.models import Person
from tests.decisions.round_cast import Circle

M, I = MeetingState, ItemState  # noqa: E741 - a state of a meeting, and of an item
TALK = ItemData("Hoe gaat het met de balie?", type=ItemType.FORMING, time_box=20)


class Meets:
    """Team Ruimte has a meeting tomorrow, led by Marieke, with one item to talk about."""

    def __init__(self, data: ItemData = TALK, **circle: Any) -> None:
        self.circle = Circle(**circle)
        self.meeting_id = self.plan()
        with transaction():
            self.item_id = agenda.add(self.meeting, data, by=self.circle.sanne).id

    def plan(self, days: int = 1) -> int:
        with transaction():
            data = MeetingData(
                "Teamoverleg",
                clock.now() + timedelta(days=days),
                60,
                "Kamer 2.14",
                chair=self.circle.marieke,
                secretary=self.circle.sanne,
            )
            return planning.plan_meeting(self.circle.unit, data, by=self.circle.sanne).id

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is now. Inside a transaction: locked, ready to act on."""
        return locked_meeting(self.meeting_id)

    @property
    def item(self) -> AgendaItem:
        """The item as it is now."""
        return locked_item(self.item_id)

    def place(self, person: Person) -> Attendee:
        place = self.meeting.attendee_of(person.id)
        assert place is not None, f"{person.name} has no place"
        return place

    def put(self, proposal: Proposal) -> int:
        """Put a proposal on the agenda, as the item in question from now on."""
        with transaction():
            self.item_id = agenda.put_proposal(self.meeting, proposal, by=self.circle.sanne).id
        return self.item_id

    def set_agenda(self) -> None:
        with transaction():
            agenda.set_agenda(self.meeting, by=self.circle.sanne)

    def gather(self, *people: Person) -> None:
        with transaction():
            here = people or tuple(self.circle.members)
            attendance.mark_present(self.meeting, [self.place(one).id for one in here], by=self.circle.marieke)

    def open(self) -> None:
        self.gather()
        with transaction():
            running.open_meeting(self.meeting, by=self.circle.marieke)

    def take(self) -> None:
        with transaction():
            items.take(self.item, by=self.circle.marieke)

    def park(self) -> None:
        with transaction():
            items.park(self.item, by=self.circle.marieke)

    def conclude(self, outcome: Outcome = Outcome.OPINIONS, words: str = "") -> None:
        with transaction():
            items.conclude(self.item, outcome, words, by=self.circle.marieke)

    def conclude_rest(self) -> None:
        with transaction():
            for one in self.meeting.without_outcome:
                outcome = Outcome.NOTED if one.type is ItemType.INFORMING else Outcome.HELD_OVER
                items.conclude(one, outcome, by=self.circle.marieke)

    def close(self) -> None:
        with transaction():
            running.close_meeting(self.meeting, by=self.circle.marieke)

    def adopt(self) -> None:
        """Adopt the minutes in a later meeting, in an item of its own."""
        first, item = self.meeting_id, self.item_id
        self.meeting_id = self.plan(days=8)
        with transaction():
            data = ItemData("Verslag", type=ItemType.DECIDING, kind=ItemKind.MINUTES, time_box=5)
            self.item_id = agenda.add(self.meeting, data, by=self.circle.sanne).id
        self.set_agenda()
        self.open()
        self.take()
        self.conclude(Outcome.CONFORM)
        self.meeting_id, self.item_id = first, item

    def come_to(self, state: MeetingState) -> "Meets":
        """Bring the meeting to `state`, the shortest way."""
        circle = self.circle
        if state is M.CANCELLED:
            with transaction():
                running.cancel(self.meeting, by=circle.sanne, reason="te veel zieken")
            return self
        steps: dict[MeetingState, Any] = {
            M.PROVISIONAL: lambda: self._do(agenda.announce, circle.sanne),
            M.SET: self.set_agenda,
            M.OPEN: self.open,
            M.CLOSED: lambda: (self.conclude(), self.close()),
            M.MINUTES_DRAFT: lambda: self._do(minutes.share, circle.sanne),
            M.MINUTES_ADOPTED: self.adopt,
            M.ARCHIVED: lambda: self._do(minutes.archive, circle.sanne),
        }
        until = M.OPEN if state is M.SUSPENDED else state
        for reached, step in steps.items():
            if list(M).index(reached) <= list(M).index(until):
                step()
        if state is M.SUSPENDED:
            self._do(running.suspend, circle.marieke)
        return self

    def bring_item_to(self, state: ItemState) -> "Meets":
        """Bring the item to `state`: in a meeting that is open, but for what is dropped from the pool."""
        if state is I.DROPPED:
            with transaction():
                agenda.take_off(self.item, by=self.circle.sanne)
            with transaction():
                agenda.drop(self.item, by=self.circle.sanne, reason="al geregeld")
            return self
        self.come_to(M.OPEN)
        if state in (I.IN_HAND, I.PARKED):
            self.take()
        if state is I.PARKED:
            self.park()
        if state is I.CONCLUDED:
            self.conclude()
        return self

    def _do(self, verb: Any, by: Person) -> None:
        with transaction():
            verb(self.meeting, by=by)
