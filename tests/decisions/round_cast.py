"""A circle with its people and the round it holds, for tests: helpers that read like sentences.

Every act is a transaction of its own, as it is for a person who presses a button.
"""

from collections.abc import Collection, Mapping
from datetime import date
from itertools import count
from typing import Any

from app.core import clock
from app.core.actor import SYSTEM
from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import ConsentRound, Decision, Objection, Participant, Proposal, Referral
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers, attendance, deadlines, objections, proposals, rounds, working
from app.decisions.service.answers import AnswerData
from app.decisions.service.wordings import WordingData
from app.decisions.states import AnswerChannel, Choice, Confidentiality, RoundMode, RoundState
from app.organisation.models import Membership, Person, SteeringLevel, Unit
from app.organisation.states import AbsenceRule, Role

WHOLE_TEXT: dict[str, Any] = {"starts_on": date(2027, 1, 1), "review_on": date(2027, 5, 1)}


class Circle:
    """Team Ruimte: five who decide, an adviser, its neighbours, and one proposal with its rounds."""

    def __init__(
        self,
        *,
        absence_rule: AbsenceRule = AbsenceRule.PRESENT_DECIDE,
        confidentiality: Confidentiality = Confidentiality.INTERNAL,
        author: str = "Joost",
        small: bool = False,
        name: str = "Ruimte",
    ) -> None:
        with transaction() as session:
            level = session.scalar(db.select(SteeringLevel)) or SteeringLevel(name="team", rank=3)
            self.wider = Unit(name=f"Domein {name}", code=f"D{name[:4]}".upper(), level=level)
            self.unit = Unit(
                name=f"Team {name}", code=name[:5].upper(), level=level, parent=self.wider, absence_rule=absence_rule
            )
            session.add_all([self.wider, self.unit])
            numbers = count(self._number_of_people())

            def newcomer(name: str, role: Role | None = None, of: Unit | None = None) -> Person:
                return self._newcomer(next(numbers), name, role, of)

            self.marieke = newcomer("Marieke", Role.CHAIR)
            self.sanne = newcomer("Sanne", Role.SECRETARY)
            self.joost = newcomer("Joost", Role.MEMBER)
            self.members = [self.marieke, self.sanne, self.joost]
            if not small:
                self.fatima = newcomer("Fatima", Role.MEMBER)
                self.ben = newcomer("Ben", Role.MEMBER)
                self.members += [self.fatima, self.ben]
            self.pien = newcomer("Pien", Role.ADVISER)
            self.wim = newcomer("Wim", Role.LEADER, of=self.wider)
            self.cor = newcomer("Cor")
            self.bea = newcomer("Bea")
            self.bea.is_administrator = True
            session.flush()
        self.author = getattr(self, author.lower())
        self.confidentiality = confidentiality
        self.round_id = 0
        self.proposal_id = 0

    def someone(self, name: str, role: Role | None = None, of: Unit | None = None) -> Person:
        """Somebody new, in a role of this team, or of another unit, or of none."""
        person = self._newcomer(self._number_of_people(), name, role, of)
        db.session.flush()
        return person

    def _newcomer(self, number: int, name: str, role: Role | None, of: Unit | None) -> Person:
        """Somebody new with an address of their own; written down with the next flush."""
        person = Person(name=name, email=f"{name.lower()}{number}@voorbeeld.nl")
        db.session.add(person)
        if role is not None:
            db.session.add(Membership(person=person, unit=of or self.unit, role=role))
        return person

    def _number_of_people(self) -> int:
        return db.session.scalar(db.select(db.func.count()).select_from(Person)) or 0

    def text(self, what: str = "Elke dinsdag een gezamenlijk spreekuur", **parts: Any) -> WordingData:
        """A text that names all that a decision needs, except where `parts` say otherwise."""
        return WordingData(**{"what": what, "owner_id": self.author.id, **WHOLE_TEXT, **parts})

    # The proposal

    def draft(self, **parts: Any) -> Proposal:
        """The author writes a draft."""
        with transaction():
            proposal = proposals.draft_proposal(
                self.unit, self.text(**parts), by=self.marieke, author=self.author, confidentiality=self.confidentiality
            )
        self.proposal_id = proposal.id
        return proposal

    def submit(self, **parts: Any) -> Proposal:
        """The author writes a draft and hands it in."""
        self.draft(**parts)
        with transaction():
            proposal = self.proposal
            proposals.submit_proposal(proposal, by=self.author)
        return proposal

    @property
    def proposal(self) -> Proposal:
        """The proposal as it is now."""
        return db.session.get_one(Proposal, self.proposal_id, populate_existing=True)

    @property
    def successor(self) -> Proposal:
        """The linked proposal that arose last in the wider unit."""
        latest = db.select(Referral.successor_id).where(Referral.proposal_id == self.proposal_id)
        key = db.session.scalar(latest.order_by(Referral.id.desc()).limit(1))
        return db.session.get_one(Proposal, key, populate_existing=True)

    @property
    def decision(self) -> Decision | None:
        """The decision, if it was taken."""
        return db.session.scalar(db.select(Decision).where(Decision.proposal_id == self.proposal_id))

    @property
    def objections(self) -> list[Objection]:
        """Every objection to any version."""
        query = db.select(Objection).where(Objection.proposal_id == self.proposal_id).order_by(Objection.id)
        return list(db.session.scalars(query.execution_options(populate_existing=True)))

    # The round

    @property
    def round(self) -> ConsentRound:
        """The round in hand as it is now. Inside a transaction: locked, ready to act on."""
        return locked_round(self.round_id)

    def place(self, person: Person) -> Participant:
        """The place of somebody at the round in hand."""
        place = self.round.participant_of(person.id)
        assert place is not None, f"{person.name} has no place"
        return place

    def prepare(self, **parts: Any) -> ConsentRound:
        """The chair sets a round ready on a proposal that was handed in."""
        self.submit(**parts)
        return self.set_ready()

    def set_ready(self) -> ConsentRound:
        """The chair sets a round ready on the proposal, which was handed in."""
        with transaction():
            round_ = rounds.prepare_round(self.proposal, by=self.marieke)
        self.round_id = round_.id
        return round_

    def gather(self, *people: Person, without_device: Collection[Person] = ()) -> None:
        """The chair ticks who is here: these people, or everybody who decides."""
        with transaction():
            round_ = self.round
            here = people or self.members
            attendance.mark_present(
                round_,
                [self.place(one).id for one in here],
                by=round_.chair,
                without_device=[self.place(one).id for one in without_device],
            )

    def open(self, mode: RoundMode = RoundMode.FULL) -> None:
        """The chair opens the round; for Hamer the papers were sent."""
        with transaction():
            round_ = self.round
            rounds.open_round(round_, by=round_.chair, mode=mode, papers_sent=mode is RoundMode.HAMMER)

    def advance(self) -> None:
        """The chair goes on to the next phase."""
        with transaction():
            round_ = self.round
            rounds.advance(round_, by=round_.chair)

    def answer(self, person: Person, choice: Choice = Choice.CONSENT, text: str = "") -> None:
        """Somebody answers on their own phone; after the reveal in sight of all."""
        with transaction():
            round_ = self.round
            verb = answers.answer if round_.revealed_at is None else answers.answer_again
            verb(round_, said(choice, text), by=person)

    def note_answer(self, person: Person, choice: Choice = Choice.CONSENT, text: str = "") -> None:
        """The secretary notes what somebody said aloud."""
        with transaction():
            answers.enter_answer(
                self.round, self.place(person), said(choice, text), AnswerChannel.SPOKEN, by=self.sanne
            )

    def all_answer(self, but: Mapping[Person, Choice] | None = None) -> None:
        """Everybody who is there consents, except who says something else."""
        present = [one.person for one in self.round.present_electors if one.person is not None]
        for person in present:
            self.answer(person, (but or {}).get(person, Choice.CONSENT))

    def reveal(self, *, now: bool = False) -> None:
        """The chair shows the answers."""
        with transaction():
            round_ = self.round
            rounds.reveal(round_, by=round_.chair, now=now)

    def amend(self, what: str = "Om de week een gezamenlijk spreekuur", **parts: Any) -> None:
        """The secretary writes a new text, and it becomes the next version."""
        with transaction():
            round_ = self.round
            working.edit_working(round_, self.text(what, **parts), by=self.sanne)
            following = rounds.amend(round_, by=self.sanne, why="om aan de bezwaren tegemoet te komen")
        self.round_id = following.id

    def adjourn(self) -> None:
        """The chair stops for now."""
        with transaction():
            round_ = self.round
            rounds.adjourn(round_, by=round_.chair)

    def resume(self) -> None:
        """The chair goes on."""
        with transaction():
            round_ = self.round
            rounds.resume(round_, by=round_.chair)

    def leave(self, person: Person) -> None:
        """Somebody leaves the room."""
        with transaction():
            attendance.leave(self.round, by=person)

    def arrive(self, person: Person) -> None:
        """Somebody comes in."""
        with transaction():
            attendance.arrive(self.round, by=person)

    def step_back(self) -> int:
        """The chair goes one phase back; gives how many answers lapsed."""
        with transaction():
            round_ = self.round
            return rounds.step_back(round_, by=round_.chair)

    def conclude(self) -> Decision | None:
        """The chair records that there is consent."""
        with transaction():
            round_ = self.round
            return rounds.conclude(round_, by=round_.chair)

    def name_deputy(self, objection: Objection, deputy: Person) -> None:
        """The chair lets somebody speak for an owner who is gone."""
        with transaction():
            objections.name_deputy(objection, deputy, by=self.round.chair)

    # Whole ways

    def come_to(self, state: RoundState) -> None:
        """Bring a fresh round, opened as Volledig with everybody there, to `state`, the shortest way."""
        self.prepare()
        self.bring_to(state)

    def bring_to(self, state: RoundState) -> None:
        """The same for a round that stands ready."""
        self.gather()
        _WAYS[state](self)

    def consent_is_asked(self, mode: RoundMode = RoundMode.SHORT) -> None:
        """Everybody is there, and consent is asked on a fresh proposal."""
        self.prepare()
        self.gather()
        self.open(mode)
        while self.round.state is not RoundState.CONSENTING:
            self.advance()


