"""What an answer asks of the database: as often in a circle of forty as in one of five, whatever comes of it."""

import pytest
from flask import Flask

from app.core.transaction import transaction
from app.decisions.states import Choice, RoundMode
from app.organisation.states import Role
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.round_cast import Circle
from tests.query_count import counted_queries

CONSENT = {"choice": "consent"}
CONCERN = {"choice": "concern", "text": "Let op de kosten."}
OBJECTION = {"choice": "objection", "text": "Het geld is er niet."}
WITHOUT_WORDS = {"choice": "objection", "text": ""}

ANSWERS = [
    ("sealed", False, "", CONSENT, 200),
    ("sealed, with words", False, "", OBJECTION, 200),
    ("sealed, without the words that belong to it", False, "", WITHOUT_WORDS, 422),
    ("in sight of all", True, "", CONCERN, 200),
    ("in sight of all, so that it is weighed", True, "", OBJECTION, 200),
    ("in sight of all, without the words that belong to it", True, "", WITHOUT_WORDS, 422),
    ("under seal, when the answers are shown already", True, "?gezien=consenting", CONSENT, 409),
]


def large(name: str) -> Circle:
    """A circle of forty who decide."""
    circle = Circle(name=name)
    with transaction():
        circle.members += [circle.someone(f"Lid {number}", Role.MEMBER) for number in range(35)]
    return circle


def asked_for(app: Flask, circle: Circle, is_shown: bool, query: str, sent: dict[str, str], status: int) -> list[str]:
    """What Fatima's answer asks of the database, the page that comes of it included."""
    circle.consent_is_asked(RoundMode.HAMMER)
    if is_shown:
        circle.all_answer({circle.ben: Choice.CONCERN})
        circle.reveal()
    fatima = Visitor(app).sign_in(circle.fatima).open(f"/ronde/{circle.round_id}/deelnemer")
    with counted_queries() as statements:
        fatima.send(f"/ronde/{circle.round_id}/antwoord{query}", status=status, **sent)
    return statements


@pytest.mark.parametrize(
    ("is_shown", "query", "sent", "status"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS]
)
@ON_SQLITE_ALONE
def test_an_answer_asks_as_often_in_a_large_circle(
    app: Flask, is_shown: bool, query: str, sent: dict[str, str], status: int
) -> None:
    few = asked_for(app, Circle(name="Klein"), is_shown, query, sent, status)
    many = asked_for(app, large("Groot"), is_shown, query, sent, status)
    assert len(many) == len(few), "\n".join(["five:", *few, "forty:", *many])
