"""What comes back from the wider unit: its outcome ends the referral, and the first proposal goes on or is settled."""

from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE
from app.decisions.models import Proposal, ProposalVersion
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.service import endings
from app.decisions.states import ReferralOutcome
from app.organisation.models import Person


def came_through(proposal: Proposal) -> frozenset[int]:
    """The units through which a matter came to where it is now."""
    units, referral = set(), proposal.came_by
    while referral is not None:
        units.add(referral.proposal.unit_id)
        referral = referral.proposal.came_by
    return frozenset(units)


def hand_back(proposal: Proposal, words: str, *, by: Person, guidance: bool = True) -> None:
    """Send a matter back to the unit that referred it: with guidance, or because it is not taken up.

    Raises `Refused` without a word for the other unit, and for a proposal that was written here.
    """
    outcome = ReferralOutcome.GUIDANCE if guidance else ReferralOutcome.NOT_TAKEN_UP
    details = {"answer": outcome.value, "words": words}
    drive(ProposalMachine, proposal, "hand_back", actor=by, details=details, words=words)
    answer(proposal, outcome, words, by=by)


def answer(proposal: Proposal, outcome: ReferralOutcome, words: str, *, by: Actor) -> None:
    """Bring what became of a referred matter to where it came from; of any other proposal nothing follows.

    What was settled is settled along the whole chain. Otherwise the first proposal is handed in again, as a next
    version that says the same: the frozen one stays what it was, and its author may ask the new one back to change it.
    """
    referral = proposal.came_by
    if referral is None or referral.outcome is not None:
        return
    first = referral.proposal
    referral.outcome, referral.words, referral.answered_at = outcome, words, clock.now()
    drive(
        ProposalMachine,
        first,
        "settle_wider" if outcome.settles else "come_back",
        actor=by,
        permission=CONSEQUENCE,
        details={"answer": outcome.value, "words": words, "unit": proposal.unit.name},
    )
    if outcome.settles:
        endings.follow_without_decision(first, by=by)
        answer(first, outcome, words, by=by)
        return
    last = first.current
    version = ProposalVersion(proposal=first, number=last.number + 1, wording=last.wording.copy(), reason=words)
    db.session.add(version)
    db.session.flush()
