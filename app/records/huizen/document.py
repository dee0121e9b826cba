"""What an imported decision document holds, and how it is written as JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


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


FIELDS = {
    "case_number": "zaaknummer",
    "document_number": "documentnummer",
    "document_date": "datum_document",
    "subject": "onderwerp",
    "author": "opsteller",
    "department": "afdeling",
    "portfolio_holder": "portefeuillehouder",
    "meeting": "vergadering",
    "confidentiality": "vertrouwelijkheid",
    "secrecy": "geheimhouding",
    "embargo_until": "embargo",
    "decision": "besluit",
    "decided_on": "datum_besluit",
    "advices": "advies",
    "decided_with_changes": "gewijzigd_besloten",
    "background": "aanleiding",
    "frameworks": "kaders",
    "purpose": "doel",
    "arguments": "argumenten",
    "caveats": "kanttekeningen",
    "alternatives": "alternatieven",
    "finances": "financien",
    "participation": "participatie",
    "communication": "communicatie",
    "execution": "uitvoering",
    "secrecy_explanation": "geheimhouding_toelichting",
    "advised_by": "mede_geadviseerd_door",
    "attachments": "bijlagen",
    "unplaced": "niet_geplaatst",
    "warnings": "waarschuwingen",
}
"""By the name of each attribute: the name of the field."""


def to_json(document: ImportedDocument) -> dict[str, object]:
    """The document as the object that `samensturen import FILE --json` prints, ready for `json.dumps`."""
    return {key: _said(getattr(document, name)) for name, key in FIELDS.items()}


def from_json(said: Mapping[str, Any]) -> ImportedDocument:
    """The document that `to_json` made this of; advices have their place as their number. Raises `ValueError`."""
    try:
        return ImportedDocument(**{name: _READ[name](said[key]) for name, key in FIELDS.items()})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("these are not the fields of a decision document") from error


def _text(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError
    return value


def _date(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _lines(value: Any) -> tuple[str, ...]:
    return tuple(_text(one) or "" for one in value)


def _advices(value: Any) -> tuple[Advice, ...]:
    return tuple(Advice(place, text) for place, text in enumerate(_lines(value), start=1))


def _arguments(value: Any) -> tuple[Argument, ...]:
    return tuple(
        Argument(_text(one["nummer"]) or "", one["advies"], _text(one["kop"]) or "", _text(one["tekst"]))
        for one in value
    )


_READ: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(FIELDS, _text),
    **dict.fromkeys(("document_date", "embargo_until", "decided_on"), _date),
    **dict.fromkeys(("frameworks", "attachments", "unplaced", "warnings"), _lines),
    "advices": _advices,
    "arguments": _arguments,
}


def _said(value: Any) -> object:
    match value:
        case date():
            return value.isoformat()
        case Advice():
            return value.text
        case Argument():
            return {"nummer": value.number, "advies": value.advice, "kop": value.heading, "tekst": value.text}
        case tuple():
            return [_said(one) for one in value]
    return value
