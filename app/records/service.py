"""Bringing a decision that was taken elsewhere into the register, from its document."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import or_, select

from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.permissions import demand, may
from app.core.transaction import wait_for_turn
from app.decisions.models import Decision, Wording
from app.decisions.models.wording import Argument
from app.decisions.service.register import TakenElsewhere, record_taken_elsewhere
from app.decisions.service.wordings import WordingData
from app.decisions.states import Confidentiality
from app.organisation.models import Unit
from app.records.huizen import ImportedDocument, to_json
from app.records.lists import bulleted, numbered

LONGEST_TITLE = 300
OPEN_WORDS = ("openbaar",)
NO_SECRECY = ("nee", "niet van toepassing", "n.v.t.", "openbaar", "geen")
IN_THE_WORDING = frozenset(
    {
        "onderwerp",
        "advies",
        "gewijzigd_besloten",
        "aanleiding",
        "kaders",
        "doel",
        "argumenten",
        "kanttekeningen",
        "alternatieven",
        "financien",
        "participatie",
        "communicatie",
        "uitvoering",
        "geheimhouding_toelichting",
        "mede_geadviseerd_door",
        "bijlagen",
        "niet_geplaatst",
    }
)
"""The fields that have their place in the text of the decision; the others stay with it as its source."""


@dataclass(frozen=True)
class Imported:
    """What became of a document: the decision, and whether it was there already."""

    decision: Decision
    was_there: bool


def import_document(document: ImportedDocument, unit: Unit, *, by: Actor) -> Imported:
    """Enter the decision of a document in the register of `unit`, as imported; once, however often it is offered.

    Raises `Forbidden`, or `Refused` when the document does not say what it is about.
    """
    demand(by, "decision:import", unit)
    if not document.subject and not document.document_number:
        raise Refused(
            N_("Dit document zegt niet waarover het gaat: er staat geen onderwerp en geen documentnummer in.")
        )
    digest = digest_of(document)
    wait_for_turn(f"document:{digest}")  # of two who bring the same document, the second finds it there
    there = db.session.scalar(select(Decision).where(Decision.source_digest == digest))
    taken = TakenElsewhere(
        wording=wording_of(document),
        decided_on=document.decided_on,
        confidentiality=confidentiality_of(document),
        source={name: value for name, value in to_json(document).items() if name not in IN_THE_WORDING and value},
        digest=digest,
        embargo_until=embargo_of(document),
    )
    decision = there or record_taken_elsewhere(unit, taken, by=by)
    if by is not SYSTEM and not may(by, "decision:read", decision):
        raise Refused(
            N_("Dit document is vertrouwelijk. Alleen wie in %(unit)s zit, kan het overnemen."), unit=unit.name
        )
    return Imported(decision, was_there=there is not None)


def found_under_number(document: ImportedDocument) -> Decision | None:
    """A decision that already carries the document's number, whatever it says."""
    if not document.document_number:
        return None
    number = Decision.source["documentnummer"].as_string()
    return db.session.scalar(select(Decision).where(number == document.document_number).limit(1))


def decision_under(number: str) -> Decision:
    """The decision with this number of ours, or with this documentnummer. Raises `Refused` for none, or several."""
    by_document = or_(
        Decision.source["documentnummer"].as_string() == number,
        Decision.wording.has(Wording.sections["document_number"].as_string() == number),
    )
    own = db.session.scalar(select(Decision).where(Decision.number == number.upper()))
    found = [own] if own is not None else list(db.session.scalars(select(Decision).where(by_document).limit(2)))
    if not found:
        raise Refused(N_("Er is geen besluit met nummer of documentnummer %(number)s."), number=number)
    if len(found) > 1:
        raise Refused(
            N_("Er zijn meer besluiten met documentnummer %(number)s. Kies er een met ons eigen nummer."), number=number
        )
    return found[0]


def unit_for(code: str | None) -> Unit:
    """The unit with this code; without a code the one unit of the widest level, for that is whose documents these are.

    Raises `Refused` when there is no such unit, or more than one.
    """
    query = select(Unit).where(Unit.active_on(clock.today()))
    if code:
        unit = db.session.scalar(query.where(Unit.code == code.strip().upper()))
        if unit is None:
            raise Refused(N_("Er is geen kring met de code %(code)s."), code=code)
        return unit
    units = list(db.session.scalars(query.where(Unit.parent_id.is_(None))))
    if len(units) != 1:
        raise Refused(N_("Zeg erbij welke kring dit besloot, met de code van de kring."))
    return units[0]


def wording_of(document: ImportedDocument) -> WordingData:
    """The text of the decision, every part of the document in its place."""
    sections = {
        "background": document.background,
        "frameworks": bulleted(document.frameworks),
        "aim": document.purpose,
        "drawbacks": document.caveats,
        "alternatives": document.alternatives,
        "finances": document.finances,
        "participation": document.participation,
        "communication": document.communication,
        "execution": document.execution,
        "secrecy": document.secrecy_explanation,
        "advised_by": document.advised_by,
        "attachments": numbered(document.attachments),
        "changed": document.decided_with_changes,
        "unplaced": bulleted(document.unplaced),
    }
    title = document.subject or str(document.document_number)
    return WordingData(
        what=title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…",
        body=title if len(title) > LONGEST_TITLE else "",
        starts_on=document.decided_on,
        advices=[advice.text for advice in document.advices],
        arguments=[
            Argument(number=one.number, advice=one.advice, heading=one.heading, text=one.text or "")
            for one in document.arguments
        ],
        sections={name: text for name, text in sections.items() if text},
    )


def confidentiality_of(document: ImportedDocument) -> Confidentiality:
    """Who may read it: openbaar only when the document says so, and nothing in it says otherwise."""
    stated = (document.confidentiality or "").casefold()
    secrecy = (document.secrecy or "nee").casefold()
    if not secrecy.startswith(NO_SECRECY) or "vertrouwelijk" in stated or "geheim" in stated:
        return Confidentiality.CONFIDENTIAL
    return Confidentiality.OPEN if stated.startswith(OPEN_WORDS) else Confidentiality.INTERNAL


def embargo_of(document: ImportedDocument) -> datetime | None:
    """The moment at which the embargo is over: "t/m" a day is until the beginning of the next one."""
    if document.embargo_until is None:
        return None
    return datetime.combine(document.embargo_until + timedelta(days=1), time(), tzinfo=clock.AMSTERDAM)


def digest_of(document: ImportedDocument) -> str:
    """SHA-256 over what the document says, whatever markup it came in; the warnings are ours and do not count."""
    said: dict[str, Any] = {name: value for name, value in to_json(document).items() if name != "waarschuwingen"}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
