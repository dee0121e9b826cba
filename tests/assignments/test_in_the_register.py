"""What parties agreed is a decision like any other, and ends, moves and changes with the assignment alone."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.assignments.queries import decision_of
from app.assignments.service import agreeing as verbs
from app.assignments.service import drafting
from app.assignments.service.drafting import AssignmentData
from app.assignments.service.handing_over import told_of_handed_over
from app.assignments.states import AssignmentState, PartyRole, WorkType
from app.core.database import db
from app.core.transaction import locked, transaction
from app.decisions.college_law import Settlement
from app.decisions.models import Decision
from app.decisions.queries.college import locked_sitting
from app.decisions.service import changes, college, register
from app.decisions.states import DecisionState
from tests.assignments.assignment_cast import TITLE, Agreeing
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.test_college import College
from tests.meetings.test_handing_over import make_temporary, stop
from tests.snapshot import refused_and_nothing_happened

S = AssignmentState


@pytest.fixture
def agreeing(app: Flask) -> Agreeing:
    return Agreeing()


@ON_SQLITE_ALONE
def test_its_decision_is_changed_with_it_and_not_beside_it(agreeing: Agreeing) -> None:
    agreeing.be_active()
    decision = decision_of(agreeing.assignment)
    assert decision is not None

    def amend() -> None:
        with transaction():
            changes.amend_decision(db.session.get_one(Decision, decision.id), by=agreeing.circle.marieke)

    refused_and_nothing_happened("stap van iets groters", amend)


def test_when_its_unit_stops_it_goes_on_in_the_one_that_takes_over(agreeing: Agreeing) -> None:
    agreeing.be_active()
    circle, number = agreeing.circle, agreeing.assignment.decision_number
    make_temporary(circle)
    stop(circle)
    assignment = agreeing.assignment
    assert (assignment.state, assignment.unit_id, assignment.decision_number) == (S.ACTIVE, circle.wider.id, number)
    decision = decision_of(assignment)
    assert decision is not None
    assert (decision.state, decision.unit_id) == (DecisionState.IN_FORCE, circle.wider.id)
    told = told_of_handed_over({"assignment": [assignment.id]}, circle.wim)
    assert [(one.kind, one.title) for one in told] == [("opdracht", TITLE)]


@pytest.mark.parametrize("event", ["start_review", "expire", "repeal", "withdraw_consent"])
@ON_SQLITE_ALONE
def test_the_unit_does_not_end_what_parties_agreed(agreeing: Agreeing, event: str) -> None:
    agreeing.be_active()
    decision = decision_of(agreeing.assignment)
    assert decision is not None
    acts: dict[str, Callable[[Decision], object]] = {
        "start_review": lambda held: register.start_review(held, by=agreeing.circle.marieke),
        "expire": lambda held: register.expire(held, by=agreeing.circle.marieke, reason="Zo lang geleden."),
        "repeal": lambda held: register.repeal(held, by=agreeing.circle.marieke, reason="Niet meer nodig."),
        "withdraw_consent": lambda held: register.withdraw_consent(held, "Ik weet nu meer.", by=agreeing.asking),
    }

    def try_it() -> None:
        with transaction():
            acts[event](locked(Decision, decision.id))

    refused_and_nothing_happened("partijen met elkaar", try_it)


def test_what_is_stopped_or_done_is_no_longer_in_force_in_the_register(agreeing: Agreeing, app: Flask) -> None:
    agreeing.be_active()
    with transaction():
        verbs.cancel(agreeing.assignment, by=agreeing.asking, reason="Het geld is er niet meer.")
    stopped = decision_of(agreeing.assignment)
    assert stopped is not None
    assert (stopped.state, stopped.ended_because) == (DecisionState.EXPIRED, "Het geld is er niet meer.")
    done = Agreeing(name="Klaar")
    done.come_to(S.COMPLETED)
    agreed = decision_of(done.assignment)
    assert agreed is not None
    assert agreed.state is DecisionState.EXPIRED


@ON_SQLITE_ALONE
def test_from_its_decision_one_comes_to_the_assignment_and_not_to_changing_it_there(
    agreeing: Agreeing, app: Flask
) -> None:
    agreeing.be_active()
    page = Visitor(app).sign_in(agreeing.circle.marieke).open("/besluiten/RUIMT-2026-1")
    assert not {"Pas dit besluit aan", "Kijk nu al terug", "Trek mijn consent in", "Maak een concept"} & set(
        page.buttons
    )
    page.click("Naar de opdracht")
    assert page.heading == TITLE


def test_what_the_college_commissions_waits_for_its_sitting(app: Flask) -> None:
    """The parties consent among themselves; the decision is the college's (practice.md: no powers by consent alone)."""
    council = College()
    with transaction() as session:
        assignment = drafting.draft(
            council.unit, AssignmentData(TITLE, WorkType.TASK, is_for_college=True), by=council.sanne
        )
        key = assignment.id
        session.flush()
    agreeing = Agreeing.of(council, key)
    agreeing.name(council.ben, PartyRole.GOVERNING_COMMISSIONER)
    agreeing.offer()
    agreeing.ask_consent()
    agreeing.answer()
    agreeing.conclude()
    assert agreeing.state is S.NEGOTIATING
    assert agreeing.assignment.version_in_force is None
    _settle(council, agreeing)
    assert agreeing.state is S.ACTIVE

    agreeing.reopen()
    agreeing.rewrite()
    agreeing.agree()
    assert (agreeing.state, agreeing.assignment.version_in_force) == (S.RENEGOTIATING, 1)
    for act in (agreeing.ask_consent, lambda: agreeing.rewrite("Nog minder", ends_on=None)):
        refused_and_nothing_happened("nog besloten", act)
    page = Visitor(app).sign_in(agreeing.asking).open(f"/opdrachten/{agreeing.key}")
    assert "Vraag consent" not in page.buttons
    assert page.sees("Het wacht nog op het college.")
    assert not Visitor(app).sign_in(agreeing.doing).open("/").sees("Dit wacht op jou")
    _settle(council, agreeing)
    assert (agreeing.state, agreeing.assignment.version_in_force) == (S.ACTIVE, 2)


def _settle(council: College, agreeing: Agreeing) -> None:
    """The college decides as its parties agreed."""
    proposal_id = agreeing.assignment.proposal_id
    assert proposal_id is not None
    db.session.rollback()
    sitting = council.open_with(council.marieke, council.joost)
    with transaction():
        college.settle(
            locked_sitting(sitting), council.item(sitting, proposal_id), Settlement.UNCHANGED, by=council.sanne
        )
