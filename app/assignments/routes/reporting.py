"""How an assignment goes: its reports, and what its parties say to each other."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assignments.forms.reporting import AnswerReportForm, ConversationForm, FeelingForm, ReportFields, ReportForm
from app.assignments.models import Assignment
from app.assignments.pages import Page
from app.assignments.queries import load_assignment, locked_assignment
from app.assignments.reporting_pages import conversations_page, reports_page
from app.assignments.reporting_queries import conversation_of, last_report
from app.assignments.service import reporting
from app.core.errors import NotFound
from app.core.routing import reads, signed_in_actor, writes

blueprint = Blueprint("reporting", __name__, url_prefix="/opdrachten/<int:assignment_id>")

Answer = str | Response | Page


@blueprint.get("/voortgang")
@reads("assignment:read", load_assignment)
def reports(assignment: Assignment) -> Answer:
    """Every report, the newest first, with how each aspect went."""
    return reports_page(assignment, signed_in_actor())


@blueprint.get("/voortgang/nieuw")
@reads("assignment:report", load_assignment)
def new_report(assignment: Assignment) -> Answer:
    """How it stands, beginning with what was said last."""
    return _report_page(assignment, ReportForm(last_report(assignment)))


@blueprint.post("/voortgang/nieuw")
@writes("assignment:report", locked_assignment)
def report(assignment: Assignment) -> Answer:
    """Say how it stands."""
    form, actor = ReportForm(last_report(assignment)), signed_in_actor()
    made = form.carry_out(lambda: reporting.report(assignment, form.to_data(), by=actor, after=form.seen_number))
    if made is None:
        return _report_page(assignment, form)
    flash(_("Bewaard. Iedereen die de opdracht mag lezen, leest hoe het ervoor staat."))
    return redirect(url_for(".reports", assignment_id=assignment.id), 303)


@blueprint.post("/voortgang/antwoord")
@writes("assignment:answer_report", locked_assignment)
def answer_report(assignment: Assignment) -> Answer:
    """Answer what a report asks."""
    key = request.form.get("verslag", 0, type=int)
    form, actor = AnswerReportForm(key), signed_in_actor()

    def say() -> bool:
        reporting.answer_report(assignment, key, form.answer.data, by=actor)
        return True

    if form.carry_out(say) is None:
        return reports_page(assignment, actor, {key: form})
    return redirect(url_for(".reports", assignment_id=assignment.id, _anchor=f"verslag-{key}"), 303)


@blueprint.get("/gesprekken")
@reads("assignment:converse", load_assignment)
def conversations(assignment: Assignment) -> Answer:
    """What the parties said to each other: for them alone."""
    return conversations_page(assignment, signed_in_actor())


@blueprint.post("/gesprekken")
@writes("assignment:converse", locked_assignment)
def converse(assignment: Assignment) -> Answer:
    """Write down what the parties said to each other."""
    form, actor = ConversationForm(), signed_in_actor()

    def write() -> object:
        return reporting.converse(assignment, form.held_on.data, form.agreed.data, by=actor, feeling=form.to_data())

    if form.carry_out(write) is None:
        return conversations_page(assignment, actor, form)
    return redirect(url_for(".conversations", assignment_id=assignment.id), 303)


@blueprint.post("/gesprekken/samenwerking")
@writes("assignment:say_how_it_feels", locked_assignment)
def say_how_it_feels(assignment: Assignment) -> Answer:
    """Say for oneself how the cooperation feels."""
    actor = signed_in_actor()
    conversation = conversation_of(assignment, request.form.get("gesprek", 0, type=int))
    if conversation is None:
        raise NotFound
    form = FeelingForm(conversation, actor.id)

    def say() -> bool:
        said = form.to_data()
        if said is not None:
            reporting.say_how_it_feels(assignment, conversation.id, said, by=actor)
        return True

    if form.carry_out(say) is None:
        return conversations_page(assignment, actor, feelings={conversation.id: form})
    return redirect(url_for(".conversations", assignment_id=assignment.id, _anchor=f"gesprek-{conversation.id}"), 303)


def _report_page(assignment: Assignment, form: ReportFields) -> Page:
    page = render_template("assignments/report.html", assignment=assignment, form=form)
    return page, 422 if form.errors else 200
