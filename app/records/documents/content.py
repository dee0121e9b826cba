"""What a decision or a proposal says, as the fields of a Huizen decision document. The document is in Dutch."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.core import clock
from app.decisions.models import Decision, Proposal, ProposalVersion, Wording
from app.decisions.models.disclosure import Disclosed
from app.decisions.states import Confidentiality, Origin
from app.records.huizen.dates import in_words
from app.records.huizen.document import FIELDS, Advice, Argument, ImportedDocument
from app.records.lists import apart

READERS = {
    Confidentiality.OPEN: "Openbaar",
    Confidentiality.INTERNAL: "Intern",
    Confidentiality.CONFIDENTIAL: "Vertrouwelijk",
}
"""What stands behind Vertrouwelijkheid; an import reads it as the same again."""
UNCHANGED, CHANGED = "Akkoord (Ongewijzigd besloten)", "Akkoord (Gewijzigd besloten)"


def document_of_decision(decision: Decision) -> ImportedDocument:
    """A decision as a document. Of an imported one this is the document it came from."""
    if decision.origin is Origin.IMPORTED:
        return _as_it_came(decision)
    versions = decision.proposal.versions if decision.proposal else []
    changes = _changes(versions, decision.wording)
    said = _said(decision.wording)
    return replace(
        said,
        document_number=said.document_number or decision.number,
        author=said.author or (decision.proposal.author.name if decision.proposal else None),
        department=said.department or decision.unit.name,
        confidentiality=READERS[decision.confidentiality],
        secrecy=secrecy_of(decision),
        embargo_until=_embargo_of(decision),
        decision=CHANGED if changes else UNCHANGED,
        decided_on=decision.decided_on,
        decided_with_changes=said.decided_with_changes or changes or None,
        unplaced=(f"Besluit van {decision.unit.name}", *said.unplaced),
    )


def document_of_proposal(proposal: Proposal) -> ImportedDocument:
    """The version of a proposal that is in hand, as a document without a decision."""
    return document_of_version(proposal, proposal.current)


def document_of_version(proposal: Proposal, version: ProposalVersion) -> ImportedDocument:
    """One version of a proposal, as a document without a decision."""
    said = _said(version.wording)
    return replace(
        said,
        author=said.author or proposal.author.name,
        department=said.department or proposal.unit.name,
        confidentiality=READERS[proposal.confidentiality],
        secrecy=secrecy_of(proposal),
        embargo_until=_embargo_of(proposal),
        unplaced=(f"Voorstel voor {proposal.unit.name}", *said.unplaced),
    )


def secrecy_of(subject: Disclosed) -> str:
    """Geheimhouding marks every document (Gemeentewet 89), with who imposed it and on which ground (87)."""
    if not subject.is_secret or subject.secrecy is None:
        return "Nee"
    return f"Geheim, opgelegd door {subject.secrecy.body.name}. {subject.secrecy.ground.label}."


def _embargo_of(subject: Decision | Proposal) -> date | None:
    """The last day of an embargo that is not over: the layout says "t/m", and we keep the moment after it."""
    if subject.embargo_until is None or not subject.is_under_embargo:
        return None
    return (subject.embargo_until - timedelta(microseconds=1)).astimezone(clock.AMSTERDAM).date()


def _as_it_came(decision: Decision) -> ImportedDocument:
    """Put the document together again from where the import left its fields."""
    wording, source = decision.wording, decision.source
    days = ("datum_document", "embargo", "datum_besluit")
    kept: dict[str, Any] = {
        name: date.fromisoformat(source[key]) if key in days else source[key]
        for name, key in FIELDS.items()
        if source.get(key) and key != "waarschuwingen"
    }
    # What an import could not say otherwise it says with the number of its document.
    untitled = wording.what == source.get("documentnummer") and not wording.body
    return replace(
        _fields(wording),
        **kept,
        subject=None if untitled else wording.body or wording.what,
        warnings=tuple(source.get("waarschuwingen", ())),
    )


def _said(wording: Wording) -> ImportedDocument:
    """What a text of our own says: its short form too has a place among the fields of the layout."""
    fields = _fields(wording)
    told = {name: wording.sections.get(name) for name in ("drafter", "department", "portfolio_holder", "meeting")}
    written_on = wording.sections.get("document_date")
    advices, background = fields.advices, fields.background
    if not advices:
        advices = (Advice(1, _paragraphs([wording.what, wording.body]) or ""),)
    elif wording.body:
        background = _paragraphs([background, wording.body])
    return replace(
        fields,
        subject=wording.what,
        case_number=wording.sections.get("case_number"),
        document_number=wording.sections.get("document_number"),
        document_date=date.fromisoformat(written_on) if written_on else None,
        author=told["drafter"],
        department=told["department"],
        portfolio_holder=told["portfolio_holder"],
        meeting=told["meeting"],
        advices=advices,
        background=background,
        purpose=_paragraphs([wording.why, fields.purpose]),
        execution=_paragraphs([fields.execution, agreement(wording)]),
        attachments=(*fields.attachments, *_files(wording, fields.attachments)),
    )


def _fields(wording: Wording) -> ImportedDocument:
    """The fields that stand in a text as such."""
    sections = wording.sections
    return ImportedDocument(
        advices=tuple(Advice(number, text) for number, text in enumerate(wording.advices, start=1)),
        decided_with_changes=sections.get("changed") or None,
        background=sections.get("background") or None,
        frameworks=apart(sections.get("frameworks", "")),
        purpose=sections.get("aim") or None,
        arguments=tuple(
            Argument(one["number"], one["advice"], one["heading"], one["text"] or None) for one in wording.arguments
        ),
        caveats=sections.get("drawbacks") or None,
        alternatives=sections.get("alternatives") or None,
        finances=sections.get("finances") or None,
        participation=sections.get("participation") or None,
        communication=sections.get("communication") or None,
        execution=sections.get("execution") or None,
        secrecy_explanation=sections.get("secrecy") or None,
        advised_by=sections.get("advised_by") or None,
        attachments=apart(sections.get("attachments", "")),
        unplaced=apart(sections.get("unplaced", "")),
    )


def agreement(wording: Wording) -> str:
    """Who sees to it, from when, and when we look back: in sentences, for the layout has no fields for them."""
    told = []
    if wording.owner is not None:
        told.append(f"{wording.owner.name} zorgt hiervoor.")
    if wording.starts_on is not None:
        told.append(f"Dit geldt vanaf {in_words(wording.starts_on)}.")
    if wording.review_on is not None:
        told.append(f"We kijken terug op {in_words(wording.review_on)}.")
    return " ".join(told)


def _files(wording: Wording, named: Iterable[str]) -> Iterable[str]:
    """The files that go with a text, by name, but for those that its own list names already.

    A document travels: a closed file is not named in it, whoever asked for the document.
    """
    there = {name.casefold() for name in named}
    open_ones = (one.title for one in wording.attachments if not one.is_closed)
    return (title for title in open_ones if title.casefold() not in there)


def _changes(versions: Iterable[ProposalVersion], decided: Wording) -> str:
    """What became different on the way to the version that was decided, a line for each version."""
    upto = next((one.number for one in versions if one.wording is decided), 0)
    later = [one for one in versions if 1 < one.number <= upto]
    return "\n".join(f"- Versie {one.number}: {one.reason or 'de tekst is aangepast.'}" for one in later)


def _paragraphs(texts: Iterable[str | None]) -> str | None:
    return "\n\n".join(text for text in texts if text) or None
