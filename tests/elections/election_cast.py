"""A circle that elects somebody, for tests. Every act is a transaction of its own, as for people."""

from datetime import timedelta
from typing import Any

from app.core import clock
from app.core.transaction import transaction
from app.decisions.service import rounds
from app.decisions.states import Choice, RoundMode, RoundState
from app.elections import service
from app.elections.models import Election
from app.elections.queries import locked_election
from app.elections.service import Candidacy, NominationData
from app.elections.states import ElectionState
from app.organisation.models import Person
from app.organisation.states import Role
from app.steering import service as steering
from app.steering.kinds import ROLES
from tests.decisions.round_cast import Circle

DESCRIPTION = {"task": "luisteren en terugvertellen", "qualities": "", "term_months": 12}
E = ElectionState


class Electing:
    """Team Ruimte elects its representative; Fatima and Ben are nominated, and Fatima is proposed."""

    def __init__(self, role: Role = Role.REPRESENTATIVE, **circle: Any) -> None:
        self.circle = Circle(**circle)
        self.role = role
        with transaction():
            steering.enter_first(self.circle.unit, ROLES[role].name, DESCRIPTION, by=self.circle.bea)
            self.election_id = service.start_election(self.circle.unit, role, by=self.circle.marieke).id

    @property
    def election(self) -> Election:
        """The election as it is now. Inside a transaction: locked, ready to act on."""
        return locked_election(self.election_id)

    def nominate(self, who: Person, whom: Person, reason: str = "") -> None:
        with transaction():
            service.nominate(self.election, NominationData(whom, reason), by=who)

    def ask(self) -> None:
        with transaction():
            service.ask_nominations(self.election, by=self.circle.marieke)

    def all_nominate(self) -> None:
        for person in self.circle.members:
            whom = self.circle.ben if person is self.circle.fatima else self.circle.fatima
            self.nominate(person, whom, f"{whom.name} luistert goed")

    def show(self) -> None:
        with transaction():
            service.show(self.election, by=self.circle.marieke)

    def candidacy(self, nominee: Person | None = None, argument: str = "het vertrouwen van allen") -> Candidacy:
        begins = clock.today()
        return Candidacy(nominee or self.circle.fatima, argument, begins, begins + timedelta(days=364))

    def propose(self, nominee: Person | None = None) -> None:
        with transaction():
            service.propose(self.election, self.candidacy(nominee), by=self.circle.marieke)

    def ask_consent(self) -> None:
        with transaction():
            round_ = service.ask_consent(self.election, "Fatima wordt afgevaardigde", by=self.circle.marieke)
            self.circle.round_id, self.circle.proposal_id = round_.id, round_.proposal_id

    def gather_and_answer(self, nominee: Person | None = None) -> None:
        """Everybody but the nominee says consent, and it is shown."""
        self.circle.gather()
        self.circle.open(RoundMode.HAMMER)
        for person in self.circle.members:
            if person is not (nominee or self.circle.fatima):
                self.circle.answer(person)
        self.circle.reveal()

    def come_to(self, state: ElectionState) -> "Electing":
        """Bring it to `state`, the shortest way."""
        if state is E.ABANDONED:
            with transaction():
                service.abandon(self.election, by=self.circle.marieke, reason="we wachten nog even")
            return self
        steps = (lambda: (self.ask(), self.all_nominate()), self.show, self.propose, self.ask_consent, self._choose)
        order = [E.NOMINATING, E.CHANGING, E.PROPOSED, E.IN_ROUND, E.ELECTED]
        for reached, step in zip(order, steps, strict=True):
            if list(E).index(reached) <= list(E).index(state):
                step()
        return self

    def _choose(self) -> None:
        self.gather_and_answer()
        self.circle.answer(self.circle.fatima)
        assert self.circle.round.state is RoundState.CONCLUDING
        self.circle.conclude()


def fails(electing: Electing) -> None:
    """An objection stays, and the round is closed without consent."""
    circle = electing.circle
    circle.gather()
    circle.open(RoundMode.HAMMER)
    for person in circle.members:
        if person is not circle.fatima:
            circle.answer(person, Choice.OBJECTION if person is circle.ben else Choice.CONSENT)
    circle.reveal()
    with transaction():
        rounds.end_without_consent(circle.round, by=circle.marieke)
