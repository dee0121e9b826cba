"""The lines of one field as paragraphs, items of lists and tables, and those written as tidy Markdown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from app.records.huizen.items import Content, DataTable
from app.records.huizen.lines import Line
from app.records.huizen.sentences import asks_for_more, begins_small, ends_sentence, may_go_on, surely_goes_on

BULLET = re.compile(r"(?:[-–—*•·▪◦●‣]\s+|[•▪◦●‣]|-(?=[A-ZÀ-Þ]))(?=\S)|o\s+(?=[A-ZÀ-Þ])")
NUMBER = re.compile(r"\(?(\d{1,2})[.)]\s+(?=\S)")


class Shape(Enum):
    """What a block is."""

    PARAGRAPH = auto()
    ITEM = auto()
    TABLE = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, an item of a list (`number` is empty for a bullet) or a table."""

    shape: Shape
    lines: tuple[Line, ...] = ()
    number: str = ""
    depth: int = 0
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        """The text in Markdown, without the marker of an item."""
        if self.shape is Shape.TABLE:
            return _table(self.rows)
        return "".join([line.text + _glue(line, after) for line, after in pairwise((*self.lines, None)) if line])


_BULLETS_INSIDE = re.compile(r"(?:^|(?<=\s))[•▪●‣]\s*(?=\S)")
_BEGINS_ARGUMENT = re.compile(
    r"(?:[*_]{1,3})?\d{1,2}(?:\.\d{1,2}){1,2}[.):]?(?:[*_]{1,3})?\s+[*_]{0,3}[A-ZÀ-Þ0-9'\"“‘„(]"
)
_SUBHEADING = re.compile(r"#{1,6}\s")
_SHORT_LINE = 45  # a line this short was not broken for want of room
_UNWRAPPED = 120  # a longer line was not wrapped, so that its end is that of a paragraph
_PAIRED_DASH = re.compile(r"[^\W\d]-$")
_CONJUNCTION = re.compile(r"(?:en|of|en/of|tot|t/m)\b")
_STEP = "    "


def blocks_of(contents: Sequence[Content], *, line_by_line: bool = False) -> list[Block]:
    """The blocks in the lines of a field, whole again where a page broke them.

    `line_by_line` reads each line as a block of its own, unless it goes on in the middle of a sentence.
    """
    blocks: list[Block] = []
    lines: list[Line] = []  # of the last block, as long as it may go on
    indents: list[int] = []
    for line in _one_by_one(contents):
        if isinstance(line, Line) and line.text and not _SUBHEADING.match(line.text):
            block = _begin(line, indents)
            may_continue = lines and block.shape is Shape.PARAGRAPH
            if may_continue and not _begins_anew(lines[-1], line, line_by_line=line_by_line):
                lines.append(line)
                continue
            _close(blocks, lines)
            blocks.append(block)
            lines.extend(block.lines)
            continue
        _close(blocks, lines)
        if isinstance(line, DataTable):
            blocks.append(Block(Shape.TABLE, rows=line.rows))
        elif line.text:
            blocks.append(Block(Shape.PARAGRAPH, (line,)))
    _close(blocks, lines)
    return _mended(blocks)


def markdown(blocks: Sequence[Block]) -> str | None:
    """The blocks as Markdown; None when there are none."""
    written: list[str] = []
    above: list[int] = []  # the depths of the items that an item stands in
    for block in blocks:
        is_item = block.shape is Shape.ITEM
        if written:
            written.append("\n" if is_item and above else "\n\n")
        while above and (not is_item or above[-1] >= block.depth):
            above.pop()
        written.append(_written(block, len(above)))
        if is_item:
            above.append(block.depth)
    return "".join(written) or None


def first_line_of(block: Block) -> tuple[str, Block | None]:
    """The first line of a block, and the block that remains without it.

    A line that was broken for want of room is taken with the line it goes on in.
    """
    taken = 1
    while taken < len(block.lines) and _is_broken_between(block.lines[taken - 1], block.lines[taken]):
        taken += 1
    first = replace(block, lines=block.lines[:taken]).text
    rest = block.lines[taken:]
    return first, Block(Shape.PARAGRAPH, rest) if rest else None


def _close(blocks: list[Block], lines: list[Line]) -> None:
    """Give the last block the lines that were found for it."""
    if len(lines) > 1:
        blocks[-1] = replace(blocks[-1], lines=tuple(lines))
    lines.clear()


