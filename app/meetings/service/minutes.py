"""The minutes: there the moment a meeting closes, written further, shared, adopted, and corrected with a reason."""

from collections.abc import Mapping

from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE
from app.meetings.meeting_machine import MeetingMachine
from app.meetings.models import AgendaItem, ItemNote, Meeting, Minutes, MinutesPart
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


def archive(meeting: Meeting, *, by: Person) -> None:
    """Lay the minutes down: from here on nothing changes in them."""
    drive(MeetingMachine, meeting, "archive", actor=by)


def _as_noted(note: ItemNote) -> str:
    """A note as a line of the minutes, which are in Dutch whoever closes the meeting."""
    asked, name = note.kind is NoteKind.ASKED, note.person.name if note.person else ""
    opening = (f"Vraag van {name}" if name else "Vraag") if asked else name
    return f"{opening}: {note.text}" if opening else note.text


def _write(meeting: Meeting, texts: Mapping[int, str]) -> None:
    for part in meeting.record.parts if meeting.record else ():
        if part.item_id in texts:
            part.text = texts[part.item_id].strip()