def said(choice: Choice, text: str = "") -> AnswerData:
    """An answer; who does not take part names an interest, and who objects says why."""
    default = {Choice.RECUSED: "Ik huur het pand zelf.", Choice.OBJECTION: "Zo is de balie dinsdag onbemand."}
    return AnswerData(choice, text=text or default.get(choice, ""))


def _open(circle: Circle, steps: int) -> None:
    circle.open(RoundMode.FULL)
    for _ in range(steps):
        circle.advance()


def _weigh(circle: Circle) -> None:
    _open(circle, 3)
    circle.all_answer(but={circle.members[-1]: Choice.OBJECTION})
    circle.reveal()


def _agree(circle: Circle) -> None:
    _open(circle, 3)
    circle.all_answer()
    circle.reveal()


def _await(circle: Circle) -> None:
    """All consent but the last, who left; and the circle has agreed to wait."""
    _open(circle, 3)
    circle.leave(circle.members[-1])
    circle.all_answer()
    circle.reveal()
    with transaction():
        round_ = circle.round
        round_.absence_rule = AbsenceRule.WAIT_FOR_ALL
        deadlines.await_absentees(round_, 3, by=round_.chair)


def _lapse(circle: Circle) -> None:
    _await(circle)
    with transaction():
        circle.round.due_at = clock.now()
        db.session.flush()
        deadlines.close_window(circle.round, by=SYSTEM)


