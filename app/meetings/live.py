"""Meetings as something to follow live: what the streams of `app.core.streaming` ask of them."""

from collections.abc import Collection, Mapping

from flask import render_template

from app.core.streaming import RowSource, Snapshot
from app.meetings import screens
from app.meetings.models import Meeting
from app.meetings.queries.meetings import followed_meeting

TEMPLATES = {
    screens.PARTICIPANT: "meetings/_shared.html",
    screens.CHAIR: "meetings/_chair_shared.html",
    screens.INVOLVED: "meetings/_shared.html",
    screens.WALL: "meetings/_screen_shared.html",
}


class MeetingSource(RowSource[Meeting]):
    """The live screens of meetings."""

    kind = "meeting"
    prefix = "overleg"
    audiences = screens.AUDIENCES
    model = Meeting
    asked = {screens.CHAIR: "meeting:lead", screens.INVOLVED: "meeting:read"}  # noqa: RUF012
    asked_otherwise = "meeting:follow"

    def load(self, key: int) -> Meeting:
        """A meeting with who attends it, and by what right. Raises `NotFound`."""
        return followed_meeting(key)

    def snapshots(self, key: int, audiences: Collection[str]) -> Mapping[str, Snapshot]:
        """What each audience sees of a meeting now."""
        meeting = self.subject(key)
        places = [(one.person, one) for one in meeting.attendees if one.person is not None]
        own = {person.actor_key: screens.own_version(meeting, place) for person, place in places}
        readers = self.readers(meeting, [person for person, _ in places], audiences)
        return {
            audience: Snapshot(
                revision=meeting.revision,
                html=render_template(TEMPLATES[audience], **screens.shared(meeting, audience)),
                personal=screens.shared_version(meeting, audience),
                own=own,
                readers=readers[audience],
            )
            for audience in audiences
        }
