"""HTML to text with marks: a document may be HTML, hold some, or hold none.

Only tags that HTML knows are markup: `kosten < 5` and `<naam invullen>` are what somebody wrote, and stay. A text in
a cell keeps its own lines apart by marks, so that a real newline always ends a line or a row of the document.
One pass over the text, no nesting to get lost in: mark-up that is cut off or never closed costs no words.
"""

import html
import re
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import quote

from app.records.huizen import tags

PARAGRAPH = "\x1e"
BREAK = "\x1d"
LINE = "\x1c"
CELL = "\x1f"
TABLE = "\x0e"
BOLD_ON, BOLD_OFF, ITALIC_ON, ITALIC_OFF = "\x11", "\x12", "\x13", "\x14"

_DEEPEST = 6  # lists inside lists; nobody reads a deeper one

_TOKEN = re.compile(
    r"<!--|<!doctype[^<>]*>|<!\[(?:end)?if[^<>]*>|<\?xml[^<>]*>"
    r"|<(?P<url>https?://[^<>\s]+|mailto:[^<>\s]+)>"
    r"|<(?P<close>/?)(?P<name>[a-z][a-z0-9]{0,15}(?::[a-z][a-z0-9]{0,30})?)(?P<attributes>(?:[\s/][^<>]*)?)>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_START = re.compile(r"""\bstart\s*=\s*["']?(\d{1,4})""", re.IGNORECASE)
_OWN_MARKER = re.compile(r"\s*(?:\(?\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2})+[.)]?|[-–•·*▪◦●])(?=\s)")
_OWN_BULLET = re.compile(r"\s*[-–•·*▪◦●]\s+")
_LEADING_MARKER = re.compile(r"\s*(?:-|\d{1,3}[.)]|#{1,6})\s+")
_TYPED_NUMBER = re.compile(r"(?<!\S)(\d{1,3})[.)]\s+(?=\S)")
_TAG_LIKE = re.compile(r"(?<!\\)<(?=[a-z/!?])", re.IGNORECASE)
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")
_ODD_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


@dataclass(frozen=True, slots=True)
class Flattened:
    """The text with marks, and the words of scripts, styles and comments, which no reader would have seen."""

    text: str
    unseen: tuple[str, ...]


def flatten(source: str) -> Flattened:
    """Take the HTML out of `source`. Nothing else is changed, but that line ends and spaces become plain ones."""
    return _Flattener().run(_tidy_characters(source))


def _tidy_characters(text: str) -> str:
    text = _LINE_ENDS.sub("\n", text).replace("\v", "\n").replace("\f", "\n\n")
    text = _ODD_SPACES.sub(" ", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text)


@dataclass(slots=True)
class _List:
    ordered: bool
    next_number: int = 1
    has_items: bool = False
    in_item: bool = False


@dataclass(slots=True)
class _Flattener:
    out: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    marker: str = ""  # a heading's or list item's beginning, waiting for its first word
    tables: int = 0
    cell_begins: int | None = None  # where in `out` the open cell starts
    between_cells: bool = False
    exhausted: set[str] = field(default_factory=set)  # closing tags that do not come any more

    def run(self, source: str) -> Flattened:
        place = 0
        while found := _TOKEN.search(source, place):
            self.write(source[place : found.start()])
            place = found.end()
            if found[0] == "<!--":
                place = self.set_apart(source, place, "-->")
            elif found["url"]:
                self.write(found["url"])
            elif found["name"]:
                name = found["name"].lower()
                if name not in tags.ALL and ":" not in name:
                    self.write(found[0])
                elif name in tags.UNSEEN and not found["close"]:
                    place = self.set_apart(source, place, rf"</{name}\b[^<>]*>")
                elif found["close"]:
                    self.end(name)
                else:
                    self.begin(name, found["attributes"])
        self.write(source[place:])
        self.leave_open_cell()
        return Flattened("".join(self.out), tuple(self.unseen))

    def set_apart(self, source: str, place: int, ending: str) -> int:
        """Keep what stands before `ending` aside; without an ending the opening is all that is dropped."""
        if ending in self.exhausted:
            return place
        end = re.compile(ending, re.IGNORECASE).search(source, place)
        if not end:
            self.exhausted.add(ending)
            return place
        words = " ".join(html.unescape(source[place : end.start()]).split())
        if any(character.isalnum() for character in words):
            self.unseen.append(escape_tags(words))
        return end.end()

    def write(self, text: str) -> None:
        if not text or (self.between_cells and text.isspace()):
            return
        if self.between_cells:
            self.leave_row()
        text = _ENTITY.sub(lambda entity: _tidy_characters(html.unescape(entity[0])), text)
        text = self.write_bare_list(text)
        if self.cell_begins is not None:
            text = text.replace("\t", " ").replace("\n", LINE)
        if not text.strip(f" \t\n{LINE}"):
            self.out.append("" if self.marker else text)
            return
        self.out.append(self.with_marker(text))

    def write_bare_list(self, text: str) -> str:
        """In an ordered list whose numbers are typed in its text, begin a line at each of them.

        Such a list ends where its line ends: an opening tag that is never closed reaches no further.
        """
        if not self.lists or self.lists[-1].has_items:
            return text
        inside, newline, after = text.partition("\n")
        innermost = self.lists[-1]
        pieces, place = [], 0
        for found in _TYPED_NUMBER.finditer(inside) if innermost.ordered else ():
            if int(found[1]) == innermost.next_number:
                pieces += [inside[place : found.start()].rstrip(), LINE]
                place = found.start()
                innermost.next_number += 1
        if newline:
            self.lists.pop()
        return "".join([*pieces, inside[place:], newline, after])

    def with_marker(self, text: str) -> str:
        """The text after the marker that waited for it, unless the text brings one of its own."""
        marker, self.marker = self.marker, ""
        if not marker:
            return text
        text = text.lstrip()
        if marker.startswith("#") or not _OWN_MARKER.match(text):
            return marker + text
        indent = marker[: len(marker) - len(marker.lstrip())]
        return indent + _OWN_BULLET.sub("- ", text, count=1)

    def begin(self, name: str, attributes: str) -> None:
        if name in tags.BOLD:
            self.out.append(BOLD_ON)
        elif name in tags.ITALIC:
            self.out.append(ITALIC_ON)
        elif name == "br":
            self.out.append(BREAK)
        elif name == "a":
            href = _HREF.search(attributes)
            self.links.append((len(self.out), html.unescape(next(filter(None, href.groups()), "")) if href else ""))
        elif name == "img":
            alternative = _ALT.search(attributes)
            self.write(f" {alternative[1] or alternative[2] or ''} " if alternative else "")
        elif name in tags.LISTS:
            self.begin_list(ordered=name == "ol", attributes=attributes)
        elif name == "li":
            self.begin_item()
        else:
            self.begin_block(name)

    def begin_list(self, *, ordered: bool, attributes: str) -> None:
        if self.lists and not self.lists[-1].in_item:
            self.lists.pop()  # it was never closed: a list inside a list stands in one of its items
        start = _START.search(attributes)
        self.lists.append(_List(ordered, next_number=int(start[1]) if start else 1))
        self.out.append(LINE)

    def begin_item(self) -> None:
        innermost = self.lists[-1] if self.lists else _List(ordered=False)
        self.out.append(LINE)
        indent = "    " * min(max(0, len(self.lists) - 1), _DEEPEST)
        self.marker = indent + (f"{innermost.next_number}. " if innermost.ordered else "- ")
        innermost.next_number += 1
        innermost.has_items = innermost.in_item = True

    def begin_block(self, name: str) -> None:
        if name == "table":
            self.tables += 1
            self.out.append(LINE if self.cell_begins is not None else f"\n{TABLE}\n")
        elif name in {"tr", "dt"}:
            self.begin_row(cell=name == "dt")
        elif name in tags.CELLS or name == "dd":
            self.begin_cell()
        elif name in tags.HEADINGS:
            self.out.append(PARAGRAPH)
            self.marker = tags.HEADINGS[name]
        elif name in tags.BLOCKS and not self.marker:
            self.out.append(PARAGRAPH)

    def begin_row(self, *, cell: bool) -> None:
        if self.tables > 1:
            self.out.append(LINE)
            return
        self.leave_row()
        if cell:
            self.begin_cell()

    def begin_cell(self) -> None:
        if self.tables > 1:
            self.out.append(" | ")
            return
        self.end_cell()
        self.out.append(CELL)
        self.cell_begins = len(self.out)

    def leave_row(self) -> None:
        self.end_cell()
        self.out.append("\n")

    def end_cell(self) -> None:
        self.cell_begins = None
        self.between_cells = False
        self.marker = ""
        self.lists.clear()

    def end(self, name: str) -> None:
        if name in tags.BOLD:
            self.out.append(BOLD_OFF)
        elif name in tags.ITALIC:
            self.out.append(ITALIC_OFF)
        elif name == "a":
            self.end_link()
        elif name in tags.LISTS:
            self.lists = self.lists[:-1]
            self.marker = ""
            self.out.append(LINE if self.lists else PARAGRAPH)
        elif name == "li" and self.lists:
            self.lists[-1].in_item = False
            self.out.append(LINE)
        elif name == "table":
            self.end_table()
        elif name in {"tr", "dl"} and self.tables <= 1:
            self.leave_row()
        elif (name in tags.CELLS or name in {"dt", "dd"}) and self.tables <= 1 and self.cell_begins is not None:
            self.end_cell()
            self.between_cells = True
        elif name in tags.HEADINGS or (name in tags.BLOCKS and not self.marker):
            self.marker = ""
            self.out.append(PARAGRAPH)

    def end_table(self) -> None:
        self.tables = max(0, self.tables - 1)
        if self.tables:
            self.out.append(PARAGRAPH)
        else:
            self.end_cell()
            self.out.append(f"\n{TABLE}\n")

    def end_link(self) -> None:
        """Turn a link to the web or to an address into a Markdown link; of any other keep the words."""
        if not self.links:
            return
        start, target = self.links.pop()
        words = "".join(self.out[start:])
        safe = target.lower().startswith(("http://", "https://", "mailto:"))
        marked = any(ord(character) < ord(" ") for character in words)
        marker = _LEADING_MARKER.match(words)
        before, words = (marker[0], words[marker.end() :]) if marker else ("", words)
        if safe and not marked and words.strip() and words.strip() != target:
            del self.out[start:]
            self.out.append(f"{before}[{words.strip()}]({quote(target, safe=':/?#@!$&*+,;=%~')})")

    def leave_open_cell(self) -> None:
        """A cell that is never closed cannot tell where it ends: what follows counts as ordinary lines."""
        if self.cell_begins is not None:
            rest = "".join(self.out[self.cell_begins :]).replace(LINE, "\n")
            del self.out[self.cell_begins :]
            self.out.append(rest)


def escape_tags(text: str) -> str:
    """Keep a sign that would begin a tag from doing so where the text is shown as Markdown."""
    return _TAG_LIKE.sub(r"\\<", text) if "<" in text else text