def _adjourn(circle: Circle) -> None:
    _open(circle, 3)
    circle.adjourn()


def _consent(circle: Circle) -> None:
    _agree(circle)
    circle.conclude()


def _end_without_consent(circle: Circle) -> None:
    _weigh(circle)
    with transaction():
        rounds.end_without_consent(circle.round, by=circle.marieke, reason="we komen er nu niet uit")


def _amend(circle: Circle) -> None:
    _weigh(circle)
    ended = circle.round_id
    circle.amend()
    circle.round_id = ended


def _delegate(circle: Circle) -> None:
    with transaction():
        rounds.delegate(circle.round, circle.joost, by=circle.marieke)


def _withdraw(circle: Circle) -> None:
    with transaction():
        rounds.withdraw_round(circle.round, by=circle.author, reason="het is al geregeld")


def _refer(circle: Circle) -> None:
    _weigh(circle)
    with transaction():
        rounds.refer(circle.round, "dit raakt ook andere teams", by=circle.marieke, objection=circle.objections[0])


_WAYS = {
    RoundState.PREPARED: lambda circle: None,
    RoundState.PRESENTING: lambda circle: _open(circle, 0),
    RoundState.QUESTIONING: lambda circle: _open(circle, 1),
    RoundState.REACTING: lambda circle: _open(circle, 2),
    RoundState.CONSENTING: lambda circle: _open(circle, 3),
    RoundState.WEIGHING: _weigh,
    RoundState.CONCLUDING: _agree,
    RoundState.AWAITING: _await,
    RoundState.LAPSED: _lapse,
    RoundState.ADJOURNED: _adjourn,
    RoundState.CONSENTED: _consent,
    RoundState.NOT_CONSENTED: _end_without_consent,
    RoundState.AMENDED: _amend,
    RoundState.DELEGATED: _delegate,
    RoundState.WITHDRAWN: _withdraw,
    RoundState.REFERRED: _refer,
}
