"""A circle in a room around one round after another, everybody with a browser at the running server."""

from collections.abc import Collection
from typing import Any

from app.core.transaction import transaction
from app.decisions.models import ConsentRound
from app.decisions.service import answers, attendance, rounds
from app.decisions.states import Choice, RoundMode
from app.organisation.models import Person
from tests.decisions.round_cast import WHOLE_TEXT, Circle, said
from tests.holding.browser import Browser
from tests.server import Server


class Room:
    """Team Ruimte of the tests. Each of the first three sentences below begins a new round, in one transaction."""

    def __init__(self, server: Server, name: str) -> None:
        self.circle = Circle(name=name)
        self._server = server
        self._browsers: dict[tuple[int, str], Browser] = {}

    def asks_consent(self, answered: Collection[Person] = ()) -> None:
        """Everybody is there, consent is asked, and these people have given it."""
        with transaction():
            self._ask(answered)

    def weighs(self, **parts: Any) -> None:
        """The answers were shown, and the last member of the circle has an objection to this text."""
        with transaction():
            self._reveal(self._ask(self.circle.members[:-1], **parts), Choice.OBJECTION)

    def may_decide(self) -> None:
        """The answers were shown, and everybody consents."""
        with transaction():
            self._reveal(self._ask(self.circle.members[:-1]), Choice.CONSENT)

    def of(self, person: Person, device: str = "laptop") -> Browser:
        """The browser of somebody on one of their devices."""
        key = (person.id, device)
        if key not in self._browsers:
            self._browsers[key] = Browser(self._server, person)
        return self._browsers[key]

    @property
    def path(self) -> str:
        """The address of the round in hand."""
        return f"/ronde/{self.circle.round_id}"

    def text(self, what: str, **parts: object) -> dict[str, object]:
        """A werkversie as it is sent from its screen, before anybody else kept one."""
        days = {name: str(day) for name, day in WHOLE_TEXT.items()}
        return {"what": what, "why": "", "body": "", "owner": self.circle.author.id, "revision": "", **days, **parts}

    def _ask(self, answered: Collection[Person], **parts: Any) -> ConsentRound:
        circle = self.circle
        round_ = rounds.start_now(circle.unit, circle.text(**parts), by=circle.marieke, author=circle.author)
        attendance.mark_present(round_, [place.id for place in round_.electors], by=circle.marieke)
        rounds.open_round(round_, by=circle.marieke, mode=RoundMode.HAMMER, papers_sent=True)
        for person in answered:
            answers.answer(round_, said(Choice.CONSENT), by=person)
        circle.round_id, circle.proposal_id = round_.id, round_.proposal_id
        return round_

    def _reveal(self, round_: ConsentRound, last: Choice) -> None:
        answers.answer(round_, said(last), by=self.circle.members[-1])
        rounds.reveal(round_, by=self.circle.marieke)
