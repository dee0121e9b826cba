"""Before the reveal nobody finds what was answered, by any address, act or live stream; nor ever what was never shown.

Each of two answers holds a word of its own. Chair, secretary, members, adviser, who leads the unit around it, beheerder
and an admitted guest look everywhere, again after everything that can be done to a round without showing its answers.
"""

import pytest
from flask import Flask

from app.core.database import db
from app.core.transaction import transaction
from app.decisions import screens
from app.decisions.queries.rounds import locked_round
from app.decisions.service import attendance
from app.decisions.states import Confidentiality, RoundState
from tests.decisions.round_cast import Circle
from tests.holding.stages import UNDER_SEAL, Stages
from tests.holding.walk import OF_PROGRAMMES, Walker, addresses, mentions
from tests.live_client import Stream
from tests.server import Server

ACTS = (
    # who, what they press, and where the round is after it
    ("marieke", "klok", {}, RoundState.CONSENTING),
    ("sanne", "notitie", {"text": "We wachten nog even."}, RoundState.CONSENTING),
    ("marieke", "aanwezig", {}, RoundState.CONSENTING),
    ("sanne", "noteer", {}, RoundState.CONSENTING),
    ("marieke", "toon?gezien=reacting", {}, RoundState.CONSENTING),
    ("marieke", "leg-vast", {}, RoundState.CONSENTING),
    ("marieke", "zonder-consent", {}, RoundState.CONSENTING),
    ("sanne", "werkversie", {}, RoundState.CONSENTING),
    ("marieke", "onderbreek", {}, RoundState.ADJOURNED),
    ("sanne", "namens", {}, RoundState.ADJOURNED),
    ("marieke", "hervat", {}, RoundState.CONSENTING),
    ("marieke", "stap-terug", {}, RoundState.REACTING),
    ("marieke", "verder", {}, RoundState.CONSENTING),
    ("marieke", "intrekken", {}, RoundState.CONSENTING),
    ("marieke", "uitvoering", {}, RoundState.DELEGATED),
)


class SealedRoom:
    """A round in which everybody answered under seal, and everybody who may read it."""

    def __init__(self, app: Flask, name: str) -> None:
        self.app = app
        self.circle = circle = Circle(name=name, confidentiality=Confidentiality.OPEN)
        circle.round_id = Stages(circle).answered_under_seal()
        circle.proposal_id = circle.round.proposal_id
        db.session.rollback()
        people = ("marieke", "sanne", "joost", "fatima", "ben", "pien", "wim", "bea")
        self.readers = {name: Walker(app).sign_in(getattr(circle, name)) for name in people}
        self.readers["guest"] = self._guest()

    def leaks(self, *, everywhere: bool = False) -> list[str]:
        """Where somebody finds a word of another's answer: on the pages of the round, or on every page there is."""
        circle = self.circle
        things: dict[str, list[int | str]] = {
            "round_id": [circle.round_id],
            "proposal_id": [circle.proposal_id],
            "unit_id": [circle.unit.id],
            "person_id": [circle.fatima.id],
            "membership_id": [1],
            "level_id": [circle.unit.level_id],
            **{name: [] for name in ("objection_id", "number", "session_id", "token", "code", "kind", "slug")},
            **{name: [] for name in ("action_id", "attachment_id", "election_id", "mandate_id")},
            **{name: [] for name in ("meeting_id", "series_id", "agenda_item_id", "edition", "paper", "year_step_id")},
            **{name: [] for name in ("sitting_id", "item_id", "assignment_id", *OF_PROGRAMMES)},
        }
        paths = [one.path for one in addresses(self.app, "GET", things) if everywhere or one.missing]
        paths += [f"/voorstellen/{circle.proposal_id}/logboek?alles", "/voorstellen?zoek=valt", "/besluiten?zoek=valt"]
        found = []
        for name, reader in self.readers.items():
            others = [word for owner, word in UNDER_SEAL.items() if owner != name]
            found += [f"{name}: {path}" for path in paths if mentions(reader.look(path), others)]
        return found

    def act(self, name: str, act: str, fields: dict[str, str]) -> bool:
        """Let somebody press something. Whether the answer holds a word that is under seal."""
        circle = self.circle
        present = [str(place.id) for place in circle.round.participants]
        db.session.rollback()
        filled_in = {"present": present, "place": present[0], "person": str(circle.joost.id), **fields}
        answer = self.readers[name].act(f"/ronde/{circle.round_id}/{act}", **filled_in)
        return mentions(answer, UNDER_SEAL.values())

    def _guest(self) -> Walker:
        circle = self.circle
        code = circle.round.guest_code
        db.session.rollback()
        guest = Walker(self.app)
        guest.open(f"/gast/{code}").submit("Klop aan", name="Greet")
        with transaction():
            round_ = locked_round(circle.round_id)
            (place,) = [one for one in round_.participants if one.guest_name]
            attendance.admit(round_, place, by=circle.marieke)
        return guest


@pytest.fixture(scope="module")
def room(house: Flask) -> SealedRoom:
    return SealedRoom(house, "Zegel")


def test_nobody_finds_an_answer_whatever_is_done_before_the_reveal(house: Flask, room: SealedRoom) -> None:
    assert room.leaks(everywhere=db.engine.dialect.name == "sqlite") == []
    for who, act, fields, state in ACTS:
        assert not room.act(who, act, fields), f"{who} pressed {act} and read an answer"
        assert room.circle.round.state is state, f"{who} pressed {act}"
        db.session.rollback()
        if act in {"onderbreek", "stap-terug", "uitvoering"}:
            assert room.leaks() == [], f"after {act}"


def test_no_stream_tells_an_answer_before_the_reveal_and_every_one_does_after_it(house: Flask, server: Server) -> None:
    """After it the same streams show the words: the reading above would have found them."""
    room = SealedRoom(house, "Stroom")
    circle = room.circle
    streams = [
        Stream(server, f"/ronde/{circle.round_id}/stroom/{audience}", room.readers[name].cookies)
        for name, audience in (
            ("marieke", screens.CHAIR),
            ("sanne", screens.SECRETARY),
            ("joost", screens.PARTICIPANT),
            ("guest", screens.WALL),
        )
    ]
    assert [stream.wait() for stream in streams] == [200] * 4
    before = [event.data for stream in streams for event in (stream.next("message"), stream.next("personal"))]
    room.act("marieke", "klok", {})
    before.append(streams[0].next("message").data)
    for word in UNDER_SEAL.values():
        assert not any(word in data for data in before)
    circle.reveal()
    for stream in streams:
        assert UNDER_SEAL["fatima"] in stream.next("message").data
