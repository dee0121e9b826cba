"""The same document brought in twice at the same moment: one decision, and the other is told that it is there.

Real requests to a running server of two processes, on both databases, again and again.
"""

from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from app.core.database import db
from app.core.journal import entries, first_flaw
from app.decisions.models import Decision, Wording
from app.records.huizen import parse_document
from app.records.samples import SAMPLES
from app.records.service import digest_of
from tests.databases import SECRET_KEY
from tests.holding.browser import Browser, at_once, times
from tests.holding.room import Room
from tests.server import Server

AGAIN = 8
"""How often the race is run."""


def test_two_people_bring_the_same_document_into_two_circles(house: Flask, server: Server) -> None:
    rooms = Room(server, "Noord"), Room(server, "Zuid")
    keepers = [Browser(server, room.circle.sanne) for room in rooms]
    sample = (SAMPLES / "speelplek.txt").read_text()
    for number, chance in enumerate(times(AGAIN)):
        text = sample.replace("speelplek", f"speelplek {number}")
        texts_before = db.session.query(Wording).count()
        answers = at_once(
            chance,
            *(
                keeper.will_post("/besluiten/importeren/overnemen", unit=room.circle.unit.id, document=text)
                for keeper, room in zip(keepers, rooms, strict=True)
            ),
        )
        assert [answer.status_code for answer in answers] == [303, 303]
        decision = the_decision_of(text)
        assert db.session.query(Wording).count() == texts_before + 1, "the other left no text behind"
        assert [entry.event for entry in entries("decision", decision.id)] == ["import"]
        assert {answer.headers["location"] for answer in answers} == {f"/besluiten/{decision.number}"}
        assert sorted(told_after(keeper, decision.number) for keeper in keepers) == [
            f"Dit document staat al in het register, als {decision.number}. Er is niets veranderd.",
            f"Overgenomen in het register als {decision.number}.",
        ]
    assert first_flaw(SECRET_KEY.encode()) is None


def the_decision_of(text: str) -> Decision:
    """The one decision that came of a document."""
    db.session.rollback()
    digest = digest_of(parse_document(text))
    return db.session.scalars(select(Decision).where(Decision.source_digest == digest)).one()


def told_after(keeper: Browser, number: str) -> str:
    """What stands at the top of the page that somebody is led to."""
    page = BeautifulSoup(keeper.get(f"/besluiten/{number}").text, "html.parser")
    return " ".join(said.get_text(" ", strip=True) for said in page.select("[data-flash]"))
