"""Several bodies in one round."""

from flask import Blueprint, redirect, request

from app.core import clock
from app.core.routing import signed_in_actor, writes
from app.core.transaction import locked
from app.decisions.forms.joint import JointForm
from app.decisions.models import ConsentRound
from app.decisions.queries.rounds import locked_round
from app.decisions.routes import own_screen
from app.decisions.routes.proposals import Answer
from app.decisions.service import joint
from app.organisation.models import Unit
from app.organisation.queries import active_units

blueprint = Blueprint("joint", __name__)


@blueprint.post("/ronde/<int:round_id>/samen")
@writes("round:invite_body", locked_round)
def invite(round_: ConsentRound) -> Answer:
    """Let another unit consent in this round too."""
    form = JointForm([unit for unit in active_units(clock.today()) if unit.id != round_.proposal.unit_id])
    body = form.carry_out(lambda: joint.invite_body(round_, form.chosen("unit"), by=signed_in_actor()))
    if body is None:
        return own_screen.page(round_, form), 422
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/samen/weg")
@writes("round:leave_out_body", locked_round)
def leave_out(round_: ConsentRound) -> Answer:
    """Take the invitation of a unit back."""
    unit = locked(Unit, request.form.get("unit", default=0, type=int))
    joint.leave_out_body(round_, unit, by=signed_in_actor())
    return redirect(own_screen.address(round_))
