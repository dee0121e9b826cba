"""Reading the lives of all subjects back from the journal alone."""

from collections import defaultdict

from app.core.database import db
from app.core.journal import JournalEntry


def replay() -> dict[tuple[str, int], str | None]:
    """The state of every subject as its journal tells it, each event going on where the one before ended.

    Raises `AssertionError` at the first event that begins elsewhere.
    """
    states: dict[tuple[str, int], str | None] = {}
    for entry in db.session.scalars(db.select(JournalEntry).order_by(JournalEntry.id)):
        subject = (entry.subject_kind, entry.subject_id)
        told = f"{entry.subject_kind} {entry.subject_id}: {entry.event} {entry.source} → {entry.target}"
        assert entry.source == states.get(subject), f"{told}, but it was {states.get(subject)}"
        states[subject] = entry.target
    return states


def numbers_given() -> dict[str, list[int]]:
    """Per series of unit and year the numbers of the decisions in the register, in order."""
    from app.decisions.models import Decision

    series = defaultdict(list)
    for number in db.session.scalars(db.select(Decision.number)):
        name, _, last = number.rpartition("-")
        series[name].append(int(last))
    return {name: sorted(given) for name, given in series.items()}
