"""A tagged PDF as HTML, by its structure: headings, paragraphs, lists and tables as their maker meant them.

Imports nothing of the house: it runs in the process that opens what strangers sent (see `opener`).
"""

import ctypes
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

DEEPEST = 40
_TAGS = {
    "P": "p", "L": "ul", "LI": "li", "Table": "table", "TR": "tr", "TH": "th", "TD": "td", "Title": "h1",
    **{f"H{level}": f"h{level}" for level in range(1, 7)},
}  # fmt: skip
_PLAIN_EMPHASIS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "th"})
_NUMBER = re.compile(r"\(?(\d{1,4})[.)]?")
_PAIRED_DASH = re.compile(r"[^\W\d]-$")
_CONJUNCTION = re.compile(r"(?:en|of|en/of|tot|t/m)\b")
_SOFT_HYPHEN = 2
_ROOM = 4.0  # points that must be left over beside the next word before a line counts as ended on purpose


@dataclass
class Element:
    """A tag, with its children by their place. A piece of text is the number of a page and of the text on it."""

    kind: str
    children: dict[int, "Element | tuple[int, int]"] = field(default_factory=dict)


@dataclass
class Line:
    """A piece of one line: its words, how they are printed, where it stands, and where the first word would end."""

    text: str
    manner: str
    left: float
    right: float
    bottom: float
    first_word: float


@dataclass
class Pieces:
    """The pieces of text of one page by their number, and how far to the right anything on it reaches.

    `keeps_spaces` says that a line that ends between two words ends in a space, so that one that does not goes on.
    """

    lines: dict[int, list[Line]] = field(default_factory=dict)
    edge: float = 0.0
    keeps_spaces: bool = False


def html_of(document: pdfium.PdfDocument) -> str:
    """The HTML of a tagged document; an empty text when its tags hold no words."""
    root = Element("Document")
    pages = []
    for place, sheet in enumerate(document):
        _merge(sheet, place, root)
        pages.append(_pieces_on(sheet))
    spaced = any(line.text[-1:].isspace() for page in pages for lines in page.lines.values() for line in lines)
    edge = max((page.edge for page in pages), default=0.0)
    for page in pages:
        page.keeps_spaces, page.edge = spaced, edge
    return "".join(_written(root, pages, within="", depth=0))


def _merge(page: pdfium.PdfPage, place: int, root: Element) -> None:
    """Add what stands on a page: the same child at the same place is the same, also on two pages."""
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    try:
        for index in range(raw.FPDF_StructTree_CountChildren(tree)):
            _merge_element(raw.FPDF_StructTree_GetChildAtIndex(tree, index), index, place, root, 0)
    finally:
        raw.FPDF_StructTree_Close(tree)


def _merge_element(found: Any, index: int, place: int, parent: Element, depth: int) -> None:
    if not found or depth > DEEPEST:
        return
    element = parent.children.setdefault(index, Element(_wide(raw.FPDF_StructElement_GetType, found)))
    if not isinstance(element, Element):
        return
    for number in range(raw.FPDF_StructElement_CountChildren(found)):
        child = raw.FPDF_StructElement_GetChildAtIndex(found, number)
        if child:
            _merge_element(child, number, place, element, depth + 1)
            continue
        marked = raw.FPDF_StructElement_GetChildMarkedContentID(found, number)
        if marked >= 0:
            element.children.setdefault(number, (place, marked))


def _wide(ask: Callable[..., int], *subject: Any) -> str:
    length = ask(*subject, None, 0)
    room = ctypes.create_string_buffer(length)
    ask(*subject, room, length)
    return room.raw.decode("utf-16-le", errors="replace").rstrip("\0")


def _pieces_on(page: pdfium.PdfPage) -> Pieces:
    """The text of a page by the mark it stands in. What stands in none belongs to the page: its head and foot."""
    pieces, textpage = Pieces(), page.get_textpage()
    manners: dict[int, tuple[int, str]] = {}
    box = [ctypes.c_double() for _ in range(4)]
    broken = False
    for place in range(raw.FPDFText_CountChars(textpage.raw)):
        shown = raw.FPDFText_GetTextObject(textpage.raw, place)
        if not shown:
            broken = True
            continue
        key = ctypes.addressof(shown.contents)
        if key not in manners:
            manners[key] = (raw.FPDFPageObj_GetMarkedContentID(shown), _manner_of(shown))
        mark, manner = manners[key]
        code = raw.FPDFText_GetUnicode(textpage.raw, place)
        sign = "-" if code == _SOFT_HYPHEN else chr(code)
        raw.FPDFText_GetCharBox(textpage.raw, place, *(ctypes.byref(one) for one in box))
        left, right, bottom = box[0].value, box[1].value, box[2].value
        pieces.edge = max(pieces.edge, right if not sign.isspace() else 0.0)
        if mark < 0:
            continue
        lines = pieces.lines.setdefault(mark, [])
        if not lines or broken or lines[-1].manner != manner or right < lines[-1].left:
            lines.append(Line("", manner, left, right, bottom, right))
        line = lines[-1]
        line.text += sign
        if not sign.isspace():
            line.right = max(line.right, right)
        if not any(one.isspace() for one in line.text.lstrip()):
            line.first_word = line.right
        broken = False
    return pieces


