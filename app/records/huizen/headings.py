"""Which lines could be the heading of a field, and how sure that is.

What counts is how a line is written, not where it stands: `sections` weighs the candidates against each other.
"""

import re
from dataclasses import replace

from app.records.huizen.items import Certainty, Form, Heading, Item, could_be_label, is_blank, plain
from app.records.huizen.labels import HEADER, find_label, glued_label
from app.records.huizen.lines import Line, pieces_of
from app.records.huizen.tables import items_in

_LONGEST_BARE_LABEL = 4
_HASHES = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
_CHAPTER = re.compile(r"\d{1,2}[.)]?\s+(?=[^\W\d])")
_BOLD = re.compile(
    r"(?P<mark>\*{1,3}|_{1,3})(?P<label>[^*_\s][^*_]{0,60})(?P=mark)(?!\w)(?P<sign>\s*[:|–-]?(?=\s|$))?\s*(?P<rest>.*)"
)
_COLON = re.compile(r"(?P<label>[^:|]{2,60}?)\s*:(?P<room>\s*)(?P<rest>.*)")
_BULLET = re.compile(r"[-*•]\s+")


def items_of(flat: str) -> list[Item]:
    """The whole text as lines, tables and possible headings, in order."""
    found: list[Item] = []
    pieces = list(items_in(pieces_of(flat)))
    for item, after in zip(pieces, [*pieces[1:], None], strict=True):
        before = found[-1] if found else None
        if isinstance(item, Line) and isinstance(before, Heading) and not before.value and item.text.startswith(": "):
            item = replace(item, text=item.text.removeprefix(": "), settled=True)
        found.append(_heading_at(item, before, after) or item)
    return found


def _heading_at(item: Item, before: Item | None, after: Item | None) -> Heading | None:
    if not isinstance(item, Line) or not item.text or item.settled:
        return None
    starts = is_blank(before) or isinstance(before, Heading)
    return (
        _marked(item)
        or _described(item, after)
        or _bold(item)
        or _colon(item, starts=starts)
        or _bare(item, starts=starts, ends=is_blank(after))
        or (_chapter(item) if starts and is_blank(after) else None)
        or _glued(item, before)
        or _unknown_bare(item, starts=starts, ends=is_blank(after))
    )


def _without_chapter(words: str) -> str:
    """`3. Kaders` is the heading Kaders; `3. Het is nu nodig` stays what it is, a numbered argument perhaps."""
    unnumbered = _CHAPTER.sub("", words, count=1)
    return unnumbered if find_label(unnumbered) else words


def _line(text: str) -> tuple[Line, ...]:
    return (Line(text),) if text else ()


def _marked(line: Line) -> Heading | None:
    """A Markdown heading: `### Kaders`, perhaps with a chapter number or with its text behind a colon."""
    found = _HASHES.fullmatch(line.text)
    if not found:
        return None
    words = _without_chapter(plain(found[2]))
    label, _, rest = words.partition(":") if not find_label(words) else (words.rstrip(" :"), "", "")
    match = find_label(label)
    if match:
        return Heading(
            label, match.field, Form.MARKED, Certainty.SURE, _line(rest.strip()), (line,), level=len(found[1])
        )
    if words[0].isdigit():
        return None
    return Heading(words, None, Form.MARKED, Certainty.LIKELY, (), (line,), level=len(found[1]))


def _described(line: Line, after: Item | None) -> Heading | None:
    """A Markdown definition list: the label on a line, and `: text` on the next."""
    if not isinstance(after, Line) or not after.text.startswith(": ") or len(line.text) > 80:
        return None
    label = plain(line.text).rstrip(" :")
    match = find_label(label)
    if not match and not could_be_label(label):
        return None
    return Heading(label, match.field if match else None, Form.ROW, Certainty.SURE, (), (line,), in_field_table=True)


