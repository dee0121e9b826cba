"""What comes back at a meeting by itself: what was agreed on in earlier meetings of its series."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from app.core.database import db
from app.core.permissions import may
from app.decisions.models import Action
from app.decisions.queries.actions import FIRST_DUE_FIRST, with_what_they_follow_from
from app.decisions.queries.visibility import visible_actions
from app.decisions.states import ActionState
from app.meetings.models import AgendaItem, ItemAction, Meeting
from app.organisation.models import Person

MOST = 50


@dataclass(frozen=True)
class FollowUp:
    """An action that comes back, as it stands; or, once the meeting closed, as it stood then."""

    action: Action
    meeting: Meeting

    @property
    def is_open(self) -> bool:
        """Whether it was still to be done."""
        closed, ended = self.meeting.closed_at, self.action.ended_at
        return ended is None or (closed is not None and ended > closed)

    @property
    def is_overdue(self) -> bool:
        """Whether its day had passed: today, or when the meeting closed."""
        if self.meeting.closed_at is None:
            return self.action.is_overdue
        return self.is_open and self.action.due_on is not None and self.action.due_on < self.meeting.on


def follow_ups(meeting: Meeting, reader: Person) -> list[FollowUp]:
    """What was agreed on earlier in the series and is not done; also what ended in this very meeting.

    For who sits in the meeting, and of that only what they may read. At most three queries.
    """
    if meeting.series_id is None or not may(reader, "meeting:follow", meeting):
        return []
    query = select(Action).where(_comes_back(meeting), visible_actions(reader)).order_by(*FIRST_DUE_FIRST).limit(MOST)
    return [FollowUp(one, meeting) for one in db.session.scalars(with_what_they_follow_from(query))]


def state_of_follow_ups(meeting: Meeting) -> list[tuple[int, str]]:
    """What there is to come back, and in which state, whoever reads. One query, or none."""
    if meeting.series_id is None:
        return []
    rows = db.session.execute(select(Action.id, Action.state).where(_comes_back(meeting)).order_by(Action.id))
    return [(key, state.value) for key, state in rows]


def open_ones(found: Iterable[FollowUp]) -> list[Action]:
    """Those that are still to be done."""
    return [one.action for one in found if one.is_open]


def _comes_back(meeting: Meeting) -> ColumnElement[bool]:
    earlier = (
        select(ItemAction.action_id)
        .join(AgendaItem, ItemAction.item_id == AgendaItem.id)
        .join(AgendaItem.meeting)
        .where(Meeting.series_id == meeting.series_id, Meeting.starts_at < meeting.starts_at)
    )
    is_open = Action.state == ActionState.OPEN
    if meeting.opened_at is not None:
        is_open = or_(is_open, Action.ended_at >= meeting.opened_at)
    return and_(Action.id.in_(earlier), is_open)
