"""The agenda of a meeting: what is put on it, in which order and for how long, and sending it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.assignments.programme_models import ProgrammeReport
from app.assignments.service import programme_reporting
from app.core import clock
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.permissions import demand
from app.core.telling import said_day
from app.decisions.models import Action, Decision, Proposal
from app.decisions.states import Confidentiality
from app.meetings.item_machine import ItemMachine
from app.meetings.meeting_machine import MeetingMachine
from app.meetings.models import AgendaItem, AgendaVersion, ItemUnit, Meeting
from app.meetings.queries.pool import minutes_waiting_for
from app.meetings.service import attendance, invitations
from app.meetings.service.agenda_versions import freeze, next_number
from app.meetings.service.order import place, put_in_order, tell_screens
from app.meetings.states import Involvement, ItemKind, ItemState, ItemType
from app.organisation.models import Person, Unit

LONGEST_TITLE = 300


@dataclass(frozen=True)
class ItemData:
    """What an item is about, what for, and for how many minutes."""

    title: str
    aim: str = ""
    type: ItemType = ItemType.FORMING
    kind: ItemKind = ItemKind.ORDINARY
    time_box: int = 10
    confidentiality: Confidentiality = Confidentiality.INTERNAL
    presenter: Person | None = None
    involved: tuple[Unit, ...] = ()


def add(meeting: Meeting, data: ItemData, *, by: Person) -> AgendaItem:
    """Put something new on the agenda. Raises `Forbidden`, and `Refused` when it is too late for that."""
    return _enter(AgendaItem(unit=meeting.unit, title=""), meeting, data, by=by)


def put_proposal(meeting: Meeting, proposal: Proposal, *, by: Person, hammer: bool = False) -> AgendaItem:
    """Put a proposal of the pool on the agenda. Raises `Refused` when it is on one already."""
    _demand_readable(by, "proposal", proposal)
    waiting = _waiting(AgendaItem.proposal_id == proposal.id)
    if waiting is not None:
        return put_waiting(meeting, waiting, by=by)
    kind = ItemKind.HAMMER if hammer else ItemKind.ORDINARY
    data = ItemData(proposal.title[:LONGEST_TITLE], type=ItemType.DECIDING, kind=kind, presenter=proposal.author)
    return _enter(AgendaItem(unit=proposal.unit, title="", proposal=proposal), meeting, data, by=by)


def put_review(meeting: Meeting, decision: Decision, *, by: Person) -> AgendaItem:
    """Put looking back on a decision on the agenda: the circle says how it went, before anything is proposed."""
    _demand_readable(by, "decision", decision)
    waiting = _waiting(AgendaItem.decision_id == decision.id)
    if waiting is not None:
        return put_waiting(meeting, waiting, by=by)
    data = ItemData(decision.title[:LONGEST_TITLE], aim=decision.wording.why, type=ItemType.PICTURING)
    return _enter(AgendaItem(unit=decision.unit, title="", decision=decision), meeting, data, by=by)


def put_action(meeting: Meeting, action: Action, *, by: Person) -> AgendaItem:
    """Let an action come back on the agenda."""
    _demand_readable(by, "action", action)
    data = ItemData(action.what, type=ItemType.INFORMING, time_box=5, presenter=action.owner)
    about = action.decision
    item = AgendaItem(unit=action.unit, title="", action=action, decision=about)
    return _enter(item, meeting, data, by=by)


def put_report(meeting: Meeting, report: ProgrammeReport, *, by: Person) -> AgendaItem:
    """Put a voortgangsrapportage on the agenda, to be noted. Raises `Refused` when it is the college's no more."""
    demand(by, "programme_report:read", report)
    college = next((one for one in meeting.units if one.is_college), None)
    if college is None:
        raise Refused(N_("Van een rapportage neemt het college kennis, in zijn eigen overleg."))
    waiting = _waiting(AgendaItem.report_id == report.id)
    programme_reporting.come_on_agenda(report, by=by)
    if waiting is not None:
        return put_waiting(meeting, waiting, by=by)
    data = ItemData(report.title[:LONGEST_TITLE], aim="Kennisnemen van de rapportage.", type=ItemType.INFORMING)
    return _enter(AgendaItem(unit=college, title="", report=report), meeting, data, by=by)


