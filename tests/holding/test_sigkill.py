"""The server is killed in the middle of a round under load, again and again: nothing acknowledged is lost.

An answer is acknowledged when its sender got a redirect. The server is killed whole and at once, as by a power cut.
"""

import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import httpx
import pytest
from flask import Flask
from sqlalchemy import select

from app.core.database import db
from app.core.journal import JournalEntry, entries, first_flaw
from app.decisions import ROUNDS, screens
from app.decisions.models import Answer
from app.decisions.queries.rounds import load_round, objections_of
from app.decisions.states import RoundState
from app.organisation.models import Person
from tests import server as servers
from tests.databases import SECRET_KEY
from tests.holding.browser import Browser, times
from tests.holding.room import Room
from tests.live_client import Stream
from tests.server import Server

KILLS = 3
ENOUGH = 12
"""So many answers are acknowledged before the server is killed, in the middle of the next."""

LONGEST_UNTIL_DECIDED = 0.3
"""Seconds within which the server is killed after the deciding button was pressed: often in the middle of recording."""

SCREENS = {"deelnemer": "fatima", "gespreksleider": "marieke", "secretaris": "sanne", "scherm": "ben"}
"""Whose stream is watched, by audience."""


@pytest.fixture
def mortal_server(house: Flask) -> Iterator[Server]:
    """A server that this test may kill."""
    with servers.running(house.config["SETTINGS"].database_url) as running:
        yield running


class Load:
    """Everybody in the room changes their sealed answer again and again, as fast as the server lets them."""

    def __init__(self, room: Room) -> None:
        self.sent: defaultdict[int, list[str]] = defaultdict(list)
        self.acknowledged: defaultdict[int, int] = defaultdict(int)
        """Of how many of these the sender was told that it was kept."""
        self.is_enough = Event()
        self._stopped = Event()
        self._lock = Lock()
        self._threads = ThreadPoolExecutor(len(room.circle.members))
        self._work = [
            self._threads.submit(self._answer_on, room.of(person), person.id, f"{room.path}/antwoord?gezien=consenting")
            for person in room.circle.members
        ]

    def ends(self) -> None:
        """Wait until everybody noticed that the server is gone. Raises what went wrong before that."""
        self._stopped.set()
        for work in self._work:
            work.result(30)
        self._threads.shutdown()

    def _answer_on(self, browser: Browser, person: int, address: str) -> None:
        while not self._stopped.is_set():
            text = f"zorg {len(self.sent[person])} van {browser.name}"
            self.sent[person].append(text)
            try:
                response = browser.post(address, choice="concern", text=text)
            except httpx.TransportError:
                return
            assert response.status_code == 302, f"{response.status_code} under load"
            with self._lock:
                self.acknowledged[person] = len(self.sent[person])
                if sum(self.acknowledged.values()) >= ENOUGH:
                    self.is_enough.set()


def test_killed_in_the_middle_of_answering(house: Flask, mortal_server: Server) -> None:
    room = Room(mortal_server, "Kracht")
    room.asks_consent()
    for _ in range(KILLS):
        before = {person.id: len(_answers(room, person)) for person in room.circle.members}
        streams = _watch(room, mortal_server)
        load = Load(room)
        assert load.is_enough.wait(60), "the load never came up"
        mortal_server.kill()
        load.ends()
        assert all(stream.ends() for stream in streams.values())

        mortal_server.start()
        db.session.rollback()
        for person in room.circle.members:
            _keeps_what_was_acknowledged(room, person, before[person.id], load)
        _journal_and_answers_agree(room)
        _every_screen_shows_the_truth(house, room, mortal_server)