def _manner_of(shown: Any) -> str:
    font = raw.FPDFTextObj_GetFont(shown)
    length = raw.FPDFFont_GetBaseFontName(font, None, 0) if font else 0
    room = ctypes.create_string_buffer(max(1, length))
    if length:
        raw.FPDFFont_GetBaseFontName(font, room, length)
    name = room.raw.rstrip(b"\0").decode("utf-8", errors="replace").rsplit("+", 1)[-1].casefold()
    bold = "b" if "bold" in name or "semibold" in name or "black" in name else ""
    return bold + ("i" if "italic" in name or "oblique" in name else "")


def _written(element: Element, pages: list[Pieces], within: str, depth: int) -> Iterator[str]:
    """The element as HTML, what stands beside each other in one line or paragraph joined to a text."""
    tag = _TAGS.get(element.kind, "")
    label = _label_of(element, pages) if element.kind == "L" else None
    opened = "ol" if label else tag
    if opened:
        yield f'<ol start="{label}">' if label else f"<{opened}>"
    waiting: list[tuple[Line, Pieces]] = []
    for place in sorted(element.children):
        child = element.children[place]
        if isinstance(child, tuple):
            pieces = pages[child[0]]
            waiting.extend((line, pieces) for line in pieces.lines.get(child[1], ()))
        elif child.kind == "Lbl":
            continue
        elif child.kind in {"Span", "Link", "Strong", "Em", "Reference", "Quote", "Code"}:
            waiting.extend(_lines_in(child, pages))
        else:
            yield _joined(waiting, tag or within)
            waiting = []
            yield from _written(child, pages, tag or within, depth + 1)
    yield _joined(waiting, tag or within)
    if opened:
        yield f"</{opened}>"


def _lines_in(element: Element, pages: list[Pieces]) -> Iterator[tuple[Line, Pieces]]:
    for place in sorted(element.children):
        child = element.children[place]
        if isinstance(child, tuple):
            pieces = pages[child[0]]
            yield from ((line, pieces) for line in pieces.lines.get(child[1], ()))
        else:
            yield from _lines_in(child, pages)


def _label_of(listing: Element, pages: list[Pieces]) -> str | None:
    """The number of the first item, None for a list with bullets."""
    for item in (listing.children[place] for place in sorted(listing.children)):
        if isinstance(item, Element) and item.kind == "LI":
            labels = [one for one in item.children.values() if isinstance(one, Element) and one.kind == "Lbl"]
            text = "".join(line.text for label in labels for line, _ in _lines_in(label, pages))
            found = _NUMBER.fullmatch(text.strip())
            return found[1] if found else None
    return None


def _joined(lines: list[tuple[Line, Pieces]], within: str) -> str:
    """The lines of a paragraph as one text, with a break where the next word had room and yet began a new line."""
    text: list[str] = []
    before: Line | None = None
    for line, pieces in lines:
        if before is not None and line.left < before.right and line.bottom != before.bottom:
            text.append(_between(before, line, pieces, within))
        shown = html.escape(line.text, quote=False)
        marks = "" if within in _PLAIN_EMPHASIS else line.manner
        for mark in marks:
            shown = f"<{mark}>{shown}</{mark}>"
        text.append(shown)
        before = line
    return "".join(text)


def _between(line: Line, following: Line, pieces: Pieces, within: str) -> str:
    word = following.first_word - following.left
    room = pieces.edge - line.right - word
    if within in {"p", "li"} and room > _ROOM:
        return "<br>"
    if pieces.keeps_spaces:
        return ""
    small = following.text[:1].islower() and not _CONJUNCTION.match(following.text)
    return "" if _PAIRED_DASH.search(line.text[-2:]) and small else " "
