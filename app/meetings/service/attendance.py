"""Who is at a meeting: written down from the tables of its units, coming, leaving, guests; and in the round in hand."""

from collections.abc import Collection

from app.core import clock
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import drive
from app.decisions.models import ConsentRound
from app.decisions.service import attendance as in_round
from app.meetings.meeting_machine import MeetingMachine
from app.meetings.models import Attendee, Meeting, Stretch
from app.organisation.models import Person, Unit
from app.organisation.queries import Seat, seats_of


def write_down(meeting: Meeting) -> None:
    """Give everybody who sits at a table of the units a place; who has one keeps it."""
    today = clock.today()
    for unit in meeting.units:
        for seat in seats_of(unit, today):
            if not seat.is_absent and meeting.attendee_of(seat.person.id) is None:
                place = Attendee(meeting=meeting, person=seat.person, ground=_ground(seat, unit))
                place.person_id = seat.person.id
                db.session.add(place)
    db.session.flush()


def mark_present(meeting: Meeting, present: Collection[int], *, by: Person, round_: ConsentRound | None = None) -> None:
    """Set who is here, by the ids of their places. Who comes or goes does so in the round in hand as well."""
    changed = [one for one in meeting.attendees if one.is_present != (one.id in present)]
    if not changed:
        return
    here = [one.person.actor_key for one in meeting.attendees if one.id in present and one.person]
    drive(
        MeetingMachine,
        meeting,
        "attend",
        actor=by,
        permission="meeting:attend_others",
        details={"present": here},
    )
    for one in changed:
        _arrive(one) if one.id in present else _leave(one)
    _follow(meeting, round_, by=by)


def arrive(meeting: Meeting, *, by: Person) -> None:
    """Come in oneself, on time, late, or back."""
    place = meeting.attendee_of(by.id)
    if place is None:
        raise Refused(N_("Je hoort niet bij dit overleg."))
    if not place.is_present:
        drive(MeetingMachine, meeting, "attend", actor=by, details={"in": True})
        _arrive(place)


def leave(meeting: Meeting, *, by: Person) -> None:
    """Leave oneself; one may come back."""
    place = meeting.attendee_of(by.id)
    if place is not None and place.is_present:
        drive(MeetingMachine, meeting, "attend", actor=by, details={"in": False})
        _leave(place)


def receive_guest(meeting: Meeting, name: str, *, by: Person, instead_of: Attendee | None = None) -> Attendee:
    """Note that a guest came in, perhaps in the place of somebody: in the room, not in a round.

    Raises `Refused` without a name, when somebody here has it, or in the place of somebody who is present.
    """
    name = name.strip()
    if not name or any(one.name.casefold() == name.casefold() for one in meeting.attendees):
        raise Refused(N_("Er is al iemand met deze naam. Kies een andere.") if name else N_("Hoe heet je gast?"))
    if instead_of is not None and instead_of.is_present:
        raise Refused(N_("%(name)s is er zelf."), name=instead_of.name)
    drive(MeetingMachine, meeting, "attend", actor=by, permission="meeting:attend_others", details={"guest": True})
    place = Attendee(meeting=meeting, guest_name=name, is_guest=True)
    db.session.add(place)
    db.session.flush()
    if instead_of is not None:
        instead_of.replaced_by_id = place.id
    _arrive(place)
    return place


def excuse(meeting: Meeting, *, by: Person, excused: bool = True) -> None:
    """Say beforehand that one will not come, or will after all."""
    drive(MeetingMachine, meeting, "excuse", actor=by, details={"excused": excused})
    write_down(meeting)
    place = meeting.attendee_of(by.id)
    if place is not None:
        place.is_excused = excused


def bring_in(meeting: Meeting, round_: ConsentRound, *, by: Person) -> None:
    """Let who is here now be here in a round."""
    here = {one.person_id for one in meeting.present if one.person_id is not None}
    places = [one.id for one in round_.participants if one.person_id in here]
    in_round.mark_present(round_, places, by=by)


def everybody_leaves(meeting: Meeting) -> None:
    """The meeting is closed: nobody is there any more."""
    for one in meeting.present:
        _leave(one)


def _follow(meeting: Meeting, round_: ConsentRound | None, *, by: Person) -> None:
    if round_ is not None and round_.state.is_open:
        bring_in(meeting, round_, by=by)


def _arrive(place: Attendee) -> None:
    db.session.add(Stretch(attendee=place, arrived_at=clock.now()))


def _leave(place: Attendee) -> None:
    for one in place.stretches:
        if one.left_at is None:
            one.left_at = clock.now()


def _ground(seat: Seat, unit: Unit) -> str:
    return seat.role.label if seat.unit.id == unit.id else f"{seat.role.label}, {seat.unit.name}"
