"""Whole rounds driven by chance: anybody tries anything in any order; now and then somebody does the sensible thing."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

import time_machine
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.core import clock, live
from app.core.database import Base, db
from app.core.errors import Forbidden, NotFound, Refused
from app.core.transaction import transaction
from app.decisions.models import ConsentRound, Proposal
from app.decisions.queries.rounds import locked_round
from app.decisions.service import objections, proposals, rounds
from app.decisions.service.deadlines import catch_up
from app.decisions.service.joint import invite_body
from app.decisions.states import Choice, ProposalState, RoundMode, RoundState
from app.organisation.models import Membership, Person, Unit
from app.organisation.states import AbsenceRule, Role
from tests.decisions import invariants
from tests.decisions.round_cast import Circle
from tests.decisions.verbs import BY_THE_AUTHOR, BY_THE_CHAIR, FITTING, NEIGHBOURS, VERBS, Chance, chances, neighbours
from tests.snapshot import contents, difference

BEGINNINGS = (RoundState.PREPARED, RoundState.CONSENTING, RoundState.WEIGHING, RoundState.CONCLUDING)
"""Where a round may be when chance takes over: in the last of these somebody left before they answered."""


class WholeRounds(RuleBasedStateMachine):
    """One circle, its rounds, and whoever comes along."""

    counts: ClassVar[dict[str, int]] = {}
    """How often each verb went through, over all examples: to see that the proof reaches everything."""

    @initialize(
        waits=st.booleans(),
        small=st.booleans(),
        author=st.sampled_from(["Joost", "Marieke", "Cor"]),
        begins=st.sampled_from(BEGINNINGS),
        joint=st.booleans(),
    )
    def a_circle_has_a_round(self, waits: bool, small: bool, author: str, begins: RoundState, joint: bool) -> None:
        """Set ready, or at once where something is at stake: the phases before it are short of surprises."""
        _empty_the_database()
        self.traveller = time_machine.travel(clock.now(), tick=True)
        self.moved = self.traveller.start()
        self.told: list[str] = []
        live.on_change(self._listen)
        rule_on_absence = AbsenceRule.WAIT_FOR_ALL if waits else AbsenceRule.PRESENT_DECIDE
        self.circle = Circle(absence_rule=rule_on_absence, small=small, author=author)
        others = self._neighbours_settle()
        with transaction() as session:
            for membership in session.scalars(db.select(Membership)):
                membership.starts_on -= timedelta(days=30)
            self.noor = self.circle.someone("Noor")
        circle = self.circle
        self.people = [*circle.members, circle.wim, circle.cor, self.noor, circle.pien, *others]
        self.objections: set[int] = set()
        self.changed = True
        circle.prepare()
        if joint:
            with transaction():
                invite_body(circle.round, neighbours(), by=circle.marieke)
        circle.gather()
        if author != "Marieke":
            self._go_on_to(begins)
        self.told.clear()
        self.world = contents()

    def _neighbours_settle(self) -> list[Person]:
        """A unit beside the circle: two of its own, and Joost, who then sits in both."""
        with transaction() as session:
            unit = Unit(name="Team Buren", code=NEIGHBOURS, level=self.circle.unit.level, parent=self.circle.wider)
            session.add(unit)
            session.add(Membership(person=session.merge(self.circle.joost), unit=unit, role=Role.MEMBER))
            return [self.circle.someone(name, Role.MEMBER, of=unit) for name in ("Bas", "Bo")]

    def _go_on_to(self, begins: RoundState) -> None:
        circle = self.circle
        if begins is RoundState.PREPARED:
            return
        circle.open(RoundMode.HAMMER)
        if begins is RoundState.WEIGHING:
            circle.all_answer({circle.sanne: Choice.OBJECTION})
            circle.reveal()
        elif begins is RoundState.CONCLUDING:
            circle.leave(circle.sanne)
            circle.all_answer()
            circle.reveal()

    def _listen(self, topics: frozenset[str]) -> None:
        self.told.extend(topics)

    def teardown(self) -> None:
        live.forget(self._listen)
        db.session.rollback()
        invariants.the_journal_tells_it_all()
        self.traveller.stop()

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

    @rule(some=st.lists(chances, min_size=1, max_size=6))
    def the_sensible_things_happen(self, some: list[Chance]) -> None:
        """A few in a row, or chance alone would hardly ever bring a round to its end."""
        for chance in some:
            self._the_sensible_thing_happens(chance)

    def _the_sensible_thing_happens(self, chance: Chance) -> None:
        round_ = self._round
        chair = round_.chair
        match round_.state:
            case RoundState.PREPARED if not round_.present_electors:
                self._act("arrive", self.people[chance.who % len(self.people)], chance)
            case RoundState.PREPARED:
                self._act("open" if chance.other % 3 else "open in writing", chair, chance)
            case RoundState.QUESTIONING | RoundState.REACTING if round_.is_in_writing:
                self.time_goes_by(days=3)
            case RoundState.AWAITING if chance.yes:
                self._act("answer again", round_.unanswered[0].person or chair, chance)
            case RoundState.AWAITING:
                self.time_goes_by(days=3)
            case RoundState.PRESENTING | RoundState.QUESTIONING | RoundState.REACTING:
                self._act("advance", chair, chance)
            case RoundState.CONSENTING if round_.is_in_writing and chance.who == chance.other:
                self.time_goes_by(days=3)
            case RoundState.CONSENTING if round_.unanswered and chance.who == chance.other:
                self._act("reveal now", chair, chance)
            case RoundState.CONSENTING if round_.unanswered:
                self._act("answer", round_.unanswered[0].person or chair, chance)
            case RoundState.CONSENTING:
                self._act("reveal", chair, chance)
            case RoundState.WEIGHING if chance.other < 2:
                self._act("refer", chair, replace(chance, yes=True))
            case RoundState.WEIGHING if chance.yes:
                self._act("amend", chair, chance)
            case RoundState.WEIGHING:
                self._act("answer again", self._who_is_in_the_way(round_, chair), chance)
            case RoundState.CONCLUDING if chance.yes and (silent := [one for one in round_.required if not one.answer]):
                self._act("answer again", silent[0].person or chair, chance)
            case RoundState.CONCLUDING if round_.absence_rule is AbsenceRule.WAIT_FOR_ALL and round_.required:
                waits = any(one.answer is None for one in round_.required)
                self._act("wait for absentees" if waits else "conclude", chair, chance)
            case RoundState.CONCLUDING:
                self._act("conclude", chair, chance)
            case RoundState.ADJOURNED:
                self._act("resume", chair, chance)
            case RoundState.REFERRED if chance.who % 3 and round_.proposal.state is ProposalState.REFERRED:
                self._act("prepare the linked" if chance.yes else "hand it back", self.circle.wim, chance)
            case _:
                self._begin_anew(round_.proposal)

    @rule(days=st.integers(1, 4))
    def time_goes_by(self, days: int) -> None:
        """Nobody does anything; and when somebody looks again, whatever was due has happened, once."""
        self.moved.shift(timedelta(days=days))
        db.session.rollback()
        due = self._round.is_overdue
        before = self._round.revision
        self.told.clear()
        catch_up()
        db.session.rollback()
        assert not self._round.is_overdue
        assert (self._round.revision > before) is due
        after = contents()
        assert catch_up() == 0
        assert difference(after, contents()) == {}
        self.world, self.changed = contents(), True

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
        invariants.bodies_decide_for_themselves()
        invariants.no_objection_vanished(self.objections)
        invariants.referrals_are_consistent()
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
        return next(
            (one.person for one in round_.electors if one.answer and one.answer.is_blocking and one.person), otherwise
        )

    def _whose_it_is(self, verb: str, round_: ConsentRound, chance: Chance) -> Person:
        """Whoever would do this: the author, the chair, or one of the electorate."""
        if verb in BY_THE_AUTHOR:
            return round_.proposal.author
        place = round_.electors[chance.who % len(round_.electors)] if round_.electors else None
        if verb in BY_THE_CHAIR or place is None or place.person is None:
            return round_.chair
        return place.person

    def _begin_anew(self, proposal: Proposal) -> None:
        """Unless Marieke has left the circle: then nobody does."""
        with suppress(Refused, Forbidden):
            if proposal.state is ProposalState.NO_CONSENT:
                with transaction():
                    again = db.session.get_one(Proposal, proposal.id)
                    proposals.rework_proposal(again, by=again.author)
                    proposals.submit_proposal(again, by=again.author)
                    rounds.prepare_round(again, by=self.circle.marieke)
            elif proposal.state is not ProposalState.DRAFT:
                self.circle.prepare()
        self.world = contents()
        self.changed = True

    def _act(self, verb: str, who: Person, chance: Chance) -> None:
        def do() -> None:
            with transaction():
                round_ = self._round
                other = round_.participants[chance.other % len(round_.participants)]
                VERBS[verb](round_, who, other, chance)

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
            if verb == "conclude" and self._round.is_joint:
                self.counts["conclude together"] = self.counts.get("conclude together", 0) + 1


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
