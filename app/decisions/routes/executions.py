"""Uitvoering: deciding with a mandate, bringing something to its holder, and asking advice first."""

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.core import clock
from app.core.routing import reads, signed_in_actor, writes
from app.decisions.forms.executions import AdviceForm, AskAdviceForm, ExecutionForm
from app.decisions.models import Mandate, Proposal
from app.decisions.queries.mandates import beleid_to_decide_within, held_mandates, load_mandate, locked_mandate
from app.decisions.queries.proposals import load_proposal, locked_proposal
from app.decisions.queries.tables import people_at_tables
from app.decisions.routes import mandates, proposals
from app.decisions.routes.proposals import Answer
from app.decisions.service import executions
from app.organisation.queries import active_people
from app.organisation.routes.pages import changed


@mandates.blueprint.get("/mandaten/<int:mandate_id>/besluit")
@reads("mandate:decide", load_mandate)
def decide(mandate: Mandate) -> Answer:
    """An empty form for an uitvoeringsbesluit."""
    return _decision_page(mandate, _form_for(mandate))


@mandates.blueprint.post("/mandaten/<int:mandate_id>/besluit")
@writes("mandate:decide", locked_mandate)
def take(mandate: Mandate) -> Answer:
    """Take it; or keep it as a draft to ask advice on first, when that button was pressed."""
    form, actor = _form_for(mandate), signed_in_actor()
    if "advice" in request.form:
        draft = form.carry_out(lambda: executions.prepare_execution(mandate, form.to_execution(), by=actor))
        if draft is not None:
            return changed(_("Je concept is bewaard. Vraag hier advies."), "proposals.show", proposal_id=draft.id)
        return _decision_page(mandate, form)
    decision = form.carry_out(lambda: executions.take_execution(mandate, form.to_execution(), by=actor))
    if decision is None:
        return _decision_page(mandate, form)
    return changed(_("Je hebt besloten. Het staat in het register."), "register.show", number=decision.number)


@mandates.blueprint.get("/mandaten/<int:mandate_id>/voorleggen")
@reads("mandate:read", load_mandate)
def bring(mandate: Mandate) -> Answer:
    """An empty form for what its holder is asked to decide."""
    return _bring_page(mandate, _form_for(mandate))


@mandates.blueprint.post("/mandaten/<int:mandate_id>/voorleggen")
@writes("mandate:read", locked_mandate)
def hand_over(mandate: Mandate) -> Answer:
    """Bring it to the holder."""
    form, actor = _form_for(mandate), signed_in_actor()
    proposal = form.carry_out(lambda: executions.bring_to_holder(mandate, form.to_execution(), by=actor))
    if proposal is None:
        return _bring_page(mandate, form)
    return changed(_("Het ligt nu bij wie erover mag beslissen."), "proposals.show", proposal_id=proposal.id)


@proposals.blueprint.get("/voorstellen/<int:proposal_id>/uitvoeringsbesluit")
@reads("proposal:execute", load_proposal)
def decide_proposal(proposal: Proposal) -> Answer:
    """The form with what was brought, or what a round gave one to decide."""
    return _execute_page(proposal, _form_of(proposal))


@proposals.blueprint.post("/voorstellen/<int:proposal_id>/uitvoeringsbesluit")
@writes("proposal:execute", locked_proposal)
def execute(proposal: Proposal) -> Answer:
    """Take the uitvoeringsbesluit."""
    form, actor = _form_of(proposal), signed_in_actor()
    decision = form.carry_out(
        lambda: executions.execute_proposal(proposal, form.to_execution(), by=actor, mandate=form.chosen("mandate"))
    )
    if decision is None:
        return _execute_page(proposal, form)
    return changed(_("Je hebt besloten. Het staat in het register."), "register.show", number=decision.number)


@proposals.blueprint.post("/voorstellen/<int:proposal_id>/advies-vragen")
@writes("proposal:ask_advice", locked_proposal)
def ask_advice(proposal: Proposal) -> Answer:
    """Ask somebody what they think."""
    form, actor = AskAdviceForm(active_people(clock.today()), prefix="ask-"), signed_in_actor()
    asked = form.carry_out(
        lambda: executions.ask_advice(proposal, [form.chosen("person")], by=actor, question=form.question.data)
    )
    if asked is None:
        return proposals.proposal_page(proposal, ask=form), 422
    name = form.chosen("person").name
    return changed(_("%(name)s ziet je vraag bij Vandaag.", name=name), ".show", proposal_id=proposal.id)


@proposals.blueprint.post("/voorstellen/<int:proposal_id>/advies")
@writes("proposal:advise", locked_proposal)
def advise(proposal: Proposal) -> Answer:
    """Say what one thinks."""
    form, actor = AdviceForm(prefix="advice-"), signed_in_actor()
    if form.carry_out(lambda: executions.advise(proposal, form.text.data, by=actor)) is None:
        return proposals.proposal_page(proposal, advise=form), 422
    return changed(_("Je advies staat erbij."), ".show", proposal_id=proposal.id)


@proposals.blueprint.post("/voorstellen/<int:proposal_id>/naar-de-kring")
@writes("proposal:to_the_circle", locked_proposal)
def to_the_circle(proposal: Proposal) -> Answer:
    """It is beleid after all: the circle decides."""
    executions.to_the_circle(proposal, by=signed_in_actor())
    told = _("Dit is nu een voorstel voor een ronde van %(unit)s.", unit=proposal.unit.name)
    return changed(told, ".overview")


def _form_for(mandate: Mandate) -> ExecutionForm:
    actor = signed_in_actor()
    policies = beleid_to_decide_within(mandate, actor)
    asked = request.args.get("beleid", "")
    within = next((one.id for one in policies if one.number == asked), None)
    return ExecutionForm(people_at_tables([mandate.unit]), policies, by=actor, within=within)


def _form_of(proposal: Proposal) -> ExecutionForm:
    actor = signed_in_actor()
    held = [one for one in held_mandates(actor) if one.unit_id == proposal.unit_id]
    named = proposal.decider_id == actor.id
    policies = {one.id: one for mandate in held for one in beleid_to_decide_within(mandate, actor)}
    form = ExecutionForm(
        people_at_tables([proposal.unit]),
        list(policies.values()),
        by=actor,
        wording=proposal.current.wording,
        within=proposal.within_id if proposal.within_id in policies else None,
        mandates=held,
        without_mandate=_("Geen: de kring vroeg mij dit te beslissen") if named else "",
        confidentiality=proposal.confidentiality,
    )
    if not form.is_submitted() and proposal.mandate_id in {one.id for one in held}:
        form.mandate.data = proposal.mandate_id
    return form


def _decision_page(mandate: Mandate, form: ExecutionForm) -> Answer:
    as_giver = not mandate.is_held_by(signed_in_actor(), clock.today())
    page = render_template(
        "decisions/mandates/decide.html",
        form=form,
        mandate=mandate,
        as_giver=as_giver,
        back=url_for("mandates.show", mandate_id=mandate.id),
    )
    return page, 422 if form.errors else 200


def _bring_page(mandate: Mandate, form: ExecutionForm) -> Answer:
    return render_template("decisions/mandates/bring.html", form=form, mandate=mandate), 422 if form.errors else 200


def _execute_page(proposal: Proposal, form: ExecutionForm) -> Answer:
    page = render_template(
        "decisions/mandates/decide.html",
        form=form,
        mandate=None,
        proposal=proposal,
        as_giver=False,
        back=url_for("proposals.show", proposal_id=proposal.id),
    )
    return page, 422 if form.errors else 200
