"""A meeting itself: opening, interrupting, passing the chair, closing; and calling it off."""

from app.core import clock
from app.core.actor import Actor
from app.core.errors import N_, Refused
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE, demand
from app.meetings.item_machine import ItemMachine
from app.meetings.meeting_machine import MeetingMachine
from app.meetings.models import Meeting
from app.meetings.service import attendance, closing, invitations, minutes
from app.meetings.states import STANDING_KINDS
from app.organisation.models import Person


def open_meeting(meeting: Meeting, *, by: Person, seen: str | None = None) -> None:
    """Open the meeting, with who is here. Raises `Refused` while nobody is."""
    drive(
        MeetingMachine,
        meeting,
        "open",
        actor=by,
        seen=seen,
        details={"present": [one.person.actor_key for one in meeting.present if one.person]},
    )
    meeting.opened_at = clock.now()
    if meeting.chair_id is None:
        meeting.chair_id = by.id


def suspend(meeting: Meeting, *, by: Person, seen: str | None = None) -> None:
    """Interrupt the meeting."""
    drive(MeetingMachine, meeting, "suspend", actor=by, seen=seen)


def resume(meeting: Meeting, *, by: Person, seen: str | None = None) -> None:
    """Go on after an interruption."""
    drive(MeetingMachine, meeting, "resume", actor=by, seen=seen)


def pass_chair(meeting: Meeting, to: Person, *, by: Person) -> None:
    """Let somebody else who belongs here lead from now on. Raises `Refused` for who does not."""
    if meeting.attendee_of(to.id) is None:
        raise Refused(N_("%(name)s hoort niet bij dit overleg."), name=to.name)
    drive(MeetingMachine, meeting, "pass_chair", actor=by, details={"to": to.actor_key})
    meeting.chair_id = to.id


def close_meeting(meeting: Meeting, *, by: Person, seen: str | None = None) -> None:
    """Close the meeting; its minutes are there from that moment. Raises `Refused`, naming what has no outcome."""
    drive(MeetingMachine, meeting, "close", actor=by, seen=seen)
    meeting.closed_at = clock.now()
    attendance.everybody_leaves(meeting)
    closing.add_up(meeting)
    minutes.begin(meeting)


def cancel(meeting: Meeting, *, by: Actor, reason: str, follows: bool = False) -> None:
    """Call a meeting off; what was on its agenda waits in the pool again, standing items aside.

    `follows` when that follows from something else, such as the end of its unit.
    """
    if not follows:
        demand(by, "meeting:cancel", meeting)
    asked = invitations.asked_to(meeting)
    for one in [one for one in meeting.items if one.kind not in STANDING_KINDS]:
        drive(ItemMachine, one, "unschedule", actor=by, permission=CONSEQUENCE)
        one.meeting, one.version_number, one.is_late = None, None, False
    details = {"reason": reason}
    drive(MeetingMachine, meeting, "cancel", actor=by, permission=CONSEQUENCE, details=details, reason=reason)
    meeting.cancelled_because = reason.strip()
    meeting.calendar_sequence += 1
    invitations.call_off(meeting, asked)
