"""Having the floor: asked for by who wants to speak, given by who leads, in sight of all."""

from app.core import clock
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import drive
from app.meetings.meeting_machine import MeetingMachine
from app.meetings.models import Attendee, Meeting, SpeakingTurn
from app.organisation.models import Person


def ask_to_speak(meeting: Meeting, *, by: Person) -> None:
    """Ask for the floor in the item in hand. Raises `Refused` for who is not present, or while nothing is in hand."""
    place = meeting.attendee_of(by.id)
    if place is not None and _open_turn(meeting, place) is not None:
        return
    drive(MeetingMachine, meeting, "ask_to_speak", actor=by, details={"asks": True})
    assert place is not None, "the chart refuses who is not there"  # noqa: S101
    _enter(meeting, place)


def no_longer(meeting: Meeting, *, by: Person) -> None:
    """Take back that one wants to speak. Nothing happens for who did not ask, or has the floor."""
    place = meeting.attendee_of(by.id)
    turn = _open_turn(meeting, place) if place else None
    if turn is not None and turn.began_at is None:
        drive(MeetingMachine, meeting, "ask_to_speak", actor=by, details={"asks": False})
        meeting.turns.remove(turn)
        db.session.delete(turn)


def give_floor(meeting: Meeting, place: Attendee, *, by: Person) -> None:
    """Give somebody the floor, asked for or not; who had it is done.

    Raises `Refused` for who is not present, or while nothing is in hand.
    """
    if not place.is_present:
        raise Refused(N_("%(name)s is er nu niet."), name=place.name)
    turn = _open_turn(meeting, place)
    if turn is not None and turn is meeting.speaking:
        return
    drive(MeetingMachine, meeting, "give_floor", actor=by, details={"to": place.id})
    end_turn(meeting)
    (turn or _enter(meeting, place)).began_at = clock.now()


def take_floor_back(meeting: Meeting, *, by: Person) -> None:
    """Who has the floor is done. Nothing happens when nobody has it."""
    if meeting.speaking is not None:
        drive(MeetingMachine, meeting, "give_floor", actor=by, details={"to": None})
        end_turn(meeting)


def end_turn(meeting: Meeting) -> None:
    """Whoever has the floor is done with it, as a consequence of something else."""
    turn = meeting.speaking
    if turn is not None:
        turn.ended_at = clock.now()
        db.session.flush()  # before the same person may begin another


def clear(meeting: Meeting) -> None:
    """The item is over: who speaks is done, and who waited need not wait any more."""
    end_turn(meeting)
    for turn in meeting.asked_to_speak:
        meeting.turns.remove(turn)
        db.session.delete(turn)


def _open_turn(meeting: Meeting, place: Attendee) -> SpeakingTurn | None:
    return next((one for one in meeting.turns if one.attendee is place and one.ended_at is None), None)


def _enter(meeting: Meeting, place: Attendee) -> SpeakingTurn:
    item = meeting.in_hand
    assert item is not None, "the chart refuses while nothing is in hand"  # noqa: S101
    turn = SpeakingTurn(meeting_id=meeting.id, item_id=item.id, attendee=place)
    meeting.turns.append(turn)
    return turn
