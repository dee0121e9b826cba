"""Files that go with a proposal, or with a decision that was taken elsewhere."""

from sqlalchemy import select

from app.core import file_store
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.file_kinds import kind_of, name_for
from app.core.machine import drive
from app.decisions.decision_machine import DecisionMachine
from app.decisions.models import Attachment, Decision, Proposal, Wording
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.states import Confidentiality
from app.organisation.models import Person

MOST_FILES = 30


def attach_to_proposal(
    proposal: Proposal,
    content: bytes,
    name: str,
    *,
    by: Person,
    confidentiality: Confidentiality = Confidentiality.INTERNAL,
) -> Attachment:
    """Put a file with the draft in hand, vertrouwelijk or for whoever reads the text.

    Raises `Refused` when the text stands, or for a file that we do not keep.
    """
    drive(ProposalMachine, proposal, "edit", actor=by, details=told_of_adding(content, name, confidentiality))
    return add_file(proposal.current.wording, content, name, confidentiality, by=by)


def detach_from_proposal(proposal: Proposal, attachment: Attachment, *, by: Person) -> None:
    """Take a file away from the draft in hand; other versions keep it. Raises `Refused` when the text stands."""
    if attachment not in proposal.current.wording.attachments:
        raise Refused(N_("Deze bijlage hoort bij een eerdere versie: die verandert niet meer."))
    drive(ProposalMachine, proposal, "edit", actor=by, details=told_of_removing(attachment))
    proposal.current.wording.attachments.remove(attachment)


def attach_to_decision(
    decision: Decision,
    content: bytes,
    name: str,
    *,
    by: Person,
    confidentiality: Confidentiality = Confidentiality.INTERNAL,
) -> Attachment:
    """Put a file with an imported decision: what went with a text that was consented to is fixed. Raises `Refused`."""
    drive(DecisionMachine, decision, "attach", actor=by, details=told_of_adding(content, name, confidentiality))
    return add_file(decision.wording, content, name, confidentiality, by=by)


def sweep_files() -> int:
    """Throw away the files that no row names any more. Gives how many."""
    return file_store.sweep(_named())


def missing_files() -> list[str]:
    """The digests of files that rows name and that are not there."""
    return file_store.missing(_named())


def told_of_adding(content: bytes, name: str, confidentiality: Confidentiality) -> dict[str, str]:
    """What the journal keeps: everybody who reads the dossier reads it, so that of a closed file it has no name.

    Raises `Refused` for a file that we do not keep.
    """
    kept = name_for(name, kind_of(content))
    return {"closed_attachment": "added"} if confidentiality is Confidentiality.CONFIDENTIAL else {"attached": kept}


def told_of_removing(attachment: Attachment) -> dict[str, str]:
    """What the journal keeps of a file that was taken away, by the same rule."""
    return {"closed_attachment": "removed"} if attachment.is_closed else {"detached": attachment.name}


def add_file(
    wording: Wording, content: bytes, name: str, confidentiality: Confidentiality, *, by: Person
) -> Attachment:
    """Keep a file with a text. The verb that calls this has asked its chart. Raises `Refused`."""
    kind = kind_of(content)
    if len(wording.attachments) >= MOST_FILES:
        raise Refused(N_("Er zijn al %(count)s bijlagen. Voeg er eerst een paar samen."), count=MOST_FILES)
    attachment = Attachment(
        name=name_for(name, kind),
        media_type=kind.media_type,
        size=len(content),
        digest=file_store.keep(content),
        added_by=by,
        confidentiality=confidentiality,
    )
    if any(one.digest == attachment.digest for one in wording.attachments):
        raise Refused(N_("Dit bestand zit er al bij."))
    wording.attachments.append(attachment)
    db.session.flush()
    return attachment


def _named() -> set[str]:
    return set(db.session.scalars(select(Attachment.digest)))
