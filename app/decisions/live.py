"""Rounds as something to follow live: what the streams of `app.core.streaming` ask of them."""

from collections.abc import Collection, Mapping

from flask import render_template
from sqlalchemy import select

from app.core import permissions
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import NotFound
from app.core.streaming import Snapshot
from app.decisions import screens
from app.decisions.guests import Guest
from app.decisions.models import ConsentRound
from app.decisions.queries.rounds import load_round, objections_of

TEMPLATES = {
    screens.PARTICIPANT: "decisions/rounds/_participant_shared.html",
    screens.CHAIR: "decisions/rounds/_chair_shared.html",
    screens.SECRETARY: "decisions/rounds/_chair_shared.html",
    screens.WALL: "decisions/rounds/_screen_shared.html",
}
ASKED = {screens.CHAIR: "round:lead", screens.SECRETARY: "round:note"}
"""What it takes to see the screen of an audience; for the others it takes reading the round."""


class RoundSource:
    """The live screens of consent rounds."""

    kind = "round"
    prefix = "ronde"
    audiences = screens.AUDIENCES

    def may_follow(self, actor: Actor, key: int, audience: str) -> bool:
        """The same permission as the page of that audience asks for."""
        try:
            round_ = self._round(key)
        except NotFound:
            return False
        return permissions.may(actor, _asked(audience), round_)

    def revisions(self, keys: Collection[int]) -> Mapping[int, int]:
        """The present revision of each round. One query."""
        rows = db.session.execute(select(ConsentRound.id, ConsentRound.revision).where(ConsentRound.id.in_(list(keys))))
        return dict(row._tuple() for row in rows)

    def snapshots(self, key: int, audiences: Collection[str]) -> Mapping[str, Snapshot]:
        """What each audience sees of a round now."""
        round_ = self._round(key)
        objections = objections_of(round_.proposal_id)
        own = {one.actor_key: screens.own_version(one, objections) for one in round_.participants}
        actors = _actors_around(round_)
        readers = {
            asked: frozenset(one.actor_key for one in actors if permissions.may(one, asked, round_))
            for asked in {_asked(audience) for audience in audiences}
        }
        return {
            audience: Snapshot(
                revision=round_.revision,
                html=render_template(TEMPLATES[audience], **screens.shared(round_, audience, objections)),
                personal=screens.shared_version(round_, audience),
                own=own,
                readers=readers[_asked(audience)],
            )
            for audience in audiences
        }

    def _round(self, key: int) -> ConsentRound:
        """A round, read once for as long as the session lives."""
        loaded = db.session.info.setdefault("followed_rounds", {})
        if key not in loaded:
            loaded[key] = load_round(key)
        found: ConsentRound = loaded[key]
        return found


def _asked(audience: str) -> str:
    return ASKED.get(audience, "round:read")


def _actors_around(round_: ConsentRound) -> list[Actor]:
    """Everybody who may have a screen of the round open; others are asked about one by one."""
    places = [one.person or Guest(one, "") for one in round_.participants]
    return [*places, round_.proposal.author, round_.chair]
