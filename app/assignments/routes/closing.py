"""Closing an assignment, looking back on it, and finding what was learned from others."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assignments.forms.closing import LookBackForm, ResultForm
from app.assignments.models import Assignment
from app.assignments.pages import Page
from app.assignments.queries import load_assignment, locked_assignment
from app.assignments.reporting_queries import Wanted, lessons_for
from app.assignments.result_shape import RESULT
from app.assignments.service import closing
from app.assignments.states import WorkType
from app.core.routing import reads, signed_in_actor, writes
from app.organisation.routes.pages import form_page

blueprint = Blueprint("closing", __name__)
LONGEST_SEARCH = 200

Answer = str | Response | Page


@blueprint.get("/opdrachten/geleerd")
@reads("assignments:read")
def lessons() -> Answer:
    """What can be learned from assignments that are done, by word and by kind of work."""
    chosen = request.args.get("werksoort", "")
    work_type = next((one for one in WorkType if one.value == chosen), None)
    wanted = Wanted(request.args.get("zoek", "").replace("\0", " ").strip()[:LONGEST_SEARCH], work_type)
    found = lessons_for(signed_in_actor(), wanted)
    return render_template("assignments/lessons.html", found=found, wanted=wanted, work_types=list(WorkType))


@blueprint.get("/opdrachten/<int:assignment_id>/resultaat")
@reads("assignment:offer_result", load_assignment)
def result(assignment: Assignment) -> Answer:
    """What there is now, in a form."""
    return _result_page(assignment, ResultForm(assignment))


@blueprint.post("/opdrachten/<int:assignment_id>/resultaat")
@writes("assignment:offer_result", locked_assignment)
def offer_result(assignment: Assignment) -> Answer:
    """Offer the result, in a round among the parties."""
    form = ResultForm(assignment)
    round_ = form.carry_out(lambda: closing.offer_result(assignment, form.to_data(), by=signed_in_actor()))
    if round_ is None:
        return _result_page(assignment, form)
    return redirect(url_for("rounds.show", round_id=round_.id), 303)


@blueprint.get("/opdrachten/<int:assignment_id>/terugblik")
@reads("assignment:look_back", load_assignment)
def looking_back(assignment: Assignment) -> Answer:
    """How it was, in a form."""
    return _look_back_page(assignment, LookBackForm())


@blueprint.post("/opdrachten/<int:assignment_id>/terugblik")
@writes("assignment:look_back", locked_assignment)
def look_back(assignment: Assignment) -> Answer:
    """Look back on it."""
    form = LookBackForm()
    if form.carry_out(lambda: closing.look_back(assignment, form.to_data(), by=signed_in_actor())) is None:
        return _look_back_page(assignment, form)
    flash(_("Bewaard. Wie iets vergelijkbaars begint, vindt wat jullie leerden."))
    return redirect(url_for("assignments.show", assignment_id=assignment.id), 303)


def _result_page(assignment: Assignment, form: ResultForm) -> Page:
    lead = _("Alle partijen geven consent op het resultaat. Dan is de opdracht afgerond. Anders gaat het werk verder.")
    agreed = assignment.in_force
    if agreed is not None and agreed.texts.get(RESULT):
        lead += " " + _("Afgesproken was: %(result)s", result=agreed.texts[RESULT])
    back = url_for("assignments.show", assignment_id=assignment.id)
    return form_page(form, _("Bied het resultaat aan"), _("Bied aan"), back, kicker=assignment.title, lead=lead)


def _look_back_page(assignment: Assignment, form: LookBackForm) -> Page:
    lead = _("Doe het samen, het liefst met wie het werk deden.")
    back = url_for("assignments.show", assignment_id=assignment.id)
    return form_page(form, _("Kijk terug"), _("Bewaar"), back, kicker=assignment.title, lead=lead)