def _bold(line: Line) -> Heading | None:
    """A label in bold or italics at the start of a line, alone or with its text behind it."""
    bullet = _BULLET.match(line.text)
    found = _BOLD.fullmatch(line.text, bullet.end() if bullet else 0)
    if not found:
        return None
    words, rest = found["label"].strip(), found["rest"]
    sign = (found["sign"] or "").strip() or (":" if words.endswith(":") else "")
    label = words.rstrip(" :") if rest else _without_chapter(words.rstrip(" :"))
    match = find_label(label)
    strong = len(found["mark"]) > 1
    if match and (bullet or not strong):
        clear = (match.exact and not (rest or bullet)) or (sign and (match.exact or match.field in HEADER))
        certainty = Certainty.LIKELY if clear else Certainty.GUESS
    elif match:
        runs_on = rest and not sign and rest[0].islower()
        certainty = Certainty.LIKELY if runs_on else Certainty.SURE
    elif strong and not bullet and could_be_label(label) and (sign or not rest or not rest[0].islower()):
        certainty = Certainty.GUESS
    else:
        return None
    return Heading(label, match.field if match else None, Form.BOLD, certainty, _line(rest), (line,))


def _colon(line: Line, *, starts: bool) -> Heading | None:
    """A label, a colon and a text: in the body of a document just as often a sentence as a field."""
    found = _COLON.fullmatch(line.text)
    if not found or not found["rest"]:
        return None
    label = plain(found["label"])
    match = find_label(label)
    if _BULLET.match(line.text) and (not match or match.field not in HEADER):
        return None
    if match and (starts or (match.exact and label[0].isupper())):
        certainty = Certainty.LIKELY if match.field in HEADER else Certainty.GUESS
        return Heading(label, match.field, Form.COLON, certainty, _line(found["rest"]), (line,))
    if not match and could_be_label(label) and found["room"]:
        return Heading(label, None, Form.COLON, Certainty.GUESS, _line(found["rest"]), (line,))
    return None


def _bare(line: Line, *, starts: bool, ends: bool) -> Heading | None:
    """A label alone on its line, without any mark: in the middle of a paragraph it may be a word of it."""
    match = find_label(line.text)
    if not match or not line.text[0].isalpha() or not (line.text[-1].isalpha() or line.text[-1] in ":)"):
        return None
    capital = line.text[0].isupper()
    if starts:
        clear = match.exact and not line.text.endswith(":") and (capital or ends)
        certainty = Certainty.SURE if clear else Certainty.LIKELY
    elif match.exact and capital:
        certainty = Certainty.GUESS
    else:
        return None
    return Heading(line.text, match.field, Form.BARE, certainty, (), (line,))


def _chapter(line: Line) -> Heading | None:
    """A label behind a chapter number, which may as well be an item of a list."""
    label = _without_chapter(line.text)
    match = find_label(label) if label != line.text else None
    if not match or not match.exact:
        return None
    return Heading(label, match.field, Form.BARE, Certainty.GUESS, (), (line,))


def _glued(line: Line, before: Item | None) -> Heading | None:
    """A label that runs on into its text: only a guess, for an ordinary sentence may begin like this.

    Among the first lines of a document, each of them a label and a few words, the text may begin without a capital.
    """
    among_fields = isinstance(before, Heading) and before.field in HEADER
    found = glued_label(line.text, any_text=among_fields)
    if not found or (among_fields and found.field not in HEADER):
        return None
    starts = is_blank(before) or isinstance(before, Heading)
    certainty = Certainty.LIKELY if len(found.label.split()) > 1 and starts else Certainty.GUESS
    return Heading(found.label, found.field, Form.GLUED, certainty, _line(found.rest), (line,))


def _unknown_bare(line: Line, *, starts: bool, ends: bool) -> Heading | None:
    """A few words alone, as long as a label would be."""
    if starts and ends and could_be_label(line.text) and len(line.text.split()) <= _LONGEST_BARE_LABEL:
        return Heading(line.text, None, Form.BARE, Certainty.GUESS, (), (line,))
    return None
