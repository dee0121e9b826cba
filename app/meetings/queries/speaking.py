"""How the floor was spread over those who were there: for the group itself, never per person for others."""

from dataclasses import dataclass

from app.core import clock
from app.meetings.models import Meeting


@dataclass(frozen=True)
class Floor:
    """How often and for how long one of them had the floor."""

    name: str
    turns: int
    seconds: int


def spread(meeting: Meeting) -> list[Floor]:
    """Everybody who was present, in the order in which they stand on the list. Asks the database nothing.

    Who had no turn is in it with nought: that too is worth seeing. Empty when no turn was given at all.
    """
    if not any(one.began_at for one in meeting.turns):
        return []
    return [
        Floor(
            place.name,
            sum(1 for one in meeting.turns if one.attendee_id == place.id and one.began_at),
            sum(
                int(((one.ended_at or clock.now()) - one.began_at).total_seconds())
                for one in meeting.turns
                if one.attendee_id == place.id and one.began_at
            ),
        )
        for place in meeting.attendees
        if place.was_present
    ]
