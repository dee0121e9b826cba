"""Looking back on a decision: its criteria, how they fared, and what the circle makes of it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app.core.errors import N_, NotFound, Refused
from app.core.machine import possible
from app.core.permissions import may
from app.core.routing import reads, signed_in_actor, writes
from app.decisions.decision_machine import DecisionMachine
from app.decisions.forms.reviews import GoOnForm, InformationForm, findings_of
from app.decisions.models import ConsentRound, Decision
from app.decisions.queries.decision_story import load_decision, locked_decision
from app.decisions.queries.reviews import open_changes, reviews_of
from app.decisions.routes.register import Answer, decision_page
from app.decisions.service import changes, register, rounds
from app.decisions.service.reviews import note_findings, review_in_hand
from app.decisions.states import Change, Fared, Origin
from app.organisation.routes.pages import changed

blueprint = Blueprint("reviews", __name__)


@blueprint.get("/besluiten/<number>/terugblik")
@reads("decision:read", load_decision)
def show(decision: Decision) -> Answer:
    """Looking back: by which criteria, and how each fared."""
    return _page(decision)


@blueprint.post("/besluiten/<number>/terugblik")
@writes("decision:note_review", locked_decision)
def note(decision: Decision) -> Answer:
    """Note how each criterion fared."""
    review = review_in_hand(decision)
    if review is None:
        raise Refused(N_("Er loopt nu geen terugblik op dit besluit."))
    note_findings(decision, review, findings_of(review), by=signed_in_actor())
    return changed(_("Genoteerd hoe het gaat."), ".show", number=decision.number)


@blueprint.post("/besluiten/<number>/terugkijken")
@writes("decision:start_review", locked_decision)
def start(decision: Decision) -> Answer:
    """Look back on a decision; meanwhile it holds."""
    register.start_review(decision, by=signed_in_actor())
    return changed(_("Het terugkijken is begonnen. Zolang blijft het besluit gelden."), ".show", number=decision.number)


@blueprint.post("/besluiten/<number>/bevestigen")
@writes("decision:reaffirm", locked_decision)
def reaffirm(decision: Decision) -> Answer:
    """It goes on as it is: put to the circle when it was taken with consent, else recorded at once."""
    form, actor = GoOnForm(prefix="reaffirm-"), signed_in_actor()
    if decision.origin is Origin.ROUND:
        round_ = form.carry_out(lambda: _put(decision, Change.REAFFIRM, form))
        return _to(round_) if round_ else (_page(decision, reaffirm=form), 422)
    if not form.validate():
        return _page(decision, reaffirm=form), 422
    register.reaffirm(decision, by=actor, reason=form.reason.data, review_on=form.review_on.data)
    return changed(_("Dit besluit blijft gelden."), "register.show", number=decision.number)


@blueprint.post("/besluiten/<number>/intrekken")
@writes("decision:repeal", locked_decision)
def repeal(decision: Decision) -> Answer:
    """Put to the circle that it no longer holds."""
    form = GoOnForm(prefix="repeal-")
    round_ = form.carry_out(lambda: _put(decision, Change.REPEAL, form))
    return _to(round_) if round_ else (_page(decision, repeal=form), 422)


@blueprint.post("/besluiten/<number>/aanpassen")
@writes("decision:amend", locked_decision)
def amend(decision: Decision) -> Answer:
    """A draft that begins from its text, and takes its place when it is decided."""
    proposal = changes.amend_decision(decision, by=signed_in_actor())
    flash(
        _("Pas aan wat anders moet. Wordt dit besloten, dan vervangt het %(number)s.", number=decision.number), "info"
    )
    return redirect(url_for("proposals.edit", proposal_id=proposal.id), 303)


@blueprint.post("/besluiten/<number>/consent-intrekken")
@writes("decision:read", locked_decision)
def withdraw_consent(decision: Decision) -> Answer:
    """Somebody of the deciding round knows something new: the circle looks back. The verb asks who may."""
    form, actor = InformationForm(prefix="withdraw-"), signed_in_actor()
    if not may(actor, "decision:withdraw_consent", decision):
        raise NotFound
    if not form.validate():
        return decision_page(decision, information_form=form), 422
    register.withdraw_consent(decision, form.information.data, by=actor)
    told = _("De kring kijkt hierop terug. Je antwoord van toen blijft staan.")
    return changed(told, ".show", number=decision.number)


def _put(decision: Decision, change: Change, form: GoOnForm) -> ConsentRound:
    actor = signed_in_actor()
    proposal = changes.put_to_circle(decision, change, form.to_data(decision, change), by=actor)
    return rounds.prepare_round(proposal, by=actor)


def _to(round_: ConsentRound) -> Answer:
    return redirect(url_for("rounds.show", round_id=round_.id), 303)


def _page(decision: Decision, reaffirm: GoOnForm | None = None, repeal: GoOnForm | None = None) -> str:
    reader = signed_in_actor()
    reviews = reviews_of(decision)
    return render_template(
        "decisions/register/review.html",
        decision=decision,
        review=next((one for one in reviews if one.ended_at is None), None),
        earlier=[one for one in reviews if one.ended_at is not None],
        changes=open_changes(decision.id, reader),
        may_note=possible(DecisionMachine, decision, "note_review", actor=reader),
        may_start=possible(DecisionMachine, decision, "start_review", actor=reader),
        may_amend=decision.can_be_amended and may(reader, "decision:amend", decision),
        with_consent=decision.origin is Origin.ROUND,
        fared=list(Fared),
        reaffirm=reaffirm or GoOnForm(formdata=None, prefix="reaffirm-"),
        repeal=repeal or GoOnForm(formdata=None, prefix="repeal-"),
    )
