"""What waits for a meeting: the agenda pool of its units, as far as it is on no agenda yet."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select

from app.assignments.following_models import InformationDue
from app.assignments.programme_models import ProgrammeReport
from app.assignments.programme_queries import proposed_reports
from app.core.database import db
from app.core.permissions import may
from app.decisions.models import Action, Decision, Proposal
from app.decisions.queries.pool import pool_of
from app.decisions.states import ProposalState
from app.meetings.models import AgendaItem, Meeting
from app.meetings.queries.information import information_at_hand
from app.meetings.queries.items import scheduled_about, waiting_in
from app.meetings.queries.meetings import COMING
from app.meetings.queries.year import AtHand, steps_at_hand
from app.meetings.states import ITEM_ENDS, MeetingState
from app.meetings.windows import day_for
from app.organisation.models import Person, Unit

MOST = 5
"""Minutes that one meeting adopts; a meeting that has to adopt more does nothing else."""


@dataclass(frozen=True)
class Waiting:
    """What waits in one unit."""

    unit: Unit
    items: list[AgendaItem]
    """Carried over, or suggested."""
    proposals: list[Proposal]
    reviews: list[Decision]
    actions: list[Action]
    steps: list[AtHand]
    """Of its year: what is at hand by the day of the meeting."""
    information: list[InformationDue]
    """What assignments agreed to tell it, or to involve it in."""
    reports: list[ProgrammeReport]
    """Of programmes, for the college to note."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        lists = (self.items, self.proposals, self.reviews, self.actions, self.steps, self.information, self.reports)
        return not any(lists)


def waiting_for(meeting: Meeting, reader: Person) -> list[Waiting]:
    """What waits in each unit that meets. A constant number of queries for each unit."""
    return [_waiting_in(unit, reader, day_for(meeting)) for unit in meeting.units]


def minutes_waiting_for(meeting: Meeting) -> list[Meeting]:
    """The meetings before this one, of its series or else of its unit, whose minutes are not adopted; the oldest first.

    Without those that a meeting in between is to adopt. One query.
    """
    same = Meeting.series_id == meeting.series_id if meeting.series_id else Meeting.unit_id == meeting.unit_id
    waits = Meeting.state.in_([MeetingState.CLOSED, MeetingState.MINUTES_DRAFT])
    elsewhere = (
        select(AgendaItem.adopts_id)
        .join(AgendaItem.meeting)
        .where(
            and_(AgendaItem.adopts_id.is_not(None), AgendaItem.state.not_in(ITEM_ENDS)),
            and_(Meeting.id != meeting.id, Meeting.state.in_(COMING), Meeting.starts_at < meeting.starts_at),
        )
        .correlate(None)
    )
    here = and_(same, waits, Meeting.starts_at < meeting.starts_at, Meeting.id.not_in(elsewhere))
    return list(db.session.scalars(select(Meeting).where(here).order_by(Meeting.starts_at, Meeting.id).limit(MOST)))


def _waiting_in(unit: Unit, reader: Person, on: date) -> Waiting:
    pool = pool_of(unit, reader)
    proposals, decisions = scheduled_about(unit)
    reports = (
        [one for one in proposed_reports() if may(reader, "programme_report:read", one)] if unit.is_college else []
    )
    return Waiting(
        unit=unit,
        items=[one for one in waiting_in(unit, reader) if not _is_moot(one)],
        proposals=[one for one in pool.submitted if one.id not in proposals],
        reviews=[one for one in (*pool.due, *pool.under_review) if one.id not in decisions],
        actions=[one for one in pool.actions if one.is_overdue],
        steps=steps_at_hand(unit, on) if may(reader, "unit:meet", unit) else [],
        information=information_at_hand(unit, on, reader),
        reports=[one for one in reports if not one.is_on_agenda],
    )


def _is_moot(item: AgendaItem) -> bool:
    """Whether what it is about was settled elsewhere meanwhile, for instance in writing."""
    settled = (ProposalState.DECIDED, ProposalState.WITHDRAWN, ProposalState.DELEGATED, ProposalState.SETTLED_WIDER)
    return item.proposal is not None and item.proposal.state in settled
