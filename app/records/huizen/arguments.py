"""The arguments of a document: numbered 1.1 after the advice they serve, or plainly 1, 2, 3."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.records.huizen.blocks import Block, Shape, blocks_of, first_line_of, markdown
from app.records.huizen.document import Argument
from app.records.huizen.items import Content, without_emphasis
from app.records.huizen.lines import Line


@dataclass(frozen=True, slots=True)
class ReadArguments:
    """The arguments, what stands above the first of them, and whether they had numbers of their own."""

    arguments: tuple[Argument, ...] = ()
    above: str | None = None
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class _Start:
    """A block that may begin an argument: its number, and the block without it."""

    number: str
    block: Block
    emphasised: bool
    whole_line: bool

    @property
    def is_dotted(self) -> bool:
        return "." in self.number

    @property
    def is_titled(self) -> bool:
        """Whether the text behind the number begins like a title."""
        return self.emphasised or not self.block.text[:1].islower()


_NUMBER = re.compile(
    r"(?P<hashes>#{1,6}\s+)?(?P<opened>[*_]{0,3})(?P<word>argument\s+)?\(?(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})"
    r"(?P<sign>[.):])?(?P<closed>[*_]{0,3})(?:\s+[-–:])?(?:\s+|(?<=[*_:])(?=[*_]))(?=\S)",
    re.IGNORECASE,
)
_EMPHASISED = re.compile(r"(?P<mark>[*_]{1,3})(?P<words>[^*_](?:[^*_]|(?<=\w)_(?=\w))*)(?P=mark)(?P<sign>[.:])?")
_FIRST_SENTENCE = re.compile(r"(.{12,300}?[^\W\d]{3,}[.!?])\s+(?=[A-ZÀ-Þ\"'“‘„])")
_NOTHING_TO_ARGUE = re.compile(r"(?:niet van toepassing|n\.?\s?v\.?\s?t\.?|geen|zie\b.{0,60})\W*", re.IGNORECASE)


def read_arguments(contents: Sequence[Content]) -> ReadArguments:
    """The arguments in a field. A dotted number names its advice, a plain number belongs to none.

    Arguments without numbers are numbered in their order: each line in bold or italics with what follows it, or else
    each item, or else each paragraph.
    """
    blocks = blocks_of(contents)
    starts = _accepted([_start_of(block) for block in blocks])
    places = [place for place, start in enumerate(starts) if start]
    if not places:
        return _unnumbered(blocks)
    arguments = [
        _argument(start.number, start.block, blocks[place + 1 : end])
        for place, end in zip(places, [*places[1:], len(blocks)], strict=True)
        if (start := starts[place])
    ]
    return ReadArguments(tuple(arguments), markdown(blocks[: places[0]]))


def _start_of(block: Block) -> _Start | None:
    if block.shape is Shape.TABLE or block.depth:
        return None
    text = block.lines[0].text
    found = _NUMBER.match(text)
    if block.number and not (found and "." in found["number"]):
        return _begin(block.number, text, block, emphasised=False)
    if not found:
        return None
    is_marked = bool(found["hashes"] or found["opened"] or found["word"])
    if "." not in found["number"] and not is_marked:
        return None
    opened = found["opened"] if not found["closed"] else ""
    return _begin(found["number"], opened + text[found.end() :], block, emphasised=bool(found["hashes"]))


def _begin(number: str, text: str, block: Block, *, emphasised: bool) -> _Start:
    found = _EMPHASISED.match(text)
    title = replace(block.lines[0], text=text)
    return _Start(
        number=number,
        block=Block(Shape.PARAGRAPH, (title, *block.lines[1:])),
        emphasised=emphasised or bool(found),
        whole_line=emphasised or bool(found and found.end() == len(text)),
    )


def _accepted(starts: Sequence[_Start | None]) -> list[_Start | None]:
    """Those that do begin an argument: a numbered list inside the text of an argument does not."""
    dotted = any(start and start.is_dotted and start.is_titled for start in starts)
    accepted: list[_Start | None] = []
    last = listed = 0
    for start in starts:
        if start is None:
            listed = 0
            accepted.append(None)
            continue
        if start.is_dotted:
            accepted.append(start if start.is_titled else None)
            continue
        number = int(start.number)
        if dotted:
            begins = start.whole_line
        elif start.whole_line:
            begins = True
        else:
            begins = number > last and not (listed and number == listed + 1)
        last, listed = (number, 0) if begins else (last, number)
        accepted.append(start if begins else None)
    return accepted


def _argument(number: str, block: Block, following: Sequence[Block]) -> Argument:
    heading, rest = _heading_and_rest(block)
    return Argument(
        number=number,
        advice=int(number.split(".")[0]) if "." in number else None,
        heading=heading,
        text=markdown([*([rest] if rest else []), *following]),
    )


def _heading_and_rest(block: Block) -> tuple[str, Block | None]:
    """The title of an argument without emphasis, and what follows it in the same block.

    The title is what is emphasised, else the first line, else the first sentence.
    """
    line, rest = first_line_of(block)
    line = line.lstrip("# ")
    emphasised = _EMPHASISED.match(line)
    split = emphasised or (None if rest else _FIRST_SENTENCE.match(line))
    if split and (after := line[split.end() :].strip()):
        first = Line(after, hard=block.lines[0].hard and rest is not None)
        return without_emphasis(line[: split.end()]), Block(Shape.PARAGRAPH, (first, *(rest.lines if rest else ())))
    return without_emphasis(line), rest


def _unnumbered(blocks: Sequence[Block]) -> ReadArguments:
    text = markdown(blocks)
    if text is None or _NOTHING_TO_ARGUE.fullmatch(text):
        return ReadArguments(above=text)
    titled = [place for place, block in enumerate(blocks) if _is_title(block)]
    listed = [place for place, block in enumerate(blocks) if block.shape is Shape.ITEM and not block.depth]
    places = titled or listed or [place for place, block in enumerate(blocks) if block.shape is Shape.PARAGRAPH]
    if not places:
        return ReadArguments(above=text)
    arguments = [
        _argument(str(order), replace(blocks[place], shape=Shape.PARAGRAPH), blocks[place + 1 : end])
        for order, (place, end) in enumerate(zip(places, [*places[1:], len(blocks)], strict=True), start=1)
    ]
    return ReadArguments(tuple(arguments), markdown(blocks[: places[0]]), numbered=False)


def _is_title(block: Block) -> bool:
    if block.shape is Shape.TABLE:
        return False
    text = block.lines[0].text
    found = _EMPHASISED.match(text)
    return text.startswith("#") or bool(found and found.end() == len(text))
