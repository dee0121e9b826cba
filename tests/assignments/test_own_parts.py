"""The parts that a municipality adds to its assignments: the beheerder keeps them, and the journal tells of it."""

import pytest
from flask import Flask

from app.assignments.models import OwnPart
from app.assignments.queries import own_parts as offered
from app.assignments.service import own_parts
from app.assignments.service.own_parts import OwnPartData
from app.assignments.states import WorkType
from app.core.database import db
from app.core.errors import Forbidden, Refused
from app.core.journal import entries
from app.core.transaction import locked, transaction
from tests.assignments.assignment_cast import Agreeing
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE

PATH = "/opdrachten/onderdelen"


def add(agreeing: Agreeing, label: str = "Inclusie", work_type: WorkType | None = None) -> int:
    with transaction():
        data = OwnPartData(label, "Voor wie werkt dit niet?", work_type)
        return own_parts.add_own_part(data, by=agreeing.circle.bea).id


def end(agreeing: Agreeing, key: int) -> None:
    with transaction():
        own_parts.end_own_part(locked(OwnPart, key), by=agreeing.circle.bea)


def test_the_beheerder_adds_a_part_and_ends_it(app: Flask) -> None:
    """The one story that is tried on both databases."""
    agreeing = Agreeing()
    screen = Visitor(app).sign_in(agreeing.circle.bea).open("/opdrachten").click("Onderdelen").click("Nieuw onderdeel")
    screen.submit("Voeg toe", label="Inclusie", hint="Voor wie werkt dit niet?", work_type="Alle soorten werk")
    assert screen.sees("Inclusie", "Alle soorten werk · Voor wie werkt dit niet?")
    writer = Visitor(app).sign_in(agreeing.author).open(f"/opdrachten/{agreeing.key}/tekst")
    assert writer.sees("Inclusie", "Voor wie werkt dit niet?")
    writer.submit("Bewaar", text_own_1="Voor wie slecht ziet.")
    screen.open(PATH).submit("Stop")
    assert screen.sees("Gestopt")
    assert writer.open(f"/opdrachten/{agreeing.key}").sees("Inclusie", "Voor wie slecht ziet."), (
        "what was written stays"
    )
    screen.submit("Vraag weer")
    assert not screen.sees("Gestopt")
    told = entries("assignment_part", 1)
    assert [(one.event, one.actor) for one in told] == [
        (event, agreeing.circle.bea.actor_key) for event in ("add", "end", "offer_again")
    ]


@ON_SQLITE_ALONE
@pytest.mark.parametrize(
    ("part_for", "asked_for", "there"),
    [
        (None, WorkType.TASK, True),
        (None, WorkType.PROJECT, True),
        (WorkType.TASK, WorkType.TASK, True),
        (WorkType.TASK, WorkType.PROJECT, False),
    ],
    ids=["for all: an opgave has it", "and so has a project", "for an opgave: it has it", "and a project has not"],
)
def test_for_which_work_a_part_is_offered(
    app: Flask, part_for: WorkType | None, asked_for: WorkType, there: bool
) -> None:
    add(Agreeing(), work_type=part_for)
    assert bool(offered(asked_for)) is there


@ON_SQLITE_ALONE
def test_what_ended_is_not_offered_and_keeps_its_name(app: Flask) -> None:
    agreeing = Agreeing()
    key = add(agreeing)
    end(agreeing, key)
    end(agreeing, key)
    assert offered(WorkType.TASK) == []
    assert [one.event for one in entries("assignment_part", key)] == ["add", "end"], "ending twice is ending once"
    with pytest.raises(Refused, match="inclusie"):
        add(agreeing, "inclusie ")


@ON_SQLITE_ALONE
@pytest.mark.parametrize(
    "taken", ["Planning", "planning", "Risico's"], ids=["a part of the house", "in small letters", "any of them"]
)
def test_a_part_of_the_house_is_not_added_again(app: Flask, taken: str) -> None:
    agreeing = Agreeing()
    screen = Visitor(app).sign_in(agreeing.circle.bea).open(f"{PATH}/nieuw")
    screen.submit("Voeg toe", 422, label=taken, hint="Wanneer?")
    assert "heet" in screen.error_at("label")
    assert screen.value_of("label") == taken
    assert db.session.query(OwnPart).count() == 0


@ON_SQLITE_ALONE
@pytest.mark.parametrize(
    "who", ["marieke", "sanne", "cor"], ids=["not who leads a unit", "nor who writes", "nor a colleague"]
)
def test_nobody_else_keeps_them(app: Flask, who: str) -> None:
    agreeing = Agreeing()
    key, somebody = add(agreeing), getattr(agreeing.circle, who)
    for verb in (own_parts.end_own_part, own_parts.offer_own_part_again):
        with pytest.raises(Forbidden), transaction():
            verb(locked(OwnPart, key), by=somebody)
    with pytest.raises(Forbidden), transaction():
        own_parts.add_own_part(OwnPartData("Anders"), by=somebody)
    visitor = Visitor(app).sign_in(somebody)
    assert "Onderdelen" not in visitor.open("/opdrachten").links
    visitor.open(PATH, 403)
