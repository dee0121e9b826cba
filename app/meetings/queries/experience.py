"""How meetings were, as their closing cards added up to: of one meeting the spread, of several the averages over time.

What was not kept (`service.closing`, fewer than five answers) is not there: never a nought.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from app.core import clock
from app.core.database import db
from app.decisions.queries.visibility import own_tables
from app.meetings.models import ClosingTally, Meeting, MeetingSeries
from app.meetings.queries.meetings import MOST, meets_at, meets_in
from app.meetings.service.closing import SCALE
from app.meetings.states import OVER, Feeling
from app.organisation.models import Person, Unit

AVERAGE = func.sum(ClosingTally.answer * ClosingTally.count) * 1.0 / func.sum(ClosingTally.count)
"""What was answered on average, of the tallies that a query takes together."""


@dataclass(frozen=True)
class Answers:
    """How often each answer was given to one question in one meeting."""

    question: Feeling
    counts: Mapping[int, int]

    @property
    def total(self) -> int:
        """How many answered it."""
        return sum(self.counts.values())

    @property
    def average(self) -> float:
        """What they answered on average."""
        return sum(answer * count for answer, count in self.counts.items()) / self.total


@dataclass(frozen=True)
class Moment:
    """One meeting in the course of time, with the average of each question of which the answers were kept."""

    meeting_id: int
    title: str
    starts_at: datetime
    averages: Mapping[Feeling, float]

    @property
    def on(self) -> date:
        """Its day, on the clock of the Netherlands."""
        return self.starts_at.astimezone(clock.AMSTERDAM).date()


def answers_in(meeting: Meeting) -> list[Answers]:
    """What the cards of a meeting said, in the order of the questions; those that were kept. One query."""
    tallies = db.session.scalars(select(ClosingTally).where(ClosingTally.meeting_id == meeting.id))
    counts: defaultdict[str, dict[int, int]] = defaultdict(lambda: dict.fromkeys(SCALE, 0))
    for one in tallies:
        counts[one.question][one.answer] = one.count
    return [Answers(one, counts[one.value]) for one in Feeling if one.value in counts]


def over_series(series: MeetingSeries, reader: Person) -> list[Moment]:
    """The meetings of a series over time, as far as the reader sits at their table now. Two queries.

    A unit that joined a series later does not get to see how it was before.
    """
    return _over_time(Meeting.series_id == series.id, meets_at(own_tables(reader)))


def over_unit(unit: Unit) -> list[Moment]:
    """The meetings of a unit over time. Two queries."""
    return _over_time(meets_in(unit))


def _over_time(*conditions: ColumnElement[bool]) -> list[Moment]:
    """The latest meetings that were held, the first first. None at all when of none of them answers were kept."""
    held = select(Meeting.id, Meeting.title, Meeting.starts_at).where(*conditions, Meeting.state.in_(OVER))
    rows = list(db.session.execute(held.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(MOST)))
    averages: defaultdict[int, dict[Feeling, float]] = defaultdict(dict)
    query = select(ClosingTally.meeting_id, ClosingTally.question, AVERAGE)
    of_these = query.where(ClosingTally.meeting_id.in_([one.id for one in rows]))
    for key, question, average in db.session.execute(of_these.group_by(ClosingTally.meeting_id, ClosingTally.question)):
        averages[key][Feeling(question)] = float(average)
    if not averages:
        return []
    return [Moment(one.id, one.title, one.starts_at, averages.get(one.id, {})) for one in reversed(rows)]
