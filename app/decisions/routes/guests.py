"""A guest's way in: the QR code on the shared screen, a name, and waiting until the gespreksleider opens the door."""

from flask import Blueprint, redirect, render_template, url_for
from flask_login import login_user
from werkzeug.wrappers import Response

from app.core.errors import NotFound
from app.core.routing import current_actor, public
from app.core.transaction import transaction
from app.decisions.forms.rounds import GuestForm
from app.decisions.guests import Guest
from app.decisions.queries.rounds import locked_round_by_code, round_by_code
from app.decisions.service import attendance
from app.organisation.models import Person

blueprint = Blueprint("guests", __name__)

Page = str | Response | tuple[str, int]


@blueprint.get("/gast/<code>")
@public
def door(code: str) -> Page:
    """Ask a name; whoever is signed in, or already in, goes on to the round."""
    round_ = round_by_code(code)
    actor = current_actor()
    if isinstance(actor, Person):
        return redirect(url_for("rounds.show", round_id=round_.id))
    if isinstance(actor, Guest) and actor.participant.round.proposal_id == round_.proposal_id:
        if actor.participant.admitted:
            return redirect(url_for("rounds.show", round_id=actor.participant.round_id))
        if actor.participant.left_at is not None:
            return render_template("decisions/rounds/guest_gone.html", turned_away=True)
        return render_template("decisions/rounds/guest_waits.html", code=code, name=actor.name)
    if round_.ended_at is not None:
        raise NotFound
    return render_template("decisions/rounds/guest.html", form=GuestForm(), code=code, round_id=round_.id)


@blueprint.post("/gast/<code>")
@public
def knock(code: str) -> Page:
    """Take the name that was picked to the door."""
    form = GuestForm()
    with transaction():
        round_ = locked_round_by_code(code)
        come_in = form.carry_out(lambda: attendance.ask_entry(round_, form.name.data))
    if come_in is None:
        return render_template("decisions/rounds/guest.html", form=form, code=code, round_id=round_.id), 422
    place, token = come_in
    login_user(Guest(place, token))
    return redirect(url_for("guests.door", code=code))


@blueprint.get("/gast/weg")
@public
def gone() -> str:
    """A word of thanks to a guest who left."""
    return render_template("decisions/rounds/guest_gone.html")
