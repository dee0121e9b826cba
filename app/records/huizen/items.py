"""What the lines and rows of a document may turn out to be: text, a table, or the heading of a field."""

import re
from dataclasses import dataclass
from enum import Enum, IntEnum, auto

from app.records.huizen.labels import Field
from app.records.huizen.lines import Line
from app.records.huizen.markup import escape_tags


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table that is text of a field: a budget, a planning."""

    rows: tuple[tuple[str, ...], ...]


Content = Line | DataTable


class Form(Enum):
    """How a heading is written."""

    ROW = auto()
    MARKED = auto()
    BOLD = auto()
    COLON = auto()
    BARE = auto()
    GLUED = auto()


class Certainty(IntEnum):
    """How sure it is that the writer meant a heading, from a guess to what cannot be read otherwise."""

    GUESS = 1
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A possible heading: the label, what follows on the same line, and what it is when it is no heading.

    `field` is None for a label that the layout does not know. `level` is that of a Markdown heading.
    `in_field_table` says that it is a row among rows that are fields.
    """

    label: str
    field: Field | None
    form: Form
    certainty: Certainty
    value: tuple[Content, ...]
    otherwise: tuple[Content, ...]
    level: int = 0
    in_field_table: bool = False


Item = Content | Heading

_LINK = re.compile(r"\[([^\[\]]{0,200})\]\([^()]{0,500}\)")
_EMPHASIS = re.compile(r"\*{1,3}|_{2,3}|(?<!\w)_|_(?!\w)")


def plain(text: str) -> str:
    """The text without emphasis and links, as it would be read aloud."""
    return without_emphasis(_LINK.sub(r"\1", text))


def without_emphasis(text: str) -> str:
    """The text without the signs of bold and italics."""
    return escape_tags(_EMPHASIS.sub("", text).strip())


def could_be_label(text: str) -> bool:
    """Whether words look like the name of a field rather than like a sentence, a number or an item of a list."""
    return (
        2 <= len(text) <= 60
        and len(text.split()) <= 6
        and text[0].isupper()
        and text[-1] not in ".,;:!?"
        and "://" not in text
    )


def is_blank(item: Item | None) -> bool:
    """Whether this is no text: a blank or drawn line, or the edge of the document."""
    return item is None or (isinstance(item, Line) and not item.text)
