"""A joint round: several bodies in one room. Together they have no powers: each consents for itself (practice.md)."""

from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import NotFound
from app.core.machine import begin, drive
from app.core.permissions import CONSEQUENCE
from app.decisions.models import ConsentRound, Decision, JointBody, Proposal, ProposalVersion
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.round_machine import RoundMachine
from app.decisions.service import changes, electorate, referrals, register
from app.decisions.service.news import OTHERS_CONSENT_TOO
from app.decisions.service.proposals import make_findable
from app.decisions.service.unit_rules import absence_rule_of
from app.decisions.states import ProposalState, ReferralOutcome
from app.organisation.models import Person, Unit


def invite_body(round_: ConsentRound, unit: Unit, *, by: Person) -> JointBody:
    """Let another body consent in this round too: everybody who decides in it has a place, and on what ground.

    Raises `Refused` once the round is open, for what concerns its own unit alone, and for what is confidential.
    """
    drive(RoundMachine, round_, "invite_body", actor=by, details={"unit": unit.name}, body=unit.name)
    round_.proposal.joined_at = clock.now()
    body = electorate.join(round_, unit, absence_rule_of(unit))
    OTHERS_CONSENT_TOO.spread(round_, by=by)
    return body


def leave_out_body(round_: ConsentRound, unit: Unit, *, by: Person) -> None:
    """Take an invitation back. Raises `NotFound` for a body that was not invited."""
    body = next((one for one in round_.bodies if one.unit_id == unit.id), None)
    if body is None or unit.id == round_.proposal.unit_id:
        raise NotFound
    drive(RoundMachine, round_, "leave_out_body", actor=by, details={"unit": unit.name})
    electorate.leave(round_, body)
    OTHERS_CONSENT_TOO.spread(round_, by=by)


def decide(round_: ConsentRound, *, by: Actor) -> Decision | None:
    """What follows when there is consent, in each body by itself. Returns the decision of the round's own unit.

    None after an oefenronde, and in the college, whose consent is no decision yet: that it takes in its sitting
    (`service.college`). A body of which nobody took part has decided nothing.
    """
    decision = _decide_here(round_, by=by)
    for body in round_.bodies if round_.is_joint else ():
        if body.unit_id == round_.proposal.unit_id:
            body.proposal = round_.proposal
        elif body.consents(round_):
            body.proposal = _decide_there(round_, body.unit, by=by)
    return decision


def _decide_here(round_: ConsentRound, *, by: Actor) -> Decision | None:
    proposal = round_.proposal
    if proposal.unit.is_college and not proposal.rehearsal:
        drive(ProposalMachine, proposal, "agree", actor=by, permission=CONSEQUENCE)
        return None
    drive(ProposalMachine, proposal, "decide", actor=by, permission=CONSEQUENCE)
    referrals.answer(proposal, ReferralOutcome.DECIDED, "", by=by)
    return None if proposal.rehearsal else changes.carry_out(round_, by=by)


def _decide_there(round_: ConsentRound, unit: Unit, *, by: Actor) -> Proposal:
    """The same text as a proposal of another body, consented to in this round, with a number of its own.

    Of the college it waits for its sitting, like everything that has consent there.
    """
    first = round_.proposal
    theirs = Proposal(
        unit=unit,
        author=first.author,
        confidentiality=first.confidentiality,
        nature=first.nature,
        state=ProposalState.IN_ROUND,
    )
    theirs.embargo_until, theirs.secrecy = first.embargo_until, first.secrecy
    theirs.submitted_at = clock.now()
    version = ProposalVersion(proposal=theirs, number=1, wording=round_.version.wording.copy())
    db.session.add(theirs)
    db.session.flush()
    version.freeze()
    begin(ProposalMachine, theirs, "join", actor=by, details={"unit": first.unit.name})
    make_findable(theirs)
    if unit.is_college:
        drive(ProposalMachine, theirs, "agree", actor=by, permission=CONSEQUENCE)
    else:
        drive(ProposalMachine, theirs, "decide", actor=by, permission=CONSEQUENCE)
        register.record_from_round(round_, theirs, by=by)
    return theirs
