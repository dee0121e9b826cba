"""When a unit stops: what it has not decided, what holds of it and what is to be done go to the unit that takes over.

What is about the stopped unit itself, such as its rules, has no sense elsewhere: that ends with it. So do the mandates
and the beslisruimte it gave.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, or_, select

from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE, may
from app.core.transaction import locked
from app.decisions.action_machine import ActionMachine
from app.decisions.decision_machine import DecisionMachine
from app.decisions.models import Action, ConsentRound, Decision, JointBody, Mandate, Proposal, Wording
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.service import endings, mandates, referrals, register
from app.decisions.states import ActionState, DecisionState, MandateState, ProposalState, ReferralOutcome
from app.decisions.subjects import PLAIN
from app.organisation.handovers import GoingOn, Keys, Stop
from app.organisation.models import Unit

UNDECIDED = (
    *(ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.NO_CONSENT),
    *(ProposalState.DELEGATED, ProposalState.REFERRED),
)
UNASKED = (ProposalState.DRAFT, ProposalState.SUBMITTED)
HOLDING = (DecisionState.IN_FORCE, DecisionState.UNDER_REVIEW, DecisionState.SUSPENDED)
ITS_UNIT_STOPPED = "De kring stopte: %(reason)s"
"""Kept as it is, like everything that people write with what they do."""


def rounds_going_on(unit: Unit, actor: Actor) -> list[GoingOn]:
    """The rounds that a unit holds, or takes part in; of what the actor may not know only that there is something."""
    its_own = ConsentRound.proposal.has(Proposal.unit_id == unit.id)
    joint = ConsentRound.bodies.any(JointBody.unit_id == unit.id)
    real = ConsentRound.proposal.has(Proposal.rehearsal.is_(False))
    query = select(ConsentRound).where(ConsentRound.ended_at.is_(None), or_(its_own, joint), real)
    return [
        GoingOn(N_("de consentronde over ‘%(title)s’"), {"title": one.proposal.title})
        if may(actor, "proposal:read", one.proposal)
        else GoingOn(N_("een besloten consentronde"))
        for one in db.session.scalars(query.order_by(ConsentRound.id))
    ]


def bring_over(stop: Stop) -> Keys:
    """Bring everything that is open to the other unit, and end what was about the stopped unit itself."""
    _end_mandates(stop)
    return {
        "proposal": [one.id for one in _proposals(stop)],
        "decision": [one.id for one in _decisions(stop)],
        "action": [one.id for one in _actions(stop)],
    }


def _is_of_the_unit(wording: Wording) -> bool:
    """Whether it is about the unit itself, and so ends with it: what parties agreed with each other does not."""
    return wording.kind_name != PLAIN.name and not wording.is_among_parties


def _proposals(stop: Stop) -> Iterable[Proposal]:
    here = (Proposal.unit_id == stop.unit.id) & Proposal.rehearsal.is_(False)
    for key in _keys(Proposal, here & Proposal.state.in_(UNDECIDED)):
        proposal = locked(Proposal, key)
        if not _is_of_the_unit(proposal.current.wording):
            drive(ProposalMachine, proposal, "hand_over", actor=stop.by, permission=CONSEQUENCE, details=_goes_to(stop))
            proposal.unit = stop.to
            yield proposal
        elif proposal.state in UNASKED:
            reason = _because(stop)
            drive(
                ProposalMachine,
                proposal,
                "withdraw",
                actor=stop.by,
                permission=CONSEQUENCE,
                details={"reason": reason},
            )
            endings.follow_without_decision(proposal, by=stop.by)
            referrals.answer(proposal, ReferralOutcome.WITHDRAWN, reason, by=stop.by)


def _decisions(stop: Stop) -> Iterable[Decision]:
    """What both units decided together the other has already; there it goes on as one."""
    together = set(db.session.scalars(select(Decision.round_id).where(Decision.unit_id == stop.to.id)))
    for key in _keys(Decision, (Decision.unit_id == stop.unit.id) & Decision.state.in_(HOLDING)):
        decision = locked(Decision, key)
        if _is_of_the_unit(decision.wording):
            register.expire(decision, by=stop.by, reason=_because(stop), follows=True)
        elif decision.round_id is None or decision.round_id not in together:
            drive(DecisionMachine, decision, "hand_over", actor=stop.by, permission=CONSEQUENCE, details=_goes_to(stop))
            decision.unit = stop.to
            yield decision


def _actions(stop: Stop) -> Iterable[Action]:
    for key in _keys(Action, (Action.unit_id == stop.unit.id) & (Action.state == ActionState.OPEN)):
        action = locked(Action, key)
        drive(ActionMachine, action, "hand_over", actor=stop.by, permission=CONSEQUENCE, details=_goes_to(stop))
        action.unit = stop.to
        yield action


def _end_mandates(stop: Stop) -> None:
    given = (Mandate.unit_id == stop.unit.id) & (Mandate.state == MandateState.IN_FORCE)
    for key in _keys(Mandate, given):
        mandates.end_mandate(locked(Mandate, key), by=stop.by, reason=_because(stop), follows=True)


def _goes_to(stop: Stop) -> dict[str, str]:
    return {"unit": stop.to.name}


def _because(stop: Stop) -> str:
    return ITS_UNIT_STOPPED % {"reason": stop.reason}


def _keys(model: type[Proposal | Decision | Action | Mandate], condition: ColumnElement[bool]) -> list[int]:
    return list(db.session.scalars(select(model.id).where(condition).order_by(model.id)))
