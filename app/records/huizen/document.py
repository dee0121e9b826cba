"""What an imported decision document holds, and how it is written as JSON."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Advice:
    """One numbered advice: the number it carries in the document, and its text in Markdown."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument. `advice` is the advice that a dotted number names, None for a plain number."""

    number: str
    advice: int | None
    heading: str
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDocument:
    """A decision document as it was read. A text is Markdown, and None where the field was empty or absent."""

    case_number: str | None = None
    document_number: str | None = None
    document_date: date | None = None
    subject: str | None = None
    author: str | None = None
    department: str | None = None
    portfolio_holder: str | None = None
    meeting: str | None = None
    confidentiality: str | None = None
    secrecy: str | None = None
    embargo_until: date | None = None
    decision: str | None = None
    decided_on: date | None = None
    advices: tuple[Advice, ...] = ()
    decided_with_changes: str | None = None
    background: str | None = None
    frameworks: tuple[str, ...] = ()
    purpose: str | None = None
    arguments: tuple[Argument, ...] = ()
    caveats: str | None = None
    alternatives: str | None = None
    finances: str | None = None
    participation: str | None = None
    communication: str | None = None
    execution: str | None = None
    secrecy_explanation: str | None = None
    advised_by: str | None = None
    attachments: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def to_json(document: ImportedDocument) -> dict[str, object]:
    """The document as the object that `samensturen import FILE --json` prints, ready for `json.dumps`."""
    return {
        "zaaknummer": document.case_number,
        "documentnummer": document.document_number,
        "datum_document": _iso(document.document_date),
        "onderwerp": document.subject,
        "opsteller": document.author,
        "afdeling": document.department,
        "portefeuillehouder": document.portfolio_holder,
        "vergadering": document.meeting,
        "vertrouwelijkheid": document.confidentiality,
        "geheimhouding": document.secrecy,
        "embargo": _iso(document.embargo_until),
        "besluit": document.decision,
        "datum_besluit": _iso(document.decided_on),
        "advies": [advice.text for advice in document.advices],
        "gewijzigd_besloten": document.decided_with_changes,
        "aanleiding": document.background,
        "kaders": list(document.frameworks),
        "doel": document.purpose,
        "argumenten": [
            {"nummer": each.number, "advies": each.advice, "kop": each.heading, "tekst": each.text}
            for each in document.arguments
        ],
        "kanttekeningen": document.caveats,
        "alternatieven": document.alternatives,
        "financien": document.finances,
        "participatie": document.participation,
        "communicatie": document.communication,
        "uitvoering": document.execution,
        "geheimhouding_toelichting": document.secrecy_explanation,
        "mede_geadviseerd_door": document.advised_by,
        "bijlagen": list(document.attachments),
        "niet_geplaatst": list(document.unplaced),
        "waarschuwingen": list(document.warnings),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
