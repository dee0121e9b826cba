"""What every end of a round has in common, and what follows from it."""

from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE
from app.decisions.models import ConsentRound, Proposal
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.service import contest_outcomes, objections
from app.decisions.service.news import A_ROUND_ENDED


def end(round_: ConsentRound) -> None:
    """The round is over: nothing in it is due any more."""
    round_.ended_at = clock.now()
    round_.resume_to = None
    round_.timer_started_at = None
    round_.due_at = None
    db.session.flush()


def end_unsettled(round_: ConsentRound, event: str, *, by: Actor) -> None:
    """The round is over without a decision; `event` says what becomes of the proposal."""
    end(round_)
    objections.leave_unsettled(round_.proposal, by=by)
    drive(ProposalMachine, round_.proposal, event, actor=by, permission=CONSEQUENCE)
    follow_without_decision(round_.proposal, by=by)
    A_ROUND_ENDED.spread(round_, by=by)


def follow_without_decision(proposal: Proposal, *, by: Actor) -> None:
    """What follows when a proposal ends without a decision: for what it was about, and for what it was to replace."""
    proposal.current.wording.kind.undecided(proposal, by)
    contest_outcomes.let_contested_stand(proposal, by=by)
