"""The list of assignments, beginning one, and writing its text."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assignments.forms import BeginForm, NextVersionForm, TextForm, with_parts
from app.assignments.models import Assignment, AssignmentVersion
from app.assignments.pages import Page, changes_between, page_of
from app.assignments.queries import (
    assignments_for,
    load_assignment,
    locked_assignment,
    own_parts,
    readable_numbers,
)
from app.assignments.service import drafting
from app.assignments.states import AssignmentState
from app.core import clock
from app.core.errors import NotFound
from app.core.routing import reads, signed_in_actor, writes
from app.organisation.queries.directory import active_units
from app.organisation.routes.pages import form_page

blueprint = Blueprint("assignments", __name__)


@dataclass(frozen=True)
class Chosen:
    """Which assignments are shown in the list."""

    state: str = ""
    unit: str = ""

    def fits(self, assignment: Assignment) -> bool:
        """Whether an assignment is among them."""
        return self.state in ("", assignment.state.value) and self.unit in ("", str(assignment.unit_id))


Answer = str | Response | Page


@blueprint.get("/opdrachten")
@reads("assignments:read")
def overview() -> Answer:
    """Every assignment the reader may read: one's own first."""
    reader = signed_in_actor()
    found = assignments_for(reader)
    chosen = Chosen(request.args.get("staat", ""), request.args.get("kring", ""))
    shown = [one for one in found if chosen.fits(one)]
    return render_template(
        "assignments/overview.html",
        mine=[one for one in shown if one.is_of(reader)],
        others=[one for one in shown if not one.is_of(reader)],
        units=sorted({(one.unit_id, one.unit.name) for one in found}, key=lambda unit: unit[1]),
        states=[one for one in AssignmentState if any(found_one.state is one for found_one in found)],
        chosen=chosen,
        reader=reader,
    )


@blueprint.get("/opdrachten/nieuw")
@reads("assignment:create")
def new() -> Answer:
    """The few questions with which an assignment begins."""
    return _begin_page(BeginForm(active_units(clock.today())))


@blueprint.post("/opdrachten/nieuw")
@writes("assignment:create")
def begin() -> Answer:
    """Begin an assignment."""
    form = BeginForm(active_units(clock.today()))
    drafted = form.carry_out(lambda: drafting.draft(form.chosen("unit"), form.to_data(), by=signed_in_actor()))
    if drafted is None:
        return _begin_page(form)
    return redirect(url_for(".text", assignment_id=drafted.id), 303)


@blueprint.get("/opdrachten/<int:assignment_id>")
@reads("assignment:read", load_assignment)
def show(assignment: Assignment) -> Answer:
    """An assignment: its parties, its text, what was said about it, and the next step."""
    return page_of(assignment, signed_in_actor())


@blueprint.get("/opdrachten/<int:assignment_id>/tekst")
@reads("assignment:edit", load_assignment)
def text(assignment: Assignment) -> Answer:
    """The text in a form: the draft, or what is to be the next version."""
    return _text_page(assignment, _text_form(assignment))


@blueprint.post("/opdrachten/<int:assignment_id>/tekst")
@writes("assignment:edit", locked_assignment)
def write(assignment: Assignment) -> Answer:
    """Save the draft, or make the next version of what is talked over."""
    form, actor = _text_form(assignment), signed_in_actor()

    def save() -> bool:
        if isinstance(form, NextVersionForm):
            drafting.rewrite(
                assignment,
                form.to_data(),
                by=actor,
                reason=form.reason.data or "",
                worked_in=form.worked_in.data or (),
                revision=form.seen_revision,
            )
        else:
            drafting.edit(assignment, form.to_data(), by=actor, revision=form.seen_revision)
        return True

    if form.carry_out(save) is None:
        return _text_page(assignment, form)
    return redirect(url_for(".show", assignment_id=assignment.id), 303)


@blueprint.get("/opdrachten/<int:assignment_id>/verschil")
@reads("assignment:read", load_assignment)
def changes(assignment: Assignment) -> Answer:
    """What changed between two versions, by default the last two."""
    new = _version(assignment, request.args.get("naar", assignment.current.number, type=int))
    old = _version(assignment, request.args.get("van", max(1, new.number - 1), type=int))
    return render_template(
        "assignments/difference.html",
        assignment=assignment,
        old=old,
        new=new,
        changes=changes_between(old, new),
        whole="heel" in request.args,
    )


def _version(assignment: Assignment, number: int) -> AssignmentVersion:
    found = next((one for one in assignment.versions if one.number == number), None)
    if found is None:
        raise NotFound
    return found


def _begin_page(form: BeginForm) -> Page:
    lead = _("Eén zin is genoeg om te beginnen. Tot je het aanbiedt leest alleen wie partij is mee.")
    return form_page(form, _("Nieuwe opdracht"), _("Begin"), url_for(".overview"), lead=lead)


def _text_form(assignment: Assignment) -> TextForm:
    kind = NextVersionForm if assignment.state.is_talked_over else TextForm
    form = with_parts(kind, assignment.work_type, own_parts(assignment.work_type))
    reader = signed_in_actor()
    made: TextForm = form(assignment, active_units(clock.today()), lambda numbers: readable_numbers(reader, numbers))
    return made


def _text_page(assignment: Assignment, form: TextForm) -> Page:
    page = render_template("assignments/text.html", assignment=assignment, form=form)
    return page, 422 if form.errors or form.refusal else 200
