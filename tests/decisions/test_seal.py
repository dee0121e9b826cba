"""Before the reveal nobody can learn an answer by any road (design.md, "What must always hold").

Two worlds are told alike to the second and differ only in what was answered under seal. Whatever anybody else sees of
them must be the same to the letter: pages, live screens, the journal, and what is told to whom presses a button.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.core.database import db
from app.core.errors import Refused
from app.core.transaction import transaction
from app.decisions import screens
from app.decisions.live import RoundSource
from app.decisions.queries.journal import story_of_proposal
from app.decisions.service import answers, rounds
from app.decisions.states import Choice
from app.organisation.models import Person
from tests.browserless import Visitor
from tests.databases import application
from tests.decisions.round_cast import Circle, said

MORNING = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
SECRETS = {
    Choice.CONSENT: "",
    Choice.CONCERN: "Let op de bezetting op dinsdag.",
    Choice.OBJECTION: "Dan is de balie onbemand.",
    Choice.NOT_YET: "Wat kost het?",
    Choice.RECUSED: "Ik huur het pand zelf.",
}
TOLD = {"sqlite": tuple(Choice), "postgresql": (Choice.CONSENT, Choice.OBJECTION)}
"""The answers that are compared: pages are made alike on both databases, so one sees the two that are most unlike."""
NOT_THE_SAME_TWICE = re.compile(r'(name="csrf_token"[^>]*value="|csrf[^"]*content=")[^"]*')


class World:
    """Fatima left an answer behind under seal, Ben gave one, and the others have not yet."""

    def __init__(self, app: Flask, choice: Choice) -> None:
        self.app = app
        self.circle = Circle()
        self.circle.consent_is_asked()
        self.circle.step_back()
        with transaction():
            answers.leave_answer(self.circle.round, said(choice, SECRETS[choice]), by=self.circle.fatima)
        self.circle.advance()
        self.circle.answer(self.circle.ben, choice, SECRETS[choice])

    @property
    def others(self) -> dict[str, Person]:
        """Everybody but the two who answered."""
        circle = self.circle
        people = (circle.marieke, circle.sanne, circle.joost, circle.pien, circle.wim, circle.cor, circle.bea)
        return {person.name: person for person in people}

    def all_that_is_seen(self) -> Iterator[tuple[str, Any]]:
        """Everything that anybody else can get to see."""
        key, proposal = self.circle.round_id, self.circle.proposal_id
        paths = [f"/ronde/{key}/{screen}" for screen in ("", "deelnemer", "gespreksleider", "scherm", "werkversie")]
        paths += [f"/ronde/{key}/deelnemer/persoonlijk", f"/ronde/{key}/gespreksleider/persoonlijk"]
        paths += [f"/voorstellen/{proposal}", "/voorstellen", "/besluiten", "/voorstellen?zoek=balie", "/"]
        for name, person in self.others.items():
            browser = Visitor(self.app).sign_in(person)
            for path in paths:
                answer = browser._client.get(path)
                yield f"{name} {path}", (answer.status_code, NOT_THE_SAME_TWICE.sub("", answer.text))
            yield f"{name} reads the journal", [str(line) for line in story_of_proposal(self.circle.proposal, person)]
        for audience in screens.AUDIENCES:
            yield f"live to {audience}", _live(self.app, key, audience)
        yield "the chair shows", self._refusal(lambda: rounds.reveal(self.circle.round, by=self.circle.marieke))
        yield "the chair concludes", self._refusal(lambda: rounds.conclude(self.circle.round, by=self.circle.marieke))

    def _refusal(self, act: Any) -> str:
        with pytest.raises(Refused) as caught, transaction():
            act()
        return str(caught.value)


def _live(app: Flask, key: int, audience: str) -> tuple[str, str, int]:
    with app.test_request_context():
        snapshot = RoundSource().snapshots(key, [audience])[audience]
    return snapshot.html, snapshot.personal, snapshot.revision


@contextmanager
def _told(databases: Any, choice: Choice) -> Iterator[World]:
    """A world of its own, in a database of its own, on the same morning."""
    url = databases.fresh()
    app = application(url)
    with app.app_context(), time_machine.travel(MORNING, tick=False):
        yield World(app, choice)
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_nobody_can_tell_what_was_answered_under_seal(request: pytest.FixtureRequest, kind: str) -> None:
    databases = request.getfixturevalue(f"{kind}_databases")
    seen = []
    for choice in TOLD[kind]:
        with _told(databases, choice) as world:
            seen.append(dict(world.all_that_is_seen()))
    for one, other in pairwise(seen):
        assert {road for road in one if one[road] != other[road]} == set()


def test_after_the_reveal_it_shows(app: Flask) -> None:
    """That the same can be told apart once it is shown: the comparison above can fail."""
    seen = []
    for name, choice in (("Rood", Choice.CONSENT), ("Groen", Choice.CONCERN)):
        circle = Circle(name=name)
        circle.consent_is_asked()
        circle.answer(circle.ben, choice)
        circle.reveal(now=True)
        seen.append(_live(app, circle.round_id, screens.WALL)[0])
    assert Choice.CONCERN.label in seen[1]
    assert Choice.CONCERN.label not in seen[0]
