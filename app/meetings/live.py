"""Meetings as something to follow live: what the streams of `app.core.streaming` ask of them."""

from collections.abc import Collection, Mapping

from flask import render_template
from sqlalchemy import select

from app.core import permissions
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import NotFound
from app.core.streaming import Snapshot
from app.meetings import screens
from app.meetings.models import Meeting
from app.meetings.queries.meetings import followed_meeting

TEMPLATES = {
    screens.PARTICIPANT: "meetings/_shared.html",
    screens.CHAIR: "meetings/_chair_shared.html",
    screens.INVOLVED: "meetings/_shared.html",
    screens.WALL: "meetings/_screen_shared.html",
}
ASKED = {screens.CHAIR: "meeting:lead", screens.INVOLVED: "meeting:read"}
"""What it takes to see the screen of an audience; for the others it takes sitting in the meeting."""


class MeetingSource:
    """The live screens of meetings."""

    kind = "meeting"
    prefix = "overleg"
    audiences = screens.AUDIENCES

    def may_follow(self, actor: Actor, key: int, audience: str) -> bool:
        """The same permission as the page of that audience asks for."""
        try:
            meeting = self._meeting(key)
        except NotFound:
            return False
        return permissions.may(actor, _asked(audience), meeting)

    def revisions(self, keys: Collection[int]) -> Mapping[int, int]:
        """The present revision of each meeting. One query."""
        rows = db.session.execute(select(Meeting.id, Meeting.revision).where(Meeting.id.in_(list(keys))))
        return dict(row._tuple() for row in rows)

    def snapshots(self, key: int, audiences: Collection[str]) -> Mapping[str, Snapshot]:
        """What each audience sees of a meeting now."""
        meeting = self._meeting(key)
        people = [one.person for one in meeting.attendees if one.person is not None]
        own = {
            one.person.actor_key: screens.own_version(meeting, one)
            for one in meeting.attendees
            if one.person is not None
        }
        return {
            audience: Snapshot(
                revision=meeting.revision,
                html=render_template(TEMPLATES[audience], **screens.shared(meeting, audience)),
                personal=screens.shared_version(meeting, audience),
                own=own,
                readers=frozenset(one.actor_key for one in people if permissions.may(one, _asked(audience), meeting)),
            )
            for audience in audiences
        }

    def _meeting(self, key: int) -> Meeting:
        """A meeting, read once for as long as the session lives."""
        loaded = db.session.info.setdefault("followed_meetings", {})
        if key not in loaded:
            loaded[key] = followed_meeting(key)
        found: Meeting = loaded[key]
        return found


def _asked(audience: str) -> str:
    return ASKED.get(audience, "meeting:follow")
