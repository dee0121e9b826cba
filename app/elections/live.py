"""Elections as something to follow live: what the streams of `app.core.streaming` ask of them."""

from collections.abc import Collection, Mapping

from flask import render_template

from app.core.streaming import RowSource, Snapshot
from app.elections import screens
from app.elections.models import Election
from app.elections.queries import load_election

TEMPLATES = {
    screens.PARTICIPANT: "elections/_shared.html",
    screens.CHAIR: "elections/_shared.html",
    screens.WALL: "elections/_screen_shared.html",
}


class ElectionSource(RowSource[Election]):
    """The live screens of elections."""

    kind = "election"
    prefix = "verkiezing"
    audiences = screens.AUDIENCES
    model = Election
    asked = {screens.CHAIR: "election:lead"}  # noqa: RUF012
    asked_otherwise = "election:read"

    def load(self, key: int) -> Election:
        """An election with all that its screens show. Raises `NotFound`."""
        return load_election(key)

    def snapshots(self, key: int, audiences: Collection[str]) -> Mapping[str, Snapshot]:
        """What each audience sees of an election now."""
        election = self.subject(key)
        own = {one.person.actor_key: screens.own_version(one) for one in election.places}
        readers = self.readers(election, [one.person for one in election.places], audiences)
        return {
            audience: Snapshot(
                revision=election.revision,
                html=render_template(TEMPLATES[audience], **screens.shared(election, audience)),
                personal=screens.shared_version(election, audience),
                own=own,
                readers=readers[audience],
            )
            for audience in audiences
        }
