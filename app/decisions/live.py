"""Rounds as something to follow live: what the streams of `app.core.streaming` ask of them."""

from collections.abc import Collection, Mapping

from flask import render_template

from app.core.actor import Actor
from app.core.streaming import RowSource, Snapshot
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


class RoundSource(RowSource[ConsentRound]):
    """The live screens of consent rounds."""

    kind = "round"
    prefix = "ronde"
    audiences = screens.AUDIENCES
    model = ConsentRound
    asked = {screens.CHAIR: "round:lead", screens.SECRETARY: "round:note"}  # noqa: RUF012
    asked_otherwise = "round:read"

    def load(self, key: int) -> ConsentRound:
        """A round with all that its screens show. Raises `NotFound`."""
        return load_round(key)

    def snapshots(self, key: int, audiences: Collection[str]) -> Mapping[str, Snapshot]:
        """What each audience sees of a round now."""
        round_ = self.subject(key)
        objections = objections_of(round_.proposal_id)
        own = {one.actor_key: screens.own_version(one, objections) for one in round_.participants}
        readers = self.readers(round_, _actors_around(round_), audiences)
        return {
            audience: Snapshot(
                revision=round_.revision,
                html=render_template(TEMPLATES[audience], **screens.shared(round_, audience, objections)),
                personal=screens.shared_version(round_, audience),
                own=own,
                readers=readers[audience],
            )
            for audience in audiences
        }


def _actors_around(round_: ConsentRound) -> list[Actor]:
    """Everybody who may have a screen of the round open; others are asked about one by one."""
    places = [one.person or Guest(one, "") for one in round_.participants]
    return [*places, round_.proposal.author, round_.chair]
