"""What a round, or a withdrawal, does to the decision of which somebody said: dit is beleid."""

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE
from app.core.transaction import locked
from app.decisions.decision_machine import DecisionMachine
from app.decisions.models import Contest, Decision, Proposal
from app.decisions.service import register
from app.decisions.states import HOLDS, ContestOutcome, DecisionState

STILL_THERE = HOLDS | {DecisionState.SUSPENDED}


def replace_contested(proposal: Proposal, successor: Decision, *, by: Actor) -> None:
    """The circle decided itself: its decision takes the place of the contested one, when there was one."""
    contest = _contest_of(proposal)
    if contest is None:
        return
    decision = locked(Decision, contest.decision_id)
    if decision.state in STILL_THERE:
        register.supersede(decision, successor, by=by, settled_in=successor.round, is_settled=True)
    _answer(contest, ContestOutcome.REPLACED)


def let_contested_stand(proposal: Proposal, *, by: Actor) -> None:
    """No consent, uitvoering after all, or taken back: the contested decision holds, again if it was suspended."""
    contest = _contest_of(proposal)
    if contest is None or contest.outcome is not None:
        return
    decision = locked(Decision, contest.decision_id)
    if decision.state in STILL_THERE:
        drive(DecisionMachine, decision, "let_stand", actor=by, permission=CONSEQUENCE)
    _answer(contest, ContestOutcome.STANDS)


def _contest_of(proposal: Proposal) -> Contest | None:
    return db.session.scalar(select(Contest).where(Contest.proposal_id == proposal.id))


def _answer(contest: Contest, outcome: ContestOutcome) -> None:
    contest.outcome, contest.answered_at = outcome, clock.now()
