"""Files that go with a proposal, or with a decision that was taken elsewhere."""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Brought:
    """A file that somebody brings, of a kind that we keep, and for whom it is."""

    content: bytes
    name: str
    media_type: str
    confidentiality: Confidentiality

    @property
    def is_closed(self) -> bool:
        """Whether it is for those inside alone."""
        return self.confidentiality is Confidentiality.CONFIDENTIAL

    @property
    def told(self) -> dict[str, str]:
        """What the journal keeps: everybody who reads the dossier reads it, so that of a closed file it has no name."""
        return {"closed_attachment": "added"} if self.is_closed else {"attached": self.name}


def brought(content: bytes, name: str, confidentiality: Confidentiality) -> Brought:
    """The file with this content, under a name that fits what it is. Raises `Refused` for one that we do not keep."""
    kind = kind_of(content)
    return Brought(content, name_for(name, kind), kind.media_type, confidentiality)


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
    file = brought(content, name, confidentiality)
    drive(ProposalMachine, proposal, "edit", actor=by, details=file.told)
    return put_with(proposal.current.wording, file, by=by)


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
    file = brought(content, name, confidentiality)
    drive(DecisionMachine, decision, "attach", actor=by, details=file.told)
    return put_with(decision.wording, file, by=by)


def sweep_files() -> int:
    """Throw away the files that no row names any more. Gives how many."""
    return file_store.sweep(_named())


def missing_files() -> list[str]:
    """The digests of files that rows name and that are not there."""
    return file_store.missing(_named())


def told_of_removing(attachment: Attachment) -> dict[str, str]:
    """What the journal keeps of a file that was taken away, by the same rule."""
    return {"closed_attachment": "removed"} if attachment.is_closed else {"detached": attachment.name}


def put_with(wording: Wording, file: Brought, *, by: Person) -> Attachment:
    """Keep a file with a text. The verb that calls this has asked its chart. Raises `Refused`."""
    if len(wording.attachments) >= MOST_FILES:
        raise Refused(N_("Er zijn al %(count)s bijlagen. Voeg er eerst een paar samen."), count=MOST_FILES)
    attachment = Attachment(
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        digest=file_store.keep(file.content),
        added_by=by,
        confidentiality=file.confidentiality,
    )
    if any(one.digest == attachment.digest for one in wording.attachments):
        raise Refused(N_("Dit bestand zit er al bij."))
    wording.attachments.append(attachment)
    db.session.flush()
    return attachment


def _named() -> set[str]:
    return set(db.session.scalars(select(Attachment.digest)))
