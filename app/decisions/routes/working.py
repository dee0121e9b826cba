"""The werkversie: the text that is being made while objections are weighed, and what it becomes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.routing import reads, signed_in_actor, writes
from app.decisions.filed import readable_files
from app.decisions.forms.rounds import WorkingForm
from app.decisions.models import ConsentRound
from app.decisions.queries.differences import difference
from app.decisions.queries.rounds import load_round, locked_round, objections_of
from app.decisions.routes import own_screen
from app.decisions.routes.own_screen import seen
from app.decisions.service import rounds, working

blueprint = Blueprint("working", __name__)

Page = str | Response | tuple[str, int]


@blueprint.get("/ronde/<int:round_id>/werkversie")
@reads("round:edit", load_round)
def edit(round_: ConsentRound) -> Page:
    """The text as it is now, ready to change, with the objections beside it."""
    return _page(round_, WorkingForm.of(round_, why=request.args.get("waarom", "")))


@blueprint.post("/ronde/<int:round_id>/werkversie")
@writes("round:edit", locked_round)
def save(round_: ConsentRound) -> Page:
    """Keep the working text; with the button "Maak dit versie n" it becomes the next version."""
    form = WorkingForm.of(round_)

    def save_it() -> ConsentRound:
        working.edit_working(round_, form.to_data(), by=signed_in_actor(), revision=form.seen_revision)
        if "amend" not in request.form:
            return round_
        return rounds.amend(round_, by=signed_in_actor(), why=form.reason.data, seen=seen())

    following = form.carry_out(save_it)
    if following is None:
        return _page(round_, form), 409 if form.refusal else 422
    if following is round_:
        flash(_("De werkversie is bewaard."), "success")
        return redirect(url_for("working.edit", round_id=round_.id, waarom=form.reason.data or None))
    return redirect(own_screen.address(following))


def _page(round_: ConsentRound, form: WorkingForm) -> str:
    """The form; after a clash beside what somebody else wrote, which the next attempt takes as seen."""
    if form.refusal or not form.is_submitted():
        form.revision.data = str(round_.working.revision) if round_.working else ""
    return render_template(
        "decisions/rounds/working.html",
        round=round_,
        form=form,
        objections=[one for one in objections_of(round_.proposal_id) if one.state.is_standing],
        changes=difference(round_.version.wording, round_.working) if round_.working else [],
        files=readable_files(round_.proposal, round_.working or round_.version.wording, signed_in_actor()),
        back=own_screen.address(round_),
    )
