"""A bijlage as it goes with a proposal or a decision, and who may know of it (docs/adr/0029)."""

from dataclasses import dataclass
from typing import Any

from app.core import permissions
from app.decisions.models import Attachment, Decision, Proposal, Wording
from app.decisions.positions import Position, positions
from app.decisions.seating import seats
from app.organisation.models import Person

P = Position
INSIDE = frozenset({P.AUTHOR, P.MEMBER, P.NAMED, P.HOLDER, P.ASKED})
"""Who reads what is closed of a dossier that others may read as well."""


@dataclass(frozen=True)
class Filed:
    """One file, with the proposal or decision whose text it goes with."""

    dossier: Proposal | Decision
    attachment: Attachment


def may_read_attachment(actor: Any, filed: Filed) -> bool:
    """Whoever may read the dossier; of a closed file who sits at the table of its unit, brought it in or is named."""
    dossier, attachment = filed.dossier, filed.attachment
    if not permissions.may(actor, f"{dossier.disclosed_kind}:read", dossier):
        return False
    if not attachment.is_closed:
        return True
    if not isinstance(actor, Person):
        return False
    if not INSIDE.isdisjoint(positions(actor, dossier)) or dossier.is_named(actor.id):
        return True
    return attachment.is_secret and attachment.secrecy is not None and bool(seats(actor, attachment.secrecy.body))


def may_disclose_attachment(actor: Any, filed: Filed) -> bool:
    """Whoever says how open the dossier is, and may read the file."""
    dossier = filed.dossier
    may_disclose = permissions.may(actor, f"{dossier.disclosed_kind}:disclose", dossier)
    return may_disclose and may_read_attachment(actor, filed)


def readable_files(dossier: Proposal | Decision, wording: Wording, reader: Any) -> list[Attachment]:
    """The files of one text of a dossier that somebody may know of, in order."""
    return [one for one in wording.attachments if may_read_attachment(reader, Filed(dossier, one))]


def closed_files(dossier: Proposal | Decision, wording: Wording, reader: Any) -> list[Attachment]:
    """Of these the closed ones: no query where there are none."""
    closed = (one for one in wording.attachments if one.is_closed)
    return [one for one in closed if may_read_attachment(reader, Filed(dossier, one))]


def may_read_in_round(actor: Any, filed: Filed) -> bool:
    """Of the text under treatment: whoever reads that text, a guest too; of a closed file who may read it outside."""
    return not filed.attachment.is_closed or may_read_attachment(actor, filed)


RULES: dict[str, permissions.Predicate] = {
    "attachment:read": may_read_attachment,
    "attachment:read_in_round": may_read_in_round,
    "attachment:disclose": may_disclose_attachment,
}
