"""What opdrachtgever and opdrachtnemer say to each other: for the two of them, and nobody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.assignments.journal_sentences import TELLINGS
from app.assignments.queries import assignments_for
from app.assignments.reporting_queries import conversations_of
from app.assignments.service import agreeing as verbs
from app.assignments.service import reporting
from app.assignments.service.reporting import FeelingData
from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden
from app.core.journal import entries
from app.core.transaction import transaction
from app.organisation.models import Person
from tests.assignments.assignment_cast import Agreeing
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.query_count import counted_queries
from tests.snapshot import refused_and_nothing_happened

pytestmark = ON_SQLITE_ALONE

SAID = "We bellen voortaan elke vrijdag."
FELT = "Ik word laat gehoord."


@pytest.fixture
def agreeing(app: Flask) -> Agreeing:
    made = Agreeing()
    made.be_active()
    return made


def talk(agreeing: Agreeing, by: Person | None = None, days_ago: int = 1, said: str = SAID, **more: Any) -> int:
    with transaction():
        held_on = clock.today() - timedelta(days=days_ago)
        return reporting.converse(agreeing.assignment, held_on, said, by=by or agreeing.doing, **more).id


def feel(agreeing: Agreeing, key: int, by: Person, score: int = 4, word: str = "") -> None:
    with transaction():
        reporting.say_how_it_feels(agreeing.assignment, key, FeelingData(score, word), by=by)


def path_of(agreeing: Agreeing) -> str:
    return f"/opdrachten/{agreeing.key}/gesprekken"


def test_each_side_says_for_itself_how_it_feels(agreeing: Agreeing, app: Flask) -> None:
    doing = Visitor(app).sign_in(agreeing.doing).open(path_of(agreeing))
    doing.submit("Schrijf op", agreed=SAID, score="2", word=FELT)
    (one,) = conversations_of(agreeing.assignment)
    asking = Visitor(app).sign_in(agreeing.asking).open(f"/opdrachten/{agreeing.key}").click("Naar de gesprekken")
    assert asking.sees(SAID, FELT, "Fatima")
    asking.submit("Bewaar", **{f"feeling-{one.id}-score": "4", f"feeling-{one.id}-word": "Prettig."})
    told = {(said.person.name, said.capacity, said.score, said.word) for said in _feelings(agreeing)}
    assert told == {("Fatima", "Opdrachtnemer", 2, FELT), ("Joost", "Opdrachtgever", 4, "Prettig.")}
    feel(agreeing, one.id, agreeing.doing, 3, "Beter.")
    assert {(said.person.name, said.score) for said in _feelings(agreeing)} == {("Fatima", 3), ("Joost", 4)}


def test_a_conversation_may_be_written_down_without_a_feeling(agreeing: Agreeing, app: Flask) -> None:
    Visitor(app).sign_in(agreeing.doing).open(path_of(agreeing)).submit("Schrijf op", agreed=SAID)
    assert _feelings(agreeing) == []


READERS = ["marieke", "sanne", "ben", "pien", "wim", "cor", "bea"]


@pytest.mark.parametrize("name", READERS)
def test_nobody_else_knows_that_they_talk(agreeing: Agreeing, app: Flask, name: str) -> None:
    """Not the author, who leads the table, who sits at it, or who runs the system: what they see is the same."""
    reader = getattr(agreeing.circle, name)

    def seen() -> list[str]:
        visitor = Visitor(app).sign_in(reader)
        number = agreeing.assignment.decision_number
        paths = (f"/opdrachten/{agreeing.key}", "/opdrachten", f"/besluiten/{number}", "/")
        return [visitor.open(path).text for path in paths]

    before = seen()
    key = talk(agreeing, feeling=FeelingData(2, FELT))
    assert seen() == before
    visitor = Visitor(app).sign_in(reader)
    visitor.open(path_of(agreeing), status=404)
    visitor.open(f"/opdrachten/{agreeing.key}")
    assert not visitor.sees("Gesprekken"), "not even where they would be"
    for act in (lambda: talk(agreeing, by=reader), lambda: feel(agreeing, key, reader)):
        with pytest.raises(Forbidden):
            act()


def test_talking_does_not_move_an_assignment_in_the_lists_of_others(agreeing: Agreeing) -> None:
    other = Agreeing(name="Groen")
    other.be_active()
    before = [one.id for one in assignments_for(agreeing.circle.cor)]
    revision, changed_at = agreeing.assignment.revision, agreeing.assignment.changed_at
    feel(agreeing, talk(agreeing), agreeing.asking)
    assert [one.id for one in assignments_for(agreeing.circle.cor)] == before
    assert (agreeing.assignment.revision, agreeing.assignment.changed_at) == (revision, changed_at)


def test_the_journal_holds_that_it_was_and_tells_nobody(agreeing: Agreeing) -> None:
    talk(agreeing, feeling=FeelingData(2, FELT))
    kept = entries("assignment", agreeing.key)[-2:]
    assert [(one.event, getattr(one.payload, "content", {})) for one in kept] == [
        ("converse", {}),
        ("say_how_it_feels", {}),
    ]
    assert {"assignment:converse", "assignment:say_how_it_feels"}.isdisjoint(TELLINGS)


def test_who_left_reads_them_no_more_and_who_took_over_does(agreeing: Agreeing, app: Flask) -> None:
    talk(agreeing)
    with transaction():
        party = agreeing.party(agreeing.doing)
        party.starts_on = clock.today() - timedelta(days=40)
        verbs.succeed(agreeing.assignment, party, agreeing.circle.ben, by=agreeing.doing)
    Visitor(app).sign_in(agreeing.doing).open(path_of(agreeing), status=404)
    assert not Visitor(app).sign_in(agreeing.doing).open(f"/opdrachten/{agreeing.key}").sees("Gesprekken")
    assert Visitor(app).sign_in(agreeing.circle.ben).open(path_of(agreeing)).sees(SAID)


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("nog komen", lambda it, _key: talk(it, days_ago=-1)),
        ("wat jullie afspraken", lambda it, _key: talk(it, said="  ")),
        ("1 tot en met 5", lambda it, key: feel(it, key, it.asking, score=0)),
        ("1 tot en met 5", lambda it, key: feel(it, key, it.asking, score=6)),
        ("niet", lambda it, key: feel(it, key + 1, it.asking)),
    ],
    ids=["a day to come", "no word", "below the scale", "above it", "no such conversation"],
)
def test_what_is_refused(agreeing: Agreeing, words: str, act: Callable[[Agreeing, int], object]) -> None:
    key = talk(agreeing)
    refused_and_nothing_happened(words, lambda: act(agreeing, key))


def test_a_conversation_of_another_assignment_is_not_reached_through_this_one(agreeing: Agreeing, app: Flask) -> None:
    other = Agreeing(name="Groen")
    other.be_active()
    key = talk(other)
    refused_and_nothing_happened("niet", lambda: feel(agreeing, key, agreeing.asking))
    visitor = Visitor(app).sign_in(agreeing.asking).open(path_of(agreeing))
    fields = {"gesprek": str(key), f"feeling-{key}-score": "1"}
    visitor.send(f"{path_of(agreeing)}/samenwerking", status=404, **fields)


def test_the_page_asks_the_same_number_of_queries_however_many_they_had(agreeing: Agreeing, app: Flask) -> None:
    def asked() -> int:
        visitor = Visitor(app).sign_in(agreeing.asking)
        with counted_queries() as statements:
            visitor.open(path_of(agreeing))
        return len(statements)

    talk(agreeing, feeling=FeelingData(4))
    before = asked()
    for days in range(2, 6):
        feel(agreeing, talk(agreeing, days_ago=days, feeling=FeelingData(3)), agreeing.asking)
    assert asked() == before


def _feelings(agreeing: Agreeing) -> list[Any]:
    db.session.expire_all()
    return [said for one in conversations_of(agreeing.assignment) for said in one.feelings]
