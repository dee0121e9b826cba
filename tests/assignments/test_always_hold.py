"""What must always hold of an assignment, whoever does what in whatever order (D.1529312: by mutual agreement)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.assignments.service import agreeing, drafting
from app.assignments.states import IN_FORCE
from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden, Refused
from app.core.transaction import transaction
from app.decisions.models import ConsentRound, Decision
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers, attendance, rounds, working
from app.decisions.service.answers import AnswerData
from app.decisions.service.wordings import WordingData
from app.decisions.states import AGREEING, Choice, DecisionState, RoundMode
from app.organisation.models import Person
from tests.assignments.assignment_cast import Agreeing
from tests.databases import IN_CI, ON_SQLITE_ALONE
from tests.snapshot import contents

PEOPLE = st.sampled_from(("joost", "fatima", "joost", "fatima", "sanne", "ben", "marieke"))
"""Mostly its parties, or little would happen."""
CHOICES = st.sampled_from(
    (Choice.CONSENT, Choice.CONSENT, Choice.CONCERN, Choice.OBJECTION, Choice.NOT_YET, Choice.RECUSED)
)

pytestmark = ON_SQLITE_ALONE


REACHED = {"agree", "agree after an objection", "rewrite", "reopen", "succeed"}
"""What must have happened in so many runs, or the proof proves little."""


class WholeAssignments(RuleBasedStateMachine):
    """One assignment in which everybody tries everything."""

    counts: dict[str, int] = {}  # noqa: RUF012 - of all runs together

    @initialize()
    def begin(self) -> None:
        count = db.session.query(Person).count()
        self.it = Agreeing(name=f"{count}")
        self.number = 0
        self.it.offer()

    def _try(self, verb: str, act: Callable[[], Any]) -> None:
        before = contents()
        try:
            with transaction():
                act()
        except (Refused, Forbidden):
            db.session.rollback()
            assert contents() == before, f"{verb} was refused, and something happened"
        else:
            self.counts[verb] = self.counts.get(verb, 0) + 1

    def _person(self, name: str) -> Person:
        found: Person = getattr(self.it.circle, name)
        return found

    @rule(who=PEOPLE)
    def agree(self, who: str) -> None:
        """From asking to the decision, where everybody consents."""

        def act() -> None:
            round_ = locked_round(agreeing.ask_consent(self.it.assignment, by=self._person(who)).id)
            self._all_answer(round_, (Choice.CONSENT,) * 3)
            rounds.conclude(round_, by=round_.chair)

        self._try("agree", act)

    def _all_answer(self, round_: ConsentRound, choices: tuple[Choice, ...]) -> None:
        for one in round_.electors:
            assert one.person is not None
            attendance.arrive(round_, by=one.person)
        rounds.open_round(round_, by=round_.chair, mode=RoundMode.HAMMER, papers_sent=True)
        for one, choice in zip(round_.electors, choices, strict=False):
            assert one.person is not None
            answers.answer(round_, AnswerData(choice, "Dit weegt voor mij."), by=one.person)
        rounds.reveal(round_, by=round_.chair)

    @rule(who=PEOPLE, reason=st.sampled_from(("Het kan beter.", "Het kan korter.", "")))
    def rewrite(self, who: str, reason: str) -> None:
        self.number += 1
        data = self.it.text(title=f"Aanpak {self.number}")
        self._try("rewrite", lambda: drafting.rewrite(self.it.assignment, data, by=self._person(who), reason=reason))

    @rule(who=PEOPLE)
    def ask_consent(self, who: str) -> None:
        self._try("ask consent", lambda: agreeing.ask_consent(self.it.assignment, by=self._person(who)))

    @precondition(lambda self: drafting.in_decision(self.it.assignment))
    @rule(choices=st.tuples(CHOICES, CHOICES, CHOICES))
    def answer(self, choices: tuple[Choice, ...]) -> None:
        self._try("answer", lambda: self._all_answer(locked_round(self.it.round_id), choices))

    @rule(who=PEOPLE)
    def agree_after_an_objection(self, who: str) -> None:
        """From asking to the decision, where somebody objects and the text is changed in the round."""

        def act() -> None:
            round_ = locked_round(agreeing.ask_consent(self.it.assignment, by=self._person(who)).id)
            self._all_answer(round_, (Choice.OBJECTION, *(Choice.CONSENT,) * 2))
            content = round_.version.wording.content()
            self.number += 1
            subject = {**content["subject"], "text_result": f"Resultaat {self.number}"}
            working.edit_working(round_, WordingData(**content | {"subject": subject}), by=round_.chair)
            following = rounds.amend(round_, by=round_.chair, why="Zo kan het wel.")
            for one in following.electors:
                assert one.person is not None
                answers.answer(following, AnswerData(Choice.CONSENT), by=one.person)
            rounds.reveal(following, by=following.chair)
            rounds.conclude(following, by=following.chair)

        self._try("agree after an objection", act)

    @precondition(lambda self: drafting.in_decision(self.it.assignment))
    @rule(ends_well=st.booleans())
    def end_the_round(self, ends_well: bool) -> None:
        def act() -> None:
            round_ = locked_round(self.it.round_id)
            if ends_well:
                rounds.conclude(round_, by=round_.chair)
            else:
                rounds.end_without_consent(round_, by=round_.chair)

        self._try("conclude" if ends_well else "no consent", act)

    @rule(
        who=PEOPLE,
        of=PEOPLE,
        successor=st.sampled_from(("ben", "marieke", "joost")),
        days=st.sampled_from((0, 0, 1, -1)),
    )
    def succeed(self, who: str, of: str, successor: str, days: int) -> None:
        party = self.it.assignment.party_of(self._person(of).id)
        on = clock.today() + timedelta(days=days)
        if party is not None:
            self._try(
                "succeed",
                lambda: agreeing.succeed(
                    self.it.assignment, party, self._person(successor), by=self._person(who), on=on
                ),
            )

    @rule(who=st.sampled_from(("ben", "marieke", "joost")))
    def confirm(self, who: str) -> None:
        self._try("confirm", lambda: agreeing.confirm(self.it.assignment, by=self._person(who)))

    @rule(who=PEOPLE)
    def renegotiate(self, who: str) -> None:
        self._try("reopen", lambda: agreeing.renegotiate(self.it.assignment, by=self._person(who), reason="Te druk."))

    @rule(who=PEOPLE)
    def keep_as_it_is(self, who: str) -> None:
        self._try("keep", lambda: agreeing.keep_as_it_is(self.it.assignment, by=self._person(who), reason="Het kan."))

    @invariant()
    def what_runs_is_what_all_parties_consented_to(self) -> None:
        assignment = self.it.assignment
        if assignment.state in IN_FORCE:
            agreed = assignment.in_force
            assert agreed is not None, "never active without an agreement"
            decision = db.session.query(Decision).filter_by(number=assignment.decision_number).one()
            assert decision.round is not None
            assert decision.wording.what == agreed.title
            assert decision.wording.subject["text_result"] == agreed.texts.get("result", "")
            assert decision.round.electors, "somebody agreed"
            for one in decision.round.electors:
                assert one.answer is not None, f"{one.name} never answered"
                assert one.answer.choice in AGREEING, f"{one.name} did not consent"
        db.session.rollback()

    @invariant()
    def one_version_is_in_force(self) -> None:
        holding = db.session.query(Decision).filter(
            Decision.unit_id == self.it.circle.unit.id, Decision.state == DecisionState.IN_FORCE
        )
        assert holding.count() == (1 if self.it.state in IN_FORCE else 0)
        db.session.rollback()

    @invariant()
    def an_agreement_has_somebody_on_both_sides(self) -> None:
        assignment = self.it.assignment
        if assignment.state in IN_FORCE:
            assert {one.role.asks for one in assignment.living} == {True, False}
        db.session.rollback()


def test_any_sequence_is_refused_or_consistent(app: Flask) -> None:
    run_state_machine_as_test(
        WholeAssignments,
        settings=settings(
            max_examples=14,
            stateful_step_count=30,
            deadline=None,
            derandomize=IN_CI,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert REACHED - WholeAssignments.counts.keys() == set()
