"""Writing a proposal, handing it in, giving it back, taking it back."""

from sqlalchemy import select

from app.core import clock, search
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.permissions import CONSEQUENCE, demand
from app.decisions.models import ConsentRound, Decision, Proposal, ProposalVersion
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.service.wordings import WordingData
from app.decisions.states import Confidentiality
from app.organisation.models import Person, Unit


def draft_proposal(
    unit: Unit,
    data: WordingData,
    *,
    by: Person,
    author: Person | None = None,
    confidentiality: Confidentiality = Confidentiality.INTERNAL,
    rehearsal: bool = False,
    based_on: Decision | None = None,
) -> Proposal:
    """Make a draft in `unit`. `author` is the indiener, by default whoever writes it. Raises `Forbidden`."""
    demand(by, "proposal:create", unit)
    proposal = Proposal(
        unit=unit,
        author=author or by,
        confidentiality=confidentiality,
        rehearsal=rehearsal,
        based_on_id=based_on.id if based_on else None,
    )
    ProposalVersion(proposal=proposal, number=1, wording=data.new())
    db.session.add(proposal)
    db.session.flush()
    begin(ProposalMachine, proposal, "draft", actor=by, details=_noted(proposal))
    return proposal


def hand_in_new(
    unit: Unit,
    data: WordingData,
    *,
    by: Person,
    author: Person | None = None,
    confidentiality: Confidentiality = Confidentiality.INTERNAL,
    rehearsal: bool = False,
) -> Proposal:
    """Make a proposal and hand it in at once, by whoever types it for the indiener. Raises `Forbidden`, `Refused`."""
    proposal = draft_proposal(unit, data, by=by, author=author, confidentiality=confidentiality, rehearsal=rehearsal)
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


def copy_decision(decision: Decision, unit: Unit, *, by: Person) -> Proposal:
    """Make a draft that says what `decision` says, to be decided by `unit` ("Maak hiervan een voorstel")."""
    demand(by, "decision:copy", decision)
    content = decision.wording.content()
    data = WordingData(**content | {"owner_id": by.id, "starts_on": None, "review_on": None})
    proposal = draft_proposal(unit, data, by=by, confidentiality=decision.confidentiality, based_on=decision)
    proposal.current.wording.attachments = decision.wording.copied_attachments()
    return proposal


def make_findable(proposal: Proposal) -> None:
    """Index what the version in hand says."""
    wording = proposal.current.wording
    if not proposal.rehearsal:
        search.index("proposal", proposal.id, wording.what, wording.why, wording.body, *wording.advices)


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
    return {"what": proposal.current.wording.what, "digest": proposal.current.wording.digest()}
