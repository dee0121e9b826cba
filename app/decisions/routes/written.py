"""What the gespreksleider does with a round that is not in the room."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.confirmation import confirmation, confirmed
from app.core.routing import signed_in_actor, writes
from app.core.telling import said_moment
from app.decisions.forms.written import DaysForm, WrittenForm
from app.decisions.models import ConsentRound
from app.decisions.queries.rounds import locked_round
from app.decisions.routes import own_screen
from app.decisions.routes.own_screen import seen
from app.decisions.service import deadlines
from app.decisions.states import RoundState

blueprint = Blueprint("written", __name__)

Page = str | Response | tuple[str, int]


@blueprint.post("/ronde/<int:round_id>/open-schriftelijk")
@writes("round:open_in_writing", locked_round)
def begin(round_: ConsentRound) -> Page:
    """Open the round in writing: everybody is invited by mail."""
    form = WrittenForm.of(round_)

    def open_it() -> bool:
        how = {"mode": form.mode.data, "papers_sent": bool(form.papers_sent.data), "seen": seen()}
        deadlines.open_in_writing(round_, by=signed_in_actor(), days=form.to_days(), **how)
        return True

    if form.carry_out(open_it):
        flash(_("De ronde is geopend. Iedereen die meebeslist krijgt mail met een eigen link."), "success")
        return redirect(own_screen.address(round_))
    if form.refusal and round_.state is not RoundState.PREPARED:
        raise form.refusal  # the form is not on the screen any more
    return own_screen.page(round_, form), 422


@blueprint.post("/ronde/<int:round_id>/meer-tijd")
@writes("round:extend", locked_round)
def extend(round_: ConsentRound) -> Page:
    """Give everybody more time for this phase."""
    form = DaysForm.of(round_)
    if not form.validate():
        return own_screen.page(round_, form), 422
    deadlines.extend(round_, form.days.data, by=signed_in_actor())
    assert round_.due_at is not None, "what was extended ends some time"  # noqa: S101
    flash(_("Er is nu tijd tot %(moment)s.", moment=said_moment(round_.due_at)), "success")
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/naar-de-kamer")
@writes("round:bring_to_the_room", locked_round)
def to_the_room(round_: ConsentRound) -> Page:
    """Go on in the next meeting."""
    if not confirmed():
        question = _("Gaan jullie hiermee verder in het overleg? Schriftelijk kan dan niet meer.")
        return confirmation(question, _("Ja, in het overleg"), back=own_screen.address(round_))
    deadlines.bring_to_the_room(round_, by=signed_in_actor())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/wacht-op-afwezigen")
@writes("round:await_absentees", locked_round)
def wait(round_: ConsentRound) -> Page:
    """Wait in writing for who was not there."""
    form = DaysForm.of(round_)
    if not form.validate():
        return own_screen.page(round_, form), 422
    deadlines.await_absentees(round_, form.days.data, by=signed_in_actor(), seen=seen())
    flash(_("Wie er niet was, krijgt mail met een eigen link."), "success")
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/niet-langer-wachten")
@writes("round:close_window", locked_round)
def stop_waiting(round_: ConsentRound) -> Page:
    """Back to the room."""
    deadlines.close_window(round_, by=signed_in_actor(), seen=seen())
    return redirect(own_screen.address(round_))
