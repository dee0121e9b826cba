"""Elections as something to follow live: what the streams of `app.core.streaming` ask of them."""

from collections.abc import Collection, Mapping

from flask import render_template
from sqlalchemy import select

from app.core import permissions
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import NotFound
from app.core.streaming import Snapshot
from app.elections import screens
from app.elections.models import Election
from app.elections.queries import load_election

TEMPLATES = {
    screens.PARTICIPANT: "elections/_shared.html",
    screens.CHAIR: "elections/_shared.html",
    screens.WALL: "elections/_screen_shared.html",
}


class ElectionSource:
    """The live screens of elections."""

    kind = "election"
    prefix = "verkiezing"
    audiences = screens.AUDIENCES

    def may_follow(self, actor: Actor, key: int, audience: str) -> bool:
        """The same permission as the page of that audience asks for."""
        try:
            election = self._election(key)
        except NotFound:
            return False
        return permissions.may(actor, _asked(audience), election)

    def revisions(self, keys: Collection[int]) -> Mapping[int, int]:
        """The present revision of each election. One query."""
        rows = db.session.execute(select(Election.id, Election.revision).where(Election.id.in_(list(keys))))
        return dict(row._tuple() for row in rows)

    def snapshots(self, key: int, audiences: Collection[str]) -> Mapping[str, Snapshot]:
        """What each audience sees of an election now."""
        election = self._election(key)
        people = [one.person for one in election.places]
        return {
            audience: Snapshot(
                revision=election.revision,
                html=render_template(TEMPLATES[audience], **screens.shared(election, audience)),
                personal=screens.shared_version(election, audience),
                own={one.person.actor_key: screens.own_version(one) for one in election.places},
                readers=frozenset(one.actor_key for one in people if permissions.may(one, _asked(audience), election)),
            )
            for audience in audiences
        }

    def _election(self, key: int) -> Election:
        """An election, read once for as long as the session lives."""
        loaded = db.session.info.setdefault("followed_elections", {})
        if key not in loaded:
            loaded[key] = load_election(key)
        found: Election = loaded[key]
        return found


def _asked(audience: str) -> str:
    return "election:lead" if audience == screens.CHAIR else "election:read"
