"""Who is asked to come to a meeting hears of it by mail, with the meeting for their calendar.

A mail names the meeting, never an item: it is read by many machines. Who is invited for an item hears from when to
when.
"""

from dataclasses import dataclass

from sqlalchemy import select

from app.core import clock, outbox
from app.core.database import db
from app.core.errors import N_
from app.core.letters import Letter, address_of
from app.decisions.presentation import Said
from app.meetings.calendar import Span, dropped, entry_of, span_for
from app.meetings.models import Meeting
from app.meetings.states import Involvement
from app.organisation.models import Person, Unit
from app.organisation.queries import seats_of

FIRST, AGAIN = N_("Voorlopige agenda: %(title)s"), N_("Nieuwe voorlopige agenda: %(title)s")
NOT_ANY_MORE = N_("Je hoeft er niet bij te zijn: %(title)s")
SET, SET_AGAIN = N_("Agenda: %(title)s"), N_("Nieuwe agenda: %(title)s")


@dataclass(frozen=True)
class Asked:
    """Somebody who is asked to come; `span` is from when to when, if it is not for all of it."""

    person: Person
    span: Span | None = None


def asked_to(meeting: Meeting) -> list[Asked]:
    """Everybody who sits at a table of its units, each guest, and for a part of it who is invited for an item.

    Who is away for long is left alone. One query for each unit.
    """
    asked = {person.id: Asked(person) for unit in meeting.units for person in _seated(unit)}
    guests = [one.person for one in meeting.attendees if one.is_guest and one.person is not None]
    asked |= {one.id: Asked(one) for one in guests if one.is_active and one.id not in asked}
    for_a_part: dict[int, set[int]] = {}
    people: dict[int, Person] = {}
    for unit in _invited(meeting):
        for person in _seated(unit):
            people[person.id] = person
            for_a_part.setdefault(person.id, set()).add(unit.id)
    asked |= {
        key: Asked(people[key], span_for(meeting, units)) for key, units in for_a_part.items() if key not in asked
    }
    return list(asked.values())


def send_agenda(meeting: Meeting, *, is_set: bool) -> None:
    """The agenda was sent: everybody hears where it is, and when and where the meeting is.

    Who was asked to come by the agenda before it and is no longer hears that, and their calendar drops the meeting.
    """
    again = len(meeting.agendas) > 1 and meeting.agendas[-2].is_set == is_set
    subject = (SET_AGAIN if again else SET) if is_set else (AGAIN if again else FIRST)
    lines = [_when(meeting)]
    if not meeting.papers_are_closed and meeting.papers_close_at is not None:
        lines.append(Said(N_("Stukken tot %(moment)s."), {"moment": meeting.papers_close_at}))
    asked = asked_to(meeting)
    _write(meeting, asked, subject, lines)
    _write(meeting, _no_longer(meeting, asked), NOT_ANY_MORE, [_when(meeting)], drops=True)
    meeting.agendas[-1].asked = [one.person.id for one in asked]


def tell_change(meeting: Meeting) -> None:
    """Time or place changed: who heard of it before hears of that."""
    if meeting.agendas:
        _write(meeting, asked_to(meeting), N_("Gewijzigd: %(title)s"), [_when(meeting)])


def call_off(meeting: Meeting, asked: list[Asked]) -> None:
    """It is called off: who was asked to come hears why, unless nobody was."""
    if meeting.agendas:
        lines = [
            Said(N_("Dit overleg gaat niet door: %(why)s"), {"why": meeting.cancelled_because}),
            Said(N_("Het was op %(moment)s."), {"moment": meeting.starts_at}),
        ]
        _write(meeting, asked, N_("Afgezegd: %(title)s"), lines)


def _no_longer(meeting: Meeting, asked: list[Asked]) -> list[Asked]:
    before = meeting.agendas[-2].asked if len(meeting.agendas) > 1 else []
    gone = set(before) - {one.person.id for one in asked}
    people = db.session.scalars(select(Person).where(Person.id.in_(gone)).order_by(Person.id)).all()
    return [Asked(person) for person in people if person.is_active]


def _write(meeting: Meeting, asked: list[Asked], subject: str, lines: list[Said], *, drops: bool = False) -> None:
    if meeting.ends_at <= clock.now():
        return
    for one in asked:
        own = [*lines, _for_a_part(one.span)] if one.span else lines
        outbox.write(
            Letter(
                Said(subject, {"title": meeting.title}),
                own,
                [] if drops else [(Said(N_("Naar het overleg")), address_of(f"/overleg/{meeting.id}"))],
                meeting=dropped(meeting) if drops else entry_of(meeting, one.span),
            ),
            to=one.person.actor_key,
            name=one.person.name,
            address=one.person.email,
            useful_until=meeting.ends_at,
        )


def _when(meeting: Meeting) -> Said:
    words = {"units": ", ".join(one.name for one in meeting.units), "moment": meeting.starts_at}
    place = meeting.place or meeting.link
    if not place:
        return Said(N_("%(units)s: op %(moment)s."), words)
    return Said(N_("%(units)s: op %(moment)s, %(place)s."), words | {"place": place})


def _for_a_part(span: Span) -> Said:
    begins, ends = (one.astimezone(clock.AMSTERDAM).strftime("%H:%M") for one in span)
    words = {"begins": begins, "ends": ends}
    return Said(N_("Je bent uitgenodigd voor een deel: naar verwachting van %(begins)s tot %(ends)s."), words)


def _invited(meeting: Meeting) -> list[Unit]:
    involved = [one for item in meeting.items for one in item.involved if one.involvement is Involvement.INVITED]
    return list({one.unit.id: one.unit for one in involved}.values())


def _seated(unit: Unit) -> list[Person]:
    return [one.person for one in seats_of(unit, clock.today()) if not one.is_absent and one.person.is_active]
