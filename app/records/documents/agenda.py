"""The agenda of a meeting with its papers, as one PDF: exactly what its reader may know. The document is in Dutch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core import file_store
from app.core.file_kinds import PDF
from app.decisions.models import Attachment
from app.meetings.models import Meeting
from app.meetings.queries.papers import Paper
from app.meetings.states import ItemKind, MeetingState
from app.records.documents.content import document_of_version
from app.records.documents.joined import joined, page_counts
from app.records.documents.meetings import (
    bullets,
    cell,
    closed_marks,
    file_marks,
    head_of,
    hour_of,
    line,
    openness,
    plain,
)
from app.records.documents.pages import Block, Pages, Paragraph, Part, Span, Table, pages_of, shown
from app.records.documents.pdf import pdf_of

COLUMNS = ("Tijd", "Punt", "Onderwerp", "Soort", "Wie")
ELSEWHERE = "te lezen bij het voorstel in Samensturen"


@dataclass(frozen=True)
class Sheet:
    """A file that goes behind the agenda, and the number by which the items name it."""

    number: int
    of_item: int
    attachment: Attachment
    content: bytes
    pages: int

    @property
    def label(self) -> str:
        """What stands above it."""
        return f"Bijlage {self.number} bij punt {self.of_item}"


def agenda_file(meeting: Meeting, papers: Sequence[Paper], *, foot: str) -> bytes:
    """The agenda, then each item with its text, then the PDF files that go with them, each behind a sheet.

    The agenda and the texts are tagged; what people brought is as they made it, so only without it the whole says that
    it keeps to the standards.
    """
    sheets = _sheets(papers)
    pages = agenda_pages(meeting, papers, sheets)
    if not sheets:
        return pdf_of(pages, number=foot)
    return joined(pdf_of(pages, number=foot, standards=()), [one.content for one in sheets])


def agenda_pages(meeting: Meeting, papers: Sequence[Paper], sheets: Sequence[Sheet] = ()) -> Pages:
    """The agenda and the texts; the last pages are the sheets before the files, one each."""
    marks = [closed_marks(one.line.item) for one in papers] + [file_marks(one.attachment) for one in sheets]
    roles = (
        ("Gespreksleider", meeting.chair.name if meeting.chair else ""),
        ("Secretaris", meeting.secretary.name if meeting.secretary else ""),
        ("Status", _status(meeting)),
        openness(marks),
    )
    rows = tuple(tuple(cell(said) for said in _row(one)) for one in papers)
    parts = [part for one in papers if (part := _part(one, sheets)) is not None]
    return Pages(
        title=shown(f"Agenda van {meeting.title}"),
        head=(*head_of(meeting, planned=True), *((label, shown(said)) for label, said in roles if said)),
        explanation="Agenda",
        parts=(*parts, *(_sheet(one) for one in sheets)),
        opening=(Table((tuple(cell(one) for one in COLUMNS), *rows)),) if rows else (plain("Er staat niets op."),),
    )


def _status(meeting: Meeting) -> str:
    if meeting.state is MeetingState.CANCELLED:
        return "Afgezegd"
    if not meeting.agendas:
        return "In voorbereiding"
    latest = meeting.agendas[-1]
    return f"{'Vastgestelde' if latest.is_set else 'Voorlopige'} agenda, versie {latest.number}"


def _row(paper: Paper) -> tuple[str, ...]:
    item = paper.line.item
    kind = item.type if item.kind is ItemKind.ORDINARY else item.kind
    late = ", nagekomen" if item.is_late else ""
    hours = f"{hour_of(paper.line.starts_at)}–{hour_of(paper.line.ends_at)}"
    presenter = item.presenter.name if item.presenter else ""
    return hours, str(paper.line.number), item.title, kind.label + late, presenter


def _part(paper: Paper, sheets: Sequence[Sheet]) -> Part | None:
    """An item with what is asked and its text; nothing for one of which the agenda says all there is."""
    item, version = paper.line.item, paper.version
    if version is None and not item.aim:
        return None
    label = shown(f"{paper.line.number}. {item.title}")
    return Part(label, tuple(_told(paper, sheets)), begins_page=version is not None)


def _told(paper: Paper, sheets: Sequence[Sheet]) -> Iterator[Block]:
    item, version = paper.line.item, paper.version
    marks = closed_marks(item)
    if marks:
        yield line(bold=" · ".join(marks))
    if item.aim:
        yield plain(f"Vraag aan de tafel: {item.aim}")
    if version is None:
        return
    text = pages_of(document_of_version(version.proposal, version))
    what, author = version.wording.what, version.proposal.author.name
    yield line(f"versie {version.number}", what if what != item.title else "", bold=f"Voorstel van {author}")
    for part in text.parts:
        if part.blocks and part.label != "Bijlagen":
            yield Paragraph((Span(part.label),), title=True)
            yield from part.blocks
    if paper.files:
        numbers = {one.attachment.id: one.number for one in sheets}
        yield Paragraph((Span("Bijlagen"),), title=True)
        yield from bullets(_named(one, numbers.get(one.id)) for one in paper.files)


def _named(attachment: Attachment, number: int | None) -> str:
    if number is None:
        return f"{attachment.title} ({attachment.ending}): {ELSEWHERE}"
    return f"Bijlage {number}: {attachment.title}, achter deze agenda"


def _sheets(papers: Sequence[Paper]) -> list[Sheet]:
    """The PDF files that can be joined, in the order of the agenda."""
    found = [(paper.line.number, one) for paper in papers for one in paper.files if one.media_type == PDF.media_type]
    contents = [file_store.content_of(one.digest) for _, one in found]
    sheets: list[Sheet] = []
    for (of_item, one), content, pages in zip(found, contents, page_counts(contents), strict=True):
        if pages is not None:
            sheets.append(Sheet(len(sheets) + 1, of_item, one, content, pages))
    return sheets


def _sheet(one: Sheet) -> Part:
    marks = file_marks(one.attachment)
    count = "1 pagina" if one.pages == 1 else f"{one.pages} pagina’s"
    closed = (line(bold=" · ".join(marks)),) if marks else ()
    return Part(one.label, (*closed, line(count, bold=one.attachment.title)), begins_page=True)
