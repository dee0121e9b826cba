"""Programmes: the list, beginning one, its page, and what belongs to it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assignments import programme_queries as queries
from app.assignments.forms import WhyForm
from app.assignments.forms.programmes import BeginReportForm, GroupForm, ProgrammeForm, TakeInForm
from app.assignments.models import Assignment
from app.assignments.programme_models import Programme
from app.assignments.queries import locked_assignment
from app.assignments.service import programme_reporting, programmes
from app.core import clock
from app.core.errors import NotFound
from app.core.permissions import may
from app.core.routing import reads, signed_in_actor, writes
from app.organisation.forms.house_form import HouseForm
from app.organisation.queries.directory import active_people, active_units
from app.organisation.routes.pages import LARGEST_KEY, form_page

blueprint = Blueprint("programmes", __name__, url_prefix="/programmas")

Answer = str | Response | tuple[str, int]
AT = "/<int:programme_id>"


@blueprint.get("")
@reads("programmes:read")
def overview() -> Answer:
    """Every programme."""
    return render_template("assignments/programmes.html", programmes=queries.all_programmes())


@blueprint.get("/nieuw")
@reads("programme:create")
def new() -> Answer:
    """An empty form for a programme."""
    return _new_page(_form())


@blueprint.post("/nieuw")
@writes("programme:create")
def begin() -> Answer:
    """Begin a programme."""
    form, actor = _form(), signed_in_actor()
    begun = form.carry_out(lambda: programmes.begin_programme(form.chosen("unit"), form.to_data(), by=actor))
    return _new_page(form) if begun is None else _back(begun)


@blueprint.get(AT)
@reads("programme:read", queries.load_programme)
def show(programme: Programme) -> Answer:
    """A programme with its assignments, work groups and reports, as far as the reader may know of them."""
    return _page(programme)


@blueprint.get(f"{AT}/bewerk")
@reads("programme:edit", queries.load_programme)
def edit(programme: Programme) -> Answer:
    """The form with what a programme says now."""
    return _edit_page(programme, _form(programme))


@blueprint.post(f"{AT}/bewerk")
@writes("programme:edit", queries.locked_programme)
def change(programme: Programme) -> Answer:
    """Change what a programme says."""
    form, actor = _form(programme), signed_in_actor()
    if not _done(form, lambda: programmes.edit_programme(programme, form.to_data(), by=actor)):
        return _edit_page(programme, form)
    return _back(programme)


@blueprint.post(f"{AT}/opdracht")
@writes("programme:take_in", queries.locked_programme)
def take_in(programme: Programme) -> Answer:
    """Let an assignment belong to it."""
    actor = signed_in_actor()
    form = TakeInForm(queries.assignments_to_take_in(actor))
    if not _done(form, lambda: programmes.take_in(programme, form.chosen("assignment"), by=actor)):
        return _page(programme, take_in_form=form)
    return _back(programme, "opdrachten")


@blueprint.post(f"{AT}/opdracht/weg")
@writes("programme:leave_out", queries.locked_programme)
def leave_out(programme: Programme) -> Answer:
    """Let an assignment belong to it no longer."""
    programmes.leave_out(programme, _assignment_to_leave_out(), by=signed_in_actor())
    return _back(programme, "opdrachten")


@blueprint.post(f"{AT}/werkgroep")
@writes("programme:add_group", queries.locked_programme)
def add_group(programme: Programme) -> Answer:
    """Let a temporary unit work for it."""
    form = GroupForm(queries.groups_to_add(programme))
    if not _done(form, lambda: programmes.add_group(programme, form.chosen("group"), by=signed_in_actor())):
        return _page(programme, group_form=form)
    return _back(programme, "werkgroepen")


@blueprint.post(f"{AT}/werkgroep/weg")
@writes("programme:remove_group", queries.locked_programme)
def remove_group(programme: Programme) -> Answer:
    """Let a temporary unit work for it no longer."""
    programmes.remove_group(programme, request.form.get("kring", 0, type=int), by=signed_in_actor())
    return _back(programme, "werkgroepen")


@blueprint.post(f"{AT}/rapportage")
@writes("programme:report", queries.locked_programme)
def report(programme: Programme) -> Answer:
    """Put the next report together."""
    form, actor = BeginReportForm(), signed_in_actor()
    made = form.carry_out(lambda: programme_reporting.begin_report(programme, form.reference_on.data, by=actor))
    if made is None:
        return _page(programme, report_form=form)
    return redirect(url_for("programme_reports.text", report_id=made.id), 303)


@blueprint.post(f"{AT}/beeindig")
@writes("programme:end", queries.locked_programme)
def end(programme: Programme) -> Answer:
    """End it, with the reason."""
    form, actor = WhyForm(prefix="end-"), signed_in_actor()
    if not _done(form, lambda: programmes.end_programme(programme, by=actor, reason=form.reason.data)):
        return _page(programme, end_form=form)
    flash(_("Het programma is beëindigd. De opdrachten en de werkgroepen gaan door."))
    return _back(programme)


def _assignment_to_leave_out() -> Assignment:
    """The assignment that is named in the request. Raises `NotFound`, also for one that the actor may not read."""
    key = request.form.get("opdracht", 0, type=int)
    assignment = locked_assignment(key if 0 < key <= LARGEST_KEY else 0)
    if not may(signed_in_actor(), "assignment:read", assignment):
        raise NotFound
    return assignment


def _done(form: HouseForm, verb: Callable[[], object]) -> bool:
    def carry_out() -> bool:
        verb()
        return True

    return form.carry_out(carry_out) is not None


def _form(programme: Programme | None = None) -> ProgrammeForm:
    today, actor = clock.today(), signed_in_actor()
    units = [one for one in active_units(today) if may(actor, "programme:create", one)]
    return ProgrammeForm(units, active_people(today), queries.commissions_for(actor), programme)


def _new_page(form: ProgrammeForm) -> Answer:
    lead = _("Een programma houdt opdrachten en werkgroepen bij elkaar die samen één bedoeling dienen.")
    return form_page(form, _("Nieuw programma"), _("Begin"), url_for(".overview"), lead=lead)


def _edit_page(programme: Programme, form: ProgrammeForm) -> Answer:
    back = url_for(".show", programme_id=programme.id)
    return form_page(form, _("Programma wijzigen"), _("Opslaan"), back, kicker=programme.name)


def _back(programme: Programme, anchor: str | None = None) -> Response:
    return redirect(url_for(".show", programme_id=programme.id, _anchor=anchor), 303)


def _page(programme: Programme, **returned: HouseForm) -> tuple[str, int]:
    """The page of a programme, in a constant number of queries; `returned` are forms with something wrong."""
    reader = signed_in_actor()
    steers, commission = may(reader, "programme:edit", programme), programme.commission
    goes_on = programmes.report_goes_on(programme)
    forms: dict[str, Any] = {}
    if steers and programme.state.value == "running":
        forms = {
            "take_in_form": TakeInForm(queries.assignments_to_take_in(reader)),
            "group_form": GroupForm(queries.groups_to_add(programme)),
            "report_form": BeginReportForm(),
            "end_form": WhyForm(prefix="end-"),
        }
    page = render_template(
        "assignments/programme.html",
        programme=programme,
        commission=commission if commission and may(reader, "assignment:read", commission) else None,
        assignments=queries.assignments_in(programme, reader),
        groups=[(one, queries.members_of(one)) for one in queries.groups_of(programme)],
        reports=queries.reports_of(programme, reader),
        steers=bool(forms),
        report_goes_on=goes_on,
        **forms | returned,
    )
    return page, 422 if returned else 200
