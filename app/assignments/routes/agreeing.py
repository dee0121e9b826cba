"""What parties do with an assignment: say who takes part, remark, ask consent, decline, take over, stop."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assignments.forms import AnswerForm, PartyForm, RemarkForm, SuccessionForm, WhyForm
from app.assignments.models import Assignment
from app.assignments.pages import Page, labels_for, page_of
from app.assignments.queries import locked_assignment
from app.assignments.service import agreeing, drafting
from app.core import clock
from app.core.routing import signed_in_actor, writes
from app.organisation.queries.directory import active_people

blueprint = Blueprint("agreeing", __name__, url_prefix="/opdrachten/<int:assignment_id>")

Answer = Response | Page


@blueprint.post("/partij")
@writes("assignment:name_party", locked_assignment)
def name_party(assignment: Assignment) -> Answer:
    """Say that somebody is a party."""
    form = PartyForm(assignment, active_people(clock.today()))

    def name() -> bool:
        drafting.name_party(assignment, form.chosen("person"), form.role.data, by=signed_in_actor())
        return True

    if form.carry_out(name) is None:
        return page_of(assignment, signed_in_actor(), party_form=form)
    return _back(assignment, "partijen")


@blueprint.post("/partij/weg")
@writes("assignment:leave_out_party", locked_assignment)
def leave_out_party(assignment: Assignment) -> Answer:
    """Take somebody off again."""
    drafting.leave_out_party(assignment, request.form.get("partij", 0, type=int), by=signed_in_actor())
    return _back(assignment, "partijen")


@blueprint.post("/bied-aan")
@writes("assignment:offer", locked_assignment)
def offer(assignment: Assignment) -> Answer:
    """Offer the draft to the others."""
    drafting.offer(assignment, by=signed_in_actor())
    flash(_("Aangeboden. De andere partijen lezen nu mee en kunnen reageren."))
    return _back(assignment)


@blueprint.post("/terug-naar-concept")
@writes("assignment:take_back", locked_assignment)
def take_back(assignment: Assignment) -> Answer:
    """Make it a draft again."""
    drafting.take_back(assignment, by=signed_in_actor())
    return _back(assignment)


@blueprint.post("/opmerking")
@writes("assignment:remark", locked_assignment)
def remark(assignment: Assignment) -> Answer:
    """Remark on a part."""
    form = RemarkForm(labels_for(assignment))
    made = form.carry_out(lambda: drafting.remark(assignment, form.part.data, form.text.data, by=signed_in_actor()))
    if made is None:
        return page_of(assignment, signed_in_actor(), remark_form=form)
    return _back(assignment, "opmerkingen")


@blueprint.post("/opmerking/antwoord")
@writes("assignment:answer_remark", locked_assignment)
def answer_remark(assignment: Assignment) -> Answer:
    """Answer a remark."""
    key = request.form.get("opmerking", 0, type=int)
    form = AnswerForm(key)

    def say() -> bool:
        drafting.answer_remark(assignment, key, form.answer.data, by=signed_in_actor())
        return True

    if form.carry_out(say) is None:
        return page_of(assignment, signed_in_actor(), answers={key: form})
    return _back(assignment, "opmerkingen")


@blueprint.post("/vraag-consent")
@writes("assignment:ask_consent", locked_assignment)
def ask_consent(assignment: Assignment) -> Answer:
    """Put it to consent, in a round among its parties."""
    round_ = agreeing.ask_consent(assignment, by=signed_in_actor())
    return redirect(url_for("rounds.show", round_id=round_.id), 303)


@blueprint.post("/begin")
@writes("assignment:begin_work", locked_assignment)
def begin_work(assignment: Assignment) -> Answer:
    """Begin what was agreed, before its day."""
    agreeing.begin_work(assignment, by=signed_in_actor())
    return _back(assignment)


@blueprint.post("/wijs-af")
@writes("assignment:decline", locked_assignment)
def decline(assignment: Assignment) -> Answer:
    """Turn it down."""
    return _with_a_reason(assignment, "decline", drafting.decline)


@blueprint.post("/stop")
@writes("assignment:cancel", locked_assignment)
def cancel(assignment: Assignment) -> Answer:
    """Stop it for good."""
    return _with_a_reason(assignment, "cancel", agreeing.cancel)


@blueprint.post("/praat-opnieuw")
@writes("assignment:renegotiate", locked_assignment)
def renegotiate(assignment: Assignment) -> Answer:
    """Talk anew about what runs."""
    return _with_a_reason(assignment, "renegotiate", agreeing.renegotiate)


@blueprint.post("/laat-zo")
@writes("assignment:keep_as_it_is", locked_assignment)
def keep_as_it_is(assignment: Assignment) -> Answer:
    """Let what was agreed hold as it did."""
    return _with_a_reason(assignment, "keep", agreeing.keep_as_it_is)


@blueprint.post("/opvolging")
@writes("assignment:succeed", locked_assignment)
def succeed(assignment: Assignment) -> Answer:
    """Let somebody take over from a party."""
    form, actor = SuccessionForm(assignment, active_people(clock.today())), signed_in_actor()

    def take_over() -> bool:
        party, successor = form.chosen("party"), form.chosen("successor")
        agreeing.succeed(assignment, party, successor, by=actor, on=form.starts_on.data)
        return True

    if form.carry_out(take_over) is None:
        return page_of(assignment, actor, succession_form=form)
    return _back(assignment, "partijen")


@blueprint.post("/bevestig")
@writes("assignment:confirm", locked_assignment)
def confirm(assignment: Assignment) -> Answer:
    """Stand for what one's predecessor agreed to."""
    agreeing.confirm(assignment, by=signed_in_actor())
    return _back(assignment)


def _with_a_reason(assignment: Assignment, name: str, verb: Callable[..., None]) -> Answer:
    form = WhyForm(prefix=f"{name}-")

    def carry_out() -> bool:
        verb(assignment, by=signed_in_actor(), reason=form.reason.data)
        return True

    if form.carry_out(carry_out) is None:
        return page_of(assignment, signed_in_actor(), **{f"{name}_form": form})
    return _back(assignment)


def _back(assignment: Assignment, anchor: str | None = None) -> Response:
    return redirect(url_for("assignments.show", assignment_id=assignment.id, _anchor=anchor), 303)
