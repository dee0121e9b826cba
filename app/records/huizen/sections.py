"""Which of the possible headings are headings: from then on every line belongs to one field, or to none."""

import re
from bisect import bisect, insort
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute

from app.records.huizen.blocks import BULLET
from app.records.huizen.headings import items_of
from app.records.huizen.items import Certainty, Content, Form, Heading, Item, is_blank, plain
from app.records.huizen.labels import HEADER, IN_ORDER, LAYOUT, Field, Kind
from app.records.huizen.lines import BLANK, Line
from app.records.huizen.sentences import begins_small


@dataclass(slots=True)
class Section:
    """A field as it stands in the document. `field` is None for a label that the layout does not know."""

    label: str
    field: Field | None
    contents: list[Content]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is filled in."""
        return all(is_blank(content) for content in self.contents)


@dataclass(slots=True)
class Outline:
    """The document in sections, what stands before the first of them, and what belongs to its pages alone."""

    sections: list[Section] = attribute(default_factory=list)
    before: list[Content] = attribute(default_factory=list)
    on_every_page: list[str] = attribute(default_factory=list)

    def of(self, wanted: Field) -> list[Section]:
        """The sections of a field, in order."""
        return [section for section in self.sections if section.field is wanted]

    @property
    def fields(self) -> list[Field]:
        """The fields that the document has, each once, in the order in which they stand."""
        return list(dict.fromkeys(section.field for section in self.sections if section.field))


_TWICE = {Field.SECRECY: Field.SECRECY_EXPLANATION}  # under one label, in the head and again near the end
_PAGE_NUMBER = re.compile(
    r"(?:[-–]\s*)?(?:pagina|blz\.?|bladzijde|page)\s*\d{1,4}(?:\s*(?:van|/|of)\s*\d{1,4})?(?:\s*[-–])?", re.IGNORECASE
)
_SHORTEST_TITLE = 12
_A_HABIT = 3  # this many known labels written in one form make it the form of this document's labels


def outline_of(flat: str) -> Outline:
    """Divide the flattened text of a document into its fields."""
    outline = Outline()
    items = _without_page_lines(items_of(flat), outline)
    accepted = _known_headings(items)
    habits = Counter(heading.form for place, heading in _headings(items) if place in accepted)
    deepest = max((heading.level for place, heading in _headings(items) if place in accepted), default=0)
    for place, item in enumerate(items):
        if not isinstance(item, Heading):
            _contents(outline).append(item)
        elif place in accepted or (item.field is None and _is_unknown_field(items, place, outline, habits, deepest)):
            outline.sections.append(Section(item.label, item.field, list(item.value)))
        else:
            _contents(outline).extend(item.otherwise)
    return outline


def _contents(outline: Outline) -> list[Content]:
    return outline.sections[-1].contents if outline.sections else outline.before


def _headings(items: Sequence[Item]) -> list[tuple[int, Heading]]:
    return [(place, item) for place, item in enumerate(items) if isinstance(item, Heading)]


def _without_page_lines(items: Sequence[Item], outline: Outline) -> list[Item]:
    """Take out page numbers and the title where it returns on each page: they stand in the middle of a text.

    After a label that has no text yet, the title is that text.
    """
    title = next((_words_of(item) for item in items if not is_blank(item)), "")
    kept: list[Item] = []
    last: Item | None = None
    for item in items:
        text = _words_of(item)
        awaited = last is None or (isinstance(last, Heading) and last.field is not None and not last.value)
        again = text == title and len(text) >= _SHORTEST_TITLE and not awaited
        if again or _PAGE_NUMBER.fullmatch(text):
            outline.on_every_page.append(text)
            kept.append(BLANK)
            continue
        kept.append(item)
        last = last if is_blank(item) else item
    return kept


def _words_of(item: Item) -> str:
    """The words of a line by itself, of which a field may know nothing."""
    if isinstance(item, Heading) and item.field is None and len(item.otherwise) == 1:
        return _words_of(item.otherwise[0])
    return plain(item.text).lstrip("# ") if isinstance(item, Line) else ""


# -- known labels


def _known_headings(items: Sequence[Item]) -> set[int]:
    """The places of the headings of known fields.

    What is surely a heading is one, also when its field stands there twice. What is less sure is one only when its
    field has no better heading elsewhere, and a guess only where the layout has that field.
    """
    candidates = [(place, heading) for place, heading in _headings(items) if heading.field]
    colons = {heading.field for _, heading in candidates if heading.form is Form.COLON}
    accepted: dict[int, Field] = {}
    for certainty in (Certainty.SURE, Certainty.LIKELY, Certainty.GUESS):
        taken = Counter(accepted.values())
        ordered = sorted(place for place, field in accepted.items() if field not in _TWICE)
        for place, heading in candidates:
            if heading.field is None or _certainty(heading, colons) is not certainty:
                continue
            if certainty is not Certainty.SURE and taken[heading.field] > (heading.field in _TWICE):
                continue
            if certainty is Certainty.GUESS and not _fits(heading.field, place, ordered, accepted):
                continue
            accepted[place] = heading.field
            taken[heading.field] += 1
            if heading.field not in _TWICE:
                insort(ordered, place)
    return set(accepted)


def _certainty(heading: Heading, colons: set[Field | None]) -> Certainty:
    """A colon makes a label sure in a document that writes its labels so."""
    if heading.form is Form.COLON and len(colons) >= _A_HABIT:
        return Certainty.SURE
    return heading.certainty


def _fits(field: Field, place: int, ordered: Sequence[int], accepted: Mapping[int, Field]) -> bool:
    """Whether the layout has the field here: after the field before it and before the next."""
    here = bisect(ordered, place)
    after_this = IN_ORDER[accepted[ordered[here - 1]]] if here else -1
    before_that = IN_ORDER[accepted[ordered[here]]] if here < len(ordered) else len(IN_ORDER)
    return any(after_this < IN_ORDER[one] < before_that for one in (field, _TWICE.get(field, field)))


# -- labels that the layout does not know


def _is_unknown_field(items: Sequence[Item], place: int, outline: Outline, habits: Counter[Form], deepest: int) -> bool:
    """Whether a label that the layout does not know is a field of this document, going by its other labels."""
    heading = items[place]
    if not isinstance(heading, Heading):
        return False
    current = outline.sections[-1] if outline.sections else None
    kind = LAYOUT[current.field].kind if current and current.field else None
    if heading.in_field_table:
        return True
    if current is None:
        return heading.form is Form.ROW
    if current.field in HEADER and not current.is_empty:
        return True  # a field of one line: what follows it is no part of it
    if habits[heading.form] < (1 if heading.form is Form.MARKED else _A_HABIT):
        return False
    match heading.form:
        case Form.ROW:
            return True
        case Form.BOLD:
            return kind is not Kind.ARGUMENTS or not _has_titles(current)
        case Form.MARKED:
            return heading.level <= deepest
        case Form.COLON:
            return current.field is None or current.field in HEADER or is_blank(items[place - 1])
        case Form.BARE:
            follows = next((item for item in items[place + 1 : place + 3] if not is_blank(item)), None)
            listed = kind in {Kind.LINES, Kind.ADVICES} and not _is_bulleted(current)
            has_text = isinstance(follows, Line) and not begins_small(follows.text)
            return has_text and not current.is_empty and not listed
        case _:
            return False


def _has_titles(section: Section) -> bool:
    """Whether arguments have titles in bold instead of numbers: the first thing in the field is such a title."""
    first = next((content for content in section.contents if not is_blank(content)), None)
    return first is None or (isinstance(first, Line) and first.text.startswith("**") and not first.text[2:3].isdigit())


def _is_bulleted(section: Section) -> bool:
    lines = [content.text for content in section.contents if isinstance(content, Line) and content.text]
    return bool(lines) and all(BULLET.match(text) for text in lines)
