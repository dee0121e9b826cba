"""Everybody's own screen of a round: where it is, and how it is shown again when a form comes back with an error."""

from typing import Any

from flask import current_app, render_template, request, url_for

from app.core.routing import signed_in_actor
from app.decisions import screens
from app.decisions.filed import closed_files
from app.decisions.models import ConsentRound, Objection
from app.decisions.occasions import Occasion, occasion_of
from app.decisions.queries.rounds import objections_of
from app.decisions.states import Choice
from app.organisation.forms.house_form import HouseForm


def address(round_: ConsentRound, **query: Any) -> str:
    """The address of the reader's own screen of a round."""
    endpoint = "participant.screen" if _audience(round_) == screens.PARTICIPANT else "chair.screen"
    return url_for(endpoint, round_id=round_.id, **query)


def page(round_: ConsentRound, form: HouseForm | None = None) -> str:
    """The reader's own screen, with a form as it was filled in."""
    audience = _audience(round_)
    if audience == screens.PARTICIPANT:
        return participant_page(round_, form)
    objections = objections_of(round_.proposal_id)
    context = screens.shared(round_, audience, objections) | _chair_part(round_, objections, form) | _closed(round_)
    return render_template("decisions/rounds/chair.html", **context, occasion=occasion(round_, audience))


def chair_part(round_: ConsentRound) -> str:
    """Only the part with the forms of gespreksleider or secretaris, for a live page."""
    return render_template(
        "decisions/rounds/_chair_personal.html", **_chair_part(round_, objections_of(round_.proposal_id))
    )


def participant_page(round_: ConsentRound, form: HouseForm | None = None) -> str:
    """The screen of a participant, whoever looks."""
    objections = objections_of(round_.proposal_id)
    context = screens.shared(round_, screens.PARTICIPANT, objections) | _participant_part(round_, objections, form)
    context |= _closed(round_)
    here = occasion(round_, screens.PARTICIPANT)
    return render_template("decisions/rounds/participant.html", **context, occasion=here)


def participant_part(round_: ConsentRound) -> str:
    """Only the part that is the participant's own, for a live page."""
    return render_template(
        "decisions/rounds/_participant_personal.html", **_participant_part(round_, objections_of(round_.proposal_id))
    )


def seen() -> str | None:
    """The phase that was on the screen when the button was pressed."""
    return request.args.get("gezien")


def public_address(path: str) -> str:
    """An address that phones in the room can reach."""
    settings = current_app.config["SETTINGS"]
    return (settings.public_url or request.host_url).rstrip("/") + path


def wall_page(round_: ConsentRound, join_address: str) -> str:
    """The screen on the wall."""
    context = screens.shared(round_, screens.WALL, objections_of(round_.proposal_id))
    here = occasion(round_, screens.WALL)
    return render_template("decisions/rounds/screen.html", **context, occasion=here, join_address=join_address)


def occasion(round_: ConsentRound, audience: str) -> Occasion | None:
    """Where the reader came from and goes back to, while the round goes on."""
    return occasion_of(round_, signed_in_actor(), audience) if round_.ended_at is None else None


def _chair_part(round_: ConsentRound, objections: list[Objection], form: HouseForm | None = None) -> screens.Context:
    mine = screens.chair_personal(round_, signed_in_actor(), objections, form=form)
    return mine | _place_on_screen("chair.screen", round_)


def _participant_part(
    round_: ConsentRound, objections: list[Objection], form: HouseForm | None = None
) -> screens.Context:
    mine = screens.personal(round_, signed_in_actor(), objections, form=form)
    return mine | _place_on_screen("participant.screen", round_)


def _closed(round_: ConsentRound) -> screens.Context:
    """The files that the reader may have and others on the same screen may not."""
    return {"closed_files": closed_files(round_.proposal, round_.version.wording, signed_in_actor())}


def _place_on_screen(endpoint: str, round_: ConsentRound) -> screens.Context:
    """Where on the screen the reader is: at the words with an answer, changing one, or at the start, `here`."""
    return {
        "choice": _choice(),
        "changing": "wijzig" in request.args,
        "here": url_for(endpoint, round_id=round_.id),
    }


def _audience(round_: ConsentRound) -> str:
    return screens.audience_of(signed_in_actor(), round_)


def _choice() -> Choice | None:
    """The answer that was tapped and still wants a word with it."""
    tapped = request.args.get("keuze") or request.form.get("choice")
    return next((choice for choice in Choice if choice.value == tapped), None)