def put_waiting(meeting: Meeting, item: AgendaItem, *, by: Person) -> AgendaItem:
    """Put what waits in the pool, carried over or suggested, on the agenda."""
    drive(ItemMachine, item, "schedule", actor=by, details={"meeting": meeting.id})
    _arrange(meeting, item, "put", by=by)
    place(meeting, item)
    return item


def suggest(unit: Unit, data: ItemData, *, by: Person) -> AgendaItem:
    """Suggest something for a next meeting of the unit: it waits in the pool. Raises `Forbidden`."""
    demand(by, "unit:meet", unit)
    item = AgendaItem(unit=unit, title=data.title, suggested_by_id=by.id)
    return _begin(item, data, "suggest", by=by)


def carry_over(item: AgendaItem, *, by: Any) -> AgendaItem:
    """The successor of an item that was held over, in the pool, with whatever it was about."""
    successor = AgendaItem(
        unit=item.unit,
        title=item.title,
        aim=item.aim,
        proposal=item.proposal,
        decision=item.decision,
        action=item.action,
        report=item.report,
        adopts=item.adopts,
        information=item.information,
        carried_from=item,
    )
    successor.presenter_id = item.presenter_id
    successor.involved.extend(ItemUnit(unit=one.unit, involvement=one.involvement) for one in item.involved)
    data = ItemData(item.title, item.aim, item.type, item.kind, item.time_box, confidentiality=item.confidentiality)
    return _begin(successor, data, "carry_over", by=by)


def drop(item: AgendaItem, *, by: Person, reason: str) -> None:
    """Take something out of the pool for good, with the reason."""
    drive(ItemMachine, item, "drop", actor=by, details={"reason": reason}, reason=reason)
    item.words, item.ended_at = reason.strip(), clock.now()
    if item.report is not None:
        programme_reporting.send_back(item.report, by=by, reason=reason)


def change_item(item: AgendaItem, data: ItemData, *, by: Person) -> None:
    """Change what an item says, who brings it in, or its time box. Who is involved stays as it is."""
    drive(ItemMachine, item, "change", actor=by, details={"minutes": data.time_box})
    _write(item, data)
    item.presenter_id = data.presenter.id if data.presenter else None
    tell_screens(item.meeting)


def involve(item: AgendaItem, unit: Unit, involvement: Involvement, *, by: Person) -> None:
    """Invite another unit for this item alone, or let it know; who was involved already is from now on so.

    Raises `Refused` for a unit that meets anyway.
    """
    if item.meeting is not None and unit.id in item.meeting.unit_ids:
        raise Refused(N_("%(unit)s zit hier al aan tafel."), unit=unit.name)
    drive(ItemMachine, item, "change", actor=by, details={"unit": unit.name, "involvement": involvement.value})
    held = next((one for one in item.involved if one.unit.id == unit.id), None)
    if held is None:
        item.involved.append(ItemUnit(unit=unit, involvement=involvement))
    else:
        held.involvement = involvement
    tell_screens(item.meeting)


def leave_out(item: AgendaItem, unit_id: int, *, by: Person) -> None:
    """Involve a unit no longer. Nothing happens for one that was not."""
    held = next((one for one in item.involved if one.unit_id == unit_id), None)
    if held is not None:
        drive(ItemMachine, item, "change", actor=by, details={"unit": held.unit.name, "involvement": None})
        item.involved.remove(held)
        tell_screens(item.meeting)


def set_time_box(item: AgendaItem, minutes: int, *, by: Person) -> None:
    """Give an item more or less time. Raises `Refused` for less than nothing."""
    if minutes < 0:
        raise Refused(N_("Dat is minder dan niets."))
    drive(ItemMachine, item, "change", actor=by, details={"minutes": minutes})
    item.time_box = minutes
    tell_screens(item.meeting)


def move(item: AgendaItem, steps: int, *, by: Person) -> None:
    """Move an item so many places down the agenda, or up below nought; over its ends it stays where it is."""
    meeting = item.meeting
    if meeting is None:
        raise Refused(N_("Dit punt staat niet op een agenda."))
    _arrange(meeting, item, "move", by=by)
    order = list(meeting.items)
    here = order.index(item)
    order.insert(max(0, min(here + steps, len(order) - 1)), order.pop(here))
    put_in_order(meeting, order)


