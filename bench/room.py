"""The room in which is measured: one circle of forty people, and a round whose answers have been shown.

Run as `python -m bench.room SESSIONS` with the settings of the database: fills it, and prints what the load needs.
"""

import json
import sys
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from flask import Flask, session
from flask_wtf.csrf import generate_csrf

from app import create_app
from app.core import clock, schema
from app.core.actor import SYSTEM
from app.core.transaction import transaction
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers, attendance, proposals, rounds
from app.decisions.service.answers import AnswerData
from app.decisions.service.wordings import WordingData
from app.decisions.states import Choice, RoundMode
from app.organisation import service as organisation
from app.organisation.browser import enter
from app.organisation.models import Person, Unit
from app.organisation.states import Role

MEMBERS = 40
TEXT = """Wij richten de straat in als woonerf. Auto's rijden er stapvoets en parkeren in vakken.

- Langs de gevels komen bomen en banken.
- De hoek bij de school krijgt een brede oversteek.
- De bus rijdt om; de halte verhuist naar de markt.

Bewoners kiezen zelf de soorten bomen. Na een jaar kijken wij of er nog te hard gereden wordt."""


@dataclass(frozen=True)
class Session:
    """A browser in which somebody is signed in."""

    cookie: str
    csrf_token: str


@dataclass(frozen=True)
class Room:
    """What the load needs to know. The first session is the chair's; then those of the members, over and over."""

    round_id: int
    sessions: list[Session]

    def __post_init__(self) -> None:
        """Accept sessions as JSON gives them."""
        object.__setattr__(
            self, "sessions", [Session(**one) if isinstance(one, dict) else one for one in self.sessions]
        )

    @property
    def members(self) -> list[Session]:
        """One session of each member but the chair."""
        return self.sessions[1:MEMBERS]


def fill(app: Flask, sessions: int) -> Room:
    """Make the room in the empty database of `app`, with so many browsers signed in."""
    with app.app_context():
        schema.upgrade()
        unit, people = _circle()
        round_id = _shown_round(unit, people)
        with transaction():
            tokens = [organisation.open_session(people[number % MEMBERS]) for number in range(sessions)]
    return Room(round_id, [session_of(app, token) for token in tokens])


def _circle() -> tuple[Unit, list[Person]]:
    with transaction():
        level = organisation.seed_levels()[0]
        details = organisation.UnitDetails("Kring van de meting", level, "Meten.", "Alles wat gemeten wordt.")
        unit = organisation.create_unit(details, code="MET", actor=SYSTEM)
        people = []
        for number in range(MEMBERS):
            details_of_person = organisation.PersonDetails(f"Lid {number}", f"lid{number}@voorbeeld.example")
            person = organisation.add_person(details_of_person, actor=SYSTEM)
            role = {0: Role.CHAIR, 1: Role.SECRETARY}.get(number, Role.MEMBER)
            organisation.add_membership(person, unit, role, actor=SYSTEM)
            people.append(person)
    return unit, people


def _shown_round(unit: Unit, people: list[Person]) -> int:
    chair = people[0]
    text = WordingData(
        what="De Dorpsstraat wordt een woonerf",
        why="Er wordt te hard gereden en er is weinig groen.",
        owner_id=people[2].id,
        starts_on=clock.today() + timedelta(days=30),
        review_on=clock.today() + timedelta(days=400),
        body=TEXT,
    )
    with transaction():
        proposal = proposals.draft_proposal(unit, text, by=people[2])
        proposals.submit_proposal(proposal, by=people[2])
        round_ = rounds.prepare_round(proposal, by=chair)
        round_id = round_.id
    with transaction():
        round_ = locked_round(round_id)
        attendance.mark_present(round_, [one.id for one in round_.participants], by=chair)
        rounds.open_round(round_, by=chair, mode=RoundMode.HAMMER, papers_sent=True)
    with transaction():
        for person in people:
            answers.answer(locked_round(round_id), AnswerData(Choice.CONSENT), by=person)
    with transaction():
        rounds.reveal(locked_round(round_id), by=chair)
    return round_id


def session_of(app: Flask, token: str) -> Session:
    """A browser that holds this token of a session."""
    serializer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    with app.test_request_context():
        enter(token)
        csrf_token = generate_csrf()
        return Session(f"session={serializer.dumps(dict(session))}", csrf_token)


if __name__ == "__main__":
    print(json.dumps(asdict(fill(create_app(), int(sys.argv[1])))))
