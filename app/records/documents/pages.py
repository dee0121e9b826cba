"""The fields of a document in the order of the layout, their Markdown taken apart for whoever draws it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from markdown_it.tree import SyntaxTreeNode

from app.core.markdown import MARKDOWN
from app.records.huizen.dates import in_words
from app.records.huizen.document import Argument, ImportedDocument
from app.records.huizen.labels import HEADER, LAYOUT, Field

NO_NUMBER = "–"
NO_TITLE = "Besluitdocument"
LONGEST_TITLE = 120
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
SAFE_LINKS = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one manner. `line_break` is the end of a line that somebody meant."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    link: str = ""
    line_break: bool = False


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `title` marks the heading of an argument, or one that somebody put in the text."""

    spans: Spans
    title: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is the first number, None for bullets."""

    items: tuple[tuple["Block", ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row is its head."""

    rows: tuple[tuple[Spans, ...], ...]


Block = Paragraph | Listing | Table


@dataclass(frozen=True, slots=True)
class Part:
    """A field, or an item of a meeting, under its heading. `begins_page` for what is to be found by itself."""

    label: str
    blocks: tuple[Block, ...]
    begins_page: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """A document as it is drawn: its title, the table at its head, and under a heading what opens it and its parts."""

    title: str
    head: tuple[tuple[str, str], ...]
    explanation: str
    parts: tuple[Part, ...] = field(default=())
    opening: tuple[Block, ...] = field(default=())


def pages_of(document: ImportedDocument) -> Pages:
    """A document in the order of the Huizen layout, its empty fields too."""
    title, rest = _title_and_rest(document.unplaced)
    body = [one for one in LAYOUT if one not in HEADER | {Field.EXPLANATION, Field.REST}]
    parts = [Part(LAYOUT[one].label, tuple(_blocks_of_field(document, one))) for one in body]
    if rest:
        parts.append(Part(LAYOUT[Field.REST].label, (_listing(rest),)))
    return Pages(as_read(title), tuple(_head(document)), LAYOUT[Field.EXPLANATION].label, tuple(parts))


def blocks_of(written: str | None) -> tuple[Block, ...]:
    """A Markdown text as blocks."""
    return tuple(_blocks(SyntaxTreeNode(MARKDOWN.parse(written)).children)) if written else ()


def as_read(written: str) -> str:
    """A line that is no Markdown but for the sign that keeps a < from beginning a tag, as it is read."""
    return shown(written.replace("\\<", "<"))


def shown(written: str) -> str:
    """A text without the signs that are no text and that neither Word nor PDF can hold."""
    return _NO_TEXT.sub("", written)


def words_of(pages: Pages) -> Iterator[str]:
    """Every text of a document in the order of reading, without the signs before the items of lists."""
    yield pages.title
    for row in pages.head:
        yield from row
    yield pages.explanation
    for block in pages.opening:
        yield from _words_of_block(block)
    for part in pages.parts:
        yield part.label
        for block in part.blocks:
            yield from _words_of_block(block)


def _words_of_block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from (span.text for span in block.spans)
    elif isinstance(block, Table):
        yield from (span.text for row in block.rows for cell in row for span in cell)
    else:
        for item in block.items:
            for one in item:
                yield from _words_of_block(one)


def _title_and_rest(unplaced: Sequence[str]) -> tuple[str, Sequence[str]]:
    """What stood above everything, such as "Besluit van college B&W", is the title again."""
    if (
        unplaced
        and unplaced[0].casefold().startswith(("besluit van ", "voorstel "))
        and len(unplaced[0]) <= LONGEST_TITLE
    ):
        return unplaced[0], unplaced[1:]
    return NO_TITLE, unplaced


def _head(document: ImportedDocument) -> Iterator[tuple[str, str]]:
    for one in (each for each in LAYOUT if each in HEADER):
        if one is Field.NUMBERS:
            yield LAYOUT[one].label, _numbers(document)
        elif one not in {Field.CASE_NUMBER, Field.DOCUMENT_NUMBER}:
            value = getattr(document, one.value)
            yield LAYOUT[one].label, in_words(value) if isinstance(value, date) else as_read(value or "")


def _numbers(document: ImportedDocument) -> str:
    numbers = (document.case_number, document.document_number)
    return " / ".join(as_read(one) if one else NO_NUMBER for one in numbers) if any(numbers) else ""


def _blocks_of_field(document: ImportedDocument, one: Field) -> Iterator[Block]:
    if one is Field.ARGUMENTS:
        for argument in document.arguments:
            yield from _argument(argument)
        return
    value = getattr(document, one.value)
    if one is Field.ADVICES and value:
        yield _listing([advice.text for advice in value], value[0].number)
    elif one is Field.ATTACHMENTS and value:
        yield _listing(value, 1)
    elif one is Field.FRAMEWORKS and value:
        yield _listing(value)
    elif isinstance(value, str):
        yield from blocks_of(value)


def _argument(argument: Argument) -> Iterator[Block]:
    number = argument.number if "." in argument.number else f"{argument.number}."
    yield Paragraph((Span(f"{number} {as_read(argument.heading)}".strip()),), title=True)
    yield from blocks_of(argument.text)


def _listing(texts: Sequence[str], start: int | None = None) -> Listing:
    return Listing(tuple(blocks_of(text) for text in texts), start)


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading" if not any(span.text.strip() for span in _spans_in(node)):
                continue
            case "paragraph" | "heading":
                yield Paragraph(_spans_in(node), title=node.type == "heading")
            case "bullet_list" | "ordered_list":
                start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
                yield Listing(tuple(tuple(_blocks(item.children)) for item in node.children), start)
            case "table":
                rows = [row for part in node.children for row in part.children]
                yield Table(tuple(tuple(_spans_in(cell) for cell in row.children) for row in rows))
            case "fence" | "code_block":
                yield Paragraph(_with_breaks(node.content.rstrip("\n")))
            case "blockquote":
                yield from _blocks(node.children)


def _with_breaks(text: str) -> Spans:
    spans: list[Span] = [Span(shown(line)) for line in text.split("\n")]
    return tuple(one for line, after in pairwise([*spans, None]) if line for one in _line(line, last=after is None))


def _line(line: Span, *, last: bool) -> tuple[Span, ...]:
    return (line,) if last else (line, Span(line_break=True))


def _spans_in(node: SyntaxTreeNode) -> Spans:
    return tuple(_spans(node.children, Span()))


def _spans(nodes: Sequence[SyntaxTreeNode], manner: Span) -> Iterator[Span]:
    for node in nodes:
        match node.type:
            case "text" | "code_inline":
                if node.content:
                    yield Span(shown(node.content), manner.bold, manner.italic, manner.link)
            case "softbreak" | "hardbreak":
                yield Span(line_break=True)
            case "strong":
                yield from _spans(node.children, Span("", True, manner.italic, manner.link))
            case "em":
                yield from _spans(node.children, Span("", manner.bold, True, manner.link))
            case "link":
                target = str(node.attrs.get("href", ""))
                safe = target if target.lower().startswith(SAFE_LINKS) else ""
                yield from _spans(node.children, Span("", manner.bold, manner.italic, safe))
            case "image":
                yield Span(shown(node.content), manner.bold, manner.italic, manner.link)
            case _:
                yield from _spans(node.children, manner)
