"""Writing a proposal, handing it in, giving it back, taking it back."""

from typing import TypedDict, Unpack

from sqlalchemy import select

from app.core import clock, search
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.permissions import CONSEQUENCE, demand
from app.decisions.models import ConsentRound, Decision, Objection, Proposal, ProposalVersion, Referral
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.service import endings, referrals
from app.decisions.service.wordings import WordingData, first_days
from app.decisions.states import Change, Confidentiality, Nature, ProposalState, ReferralOutcome, Triage
from app.decisions.subjects import kind_of
from app.decisions.wording_parts import OF_THAT_DECISION
from app.organisation.models import Person, Unit


class About(TypedDict, total=False):
    """What a proposal is, beside what it says; by default internal beleid that changes no decision."""

    confidentiality: Confidentiality
    nature: Nature
    rehearsal: bool
    based_on: Decision | None
    """The decision whose text it begins from."""
    triage: Triage | None
    """Why it is beleid or uitvoering, when somebody was asked."""
    change: Change | None
    """What it does to that decision."""


def draft_proposal(
    unit: Unit, data: WordingData, *, by: Person, author: Person | None = None, **about: Unpack[About]
) -> Proposal:
    """Make a draft in `unit`. `author` is the indiener, by default whoever writes it. Raises `Forbidden`."""
    demand(by, "proposal:create", unit)
    return new_draft(unit, data, by=by, author=author, **about)


def new_draft(
    unit: Unit, data: WordingData, *, by: Person, author: Person | None = None, **about: Unpack[About]
) -> Proposal:
    """Make a draft, for a verb that has asked whether `by` may do what it is made for."""
    based_on = about.get("based_on")
    proposal = Proposal(
        unit=unit,
        author=author or by,
        confidentiality=about.get("confidentiality", Confidentiality.INTERNAL),
        nature=about.get("nature", Nature.POLICY),
        rehearsal=about.get("rehearsal", False),
        based_on_id=based_on.id if based_on else None,
        triage=about.get("triage"),
        change=about.get("change"),
    )
    kind_of(data.kind_name).demand_may_be(proposal.confidentiality)
    ProposalVersion(proposal=proposal, number=1, wording=data.new())
    db.session.add(proposal)
    db.session.flush()
    begin(ProposalMachine, proposal, "draft", actor=by, details=_noted(proposal))
    return proposal


def hand_in_new(
    unit: Unit, data: WordingData, *, by: Person, author: Person | None = None, **about: Unpack[About]
) -> Proposal:
    """Make a proposal and hand it in at once, by whoever types it for the indiener. Raises `Forbidden`, `Refused`."""
    proposal = draft_proposal(unit, data, by=by, author=author, **about)
    _hand_in(proposal, by=by, permission=CONSEQUENCE)
    return proposal


def hand_in_following(unit: Unit, data: WordingData, *, by: Person, **about: Unpack[About]) -> Proposal:
    """Make a proposal and hand it in at once, for a verb that has asked whether `by` may do what it is made for."""
    proposal = new_draft(unit, data, by=by, **about)
    _hand_in(proposal, by=by, permission=CONSEQUENCE)
    return proposal


def edit_proposal(
    proposal: Proposal,
    data: WordingData,
    *,
    by: Person,
    revision: int | None = None,
    confidentiality: Confidentiality | None = None,
) -> None:
    """Change the text of a draft, and perhaps who may read it. `revision` is that of the wording on the screen.

    Raises `Refused` when somebody else changed it meanwhile: their text is not written over.
    """
    wording = proposal.current.wording
    if revision is not None and revision != wording.revision:
        raise Refused(N_("Iemand anders heeft deze tekst net ook veranderd. Jouw tekst staat hier nog: vergelijk ze."))
    wording.kind.demand_may_be(confidentiality or proposal.confidentiality)
    data.write_to(wording)
    proposal.confidentiality = confidentiality or proposal.confidentiality
    drive(ProposalMachine, proposal, "edit", actor=by, details=_noted(proposal))


def submit_proposal(proposal: Proposal, *, by: Person) -> None:
    """Hand a draft in to its unit. Raises `Refused` when it says nothing."""
    _hand_in(proposal, by=by)


def give_back_proposal(proposal: Proposal, *, by: Person, reason: str) -> None:
    """Give a submitted proposal back to its author, with a reason; the author may ask for it themselves."""
    drive(ProposalMachine, proposal, "give_back", actor=by, details={"reason": reason}, reason=reason)
    proposal.returned_because = reason


