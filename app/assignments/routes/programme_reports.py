"""The voortgangsrapportage of a programme: its page, its text, and its way to college and raad."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assignments.forms.programmes import ReportForm
from app.assignments.programme_machines import ProgrammeReportMachine
from app.assignments.programme_models import ProgrammeReport
from app.assignments.programme_queries import closed_among, load_report, locked_report, readable_lines
from app.assignments.programme_states import Standing
from app.assignments.service import programme_reporting
from app.core.machine import possible
from app.core.routing import reads, signed_in_actor, writes
from app.organisation.states import TemporaryKind

blueprint = Blueprint("programme_reports", __name__, url_prefix="/programmas/rapportage/<int:report_id>")

Answer = str | Response | tuple[str, int]
EVENTS = ("edit", "put_together", "propose", "take_back", "release")


@blueprint.get("")
@reads("programme_report:read", load_report)
def show(report: ProgrammeReport) -> Answer:
    """A report, and what its reader can do with it now."""
    reader = signed_in_actor()
    closed = closed_among(one["assignment"] for one in report.lines)
    return render_template(
        "assignments/programme_report.html",
        report=report,
        lines=readable_lines(report, reader),
        standing=Standing,
        kind=TemporaryKind,
        on_day=date.fromisoformat,
        can={one for one in EVENTS if possible(ProgrammeReportMachine, report, one, actor=reader, closed=closed)},
    )


@blueprint.get("/tekst")
@reads("programme_report:edit", load_report)
def text(report: ProgrammeReport) -> Answer:
    """The text in a form."""
    return _text_page(report, _form(report))


@blueprint.post("/tekst")
@writes("programme_report:edit", locked_report)
def write(report: ProgrammeReport) -> Answer:
    """Save the text."""
    form, actor = _form(report), signed_in_actor()

    def save() -> bool:
        lines = form.to_lines()
        programme_reporting.edit_report(report, form.summary.data or "", lines, by=actor, revision=form.seen_revision)
        return True

    if form.carry_out(save) is None:
        return _text_page(report, form)
    return _back(report)


@blueprint.post("/opnieuw")
@writes("programme_report:put_together", locked_report)
def put_together(report: ProgrammeReport) -> Answer:
    """Begin its text anew."""
    programme_reporting.put_together_again(report, by=signed_in_actor())
    return redirect(url_for(".text", report_id=report.id), 303)


@blueprint.post("/naar-college")
@writes("programme_report:propose", locked_report)
def propose(report: ProgrammeReport) -> Answer:
    """Put it before the college."""
    programme_reporting.propose(report, by=signed_in_actor())
    flash(_("De rapportage wacht in de agendavoorraad van het college."))
    return _back(report)


@blueprint.post("/haal-terug")
@writes("programme_report:take_back", locked_report)
def take_back(report: ProgrammeReport) -> Answer:
    """Take it back."""
    programme_reporting.take_back(report, by=signed_in_actor())
    return _back(report)


@blueprint.post("/vrijgeven")
@writes("programme_report:release", locked_report)
def release(report: ProgrammeReport) -> Answer:
    """Release it for the raad."""
    programme_reporting.release(report, by=signed_in_actor())
    flash(_("Vrijgegeven voor de raad. Stuur de PDF naar de griffie."))
    return _back(report)


def _form(report: ProgrammeReport) -> ReportForm:
    return ReportForm(report, readable_lines(report, signed_in_actor()))


def _text_page(report: ProgrammeReport, form: ReportForm) -> Answer:
    titles = {str(one["assignment"]): one["title"] for one in report.lines}
    page = render_template("assignments/programme_report_text.html", report=report, form=form, titles=titles)
    return page, 422 if form.errors or form.refusal else 200


def _back(report: ProgrammeReport) -> Response:
    return redirect(url_for(".show", report_id=report.id), 303)
