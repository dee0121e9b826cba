"""The address of a round: takes everybody to their own screen, and holds what all may do."""

import io

import segno
from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.confirmation import confirmation, confirmed
from app.core.routing import reads, signed_in_actor, writes
from app.decisions.guests import Guest
from app.decisions.models import ConsentRound
from app.decisions.queries.rounds import load_round, locked_round
from app.decisions.routes import own_screen
from app.decisions.service import attendance, rounds

blueprint = Blueprint("rounds", __name__)


@blueprint.get("/ronde/<int:round_id>")
@reads("round:read", load_round)
def show(round_: ConsentRound) -> Response:
    """Go to one's own screen."""
    return redirect(own_screen.address(round_))


@blueprint.get("/ronde/<int:round_id>/scherm")
@reads("round:read", load_round)
def screen(round_: ConsentRound) -> str:
    """The screen on the wall."""
    address = own_screen.public_address(_way_in(round_))
    return own_screen.wall_page(round_, address.removeprefix("https://").removeprefix("http://"))


@blueprint.get("/ronde/<int:round_id>/qr.svg")
@reads("round:read", load_round)
def qr_code(round_: ConsentRound) -> Response:
    """The way in for a phone, as a picture."""
    picture = io.BytesIO()
    segno.make(own_screen.public_address(_way_in(round_)), micro=False).save(
        picture, kind="svg", border=2, xmldecl=False
    )
    return Response(picture.getvalue(), mimetype="image/svg+xml")


@blueprint.post("/ronde/<int:round_id>/meedoen")
@writes("round:arrive", locked_round)
def arrive(round_: ConsentRound) -> Response:
    """Join the round."""
    attendance.arrive(round_, by=signed_in_actor())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/vertrekken")
@writes("round:leave", locked_round)
def leave(round_: ConsentRound) -> Response:
    """Leave the round."""
    actor = signed_in_actor()
    attendance.leave(round_, by=actor)
    return redirect(url_for("guests.gone") if isinstance(actor, Guest) else own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/voorzitten")
@writes("round:read", locked_round)
def take_chair(round_: ConsentRound) -> Response:
    """Take the chair over. The verb asks who may: whoever was a moment too late is told who sits there now."""
    attendance.take_chair(round_, by=signed_in_actor())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/intrekken")
@writes("round:withdraw", locked_round)
def withdraw(round_: ConsentRound) -> Response | str:
    """The indiener takes the proposal back."""
    if not confirmed():
        return confirmation(
            _("Trek je dit voorstel in? De ronde is dan voorbij."), _("Ja, trek in"), back=own_screen.address(round_)
        )
    rounds.withdraw_round(round_, by=signed_in_actor(), reason=request.form.get("reason", ""))
    return redirect(url_for("proposals.show", proposal_id=round_.proposal_id))


def _way_in(round_: ConsentRound) -> str:
    """Where a phone comes in: for guests too, where the matter is openbaar."""
    if round_.guest_code is not None:
        return url_for("guests.door", code=round_.guest_code)
    return url_for("rounds.show", round_id=round_.id)
