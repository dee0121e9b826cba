"""The flattened text as lines, and as rows of tables: drawn with tabs, pipes or columns of spaces, or in HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from app.records.huizen.markup import (
    BOLD_OFF,
    BOLD_ON,
    BREAK,
    CELL,
    ITALIC_OFF,
    ITALIC_ON,
    LINE,
    PARAGRAPH,
    TABLE,
    escape_tags,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in Markdown; without text it is a blank line.

    `hard` says that the line was broken on purpose; `settled` that it stands in the cell of a field and so can be no
    heading; `rule` that it was nothing but a drawn line.
    """

    text: str
    indent: int = 0
    hard: bool = False
    settled: bool = False
    rule: bool = False


class Drawn(Enum):
    """How a row is drawn."""

    TABS = auto()
    PIPES = auto()
    COLUMNS = auto()
    HTML = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its cells still with marks inside."""

    cells: tuple[str, ...]
    drawn: Drawn
    source: str

    def as_lines(self) -> tuple[Line, ...]:
        """The row as the text it would be if it were no row after all."""
        if self.drawn is Drawn.HTML:
            return tuple(line for cell in self.cells for line in lines_of(cell))
        if self.drawn is Drawn.PIPES:
            return lines_of(" | ".join(cell.strip(" ") for cell in self.cells if cell.strip()))
        return lines_of(self.source.replace("\t", " "))


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning or end of a table in HTML."""


BLANK = Line("")
Piece = Line | Row | Edge

_DRAWN_LINE = frozenset("|-+=:_*~•·—–# \t\\")
_PIPE = re.compile(r"(?<!\\)\|")
_LOOSE_PIPE = re.compile(r"(?<!\\)(?<=\s)\|(?=\s|$)")
_MARKER_CELL = re.compile(r"\(?\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2})+[.):]?|[a-z][.)]|[-–—•·*▪◦●‣o]", re.IGNORECASE)
_COLUMNS = re.compile(r"(\S[^\n]{0,58}?\S)(?: {2,})(\S.*)")
_ENDS = re.compile(f"([{PARAGRAPH}{LINE}{BREAK}\n])")
_ROOM_IN_EMPHASIS = (
    (re.compile(f"{BOLD_OFF}(\\s*){BOLD_ON}"), r"\1"),
    (re.compile(f"{ITALIC_OFF}(\\s*){ITALIC_ON}"), r"\1"),
)
_BOLD = re.compile(f"{BOLD_ON}([^{BOLD_ON}{BOLD_OFF}]*)(?:{BOLD_OFF}|$)")
_ITALIC = re.compile(f"{ITALIC_ON}([^{ITALIC_ON}{ITALIC_OFF}]*)(?:{ITALIC_OFF}|$)")
_ROOM = re.compile(r"[ \t]{2,}")
_MARKS = re.compile(f"[{BOLD_ON}{BOLD_OFF}{ITALIC_ON}{ITALIC_OFF}{CELL}{TABLE}]")


def pieces_of(flat: str) -> list[Piece]:
    """Every line and row of the text, in order."""
    return [piece for source in flat.split("\n") for piece in _pieces_of_source_line(source)]


def lines_of(text: str, *, settled: bool = False) -> tuple[Line, ...]:
    """The lines inside one line or cell, where its marks break it."""
    lines: list[Line] = []
    parts = _ENDS.split(text)
    for part, end in zip(parts[::2], [*parts[1::2], ""], strict=True):
        line = _line(part, hard=end == BREAK or (end in {"", "\n"} and part.endswith("  ")))
        if line.text or end in {PARAGRAPH, BREAK}:
            lines.append(replace(line, settled=True) if settled else line)
        if line.text and end == PARAGRAPH:
            lines.append(BLANK)
    return tuple(lines)


def _pieces_of_source_line(source: str) -> Iterator[Piece]:
    if TABLE in source:
        yield Edge()
        return
    if CELL in source:
        before, *inside = source.split(CELL)
        yield from lines_of(before)
        yield Row(tuple(inside), Drawn.HTML, source)
        return
    bare = _without_marks(source)
    if not bare.strip():
        yield BLANK
    elif _DRAWN_LINE.issuperset(bare):
        yield Line("", rule=True)
    elif cells := _pipe_cells(source, bare):
        yield Row(cells, Drawn.PIPES, source)
    elif "\t" in source.lstrip().rstrip(" "):
        yield from _tab_pieces(source)
    elif columns := _columns(source):
        yield Row(columns, Drawn.COLUMNS, source)
    else:
        yield from lines_of(source) or (BLANK,)


def _pipe_cells(source: str, bare: str) -> tuple[str, ...]:
    """The cells between pipes, or none when this is no such row."""
    boxed = bare.strip().removeprefix("- ").startswith("|")
    if not boxed and not _LOOSE_PIPE.search(source):
        return ()
    cells = [cell.replace("\\|", "|").replace("\t", " ") for cell in (_PIPE if boxed else _LOOSE_PIPE).split(source)]
    if boxed:
        cells = cells[1:]
        if len(cells) > 1 and not _without_marks(cells[-1]).strip():
            cells.pop()
    return tuple(cells)


def _columns(source: str) -> tuple[str, ...]:
    """A label and a text kept apart by nothing but spaces, or nothing when this is no such line."""
    found = None if _ENDS.search(source) else _COLUMNS.fullmatch(source.strip())
    return found.groups() if found and not _MARKER_CELL.fullmatch(found[1].split()[0]) else ()


def _tab_pieces(source: str) -> Iterator[Piece]:
    before, _, after = source.lstrip().partition("\t")
    marker = _without_marks(before).strip()
    if _MARKER_CELL.fullmatch(marker):
        indent = source[: len(source) - len(source.lstrip())].replace("\t", "    ")
        yield from _pieces_of_source_line(f"{indent}{before} {after.lstrip()}")
        return
    *earlier, label = _ENDS.split(before)
    if any(_without_marks(part).strip() for part in earlier):
        yield from lines_of("".join(earlier))
    value, *later = re.split(f"[{PARAGRAPH}{LINE}]", after.strip("\t "), maxsplit=1)
    yield Row((label, *re.split(r"\t+", value)), Drawn.TABS, f"{label}\t{value}")
    if later:
        yield from _pieces_of_source_line(later[0])


def _line(part: str, *, hard: bool) -> Line:
    text = part if part.isprintable() else _settle_emphasis(part)
    indent = len(text) - len(text.lstrip())
    text = text.strip()
    if text and _DRAWN_LINE.issuperset(text):
        return Line("", rule=True)
    return Line(escape_tags(_ROOM.sub(" ", text)), indent=indent, hard=hard)


def _settle_emphasis(text: str) -> str:
    """Bold and italic marks as Markdown, close around the words; a mark without its other half is dropped."""
    for pattern, room in _ROOM_IN_EMPHASIS:
        text = pattern.sub(room, text)
    text = _ITALIC.sub(lambda found: _close_around("*", found[1]), text)
    text = _BOLD.sub(lambda found: _close_around("**", found[1]), text)
    return _MARKS.sub("", text)


def _close_around(mark: str, text: str) -> str:
    words = text.strip()
    if not words.strip(f"*_ {BOLD_ON}{BOLD_OFF}"):
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{words}{mark}{after}"


def _without_marks(text: str) -> str:
    return _MARKS.sub("", _ENDS.sub(" ", text))