def rework_proposal(proposal: Proposal, *, by: Person) -> None:
    """Take a proposal that found no consent up again, as a next version in draft."""
    if not proposal.current.wording.kind.stands_alone:
        raise Refused(N_("Dit voorstel was een stap van iets groters. Ga daar verder."))
    drive(ProposalMachine, proposal, "rework", actor=by)
    last = proposal.current
    db.session.add(ProposalVersion(proposal=proposal, number=last.number + 1, wording=last.wording.copy()))
    db.session.flush()


def withdraw_proposal(proposal: Proposal, *, by: Person, reason: str = "") -> None:
    """Take a proposal back for good. Raises `Refused` while it is in a round: `rounds.withdraw_round` ends both."""
    going_on = select(ConsentRound.id).where(ConsentRound.proposal_id == proposal.id, ConsentRound.ended_at.is_(None))
    if db.session.scalar(going_on) is not None:
        raise Refused(N_("Dit voorstel is nu in een ronde. Trek het daar in."))
    drive(ProposalMachine, proposal, "withdraw", actor=by, details={"reason": reason})
    endings.follow_without_decision(proposal, by=by)
    referrals.answer(proposal, ReferralOutcome.WITHDRAWN, reason, by=by)


def bring_to_wider_unit(
    round_: ConsentRound, unit: Unit, reason: str, *, by: Person, objection: Objection | None = None
) -> Proposal:
    """Let the linked proposal arise in the pool of the wider unit: the text of the round, of the same author."""
    first = round_.proposal
    proposal = Proposal(
        unit=unit, author=first.author, confidentiality=first.confidentiality, state=ProposalState.SUBMITTED
    )
    proposal.submitted_at = first.referred_at = clock.now()
    ProposalVersion(proposal=proposal, number=1, wording=round_.version.wording.copy())
    referral = Referral(
        proposal=first, successor=proposal, round=round_, referred_by=by, reason=reason, objection=objection
    )
    db.session.add_all([proposal, referral])
    db.session.flush()
    begin(ProposalMachine, proposal, "arise", actor=by, details={"reason": reason, "unit": first.unit.name})
    make_findable(proposal)
    return proposal


def copy_decision(decision: Decision, unit: Unit, *, by: Person) -> Proposal:
    """Make a draft that says what `decision` says, to be decided by `unit` ("Maak hiervan een voorstel").

    It begins with the days of a new text, and without what was only about that decision or its document. It is as
    closed as the decision is. Raises `Refused` when that is geheim and would come before another unit.
    """
    demand(by, "decision:copy", decision)
    if decision.is_secret and unit.id != decision.unit_id:
        raise Refused(
            N_("Dit besluit is geheim: een voorstel hiervan kan alleen in %(unit)s."), unit=decision.unit.name
        )
    if not decision.wording.kind.stands_alone:
        raise Refused(N_("Van dit besluit maak je geen nieuw voorstel: het was een stap van iets groters."))
    content = decision.wording.content()
    sections = {name: text for name, text in content["sections"].items() if name not in OF_THAT_DECISION}
    data = WordingData(**content | {"owner_id": by.id, "sections": sections} | first_days())
    proposal = draft_proposal(
        unit, data, by=by, confidentiality=decision.confidentiality, nature=decision.nature, based_on=decision
    )
    proposal.embargo_until, proposal.secrecy = decision.embargo_until, decision.secrecy
    proposal.current.wording.attachments = decision.wording.copied_attachments()
    return proposal


def make_findable(proposal: Proposal) -> None:
    """Index what the version in hand says."""
    wording = proposal.current.wording
    if not proposal.rehearsal:
        search.index(
            "proposal", proposal.id, wording.what, wording.why, wording.body, *wording.advices, *wording.found_by
        )


def _hand_in(proposal: Proposal, *, by: Person, permission: str | None = None) -> None:
    drive(
        ProposalMachine,
        proposal,
        "submit",
        actor=by,
        permission=permission,
        on_behalf_of=proposal.author if proposal.author_id != by.id else None,
    )
    proposal.submitted_at = clock.now()
    proposal.returned_because = ""
    make_findable(proposal)


def _noted(proposal: Proposal) -> dict[str, str]:
    noted = {"what": proposal.current.wording.what, "digest": proposal.current.wording.digest()}
    return noted | ({"triage": proposal.triage.value} if proposal.triage else {})
