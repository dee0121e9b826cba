"""The werkversie: the text that is being made while the circle speaks, with its files. A version stays as it is."""

from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import drive
from app.decisions.models import Attachment, ConsentRound, Wording
from app.decisions.round_machine import RoundMachine
from app.decisions.service.attachments import brought, put_with, told_of_removing
from app.decisions.service.wordings import WordingData
from app.decisions.states import Confidentiality
from app.organisation.models import Person


def edit_working(round_: ConsentRound, data: WordingData, *, by: Person, revision: int | None = None) -> None:
    """Change the text, on behalf of the circle or as its author.

    Raises `Refused` when `revision`, that of the working text on the screen (0 for none), is no longer the latest.
    """
    drive(RoundMachine, round_, "edit", actor=by, details={"what": data.what})
    begun = round_.working
    if begun is not None and revision is not None and revision != begun.revision and _differs(round_, begun):
        raise Refused(N_("Iemand anders heeft deze tekst net ook veranderd. Jouw tekst staat hier nog: vergelijk ze."))
    data.write_to(_working(round_))
    db.session.flush()


def attach_to_working(
    round_: ConsentRound,
    content: bytes,
    name: str,
    *,
    by: Person,
    confidentiality: Confidentiality = Confidentiality.INTERNAL,
) -> Attachment:
    """Put a file with the text of the next version.

    Raises `Refused` when the text stands, for a file that we do not keep, or for one that not every body may read.
    """
    file = brought(content, name, confidentiality)
    drive(RoundMachine, round_, "edit", actor=by, details=file.told, closed=file.is_closed)
    return put_with(_working(round_), file, by=by)


def detach_from_working(round_: ConsentRound, attachment: Attachment, *, by: Person) -> None:
    """Take a file away from the text of the next version; earlier ones keep it.

    `attachment` is of the version in hand or of the working text. Raises `Refused` when the text stands, or it is gone.
    """
    drive(RoundMachine, round_, "edit", actor=by, details=told_of_removing(attachment))
    working = _working(round_)
    kept = [one for one in working.attachments if one.digest != attachment.digest]
    if len(kept) == len(working.attachments):
        raise Refused(N_("Deze bijlage is al weg."))
    working.attachments = kept


def _working(round_: ConsentRound) -> Wording:
    """The working text, begun from the version in hand when there is none yet."""
    if round_.working is None:
        round_.working = round_.version.wording.copy()
    return round_.working


def _differs(round_: ConsentRound, working: Wording) -> bool:
    """Whether somebody wrote in it: with other files alone there is no text to lose."""
    return working.content() != round_.version.wording.content()
