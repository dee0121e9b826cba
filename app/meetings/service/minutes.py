"""The minutes: there the moment a meeting closes, written further, shared, adopted, and corrected with a reason."""

from collections.abc import Mapping

from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE
from app.core.transaction import locked
from app.decisions.models import Decision
from app.decisions.service import disclosure
from app.meetings.meeting_machine import MeetingMachine
from app.meetings.models import AgendaItem, ItemNote, Meeting, Minutes, MinutesPart
from app.meetings.queries.minutes import decided_on
from app.meetings.states import NoteKind
from app.organisation.models import Person


def begin(meeting: Meeting) -> Minutes:
    """The first edition, when the meeting closes: about each item begins with what was asked and said, as noted."""
    record = Minutes(meeting=meeting, number=1)
    db.session.add(record)
    for item in meeting.items:
        said = "\n\n".join(_as_noted(one) for one in item.notes)
        db.session.add(MinutesPart(minutes=record, item=item, text=said))
    db.session.flush()
    return record


def write(meeting: Meeting, texts: Mapping[int, str], *, by: Person) -> None:
    """Write about items, by their ids; the others stay as they are."""
    drive(MeetingMachine, meeting, "edit_minutes", actor=by, details={"items": sorted(texts)})
    _write(meeting, texts)


def share(meeting: Meeting, *, by: Person) -> None:
    """Let everybody who belongs here read the minutes, as provisional."""
    drive(MeetingMachine, meeting, "share_minutes", actor=by)
    record = meeting.record
    if record is not None:
        record.shared_at = clock.now()


def adopt(meeting: Meeting, item: AgendaItem, *, by: Actor, change: str = "") -> None:
    """Adopt the minutes in an item of a later meeting, as they were shared or with a change.

    Raises `Refused` for minutes that were not shared, or were adopted already: then that item does not end so either.
    """
    details = {"item": item.id, "change": change}
    drive(MeetingMachine, meeting, "adopt_minutes", actor=by, permission=CONSEQUENCE, details=details)
    record = meeting.record
    if record is not None:
        record.adopted_at, record.adopted_in_id = clock.now(), item.id


def correct(meeting: Meeting, texts: Mapping[int, str], *, by: Person, reason: str) -> Minutes:
    """Make the next edition of adopted minutes, with the reason. The one before stays readable as it was."""
    drive(MeetingMachine, meeting, "correct_minutes", actor=by, details={"reason": reason}, reason=reason)
    before = meeting.record
    record = Minutes(meeting=meeting, number=before.number + 1 if before else 1, reason=reason.strip())
    record.shared_at = record.adopted_at = clock.now()
    db.session.add(record)
    for one in before.parts if before else ():
        db.session.add(MinutesPart(minutes=record, item=one.item, text=one.text))
    db.session.flush()
    _write(meeting, texts)
    return record


def hold_back(item: AgendaItem, *, by: Person) -> None:
    """Keep a decision off the openbare list, and out of the public register, until those concerned have been told.

    The internal list says so.
    An item that has ended is driven no more: what happens is an event of its meeting. Nothing for what is held back.
    """
    if not item.held_back:
        drive(MeetingMachine, _meeting_of(item), "hold_back", actor=by, details={"item": item.id}, item=item)
        item.held_back = True
        _withhold(item, by=by)


def let_go(item: AgendaItem, *, by: Person) -> None:
    """Those concerned have been told: the decision stands on the openbare list from now on, if it is openbaar."""
    if item.held_back:
        drive(MeetingMachine, _meeting_of(item), "let_go", actor=by, details={"item": item.id})
        item.held_back = False
        _withhold(item, by=by)


def archive(meeting: Meeting, *, by: Person) -> None:
    """Lay the minutes down: from here on nothing changes in them."""
    drive(MeetingMachine, meeting, "archive", actor=by)


def _withhold(item: AgendaItem, *, by: Person) -> None:
    for decision in decided_on(item):
        disclosure.withhold(locked(Decision, decision.id), by=by, until_told=item.held_back)


def _meeting_of(item: AgendaItem) -> Meeting:
    if item.meeting is None:
        raise Refused(N_("Over dit punt is niets besloten."))
    return item.meeting


def _as_noted(note: ItemNote) -> str:
    """A note as a line of the minutes, which are in Dutch whoever closes the meeting."""
    asked, name = note.kind is NoteKind.ASKED, note.person.name if note.person else ""
    opening = (f"Vraag van {name}" if name else "Vraag") if asked else name
    return f"{opening}: {note.text}" if opening else note.text


def _write(meeting: Meeting, texts: Mapping[int, str]) -> None:
    for part in meeting.record.parts if meeting.record else ():
        if part.item_id in texts:
            part.text = texts[part.item_id].strip()
