"""The anonymous card at the end of a meeting: gathered while it goes on, and only added up when it closes."""

import json
from collections import Counter

from sqlalchemy import delete, select

from app.core.database import db
from app.meetings.models import ClosingCard, ClosingTally, Meeting

FEWEST = 5
"""Below so many cards nothing is kept: one could tell who said what."""


def add_up(meeting: Meeting) -> None:
    """Keep per question how often each answer was given, and throw every card away."""
    query = select(ClosingCard.answers).where(ClosingCard.meeting_id == meeting.id)
    cards = [json.loads(one) for one in db.session.scalars(query)]
    if len(cards) >= FEWEST:
        given = Counter((question, answer) for card in cards for question, answer in card.items())
        db.session.add_all(
            ClosingTally(meeting_id=meeting.id, question=question, answer=answer, count=count)
            for (question, answer), count in sorted(given.items())
        )
    db.session.execute(delete(ClosingCard).where(ClosingCard.meeting_id == meeting.id))
