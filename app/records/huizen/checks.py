"""What does not add up in a document that was read: one sentence each, for whoever imports it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from app.records.huizen.dates import dates_in, in_words, read_date
from app.records.huizen.document import Advice, ImportedDocument

UNNUMBERED_ARGUMENTS = "De argumenten hebben geen nummer; ze zijn genummerd in de volgorde van het document."

_APPOINTMENT = re.compile(
    r"bijeenkomst|vergadering|overleg|bespreking|gesprek|sessie|beraad|\w+avond\b|\w+middag\b|\w+ochtend\b|agender|behandel",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"gepland|agender|te behandelen|nodigen|organiser|te bespreken|te houden|plaatsvinden|plaats te vinden|"
    r"voorleggen|voor te leggen",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"^kennis ?nemen|verslag|notulen|terugblik|terugkoppeling|uitkomst|resultaten|besproken|gehouden|plaatsgevonden|"
    r"vastgesteld|eerdere?\b|zoals\b|conform|besluit van",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ])")
_ATTACHMENT = re.compile(r"\bbijlagen?\s+(\d{1,2})\b(?:\s*(?:,|en|t/m)\s*(\d{1,2})\b)?", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(r"[\W_]*(?:niet van toepassing|n\.?\s?v\.?\s?t|geen|nee)[\W_]*", re.IGNORECASE)


def listed(names: Sequence[str]) -> str:
    """The names as a Dutch enumeration: a, b en c."""
    return " en ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


# -- while reading


def unknown_field(label: str) -> str:
    """A label that the layout does not know."""
    return f"Het veld ‘{label}’ kennen we niet; de tekst staat bij niet geplaatst."


def text_without_field(label: str) -> str:
    """Text directly under a heading that only gathers other fields."""
    return f"Onder ‘{label}’ staat tekst zonder eigen veld; die staat bij niet geplaatst."


def repeated_field(label: str) -> str:
    """A field that is filled in more than once."""
    return f"Het veld {label} is meer dan eens ingevuld; de eerste tekst is gebruikt, de rest staat bij niet geplaatst."


def about_day(label: str, day: date | None, rest: str) -> Iterator[str]:
    """A date field without a date, or with a second one."""
    if day is None and rest and not _NOT_APPLICABLE.fullmatch(rest):
        yield f"Bij {label} staat geen datum: ‘{rest}’. De tekst staat bij niet geplaatst."
    elif day and any(True for _ in dates_in(rest)):
        yield f"Bij {label} staat meer dan één datum; {in_words(day)} is gebruikt, de rest staat bij niet geplaatst."


def about_numbering(what: str, numbers: Sequence[int]) -> Iterator[str]:
    """Numbers of a list that do not follow each other from 1."""
    if numbers and list(numbers) != list(range(1, len(numbers) + 1)):
        yield f"De nummers van de {what} lopen niet door: {listed([str(number) for number in numbers])}."


# -- about the whole


def about_fields(document: ImportedDocument, reported: Collection[str]) -> Iterator[str]:
    """What a decision cannot do without and is not there, but for what was reported already."""
    core = {
        "Documentnummer": document.document_number,
        "Onderwerp": document.subject,
        "Besluit": document.decision,
        "Datum besluit": document.decided_on,
        "Advies": document.advices,
    }
    for label, value in core.items():
        if not value and label not in reported:
            yield f"Het veld {label} ontbreekt of is leeg."


def about_sense(document: ImportedDocument) -> Iterator[str]:
    """What the fields say that cannot all be true."""
    yield from about_numbering("adviezen", [advice.number for advice in document.advices])
    yield from _arguments_without_advice(document)
    yield from _appointments_before_decision(document)
    yield from _dates_out_of_order(document)
    yield from _secrecy(document)
    yield from _changes(document)
    yield from _missing_attachments(document)


def _arguments_without_advice(document: ImportedDocument) -> Iterator[str]:
    advices = {advice.number for advice in document.advices}
    seen: set[str] = set()
    for argument in document.arguments:
        if argument.advice is not None and argument.advice not in advices:
            yield f"Argument {argument.number} hoort bij advies {argument.advice}, maar dat advies staat er niet."
        if argument.number in seen:
            yield f"Argument {argument.number} staat er meer dan eens."
        seen.add(argument.number)


def _appointments_before_decision(document: ImportedDocument) -> Iterator[str]:
    """A decision dated after the very meeting that one of its advices asks for."""
    if not document.decided_on:
        return
    years = _years_of_days(document)
    for advice in document.advices:
        for day, named in _appointments(advice, years, decided_on=document.decided_on):
            if day < document.decided_on:
                year = "" if named else " (het jaar staat er niet bij)"
                yield (
                    f"Het besluit is van {in_words(document.decided_on)}, maar advies {advice.number} gaat over een "
                    f"afspraak op {in_words(day)}{year}: die was toen al geweest."
                )


def _appointments(
    advice: Advice, years: Mapping[tuple[int, int], int], *, decided_on: date
) -> Iterator[tuple[date, bool]]:
    """The days of meetings still to come that an advice names, and whether the document names their year."""
    for sentence in _SENTENCE.split(advice.text):
        planned = _PLANNED.search(sentence)
        if not _APPOINTMENT.search(sentence) or (_PAST.search(sentence) and not planned):
            continue
        for found in dates_in(sentence):
            year = found.year or years.get((found.day, found.month))
            day = found.in_year(year) if year else _nearest(found.day, found.month, decided_on)
            if day:
                yield day, year is not None


def _years_of_days(document: ImportedDocument) -> dict[tuple[int, int], int]:
    """The latest year in which the document places a day of the year, for where it leaves the year out."""
    years: dict[tuple[int, int], int] = {}
    for text in _texts(document):
        for found in dates_in(text):
            if found.year:
                key = found.day, found.month
                years[key] = max(found.year, years.get(key, found.year))
    return years


def _nearest(day: int, month: int, to: date) -> date | None:
    """The day of the year that lies closest to a date, in the year before, that year or the next."""
    days = []
    for year in (to.year - 1, to.year, to.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return min(days, key=lambda each: abs(each - to), default=None)


def _dates_out_of_order(document: ImportedDocument) -> Iterator[str]:
    decided_on = document.decided_on
    if not decided_on:
        return
    if document.embargo_until and document.embargo_until < decided_on:
        yield f"Het embargo loopt t/m {in_words(document.embargo_until)}, vóór het besluit van {in_words(decided_on)}."
    if document.document_date and document.document_date > decided_on:
        yield f"Het document is van {in_words(document.document_date)}, na het besluit van {in_words(decided_on)}."
    meeting, _ = read_date(document.meeting or "")
    if meeting and meeting > decided_on:
        yield f"De vergadering is op {in_words(meeting)}, na het besluit van {in_words(decided_on)}."


def _secrecy(document: ImportedDocument) -> Iterator[str]:
    public = (document.confidentiality or "").lower().startswith("openbaar")
    secret = re.match(r"(?:ja|geheim)\b", document.secrecy or "", re.IGNORECASE)
    if public and secret:
        yield "Vertrouwelijkheid zegt ‘Openbaar’, maar er is geheimhouding opgelegd."


def _changes(document: ImportedDocument) -> Iterator[str]:
    decision = (document.decision or "").lower()
    changes = document.decided_with_changes
    if "ongewijzigd" in decision and changes and not _NOT_APPLICABLE.fullmatch(changes):
        yield "Het besluit is ‘ongewijzigd’, maar bij Gewijzigd besloten staat wel een wijziging."
    if "gewijzigd" in decision and "ongewijzigd" not in decision and not changes:
        yield "Er is gewijzigd besloten, maar bij Gewijzigd besloten staat niet wat er gewijzigd is."


def _missing_attachments(document: ImportedDocument) -> Iterator[str]:
    named = {
        int(number) for text in _texts(document) for pair in _ATTACHMENT.findall(text) for number in pair if number
    }
    missing = sorted(number for number in named if number > len(document.attachments))
    if missing:
        numbers = listed([str(number) for number in missing])
        yield f"De tekst verwijst naar bijlage {numbers}, maar die staat niet bij de bijlagen."


def _texts(document: ImportedDocument) -> Iterator[str]:
    yield from (advice.text for advice in document.advices)
    for argument in document.arguments:
        yield f"{argument.heading}\n{argument.text or ''}"
    texts = (
        document.decided_with_changes, document.background, document.purpose, document.caveats, document.alternatives,
        document.finances, document.participation, document.communication, document.execution, document.advised_by,
    )  # fmt: skip
    yield from filter(None, texts)