def take_off(item: AgendaItem, *, by: Person) -> None:
    """Take an item off the agenda of a meeting to come: it waits in the pool."""
    meeting = item.meeting
    drive(ItemMachine, item, "unschedule", actor=by)
    assert meeting is not None, "the chart refuses what is on no agenda"  # noqa: S101
    _arrange(meeting, item, "take_off", by=by)
    item.meeting, item.version_number, item.is_late = None, None, False


def announce(meeting: Meeting, *, by: Person, reason: str = "") -> AgendaVersion:
    """Send the provisional agenda: the next version of it, if there was one."""
    bring_minutes(meeting, by=by)
    drive(MeetingMachine, meeting, "announce", actor=by, details={"reason": reason, "number": next_number(meeting)})
    version = freeze(meeting, reason, is_set=False)
    invitations.send_agenda(meeting, is_set=False)
    return version


def set_agenda(meeting: Meeting, *, by: Person, reason: str = "") -> AgendaVersion:
    """Set the agenda, with the versions of the papers as they are; what comes after this is late."""
    bring_minutes(meeting, by=by)
    drive(MeetingMachine, meeting, "set_agenda", actor=by, details={"reason": reason, "number": next_number(meeting)})
    attendance.write_down(meeting)
    for one in meeting.items:
        if one.proposal is not None:
            one.version_number = one.proposal.current.number
    version = freeze(meeting, reason, is_set=True)
    invitations.send_agenda(meeting, is_set=True)
    return version


def find_minutes(meeting: Meeting) -> list[Meeting]:
    """Let the items for the minutes be about those that wait to be adopted, the oldest first; gives what is left."""
    waits = minutes_waiting_for(meeting)
    items = [one for one in meeting.items if one.kind is ItemKind.MINUTES]
    taken = {one.adopts.id for one in items if one.adopts is not None}
    left = [one for one in waits if one.id not in taken]
    for item in items:
        if item.adopts not in waits:
            item.adopts = left.pop(0) if left else None
            item.title = _title_of_minutes(item.adopts)
    return left


def bring_minutes(meeting: Meeting, *, by: Person) -> None:
    """What waits of the series comes on the agenda by itself, an item for the minutes of each meeting."""
    if not meeting.items:
        return  # there is no agenda to put them on
    left = find_minutes(meeting)
    for held in left if meeting.series is not None else ():
        data = ItemData(_title_of_minutes(held), type=ItemType.DECIDING, kind=ItemKind.MINUTES, time_box=5)
        _enter(AgendaItem(unit=meeting.unit, title="", adopts=held), meeting, data, by=by).is_late = False


def _title_of_minutes(held: Meeting | None) -> str:
    return "Verslag van de vorige keer" if held is None else f"Verslag van {said_day(held.on)}"


def _enter(item: AgendaItem, meeting: Meeting, data: ItemData, *, by: Person) -> AgendaItem:
    _begin(item, data, "plan", by=by)
    _arrange(meeting, item, "put", by=by)
    place(meeting, item)
    return item


def _begin(item: AgendaItem, data: ItemData, event: str, *, by: Any) -> AgendaItem:
    _write(item, data)
    db.session.add(item)
    db.session.flush()
    begin(ItemMachine, item, event, actor=by)
    return item


def _write(item: AgendaItem, data: ItemData) -> None:
    item.title, item.aim = data.title.strip(), data.aim.strip()
    item.type, item.kind, item.time_box = data.type, data.kind, data.time_box
    item.confidentiality = data.confidentiality
    if data.presenter is not None:
        item.presenter_id = data.presenter.id
    held = {one.unit.id for one in item.involved}
    item.involved.extend(
        ItemUnit(unit=one, involvement=Involvement.INVITED) for one in data.involved if one.id not in held
    )


def _arrange(meeting: Meeting, item: AgendaItem, what: str, *, by: Person) -> None:
    drive(MeetingMachine, meeting, "arrange", actor=by, details={"item": item.id, "what": what})


def _waiting(condition: Any) -> AgendaItem | None:
    """What waits for a meeting about this, if anything. Raises `Refused` when it is on an agenda to come."""
    query = select(AgendaItem).where(condition, AgendaItem.state == ItemState.PLANNED).limit(1)
    found = db.session.scalar(query)
    if found is not None and found.meeting is not None:
        raise Refused(N_("Dit staat al op een agenda."))
    return found


def _demand_readable(by: Person, kind: str, subject: Any) -> None:
    demand(by, f"{kind}:read", subject)