def _one_by_one(contents: Sequence[Content]) -> Iterator[Content]:
    for content in contents:
        if isinstance(content, Line) and content.text:
            yield from _bullets_apart(content)
        else:
            yield content


def _bullets_apart(line: Line) -> Iterator[Line]:
    """A line in which a whole list was written, bullet after bullet: each item on a line of its own."""
    found = list(_BULLETS_INSIDE.finditer(line.text))
    if len(found) == 1 and found[0].start() and line.text[: found[0].start()].rstrip()[-1] not in ".,:;":
        found = []
    if not found:
        yield line
        return
    edges = [match.start() for match in found] + [len(line.text)]
    if before := line.text[: edges[0]].strip():
        yield replace(line, text=before)
    for start, end in pairwise(edges):
        yield replace(line, text=line.text[start:end].strip())


def _begin(line: Line, indents: list[int]) -> Block:
    """The block that would begin with this line."""
    bullet, number = BULLET.match(line.text), NUMBER.match(line.text)
    marker = bullet or number
    if not marker:
        indents.clear()
        return Block(Shape.PARAGRAPH, (line,))
    while indents and indents[-1] > line.indent:
        indents.pop()
    if not indents or line.indent >= indents[-1] + 2:
        indents.append(line.indent)
    text = line.text[marker.end() :].strip()
    return Block(
        Shape.ITEM,
        (replace(line, text=text),),
        number=number[1] if number else "",
        depth=len(indents) - 1,
    )


def _begins_anew(before: Line, line: Line, *, line_by_line: bool) -> bool:
    if line_by_line:
        return not _is_broken_between(before, line)
    unwrapped = len(line.text) > _UNWRAPPED or (len(before.text) > _UNWRAPPED and ends_sentence(before.text))
    ends_paragraph = unwrapped and not before.hard and not begins_small(line.text)
    return bool(ends_paragraph or _BEGINS_ARGUMENT.match(line.text))


def _is_broken_between(line: Line, following: Line) -> bool:
    """Whether one line goes on in the next in the middle of a sentence."""
    return not line.hard and may_go_on(line.text, following.text)


def _mended(blocks: Sequence[Block]) -> list[Block]:
    """Join what a page break tore apart: a paragraph that ends in mid-sentence and the one that goes on with it."""
    mended: list[Block] = []
    lines: list[Line] = []
    for block in blocks:
        if lines and block.shape is Shape.PARAGRAPH and _is_torn(mended[-1], lines, block.lines[0]):
            lines[-1] = replace(lines[-1], hard=False)
            lines.extend(block.lines)
            continue
        _close(mended, lines)
        mended.append(block)
        lines.extend(block.lines)
    _close(mended, lines)
    return mended


def _is_torn(held: Block, lines: Sequence[Line], following: Line) -> bool:
    """Whether a paragraph goes on with the sentence in which the lines before it end."""
    end = lines[-1].text
    if end.endswith(("*", "_")) or not may_go_on(end, following.text):
        return False
    if _BEGINS_ARGUMENT.match(end) or _SUBHEADING.match(end):
        return asks_for_more(end)
    return len(lines) > 1 or held.shape is Shape.ITEM or surely_goes_on(end, following.text)


def _glue(line: Line, after: Line | None) -> str:
    """What stands between two lines of one paragraph: a break stays only where it was meant."""
    if after is None:
        return ""
    own_line = after.text[0].isupper() or after.text[0].isdigit() or after.text[0] in "€*_[("
    if line.hard or (len(line.text) < _SHORT_LINE and own_line and not asks_for_more(line.text)):
        return "  \n"
    joins = _PAIRED_DASH.search(line.text[-2:]) and after.text[0].islower() and not _CONJUNCTION.match(after.text)
    return "" if joins else " "


def _written(block: Block, depth: int) -> str:
    if block.shape is not Shape.ITEM:
        return block.text
    marker = f"{block.number}. " if block.number else "- "
    indent = _STEP * depth
    return indent + marker + block.text.replace("\n", "\n" + indent + " " * len(marker))


def _table(rows: Sequence[Sequence[str]]) -> str:
    width = max(len(row) for row in rows)
    lines = [
        "| " + " | ".join(cell.replace("|", "\\|") for cell in [*row, *[""] * (width - len(row))]) + " |"
        for row in rows
    ]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])
