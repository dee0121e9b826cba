"""The list of decisions of a meeting as pages: exactly what its reader may know. The document is in Dutch."""

from collections.abc import Iterable, Sequence

from app.decisions.queries.public_register import Published
from app.meetings.models import Meeting
from app.meetings.queries.minutes import Record, Treated
from app.records.documents.content import agreement
from app.records.documents.meetings import closed_marks, day_of, head_of, line, numbered, openness, plain
from app.records.documents.pages import Block, Pages, Part, blocks_of, shown
from app.records.huizen.dates import in_words

NOTHING_PUBLIC = "Uit dit overleg is geen openbaar besluit bekend."
HELD_BACK = "Achtergehouden: nog niet op de openbare lijst, eerst hoort wie het aangaat het"
NOTHING = "In dit overleg is niets besloten."


def decision_pages(meeting: Meeting, record: Record) -> Pages:
    """What was decided, in the order in which it was treated, as the people inside read it."""
    marks = [closed_marks(one.item, *one.decisions) for one in record.decided]
    status = (("Status", status_of_list(meeting)), ("Versie", "Interne besluitenlijst"))
    parts = [
        Part(shown(f"{one.number}. {one.item.title}"), tuple(_told(one, mark)))
        for one, mark in zip(record.decided, marks, strict=True)
    ]
    return Pages(
        title=shown(f"Besluitenlijst van {meeting.title}"),
        head=(*head_of(meeting), *status, openness(marks)),
        explanation="Besluiten",
        parts=tuple(parts),
        opening=() if parts else (plain(NOTHING),),
    )


def public_pages(meeting: Meeting, decisions: Sequence[Published]) -> Pages:
    """What everybody may read of what was decided, without names (Woo 5.2): what stands in the public register."""
    parts = tuple(Part(shown(f"{one.number}: {one.title}"), tuple(_told_in_public(one))) for one in decisions)
    return Pages(
        title=shown(f"Openbare besluitenlijst van {meeting.title}"),
        head=(*head_of(meeting), ("Status", status_of_list(meeting)), ("Vertrouwelijkheid", "Openbaar")),
        explanation="Besluiten",
        parts=parts,
        opening=() if parts else (plain(NOTHING_PUBLIC),),
    )


def status_of_list(meeting: Meeting) -> str:
    """Provisional, until the minutes are adopted. Why they were corrected is for who reads the minutes."""
    first = next((one.adopted_at for one in meeting.minutes if one.adopted_at is not None), None)
    return f"Vastgesteld op {day_of(first)}" if first is not None else "Voorlopig"


def _told_in_public(one: Published) -> Iterable[Block]:
    wording = one.wording
    yield line(f"geldt vanaf {in_words(wording.starts_on)}" if wording.starts_on else "", bold=one.unit)
    yield from numbered(wording.advices) if wording.advices else blocks_of(wording.body)
    if not one.holds:
        yield plain("Dit besluit geldt niet meer.")


def _told(one: Treated, marks: list[str]) -> Iterable[Block]:
    outcome, several = one.item.outcome, len(one.decisions) > 1
    if marks:
        yield line(bold=" · ".join(marks))
    if one.item.held_back:
        yield line(bold=HELD_BACK)
    for each in one.decisions:
        whose = each.unit.name if several else ""
        yield line(whose, outcome.label if outcome else "", bold=f"Besluit {each.number}")
    wording = one.decisions[0].wording
    if wording.what != one.item.title:
        yield plain(wording.what)
    yield from numbered(wording.advices) if wording.advices else blocks_of(wording.body)
    agreed = agreement(wording)
    if agreed:
        yield plain(agreed)
