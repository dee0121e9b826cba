"""Whole rounds driven by chance: anybody tries anything in any order, and now and then somebody does the sensible thing."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.core import clock, live
from app.core.database import Base, db
from app.core.errors import Forbidden, NotFound, Refused
from app.core.transaction import transaction
from app.decisions.models import ConsentRound, Participant, Proposal
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers, attendance, objections, proposals, rounds
from app.decisions.states import AnswerChannel, Choice, ObjectionState, ProposalState, RoundMode, RoundState
from app.organisation.models import Membership, Person
from app.organisation.states import AbsenceRule, Role
from tests.decisions import invariants
from tests.decisions.round_cast import Circle, said
from tests.snapshot import contents, difference

CHOICES = [Choice.CONSENT] * 5 + list(Choice)


@dataclass(frozen=True)
class Chance:
    """What chance decides about an act: every verb takes from it what it needs."""

    who: int
    other: int
    choice: Choice
    mode: RoundMode
    yes: bool


chances = st.builds(
    Chance,
    who=st.integers(0, 7),
    other=st.integers(0, 7),
    choice=st.sampled_from(CHOICES),
    mode=st.sampled_from(RoundMode),
    yes=st.booleans(),
)
Verb = Callable[[ConsentRound, Person, Participant, Chance, "WholeRounds"], Any]


def _objection(round_: ConsentRound, chance: Chance) -> Any:
    standing = objections.standing(round_.proposal)
    if not standing:
        raise NotFound
    return standing[chance.other % len(standing)]


def _mark_present(round_: ConsentRound, by: Person, other: Participant, chance: Chance, _all: "WholeRounds") -> None:
    here = {one.id for one in round_.participants if one.is_present} ^ {other.id}
    attendance.mark_present(round_, here, by=by, without_device={other.id} if chance.yes else ())


def _edit(round_: ConsentRound, by: Person, _other: Participant, chance: Chance, world: "WholeRounds") -> None:
    world.texts += 1
    parts = {} if chance.yes or chance.who % 2 else {"review_on": None}
    rounds.edit_working(round_, world.circle.text(f"Tekst {world.texts}", **parts), by=by)


def _edit_and_amend(round_: ConsentRound, by: Person, other: Participant, chance: Chance, world: "WholeRounds") -> None:
    _edit(round_, by, other, chance, world)
    rounds.amend(round_, by=by, why="om de bezwaren")


VERBS: dict[str, Verb] = {
    "open": lambda r, by, _, c, w: rounds.open_round(r, by=by, mode=c.mode, papers_sent=c.yes),
    "advance": lambda r, by, _, c, w: rounds.advance(r, by=by),
    "discuss first": lambda r, by, _, c, w: rounds.discuss_first(r, by=by),
    "step back": lambda r, by, _, c, w: rounds.step_back(r, by=by),
    "reveal": lambda r, by, _, c, w: rounds.reveal(r, by=by),
    "reveal now": lambda r, by, _, c, w: rounds.reveal(r, by=by, now=True),
    "edit": _edit,
    "amend": _edit_and_amend,
    "amend without a change": lambda r, by, _, c, w: rounds.amend(r, by=by),
    "conclude": lambda r, by, _, c, w: rounds.conclude(r, by=by),
    "end without consent": lambda r, by, _, c, w: rounds.end_without_consent(r, by=by),
    "delegate": lambda r, by, other, c, w: rounds.delegate(r, other.person or by, by=by),
    "withdraw the round": lambda r, by, _, c, w: rounds.withdraw_round(r, by=by),
    "withdraw the proposal": lambda r, by, _, c, w: proposals.withdraw_proposal(r.proposal, by=by),
    "give it back": lambda r, by, _, c, w: proposals.give_back_proposal(r.proposal, by=by, reason="nog niet"),
    "adjourn": lambda r, by, _, c, w: rounds.adjourn(r, by=by),
    "resume": lambda r, by, _, c, w: rounds.resume(r, by=by),
    "set the timer": lambda r, by, _, c, w: rounds.set_timer(r, by=by, running=c.yes),
    "arrive": lambda r, by, _, c, w: attendance.arrive(r, by=by),
    "leave": lambda r, by, _, c, w: attendance.leave(r, by=by),
    "mark present": _mark_present,
    "set aside": lambda r, by, other, c, w: attendance.set_aside(r, other, by=by),
    "hand over": lambda r, by, other, c, w: attendance.hand_over_chair(r, other.person or by, by=by),
    "take the chair": lambda r, by, _, c, w: attendance.take_chair(r, by=by),
    "take a turn": lambda r, by, other, c, w: attendance.take_turn(r, by=by, place=other if c.yes else None),
    "contribute": lambda r, by, other, c, w: attendance.contribute(r, "hoezo?", by=by, place=other if c.yes else None),
    "note": lambda r, by, _, c, w: attendance.note(r, "genoteerd", by=by),
    "a guest knocks": lambda r, by, _, c, w: attendance.ask_entry(r, f"Gast {c.who}"),
    "let a guest in": lambda r, by, other, c, w: attendance.admit(r, other, by=by, let_in=c.yes),
    "answer": lambda r, by, _, c, w: answers.answer(r, said(c.choice), by=by),
    "answer again": lambda r, by, _, c, w: answers.answer_again(r, said(c.choice), by=by),
    "leave an answer": lambda r, by, _, c, w: answers.leave_answer(r, said(c.choice), by=by),
    "enter an answer": lambda r, by, other, c, w: answers.enter_answer(
        r, other, said(c.choice), AnswerChannel.SPOKEN, by=by
    ),
    "confirm": lambda r, by, _, c, w: answers.confirm(r, by=by),
    "argue": lambda r, by, _, c, w: objections.argue(_objection(r, c), "zo gaat het mis" if c.yes else " ", by=by),
    "note the outcome": lambda r, by, _, c, w: objections.note_outcome(_objection(r, c), by=by, test="a", outcome="b"),
    "name a deputy": lambda r, by, other, c, w: objections.name_deputy(_objection(r, c), other.person or by, by=by),
    "prepare": lambda r, by, _, c, w: rounds.prepare_round(r.proposal, by=by),
    "rework": lambda r, by, _, c, w: proposals.rework_proposal(r.proposal, by=by),
    "submit": lambda r, by, _, c, w: proposals.submit_proposal(r.proposal, by=by),
}

SPEAKING = (*["advance"] * 6, "discuss first", "contribute", "take a turn", "leave an answer", "edit", "amend")
BY_THE_CHAIR = {"open", "advance", "step back", "reveal", "reveal now", "conclude", "end without consent", "delegate"}
BY_THE_CHAIR |= {"adjourn", "resume", "mark present", "set aside", "hand over", "let a guest in", "name a deputy", "note"}
BY_THE_CHAIR |= {"enter an answer", "note the outcome", "edit", "amend"}
ALWAYS = ("arrive", "arrive", "leave", "mark present", "hand over", "take the chair")
GOING = (*ALWAYS, "note", "step back", "adjourn")
FITTING: dict[RoundState, tuple[str, ...]] = {
    RoundState.PREPARED: (*["open"] * 8, *ALWAYS, "delegate"),
    RoundState.PRESENTING: (*GOING, *SPEAKING),
    RoundState.QUESTIONING: (*GOING, *SPEAKING),
    RoundState.REACTING: (*GOING, *SPEAKING),
    RoundState.CONSENTING: (
        *(*["answer"] * 9, "reveal now", *GOING, "arrive", "arrive"),
        *("discuss first", "set aside", "set aside", "a guest knocks"),
    ),
    RoundState.WEIGHING: (
        *(*GOING, *["answer again"] * 4, *["amend"] * 4, "enter an answer", "argue", "note the outcome"),
        *("name a deputy", "confirm", "contribute", "end without consent"),
    ),
    RoundState.CONCLUDING: (*GOING, "answer again", "enter an answer", "confirm", "conclude"),
    RoundState.ADJOURNED: (*ALWAYS, "resume", "resume", "resume"),
}
"""What people would do in a phase, the likely things more often."""


class WholeRounds(RuleBasedStateMachine):
    """One circle, its rounds, and whoever comes along."""

    counts: ClassVar[dict[str, int]] = {}
    """How often each verb went through, over all examples: to see that the proof reaches everything."""

    @initialize(waits=st.booleans(), small=st.booleans(), author=st.sampled_from(["Joost", "Marieke", "Cor"]))
    def a_circle_sets_a_round_ready(self, waits: bool, small: bool, author: str) -> None:
        _empty_the_database()
        self.told: list[str] = []
        live.on_change(self._listen)
        rule_on_absence = AbsenceRule.WAIT_FOR_ALL if waits else AbsenceRule.PRESENT_DECIDE
        self.circle = Circle(absence_rule=rule_on_absence, small=small, author=author)
        with transaction() as session:
            for membership in session.scalars(db.select(Membership)):
                membership.starts_on -= timedelta(days=30)
            self.noor = self.circle.someone("Noor")
        circle = self.circle
        self.people = [*circle.members, circle.pien, circle.wim, circle.cor, self.noor]
        self.objections: set[int] = set()
        self.texts = 0
        self.changed = True
        circle.prepare()
        circle.gather()
        self.told.clear()
        self.world = contents()

    def _listen(self, topics: frozenset[str]) -> None:
        self.told.extend(topics)

    def teardown(self) -> None:
        live.forget(self._listen)
        db.session.rollback()
        invariants.the_journal_tells_it_all()

    # What may happen

    @rule(verb=st.sampled_from(sorted(VERBS)), chance=chances)
    def anybody_tries_anything(self, verb: str, chance: Chance) -> None:
        self._act(verb, self.people[chance.who % len(self.people)], chance)

    @rule(pick=st.integers(0, 99), chance=chances)
    def somebody_does_what_fits_the_phase(self, pick: int, chance: Chance) -> None:
        round_ = self._round
        verbs = FITTING.get(round_.state, ())
        if verbs:
            verb = verbs[pick % len(verbs)]
            self._act(verb, self._whose_it_is(verb, round_, chance), chance)

    @rule(chance=chances)
    def the_sensible_thing_happens(self, chance: Chance) -> None:
        round_ = self._round
        chair = round_.chair
        match round_.state:
            case RoundState.PREPARED if not round_.present_electors:
                self._act("arrive", self.people[chance.who % len(self.people)], chance)
            case RoundState.PREPARED:
                self._act("open", chair, chance)
            case RoundState.PRESENTING | RoundState.QUESTIONING | RoundState.REACTING:
                self._act("advance", chair, chance)
            case RoundState.CONSENTING if round_.unanswered:
                person = round_.unanswered[0].person
                assert person is not None
                self._act("answer", person, chance)
            case RoundState.CONSENTING:
                self._act("reveal", chair, chance)
            case RoundState.WEIGHING:
                self._act("amend" if chance.yes else "answer again", self._who_is_in_the_way(round_, chair), chance)
            case RoundState.CONCLUDING if silent := [one for one in round_.required if one.answer is None]:
                self._act("answer again", silent[0].person or chair, chance)
            case RoundState.CONCLUDING:
                self._act("conclude", chair, chance)
            case RoundState.ADJOURNED:
                self._act("resume", chair, chance)
            case _:
                self._begin_anew(round_.proposal)

    @rule(chance=chances)
    def everybody_answers(self, chance: Chance) -> None:
        """Fills the consent phase in one go, so that chance gets past it."""
        if self._round.state is RoundState.CONSENTING:
            for place in self._round.unanswered:
                assert place.person is not None
                self._act("answer", place.person, Chance(chance.who, chance.other, Choice.CONSENT, chance.mode, True))

    @rule(chance=chances)
    def somebody_joins_or_leaves_the_team(self, chance: Chance) -> None:
        person = self.people[chance.who % len(self.people)]
        with transaction() as session:
            session.expire_all()
            seats = [one for one in person.memberships if one.unit_id == self.circle.unit.id and one.ends_on is None]
            for seat in seats:
                if chance.yes:
                    seat.ends_on = clock.today() - timedelta(days=1)
                else:
                    seat.absent_from = None if seat.absent_from else clock.today()
            if not seats:
                role = Role.SECRETARY if chance.yes else Role.MEMBER
                joined = clock.today() - timedelta(days=30)
                session.add(Membership(person=person, unit=self.circle.unit, role=role, starts_on=joined))
        self.world = contents()
        self.changed = True

    # What must hold

    @invariant()
    def it_holds(self) -> None:
        if not self.changed:
            return
        self.changed = False
        db.session.rollback()
        db.session.expire_all()
        invariants.rounds_are_consistent()
        invariants.decisions_have_consent()
        invariants.no_objection_vanished(self.objections)
        invariants.nothing_is_shown_before_the_reveal()

    @property
    def _round(self) -> ConsentRound:
        """The last round of the proposal in hand."""
        latest = db.select(ConsentRound.id).order_by(ConsentRound.id.desc()).limit(1)
        return locked_round(db.session.scalar(latest) or 0)

    def _who_is_in_the_way(self, round_: ConsentRound, otherwise: Person) -> Person:
        standing = objections.standing(round_.proposal)
        if standing:
            return standing[0].owner
        return next((one.person for one in round_.electors if one.answer and one.answer.is_blocking and one.person), otherwise)

    def _whose_it_is(self, verb: str, round_: ConsentRound, chance: Chance) -> Person:
        """Whoever would do this: the chair, or one of the electorate."""
        place = round_.electors[chance.who % len(round_.electors)] if round_.electors else None
        if verb in BY_THE_CHAIR or place is None or place.person is None:
            return round_.chair
        return place.person

    def _begin_anew(self, proposal: Proposal) -> None:
        if proposal.state is ProposalState.NO_CONSENT:
            with transaction():
                again = db.session.get_one(Proposal, proposal.id)
                proposals.rework_proposal(again, by=again.author)
                proposals.submit_proposal(again, by=again.author)
                rounds.prepare_round(again, by=self.circle.marieke)
        elif proposal.state is not ProposalState.DRAFT:
            with suppress(Refused, Forbidden):
                self.circle.prepare()
        self.world = contents()
        self.changed = True

    def _act(self, verb: str, who: Person, chance: Chance) -> None:
        def do() -> None:
            with transaction():
                round_ = self._round
                other = round_.participants[chance.other % len(round_.participants)]
                VERBS[verb](round_, who, other, chance, self)

        self._attempt(verb, do)

    def _attempt(self, verb: str, do: Callable[[], object]) -> None:
        """Refused: nothing changed and nobody was told. Done: the screens were told."""
        self.told.clear()
        try:
            do()
        except (Refused, Forbidden, NotFound):
            assert difference(self.world, contents()) == {}
            assert self.told == []
        else:
            before, self.world = self.world, contents()
            self.changed = self.world != before
            assert self.told or not self.changed, "something changed, and no screen was told"
            self.counts[verb] = self.counts.get(verb, 0) + self.changed


def _empty_the_database() -> None:
    db.session.rollback()
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            names = ", ".join(table.name for table in Base.metadata.tables.values())
            connection.exec_driver_sql(f"TRUNCATE {names}")
        else:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            for table in Base.metadata.tables.values():
                connection.exec_driver_sql(f"DELETE FROM {table.name}")
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            connection.exec_driver_sql("BEGIN")
        connection.commit()
    db.session.expunge_all()
