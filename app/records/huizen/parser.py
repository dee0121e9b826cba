"""From the text of a document to what it says."""

from dataclasses import dataclass, field
from typing import Any

from app.core.errors import N_
from app.records.huizen import checks
from app.records.huizen.arguments import read_arguments
from app.records.huizen.blocks import blocks_of
from app.records.huizen.document import ImportedDocument
from app.records.huizen.errors import NotADecisionDocument
from app.records.huizen.items import without_emphasis
from app.records.huizen.labels import LAYOUT, Field, Kind
from app.records.huizen.markup import flatten
from app.records.huizen.sections import Outline, Section, outline_of
from app.records.huizen.values import as_text, read_advices, read_day, read_lines, read_numbers, read_short

_FEWEST_FIELDS = 4
_NAMES_IT = frozenset({Field.NUMBERS, Field.CASE_NUMBER, Field.DOCUMENT_NUMBER, Field.SUBJECT})
_DECIDES_IT = frozenset({Field.DECISION, Field.DECIDED_ON, Field.ADVICES})


def parse_document(text: str) -> ImportedDocument:
    """Read a decision document from its text: plain, Markdown, HTML or a mixture.

    Every word of the text is in a field or in `unplaced`; what does not add up is in `warnings`.
    Raises `NotADecisionDocument` for a text that is none.
    """
    if not text.strip():
        raise NotADecisionDocument(N_("Dit bestand is leeg."))
    flat = flatten(text)
    outline = outline_of(flat.text)
    _demand_decision_document(outline)
    reading = _Reading()
    reading.take_loose_text(outline)
    for section in _in_their_fields(outline):
        reading.take(section)
    reading.unplaced.extend(flat.unseen)
    return reading.document()


def _demand_decision_document(outline: Outline) -> None:
    fields = outline.fields
    if not fields:
        raise NotADecisionDocument(
            N_("Dit lijkt geen besluitdocument: er staat geen enkel veld in dat we kennen, zoals Onderwerp of Besluit.")
        )
    if len(fields) < _FEWEST_FIELDS or not _NAMES_IT.intersection(fields) or not _DECIDES_IT.intersection(fields):
        raise NotADecisionDocument(
            N_(
                "Dit lijkt geen besluitdocument: we herkennen alleen %(fields)s. "
                "Een nummer of onderwerp en een advies of besluit horen erbij."
            ),
            fields=checks.listed([LAYOUT[field].label for field in fields]),
        )
    if all(section.is_empty for section in outline.sections):
        raise NotADecisionDocument(N_("In dit besluitdocument is geen enkel veld ingevuld."))


def _in_their_fields(outline: Outline) -> list[Section]:
    """The sections, the second Geheimhouding as the explanation that stands further down in the layout."""
    for section in outline.of(Field.SECRECY)[1:2]:
        section.field = Field.SECRECY_EXPLANATION
    return outline.sections


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    values: dict[str, Any] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    repeated: set[str] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)

    def document(self) -> ImportedDocument:
        document = ImportedDocument(**self.values)
        warnings = (*checks.about_fields(document, self.unreadable), *self.warnings, *checks.about_sense(document))
        return ImportedDocument(**self.values, unplaced=tuple(self.unplaced), warnings=tuple(dict.fromkeys(warnings)))

    def take_loose_text(self, outline: Outline) -> None:
        texts = [without_emphasis(block.text.lstrip("# ")) for block in blocks_of(outline.before)]
        self.unplaced.extend(text for text in [*texts, *outline.on_every_page] if text)

    def take(self, section: Section) -> None:
        if section.field is None:
            self.set_apart(section)
            if not section.is_empty:
                self.warnings.append(checks.unknown_field(section.label))
            return
        match LAYOUT[section.field].kind:
            case Kind.NUMBERS:
                self.take_numbers(section)
            case Kind.NOTHING:
                if not section.is_empty:
                    self.set_apart(section)
                    self.warnings.append(checks.text_without_field(LAYOUT[section.field].label))
            case _ if section.is_empty:
                pass
            case Kind.REST:
                self.unplaced.extend(read_lines(section.contents)[0])
            case _ if section.field in self.values:
                self.set_apart(section)
                self.repeat(LAYOUT[section.field].label)
            case kind:
                self.take_value(section, section.field, kind)

    def take_value(self, section: Section, target: Field, kind: Kind) -> None:
        match kind:
            case Kind.SHORT:
                self.values[target], rest = read_short(section.contents)
                self.set_aside(target, rest)
            case Kind.DATE:
                self.take_day(section, target)
            case Kind.LINES:
                self.values[target], numbers = read_lines(section.contents)
                self.warnings.extend(checks.about_numbering(LAYOUT[target].label.lower(), numbers))
            case Kind.ADVICES:
                self.values[target], above = read_advices(section.contents)
                self.set_aside(target, above)
            case Kind.ARGUMENTS:
                read = read_arguments(section.contents)
                self.values[target] = read.arguments
                self.set_aside(target, read.above)
                if not read.numbered:
                    self.warnings.append(checks.UNNUMBERED_ARGUMENTS)
            case _:
                self.values[target] = as_text(section.contents)

    def take_day(self, section: Section, target: Field) -> None:
        day, rest = read_day(section.contents)
        self.values[target] = day
        if day is None:
            self.unreadable.add(LAYOUT[target].label)
        self.set_aside(target, rest)
        self.warnings.extend(checks.about_day(LAYOUT[target].label, day, rest))

    def take_numbers(self, section: Section) -> None:
        if section.field is None or section.is_empty:
            return
        numbers = read_numbers(as_text(section.contents) or "", section.field)
        self.set_aside(section.field, numbers.rest)
        for target, number in ((Field.CASE_NUMBER, numbers.case), (Field.DOCUMENT_NUMBER, numbers.document)):
            if number is None:
                continue
            if target in self.values:
                self.set_aside(target, number)
                self.repeat(LAYOUT[target].label)
            else:
                self.values[target] = number

    def set_apart(self, section: Section) -> None:
        """Keep a whole section that has no field, with its label where that is no field of ours either."""
        text = as_text(section.contents)
        self.unplaced.append(f"{section.label}: {text}" if text else section.label)

    def set_aside(self, target: Field, text: str | None) -> None:
        """Keep the words of a field that its value has no room for."""
        if text:
            self.unplaced.append(f"{LAYOUT[target].label}: {text}")

    def repeat(self, label: str) -> None:
        if label not in self.repeated:
            self.repeated.add(label)
            self.warnings.append(checks.repeated_field(label))
