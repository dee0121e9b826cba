"""The contents of a field as the value it stands for: numbers, a date, a short text, lines, advices."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.records.huizen.blocks import Block, Shape, blocks_of, markdown
from app.records.huizen.dates import read_date
from app.records.huizen.document import Advice
from app.records.huizen.items import Content, without_emphasis
from app.records.huizen.labels import Field
from app.records.huizen.lines import Line


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number of the zaak and that of the document, and what stood beside them."""

    case: str | None
    document: str | None
    rest: str


_CASE = re.compile(r"\bZ\s?[.:-]?\s?(\d[\d.-]*)(?!\w)", re.IGNORECASE)
_DOCUMENT = re.compile(r"\bD\s?[.:-]?\s?(\d[\d.-]*)(?!\w)", re.IGNORECASE)
_NUMBER_LABELS = re.compile(r"\b(?:zaak|document)(?:nummer|nr\.?)(?!\w)\s*:?", re.IGNORECASE)
_ONLY_SIGNS = re.compile(r"[\W_]*")
_NUMBER_INSIDE = re.compile(r"(?<=\s)(\d{1,2})[.)]\s+(?=[\"'“‘„(*_]{0,3}[A-ZÀ-Þ])")
_NUMBERED_WORD = re.compile(r"(?:advies|besluit|bijlage)\s+(\d{1,2})\s*[.:)–-]\s*(?=\S)", re.IGNORECASE)


def read_numbers(text: str, field: Field) -> Numbers:
    """Zaaknummer and documentnummer from a text such as "Z.180338 / D.1529312"; either may be missing.

    Numbers without their letter are taken by their place around the slash, or by the label they stand behind.
    """
    text = without_emphasis(text)
    case, document = _CASE.search(text), _DOCUMENT.search(text)
    if case or document:
        rest = text
        for found in sorted(filter(None, (case, document)), key=lambda found: -found.start()):
            rest = f"{rest[: found.start()]} {rest[found.end() :]}"
        rest = _NUMBER_LABELS.sub("", rest)
        return Numbers(
            f"Z.{case[1].rstrip('.-')}" if case else None,
            f"D.{document[1].rstrip('.-')}" if document else None,
            _unless_only_signs(rest),
        )
    if field is Field.CASE_NUMBER:
        return Numbers(text or None, None, "")
    if field is Field.DOCUMENT_NUMBER:
        return Numbers(None, text or None, "")
    first, slash, second = (part.strip() for part in text.partition("/"))
    if any(character.isdigit() for character in text):
        return Numbers(_unless_only_signs(first) or None, (_unless_only_signs(second) or None) if slash else None, "")
    return Numbers(None, None, _unless_only_signs(text))


def read_day(contents: Sequence[Content]) -> tuple[date | None, str]:
    """The date in a field, and the words of the field that are not that date."""
    day, rest = read_date(as_text(contents) or "")
    return day, _unless_only_signs(" ".join(rest.split()))


def read_short(contents: Sequence[Content]) -> tuple[str | None, str | None]:
    """The first paragraph of a field that holds a word or a name, and whatever stands below it."""
    blocks = blocks_of(contents)
    if not blocks:
        return None, None
    return without_emphasis(blocks[0].text) or None, markdown(blocks[1:])


def as_text(contents: Sequence[Content]) -> str | None:
    """A field as Markdown, None when it is empty."""
    return markdown(blocks_of(contents))


def read_lines(contents: Sequence[Content]) -> tuple[tuple[str, ...], list[int]]:
    """A field as separate lines without their bullets and numbers, and those numbers."""
    blocks = [piece for block in blocks_of(contents, line_by_line=True) for piece in split_at_numbers(block)]
    lines: list[str] = []
    for block in blocks:
        if block.shape is Shape.ITEM and block.depth and lines:
            lines[-1] += "\n" + (markdown([replace(block, depth=0)]) or "")
        else:
            lines.append(block.text)
    return tuple(lines), [int(block.number) for block in blocks if block.number and not block.depth]


def read_advices(contents: Sequence[Content]) -> tuple[tuple[Advice, ...], str | None]:
    """The advices in order with their numbers, and what stands above the first of them.

    Without numbers each item, or else each paragraph, is an advice and its place is its number.
    """
    blocks = [_with_number(piece) for block in blocks_of(contents) for piece in split_at_numbers(block)]
    starts = [block for block in blocks if block.shape is Shape.ITEM and block.number and not block.depth]
    if not starts:
        starts = [block for block in blocks if block.shape is Shape.ITEM and not block.depth]
    if not starts:
        return tuple(Advice(place, block.text) for place, block in enumerate(blocks, start=1)), None
    places = [place for place, block in enumerate(blocks) if any(block is start for start in starts)]
    advices = [
        Advice(
            int(blocks[start].number or order),
            markdown([replace(blocks[start], shape=Shape.PARAGRAPH), *blocks[start + 1 : end]]) or "",
        )
        for order, (start, end) in enumerate(zip(places, [*places[1:], len(blocks)], strict=True), start=1)
    ]
    return tuple(advices), markdown(blocks[: places[0]])


def split_at_numbers(block: Block) -> list[Block]:
    """A block in which a whole numbered list was written on one line: each item a block of its own."""
    if block.shape is Shape.TABLE or not block.number:
        return [block]
    text, number, edges = block.text, int(block.number), [(0, 0)]
    for found in _NUMBER_INSIDE.finditer(text):
        if int(found[1]) == number + len(edges):
            edges.append(found.span())
    if len(edges) == 1:
        return [block]
    ends = [start for start, _ in edges[1:]] + [len(text)]
    return [
        replace(block, number=str(number + order), lines=(Line(text[start:end].strip()),))
        for order, ((_, start), end) in enumerate(zip(edges, ends, strict=True))
    ]


def _with_number(block: Block) -> Block:
    """`Advies 2: Instemmen met ...` is item 2."""
    found = _NUMBERED_WORD.match(without_emphasis(block.text)) if block.shape is Shape.PARAGRAPH else None
    if not found or not block.lines:
        return block
    rest = without_emphasis(block.text)[found.end() :]
    return Block(Shape.ITEM, (replace(block.lines[0], text=rest),), number=found[1])


def _unless_only_signs(text: str) -> str:
    return "" if _ONLY_SIGNS.fullmatch(text) else text.strip(" /|,;")
