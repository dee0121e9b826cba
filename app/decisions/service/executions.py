"""Uitvoeringsbesluiten: taken by whoever holds a mandate, in a minute; and the advice that is asked first."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core import clock
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE, demand
from app.decisions.mandate_machine import MandateMachine
from app.decisions.models import Advice, Decision, Execution, Mandate, Proposal, ProposalVersion
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.service import register
from app.decisions.service.news import A_PROPOSAL_WAS_EXECUTED
from app.decisions.service.proposals import make_findable, new_draft, submit_proposal
from app.decisions.service.wordings import WordingData
from app.decisions.states import Confidentiality, Nature, Triage
from app.organisation.models import Person, Unit
from app.organisation.refusals import RefusedField


@dataclass(frozen=True)
class ExecutionData:
    """What is filled in about an uitvoeringsbesluit."""

    wording: WordingData
    policy: Decision | None = None
    amount_cents: int | None = None
    outside_effect: bool = False
    confidentiality: Confidentiality = Confidentiality.INTERNAL


def take_execution(mandate: Mandate, data: ExecutionData, *, by: Person) -> Decision:
    """Take an uitvoeringsbesluit with a mandate one holds, or as the mandaatgever itself (Awb 10:7).

    Raises `Forbidden` for who is neither, and `Refused` when the mandate is over, too small, or of another unit.
    """
    as_giver = not mandate.is_held_by(by, clock.today())
    demand(by, "mandate:decide_oneself" if as_giver else "mandate:use", mandate)
    proposal = _draft(mandate.unit, data, by=by, mandate=mandate, triage=None)
    return _decide(proposal, data, by=by, mandate=mandate, as_giver=as_giver)


def prepare_execution(mandate: Mandate, data: ExecutionData, *, by: Person) -> Proposal:
    """Keep it as a draft of the mandate holder, to ask advice on first."""
    demand(by, "mandate:use", mandate)
    return _draft(mandate.unit, data, by=by, mandate=mandate, triage=None)


def bring_to_holder(mandate: Mandate, data: ExecutionData, *, by: Person) -> Proposal:
    """Bring something that is uitvoering to whoever holds the mandate for it. Raises `Refused` when that is over."""
    demand(by, "mandate:read", mandate)
    if not mandate.holds_on(clock.today()):
        raise Refused(N_("Dit mandaat geldt nu niet: kies een ander, of leg het voor aan de kring."))
    proposal = _draft(mandate.unit, data, by=by, mandate=mandate, triage=Triage.WITHIN_MANDATE)
    submit_proposal(proposal, by=by)
    return proposal


def execute_proposal(proposal: Proposal, data: ExecutionData, *, by: Person, mandate: Mandate | None) -> Decision:
    """Decide what was brought to one as mandate holder, or what a round gave one to decide.

    Without a mandate only whom a round named decides: the round is the ground then.
    """
    demand(by, "proposal:execute", proposal)
    if mandate is None and proposal.decider_id != by.id:
        raise RefusedField("mandate", N_("Kies met welk mandaat je dit beslist."))
    if mandate is not None and mandate.unit_id != proposal.unit_id:
        raise RefusedField(
            "mandate",
            N_("Dit is een zaak van %(unit)s; dit mandaat komt van %(other)s."),
            unit=proposal.unit.name,
            other=mandate.unit.name,
        )
    return _decide(proposal, data, by=by, mandate=mandate)


def ask_advice(proposal: Proposal, people: Sequence[Person], *, by: Person, question: str = "") -> list[Advice]:
    """Ask these people what they think before deciding. Whoever was asked already is not asked again."""
    asked = {one.person_id for one in proposal.advice}
    new = [person for person in people if person.id not in asked and person.id != by.id]
    if not new:
        raise RefusedField("person", N_("Kies iemand die je nog niet om advies vroeg, en niet jezelf."))
    drive(
        ProposalMachine,
        proposal,
        "ask_advice",
        actor=by,
        details={"asked": [person.actor_key for person in new], "text": question},
    )
    advice = [Advice(proposal=proposal, person=person, asked_by=by, question=question) for person in new]
    db.session.add_all(advice)
    db.session.flush()
    return advice


def advise(proposal: Proposal, text: str, *, by: Person) -> Advice:
    """Say what one thinks, to be kept with the decision. Saying it again replaces it; the journal keeps both."""
    drive(ProposalMachine, proposal, "advise", actor=by, details={"text": text}, text=text)
    own = next(one for one in proposal.advice if one.person_id == by.id)
    own.said, own.said_at = text, clock.now()
    return own


def to_the_circle(proposal: Proposal, *, by: Person, reason: str = "") -> None:
    """Say of what was brought as uitvoering that it is beleid: from now on it waits for a round of the unit."""
    drive(ProposalMachine, proposal, "to_the_circle", actor=by, details={"reason": reason})
    proposal.nature, proposal.mandate_id, proposal.triage = Nature.POLICY, None, Triage.SETS_RULE
    db.session.flush()
    db.session.expire(proposal, ["mandate"])


def _draft(unit: Unit, data: ExecutionData, *, by: Person, mandate: Mandate, triage: Triage | None) -> Proposal:
    openness = data.confidentiality
    if data.policy is not None and data.policy.confidentiality is Confidentiality.CONFIDENTIAL:
        openness = Confidentiality.CONFIDENTIAL
    proposal = new_draft(unit, data.wording, by=by, confidentiality=openness, nature=Nature.EXECUTION, triage=triage)
    proposal.mandate_id = mandate.id
    proposal.within_id = data.policy.id if data.policy else None
    db.session.flush()
    return proposal


def _decide(
    proposal: Proposal, data: ExecutionData, *, by: Person, mandate: Mandate | None, as_giver: bool = False
) -> Decision:
    if mandate is not None:
        drive(
            MandateMachine,
            mandate,
            "decide_oneself" if as_giver else "use",
            actor=by,
            details={"proposal": proposal.id, "amount_cents": data.amount_cents},
            policy=data.policy,
            amount_cents=data.amount_cents,
        )
        proposal.mandate_id = mandate.id
    proposal.within_id = data.policy.id if data.policy else None
    _write(proposal, data.wording)
    drive(ProposalMachine, proposal, "execute", actor=by, permission=CONSEQUENCE)
    proposal.submitted_at = proposal.submitted_at or clock.now()
    proposal.current.freeze()
    make_findable(proposal)
    decision = register.record_execution(proposal, by=by)
    db.session.add(
        Execution(
            decision=decision,
            taken_by=by,
            mandate=mandate,
            policy=data.policy,
            amount_cents=data.amount_cents,
            outside_effect=data.outside_effect,
            by_giver=as_giver,
        )
    )
    db.session.flush()
    A_PROPOSAL_WAS_EXECUTED.spread(decision, by=by)
    return decision


def _write(proposal: Proposal, data: WordingData) -> None:
    """Keep what was decided; what others wrote, or a round treated, stays as the version before."""
    current, written = proposal.current, data.new()
    if written.content() == current.wording.content():
        return
    if current.frozen_at is None and proposal.submitted_at is None:
        data.write_to(current.wording)
    else:
        written.attachments = current.wording.copied_attachments()
        db.session.add(ProposalVersion(proposal=proposal, number=current.number + 1, wording=written))
    db.session.flush()
