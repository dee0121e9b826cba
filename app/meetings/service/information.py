"""Telling a unit what an assignment agreed to tell it: an item on its agenda, which keeps the agreement."""

from app.assignments.following_models import InformationDue
from app.assignments.queries import locked_assignment
from app.assignments.service import following
from app.assignments.states import FOLLOWED, Involving
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.permissions import demand
from app.core.telling import said_day
from app.decisions.states import Confidentiality
from app.meetings.models import AgendaItem, Meeting
from app.meetings.queries.information import item_about
from app.meetings.service import agenda
from app.meetings.service.agenda import LONGEST_TITLE, ItemData
from app.meetings.states import ItemType, Outcome
from app.organisation.models import Person

TYPES = {Involving.INFORM: ItemType.INFORMING, Involving.INVOLVE: ItemType.FORMING}
KEEPS = frozenset({Outcome.NOTED, Outcome.OPINIONS})
"""What a unit says when it was told, or asked what it thinks."""


def put_information(meeting: Meeting, information: InformationDue, *, by: Person) -> AgendaItem:
    """Put what a unit is to be told on its agenda.

    Raises `Forbidden` for who may not know of the assignment, and `Refused` when it is on one already or is kept.
    """
    assignment = information.assignment
    demand(by, "assignment:read", assignment)
    waiting = item_about(information)
    if waiting is not None:
        return agenda.put_waiting(meeting, waiting, by=by)
    if not information.is_open:
        raise Refused(N_("Deze informatieafspraak staat niet meer open."))
    doing = next((one.person for one in assignment.living if not one.role.asks), None)
    data = ItemData(
        f"{assignment.title}: {information.about}"[:LONGEST_TITLE],
        type=TYPES[information.how],
        confidentiality=Confidentiality.CONFIDENTIAL if assignment.is_closed else Confidentiality.INTERNAL,
        presenter=doing,
    )
    item = agenda.add(meeting, data, by=by)
    item.unit, item.information = information.unit, information
    return item


def keep(item: AgendaItem, *, by: Actor) -> None:
    """An item about an information agreement that was treated keeps it. Nothing when something else did before."""
    if item.information is None or item.meeting is None or item.outcome not in KEEPS:
        return
    assignment = locked_assignment(item.information.assignment_id)
    db.session.refresh(item.information)  # somebody may have kept it while this waited for the lock
    if item.information.is_open and assignment.state in FOLLOWED:
        # Not with the words of the item: those are for who was at the table.
        told = f"{item.information.unit.name}, {said_day(item.meeting.on)}: {item.outcome.label.lower()}."
        following.inform(assignment, item.information.id, told, by=by, follows=True)