def test_killed_while_the_decision_is_recorded(house: Flask, mortal_server: Server) -> None:
    """Wholly there, with its number and its place in the register, or not at all; and then it can still be taken."""
    room = Room(mortal_server, "Besluit")
    circle = room.circle
    for number, chance in enumerate(times(KILLS), start=1):
        room.may_decide()
        chair = room.of(circle.marieke)
        with ThreadPoolExecutor(1) as thread:
            pressed = thread.submit(chair.post, f"{room.path}/leg-vast?gezien=concluding")
            time.sleep(chance.uniform(0, LONGEST_UNTIL_DECIDED))
            mortal_server.kill()
        acknowledged = pressed.exception() is None
        mortal_server.start()
        db.session.rollback()
        is_decided = circle.round.state is RoundState.CONSENTED
        assert is_decided or not acknowledged
        assert (circle.decision is not None) is is_decided
        assert len(_happened("proposal", circle.proposal_id, "decide")) == is_decided
        if not is_decided:
            circle.conclude()
        assert circle.decision is not None
        assert circle.decision.number.endswith(f"-{number}"), "a number was lost"
    assert first_flaw(SECRET_KEY.encode()) is None


class Screen(Stream):
    """A live screen of the round that was shown its first state."""

    def __init__(self, room: Room, server: Server, audience: str) -> None:
        person = getattr(room.circle, SCREENS[audience])
        super().__init__(server, f"{room.path}/stroom/{audience}", room.of(person).cookies)
        assert self.wait() == 200
        self.shown, self.own = self.next("message"), self.next("personal").data


def _watch(room: Room, server: Server) -> dict[str, Screen]:
    """The live screens of the round."""
    return {audience: Screen(room, server, audience) for audience in SCREENS}


def _every_screen_shows_the_truth(house: Flask, room: Room, server: Server) -> None:
    """Whoever comes back gets the whole present state, and the version of their own part, as the database has them."""
    with house.app_context(), house.test_request_context():
        round_ = load_round(room.circle.round_id)
        truth = ROUNDS.snapshots(round_.id, list(SCREENS))
        objections = objections_of(round_.proposal_id)
        own = {
            audience: screens.version_for(round_, getattr(room.circle, name), audience, objections)
            for audience, name in SCREENS.items()
        }
    for audience, stream in _watch(room, server).items():
        assert stream.shown.data == truth[audience].html.replace("\r", ""), audience
        assert stream.shown.id == str(truth[audience].revision)
        assert stream.own == own[audience]
        stream.close()


def _keeps_what_was_acknowledged(room: Room, person: Person, before: int, load: Load) -> None:
    """Every answer that was acknowledged is there, in order; the one in the making is wholly there or wholly not."""
    kept = [answer.text for answer in _answers(room, person)[before:]]
    sent, acknowledged = load.sent[person.id], load.acknowledged[person.id]
    assert kept in (sent[:acknowledged], sent[: acknowledged + 1]), person.name


def _journal_and_answers_agree(room: Room) -> None:
    """Every answer has its line in the journal and every line its answer; the last one of everybody stands."""
    told = [
        (entry.actor, entry.payload.content["text"])
        for entry in _happened("round", room.circle.round_id, "answer")
        if entry.payload is not None
    ]
    kept = [(person.actor_key, answer) for person in room.circle.members for answer in _answers(room, person)]
    assert sorted(told) == sorted((key, answer.text) for key, answer in kept)
    for person in room.circle.members:
        lapsed = [answer.lapsed_at is not None for answer in _answers(room, person)]
        assert lapsed == [True] * (len(lapsed) - 1) + [False] * bool(lapsed)
    assert first_flaw(SECRET_KEY.encode()) is None


def _answers(room: Room, person: Person) -> list[Answer]:
    """Every answer somebody gave in the round, those that lapsed too, in order."""
    place = room.circle.round.participant_of(person.id)
    assert place is not None
    answers = list(db.session.scalars(select(Answer).where(Answer.participant_id == place.id).order_by(Answer.id)))
    db.session.rollback()
    return answers


def _happened(kind: str, key: int, event: str) -> list[JournalEntry]:
    return [entry for entry in entries(kind, key) if entry.event == event]
