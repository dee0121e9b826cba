"""Writing proposals, and what is done with them until a round is set ready."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.core.confirmation import confirmation, confirmed
from app.core.errors import N_, Refused
from app.core.machine import possible
from app.core.permissions import may
from app.core.routing import reads, signed_in_actor, writes
from app.decisions.forms.proposals import EditProposalForm, NewProposalForm, OptionalReasonForm, ReasonForm
from app.decisions.forms.wording import of_kind
from app.decisions.models import Proposal
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.queries.proposals import load_proposal, locked_proposal, open_round_id
from app.decisions.queries.tables import people_at_tables, units_to_propose_in
from app.decisions.queries.visibility import led_units
from app.decisions.routes.proposals import Answer, blueprint, proposal_page
from app.decisions.service import proposals, rounds
from app.decisions.states import ProposalState
from app.decisions.subjects import PLAIN, begun_by_form
from app.organisation.refusals import RefusedField
from app.organisation.routes.pages import changed


@blueprint.get("/voorstellen/nieuw")
@reads("proposal:create")
def new() -> Answer:
    """An empty form for a proposal."""
    return _new_page(_new_form())


@blueprint.post("/voorstellen/nieuw")
@writes("proposal:create")
def create() -> Answer:
    """Hand a new proposal in, or keep it as a draft."""
    form = _new_form()
    proposal = form.carry_out(lambda: _made(form)) if form else None
    if proposal is None:
        return _new_page(form), 422
    if proposal.state is ProposalState.IN_ROUND:
        return redirect(url_for("rounds.show", round_id=open_round_id(proposal)), 303)
    if not may(signed_in_actor(), "proposal:read", proposal):
        return changed(_("Het staat klaar bij %(name)s.", name=proposal.author.name), ".overview")
    told = _("Dit is ingediend bij %(unit)s.") if proposal.is_shared else _("Je concept is bewaard.")
    return changed(told % {"unit": proposal.unit.name}, ".show", proposal_id=proposal.id)


@blueprint.get("/voorstellen/<int:proposal_id>/bewerken")
@reads("proposal:edit", load_proposal)
def edit(proposal: Proposal) -> Answer:
    """The form with what the draft says."""
    if not possible(ProposalMachine, proposal, "edit", actor=signed_in_actor()):
        raise Refused(N_("De tekst staat vast: dit voorstel staat op ‘%(state)s’."), state=_(proposal.state.label))
    return _edit_page(proposal, _edit_form(proposal))


@blueprint.post("/voorstellen/<int:proposal_id>/bewerken")
@writes("proposal:edit", locked_proposal)
def change(proposal: Proposal) -> Answer:
    """Keep the text, and hand it in with it when that button was pressed."""
    form = _edit_form(proposal)
    if form.carry_out(lambda: _changed(proposal, form)) is None:
        return _edit_page(proposal, form), 409 if form.refusal else 422
    told = _("Dit is ingediend bij %(unit)s.") if proposal.is_shared else _("Je concept is bewaard.")
    return changed(told % {"unit": proposal.unit.name}, ".show", proposal_id=proposal.id)


@blueprint.post("/voorstellen/<int:proposal_id>/indienen")
@writes("proposal:submit", locked_proposal)
def submit(proposal: Proposal) -> Answer:
    """Hand a draft in."""
    proposals.submit_proposal(proposal, by=signed_in_actor())
    told = _("Dit is ingediend bij %(unit)s.", unit=proposal.unit.name)
    return changed(told, ".show", proposal_id=proposal.id)


@blueprint.post("/voorstellen/<int:proposal_id>/teruggeven")
@writes("proposal:give_back", locked_proposal)
def give_back(proposal: Proposal) -> Answer:
    """Give it back to its author, with a reason; the author may ask for it themselves."""
    form, actor = ReasonForm(prefix="give_back-"), signed_in_actor()
    if not form.validate():
        return proposal_page(proposal, give_back=form), 422
    proposals.give_back_proposal(proposal, by=actor, reason=form.reason.data)
    told = _("Het voorstel is weer een concept van %(name)s.", name=proposal.author.name)
    if not may(actor, "proposal:read", proposal):
        return changed(told, ".overview")
    return changed(told, ".show", proposal_id=proposal.id)


@blueprint.post("/voorstellen/<int:proposal_id>/intrekken")
@writes("proposal:withdraw", locked_proposal)
def withdraw(proposal: Proposal) -> Answer:
    """Take it back for good."""
    form = OptionalReasonForm(prefix="withdraw-")
    if not form.validate():
        return proposal_page(proposal, withdraw=form), 422
    if not confirmed():
        back = url_for(".show", proposal_id=proposal.id)
        return confirmation(_("Trek je dit voorstel in?"), _("Ja, trek in"), back=back)
    proposals.withdraw_proposal(proposal, by=signed_in_actor(), reason=form.reason.data)
    return changed(_("Je voorstel is ingetrokken."), ".show", proposal_id=proposal.id)


@blueprint.post("/voorstellen/<int:proposal_id>/opnieuw")
@writes("proposal:rework", locked_proposal)
def rework(proposal: Proposal) -> Answer:
    """Take it up again as a next version, and go on writing."""
    proposals.rework_proposal(proposal, by=signed_in_actor())
    return redirect(url_for(".edit", proposal_id=proposal.id), 303)


@blueprint.post("/voorstellen/<int:proposal_id>/ronde")
@writes("proposal:prepare_round", locked_proposal)
def prepare_round(proposal: Proposal) -> Answer:
    """Set a round ready, chaired by whoever does."""
    round_ = rounds.prepare_round(proposal, by=signed_in_actor())
    return redirect(url_for("rounds.show", round_id=round_.id), 303)


def _new_form() -> NewProposalForm | None:
    """The form for the units of the actor, or for the one in the address; None when they sit in none."""
    actor = signed_in_actor()
    units = units_to_propose_in(actor)
    asked = request.args.get("kring", type=int)
    kind, triage = begun_by_form(request.args.get("soort")) or PLAIN, request.args.get("waarom", "")
    units = [unit for unit in units if unit.id == asked] or (units if kind is PLAIN else [])
    if not units:
        return None
    return of_kind(NewProposalForm, kind)(units, people_at_tables(units), by=actor, triage=triage)


def _made(form: NewProposalForm) -> Proposal:
    """A draft, a proposal that was handed in, or one on which a round is set ready at once: by the button."""
    actor = signed_in_actor()
    make = proposals.draft_proposal if "draft" in request.form else proposals.hand_in_new
    proposal = make(
        form.chosen("unit"),
        form.to_data(),
        by=actor,
        author=form.chosen("author"),
        confidentiality=form.confidentiality.data,
        triage=form.why_beleid,
    )
    if "round" in request.form:
        if not may(actor, "proposal:prepare_round", proposal):
            raise RefusedField("unit", N_("In deze kring zet een ander de rondes klaar. Dien het voorstel in."))
        rounds.prepare_round(proposal, by=actor)
    return proposal


def _edit_form(proposal: Proposal) -> EditProposalForm:
    return EditProposalForm.of(proposal, people_at_tables([proposal.unit]))


def _changed(proposal: Proposal, form: EditProposalForm) -> Proposal:
    actor = signed_in_actor()
    proposals.edit_proposal(
        proposal,
        form.to_data(),
        by=actor,
        revision=form.seen_revision,
        confidentiality=form.confidentiality.data,
    )
    if "submit" in request.form:
        proposals.submit_proposal(proposal, by=actor)
    return proposal


def _new_page(form: NewProposalForm | None) -> str:
    may_lead = form is not None and not led_units(signed_in_actor()).isdisjoint(unit.id for unit in form.units)
    return render_template("decisions/proposals/new.html", form=form, may_lead=may_lead)


def _edit_page(proposal: Proposal, form: EditProposalForm) -> str:
    """The form; after a clash also what somebody else wrote, which the next attempt takes as seen."""
    wording = proposal.current.wording
    theirs = wording if form.refusal is not None and form.seen_revision != wording.revision else None
    if theirs is not None:
        form.revision.data = str(theirs.revision)
    return render_template("decisions/proposals/edit.html", proposal=proposal, form=form, theirs=theirs)
