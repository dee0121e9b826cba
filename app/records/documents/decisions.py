"""The list of decisions of a meeting as pages: exactly what its reader may know. The document is in Dutch."""

from collections.abc import Iterable

from app.decisions.models import Decision
from app.meetings.models import Meeting
from app.meetings.queries.minutes import Record, Treated
from app.records.documents.content import agreement
from app.records.documents.meetings import closed_marks, head_of, line, numbered, openness, plain
from app.records.documents.minutes import status_of
from app.records.documents.pages import Block, Pages, Part, blocks_of, shown

NOTHING = "In dit overleg is niets besloten."


def decision_pages(meeting: Meeting, record: Record) -> Pages:
    """What was decided, in the order in which it was treated, as the people inside read it."""
    marks = [closed_marks(one.item, one.decision) for one in record.decided]
    status = (("Status", shown(status_of(meeting, record.edition))), ("Versie", "Interne besluitenlijst"))
    parts = [
        Part(shown(f"{one.number}. {one.item.title}"), tuple(_told(one, one.decision, mark)))
        for one, mark in zip(record.decided, marks, strict=True)
        if one.decision is not None
    ]
    return Pages(
        title=shown(f"Besluitenlijst van {meeting.title}"),
        head=(*head_of(meeting), *status, openness(marks)),
        explanation="Besluiten",
        parts=tuple(parts),
        opening=() if parts else (plain(NOTHING),),
    )


def _told(one: Treated, decision: Decision, marks: list[str]) -> Iterable[Block]:
    outcome = one.item.outcome
    if marks:
        yield line(bold=" · ".join(marks))
    yield line(outcome.label if outcome else "", bold=f"Besluit {decision.number}")
    wording = decision.wording
    if wording.what != one.item.title:
        yield plain(wording.what)
    yield from numbered(wording.advices) if wording.advices else blocks_of(wording.body)
    agreed = agreement(wording)
    if agreed:
        yield plain(agreed)
