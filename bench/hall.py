"""The hall in which is measured: many meetings at once, each with twenty people of its own and an item in hand.

Run as `python -m bench.hall MEETINGS` with the settings of the database: fills it, and prints what the load needs.
"""

import json
import sys
from dataclasses import asdict, dataclass
from datetime import timedelta

from flask import Flask

from app import create_app
from app.core import clock, schema
from app.core.actor import SYSTEM
from app.core.transaction import transaction
from app.meetings.queries.items import locked_item
from app.meetings.queries.meetings import locked_meeting
from app.meetings.service import agenda, attendance, items, planning, running
from app.meetings.service.agenda import ItemData
from app.meetings.service.planning import MeetingData
from app.organisation import service as organisation
from app.organisation.models import Person, SteeringLevel
from app.organisation.states import Role
from bench.room import Session, session_of

SEATS = 20
ITEMS = ("Opening", "Drukte aan de balie", "De begroting van het team", "Nieuwe werkplekken", "Rondvraag", "Sluiting")
IN_HAND = 1


@dataclass(frozen=True)
class Table:
    """One meeting, as the load needs to know it. The first session is the chair's."""

    meeting_id: int
    places: list[int]
    sessions: list[Session]


def fill(app: Flask, meetings: int) -> list[Table]:
    """Make so many meetings in the empty database of `app`, everybody signed in."""
    with app.app_context():
        schema.upgrade()
        with transaction():
            level = organisation.seed_levels()[0]
        made = [_table(number, level) for number in range(meetings)]
    return [Table(key, places, [session_of(app, token) for token in tokens]) for key, places, tokens in made]


def _table(number: int, level: SteeringLevel) -> tuple[int, list[int], list[str]]:
    people = _people(number, level)
    chair = people[0]
    unit = chair.memberships[0].unit
    with transaction():
        data = MeetingData(f"Overleg {number}", clock.now() + timedelta(hours=1), 90, "Kamer 1", chair=chair)
        meeting_id = planning.plan_meeting(unit, data, by=chair).id
        ids = [agenda.add(locked_meeting(meeting_id), ItemData(title), by=chair).id for title in ITEMS]
        agenda.set_agenda(locked_meeting(meeting_id), by=chair)
    with transaction():
        meeting = locked_meeting(meeting_id)
        places = [one.id for one in meeting.attendees]
        attendance.mark_present(meeting, places, by=chair)
        running.open_meeting(meeting, by=chair)
    with transaction():
        items.take(locked_item(ids[IN_HAND]), by=chair)
        tokens = [organisation.open_session(person) for person in people]
    return meeting_id, places, tokens


def _people(number: int, level: SteeringLevel) -> list[Person]:
    with transaction():
        details = organisation.UnitDetails(f"Kring {number}", level, "Meten.", "Alles wat gemeten wordt.")
        unit = organisation.create_unit(details, code=f"M{number}", actor=SYSTEM)
        people = []
        for seat in range(SEATS):
            who = organisation.PersonDetails(f"Lid {number}.{seat}", f"lid{number}.{seat}@voorbeeld.example")
            person = organisation.add_person(who, actor=SYSTEM)
            organisation.add_membership(person, unit, Role.CHAIR if seat == 0 else Role.MEMBER, actor=SYSTEM)
            people.append(person)
    return people


def tables_from(text: str) -> list[Table]:
    """What this program printed, as it was."""
    return [
        Table(one["meeting_id"], one["places"], [Session(**each) for each in one["sessions"]])
        for one in json.loads(text)
    ]


if __name__ == "__main__":
    print(json.dumps([asdict(one) for one in fill(create_app(), int(sys.argv[1]))]))
