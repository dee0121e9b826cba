"""The fields of the Huizen layout in the order of the document, and which words name them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from functools import lru_cache


class Kind(Enum):
    """What a field holds, and so how it is read."""

    NUMBERS = auto()
    SHORT = auto()
    DATE = auto()
    TEXT = auto()
    LINES = auto()
    ADVICES = auto()
    ARGUMENTS = auto()
    REST = auto()
    NOTHING = auto()


class Field(StrEnum):
    """A field of the layout. Where one attribute of `ImportedDocument` holds it, the value is its name."""

    NUMBERS = "numbers"
    CASE_NUMBER = "case_number"
    DOCUMENT_NUMBER = "document_number"
    DOCUMENT_DATE = "document_date"
    SUBJECT = "subject"
    AUTHOR = "author"
    DEPARTMENT = "department"
    PORTFOLIO_HOLDER = "portfolio_holder"
    MEETING = "meeting"
    CONFIDENTIALITY = "confidentiality"
    SECRECY = "secrecy"
    EMBARGO_UNTIL = "embargo_until"
    DECISION = "decision"
    DECIDED_ON = "decided_on"
    EXPLANATION = "explanation"
    ADVICES = "advices"
    DECIDED_WITH_CHANGES = "decided_with_changes"
    BACKGROUND = "background"
    FRAMEWORKS = "frameworks"
    PURPOSE = "purpose"
    ARGUMENTS = "arguments"
    CAVEATS = "caveats"
    ALTERNATIVES = "alternatives"
    FINANCES = "finances"
    PARTICIPATION = "participation"
    COMMUNICATION = "communication"
    EXECUTION = "execution"
    ADVISED_BY = "advised_by"
    ATTACHMENTS = "attachments"
    SECRECY_EXPLANATION = "secrecy_explanation"
    REST = "unplaced"


@dataclass(frozen=True, slots=True)
class Layout:
    """How the layout writes one field: its label, what it holds, and other labels seen for it."""

    label: str
    kind: Kind
    other_labels: tuple[str, ...] = ()


LAYOUT: dict[Field, Layout] = {
    Field.NUMBERS: Layout(
        "Zaaknummer / Documentnummer",
        Kind.NUMBERS,
        ("Zaak- / documentnummer", "Zaaknummer en documentnummer", "Zaak / document"),
    ),
    Field.CASE_NUMBER: Layout("Zaaknummer", Kind.NUMBERS, ("Zaaknr",)),
    Field.DOCUMENT_NUMBER: Layout("Documentnummer", Kind.NUMBERS, ("Documentnr",)),
    Field.DOCUMENT_DATE: Layout("Datum document", Kind.DATE, ("Documentdatum",)),
    Field.SUBJECT: Layout("Onderwerp", Kind.SHORT),
    Field.AUTHOR: Layout("Opsteller", Kind.SHORT),
    Field.DEPARTMENT: Layout("Afdeling", Kind.SHORT),
    Field.PORTFOLIO_HOLDER: Layout("Portefeuillehouder", Kind.SHORT, ("Portefeuillehouder(s)", "Portefeuillehouders")),
    Field.MEETING: Layout("Vergadering van", Kind.SHORT, ("Vergadering",)),
    Field.CONFIDENTIALITY: Layout("Vertrouwelijkheid", Kind.SHORT),
    Field.SECRECY: Layout("Geheimhouding", Kind.SHORT),
    Field.EMBARGO_UNTIL: Layout("Embargo t/m", Kind.DATE, ("Embargo tot en met", "Embargo tot", "Embargo")),
    Field.DECISION: Layout("Besluit", Kind.SHORT),
    Field.DECIDED_ON: Layout("Datum besluit", Kind.DATE, ("Besluitdatum",)),
    Field.EXPLANATION: Layout(
        "Toelichting besluit", Kind.NOTHING, ("Toelichting op besluit", "Toelichting op het besluit")
    ),
    Field.ADVICES: Layout("Advies", Kind.ADVICES, ("Adviezen",)),
    Field.DECIDED_WITH_CHANGES: Layout("Gewijzigd besloten", Kind.TEXT, ("Gewijzigd besluit",)),
    Field.BACKGROUND: Layout("Aanleiding", Kind.TEXT),
    Field.FRAMEWORKS: Layout("Kaders", Kind.LINES, ("Kader",)),
    Field.PURPOSE: Layout(
        "Doel/beoogd effect", Kind.TEXT, ("Doel", "Beoogd effect", "Doel en beoogd effect", "Doel of beoogd effect")
    ),
    Field.ARGUMENTS: Layout("Argumenten", Kind.ARGUMENTS, ("Argument", "Argumentatie")),
    Field.CAVEATS: Layout("Kanttekeningen", Kind.TEXT, ("Kanttekening",)),
    Field.ALTERNATIVES: Layout("Alternatieven", Kind.TEXT, ("Alternatief",)),
    Field.FINANCES: Layout("Financiën", Kind.TEXT, ("Financiële gevolgen", "Financiële consequenties", "Financieel")),
    Field.PARTICIPATION: Layout("Participatie", Kind.TEXT),
    Field.COMMUNICATION: Layout("Communicatie", Kind.TEXT),
    Field.EXECUTION: Layout("Uitvoering en evaluatie", Kind.TEXT, ("Uitvoering", "Uitvoering/evaluatie")),
    Field.SECRECY_EXPLANATION: Layout(
        "Geheimhouding", Kind.TEXT, ("Toelichting geheimhouding", "Geheimhouding toelichting")
    ),
    Field.ADVISED_BY: Layout("Mede geadviseerd door", Kind.TEXT, ("Mede geadviseerd", "Mede-advies van")),
    Field.ATTACHMENTS: Layout("Bijlagen", Kind.LINES, ("Bijlage", "Bijlage(n)")),
    Field.REST: Layout("Overige tekst", Kind.REST),
}
IN_ORDER = {field: place for place, field in enumerate(LAYOUT)}
HEADER = frozenset(field for field in LAYOUT if IN_ORDER[field] <= IN_ORDER[Field.DECIDED_ON])

_SHORTEST_TO_MISSPELL = 6
_SHORTEST_TO_MISSPELL_TWICE = 12
_SHORTEST_WORD_TO_MISSPELL = 3
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Match:
    """The field that a label names, and whether it was spelt as it should."""

    field: Field
    exact: bool


def key_of(text: str) -> str:
    """The letters and digits of a label alone, without accents and capitals: what two spellings share."""
    return "".join(_words_of(text))


def find_label(text: str) -> Match | None:
    """The field named by `text` as a whole, forgiving a slip of the pen; None if it names none."""
    if len(text) > 2 * _LONGEST or not text.lstrip("-*•– ")[:1].isalpha():
        return None
    key = key_of(text)
    if key in _BY_KEY:
        return Match(_BY_KEY[key], exact=True)
    if not _SHORTEST_TO_MISSPELL <= len(key) <= _LONGEST or not key.isalpha():
        return None  # 'Advies 1' is no slip of the pen for 'Advies'
    return _misspelt(_words_of(text))


@dataclass(frozen=True, slots=True)
class Glued:
    """A label and the text that it runs on into."""

    field: Field
    label: str
    rest: str


def glued_label(text: str, *, any_text: bool = False) -> Glued | None:
    """The label at the beginning of a line, where no mark stands between it and its text.

    The text must begin with a capital or a figure, or it would be one sentence; with `any_text` it may begin anyhow.
    """
    found = _GLUED.match(text)
    if not found or not (any_text or _BEGINS_TEXT.match(text, found.end())):
        return None
    return Glued(_BY_KEY[key_of(found[1])], found[1], text[found.end() :])


def _labels() -> Iterator[tuple[str, Field]]:
    for field, layout in LAYOUT.items():
        if field is Field.SECRECY_EXPLANATION:
            yield from ((label, field) for label in layout.other_labels)
        else:
            yield from ((label, field) for label in (layout.label, *layout.other_labels))


def _spelling(label: str) -> str:
    """A pattern for the label as written, with its spaces and the room around a slash left free."""
    parts = (" +".join(map(re.escape, part.split())) for part in label.split("/"))
    return " ?/ ?".join(parts)


def _words_of(text: str) -> tuple[str, ...]:
    """The words of a label, plainly written: a mark between letters parts two words, an accent does not."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = (character for character in plain if not unicodedata.combining(character))
    return tuple("".join(character if character.isalnum() else " " for character in letters).split())


