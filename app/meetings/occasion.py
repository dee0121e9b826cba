"""A consent round that is held within an item: from its screens people come back to the meeting."""

from flask import url_for
from sqlalchemy import and_, select
from sqlalchemy.orm import selectinload

from app.core.actor import Actor
from app.core.database import db
from app.core.permissions import may
from app.decisions import screens as round_screens
from app.decisions.models import ConsentRound
from app.decisions.occasions import Occasion
from app.meetings.models import AgendaItem, Meeting
from app.meetings.states import ItemState, MeetingState

PAGES = {
    round_screens.CHAIR: ("meeting_chair.screen", "meeting:lead"),
    round_screens.SECRETARY: ("meeting_chair.screen", "meeting:lead"),
    round_screens.WALL: ("meeting.wall", "meeting:follow"),
}
"""By the audience of the round: the page in the meeting, and what it takes. Others go to the page of who takes part."""
OF_WHO_TAKES_PART = ("meeting.screen", "meeting:read")


def find(round_: ConsentRound, reader: Actor, audience: str) -> Occasion | None:
    """The meeting that has this round in hand, for who may be there. A constant number of queries."""
    in_hand = (AgendaItem.proposal_id == round_.proposal_id, AgendaItem.state == ItemState.IN_HAND)
    for_whom = (
        selectinload(Meeting.bodies),
        selectinload(Meeting.attendees),
        selectinload(Meeting.items).selectinload(AgendaItem.involved),
    )
    query = select(Meeting).where(Meeting.items.any(and_(*in_hand)), Meeting.state == MeetingState.OPEN)
    meeting = db.session.scalar(query.options(*for_whom).limit(1))
    if meeting is None:
        return None
    for page, permission in (PAGES.get(audience, OF_WHO_TAKES_PART), OF_WHO_TAKES_PART):
        if may(reader, permission, meeting):
            return Occasion(meeting.title, url_for(page, meeting_id=meeting.id))
    return None
