"""What the papers of a meeting have in common: which meeting it was, when, and what is not for everybody. In Dutch."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.core import clock
from app.decisions.models import Attachment, Decision, Proposal
from app.decisions.models.disclosure import Disclosed
from app.decisions.states import Confidentiality
from app.meetings.models import AgendaItem, Meeting
from app.records.documents.content import secrecy_of
from app.records.documents.pages import Block, Listing, Paragraph, Span, Spans, blocks_of, shown
from app.records.huizen.dates import in_words

Row = tuple[str, str]
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def head_of(meeting: Meeting, *, planned: bool = False) -> tuple[Row, ...]:
    """Of which units it was, on which day, from when until when, and where; or when it was planned."""
    units = ", ".join(one.name for one in meeting.units)
    begun, ended = _begun(meeting), meeting.closed_at or meeting.ends_at
    if planned:
        begun, ended = meeting.starts_at, meeting.ends_at
    rows = (
        ("Kringen" if meeting.bodies else "Kring", units),
        ("Datum", f"{_WEEKDAYS[begun.astimezone(clock.AMSTERDAM).weekday()]} {day_of(begun)}"),
        ("Tijd", f"{hour_of(begun)} tot {hour_of(ended)} uur"),
        ("Plaats", meeting.place),
    )
    return tuple((label, shown(said)) for label, said in rows if said)


def held_on(meeting: Meeting) -> str:
    """The day on which it was, or is to be."""
    return day_of(_begun(meeting))


def day_of(moment: datetime) -> str:
    """The day in words, on the calendar of the Netherlands."""
    return in_words(moment.astimezone(clock.AMSTERDAM).date())


def hour_of(moment: datetime) -> str:
    """The hour, on the clock of the Netherlands."""
    return f"{moment.astimezone(clock.AMSTERDAM):%H:%M}"


def _begun(meeting: Meeting) -> datetime:
    return meeting.opened_at or meeting.starts_at


def closed_marks(item: AgendaItem, *about: Proposal | Decision | None) -> list[str]:
    """Why something is not for everybody: every paper says so, of what is geheim with who imposed it (Gw 87, 89)."""
    return _marks([item.confidentiality], [one for one in (*about, item.proposal, item.decision) if one is not None])


def file_marks(attachment: Attachment) -> list[str]:
    """The same for a file."""
    return _marks([], [attachment])


def _marks(own: list[Confidentiality], subjects: Sequence[Disclosed]) -> list[str]:
    secrecy = [secrecy_of(one) for one in subjects if one.is_secret]
    readers = [one.confidentiality for one in subjects] + own
    marks = list(dict.fromkeys(secrecy)) or ["Vertrouwelijk"] * (Confidentiality.CONFIDENTIAL in readers)
    until = next((one.embargo_until for one in subjects if one.is_under_embargo), None)
    return marks + ([f"Onder embargo tot {day_of(until)}, {hour_of(until)} uur"] if until else [])


def openness(marks: Iterable[list[str]]) -> Row:
    """What the head says about who may read the paper, by the marks of what stands in it."""
    return "Vertrouwelijkheid", "Bevat vertrouwelijke punten: niet verspreiden" if any(marks) else "Intern"


def line(*pieces: str, bold: str = "") -> Paragraph:
    """One paragraph: something that stands out, and pieces with dots between them, those that say something."""
    rest = " · ".join(shown(one) for one in pieces if one)
    spans = [Span(shown(bold), bold=True)] if bold else []
    return Paragraph((*spans, *([Span(f" · {rest}" if bold else rest)] if rest else [])))


def cell(said: str) -> Spans:
    """What stands in a cell of a table."""
    return (Span(shown(said)),) if said else ()


def plain(said: str) -> Paragraph:
    """A text without Markdown, as one paragraph."""
    return Paragraph((Span(shown(" ".join(said.split()))),))


def bullets(lines: Iterable[str]) -> tuple[Block, ...]:
    """Lines as a list; nothing for none."""
    items = tuple((plain(one),) for one in lines)
    return (Listing(items),) if items else ()


def numbered(texts: Iterable[str]) -> tuple[Block, ...]:
    """Markdown texts as a numbered list; nothing for none."""
    items = tuple(blocks_of(one) for one in texts)
    return (Listing(items, 1),) if items else ()