_BY_KEY = {key_of(label): field for label, field in _labels()}
_WORDS = {key_of(label): _words_of(label) for label, _ in _labels()}
_LONG_FIRST = sorted((label for label, _ in _labels()), key=len, reverse=True)
_GLUED = re.compile(
    "(" + "|".join(_spelling(form) for label in _LONG_FIRST for form in (label, label.upper())) + r") +(?=\S)"
)
_BEGINS_TEXT = re.compile(r"""["'“‘„(€–-]?\s?[A-ZÀ-Þ0-9]""")


@lru_cache(maxsize=4096)
def _misspelt(words: tuple[str, ...]) -> Match | None:
    key = "".join(words)
    for known, field in _BY_KEY.items():
        if key[0] != known[0] and len(known) < _SHORTEST_TO_MISSPELL_TWICE:
            continue
        allowed = 2 if len(known) >= _SHORTEST_TO_MISSPELL_TWICE else 1
        if len(known) < _SHORTEST_TO_MISSPELL or not _is_within(allowed, key, known):
            continue
        if _says_no_more(words, _WORDS[known]):
            return Match(field, exact=False)
    return None


def _says_no_more(words: tuple[str, ...], meant: tuple[str, ...]) -> bool:
    """Whether every word is one of the label, for a word beyond it is the writer's and would be lost with the label.

    A slip is forgiven within a word, never as a word: in 'Aanleiding x' the x is no slip of the pen.
    """
    if len(words) > len(meant):
        return False
    if len(words) < len(meant):  # two words written as one
        return not Counter(word for word in words if len(word) < _SHORTEST_WORD_TO_MISSPELL) - Counter(meant)
    return all(2 * _distance(word, other) < len(word) for word, other in zip(words, meant, strict=True))


def _is_within(allowed: int, written: str, meant: str) -> bool:
    """Whether at most `allowed` letters were added, forgotten, exchanged or swapped with their neighbour."""
    if abs(len(written) - len(meant)) > allowed:
        return False
    if (Counter(written) - Counter(meant)).total() > allowed:
        return False
    return _distance(written, meant) <= allowed


def _distance(one: str, other: str) -> int:
    """Optimal string alignment: the least number of slips between two short words."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, opposite in enumerate(other, start=1):
            least = min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter != opposite))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == opposite:
                least = min(least, before[column - 2] + 1)
            now.append(least)
        before, last = last, now
    return last[-1]
