"""Proposals: what there is, the page of each, how it changed, and its journal. Writing them is in `proposal_acts`."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from app.core.errors import NotFound
from app.core.routing import reads, signed_in_actor
from app.decisions.forms.attachments import AttachmentForm
from app.decisions.forms.proposals import OptionalReasonForm, ReasonForm
from app.decisions.models import Proposal, ProposalVersion
from app.decisions.proposal_steps import may_prepare, next_step, other_acts
from app.decisions.queries.differences import difference
from app.decisions.queries.journal import story_of_proposal
from app.decisions.queries.proposals import Wanted, dossier_of, load_proposal, overview_of
from app.decisions.queries.visibility import led_units

blueprint = Blueprint("proposals", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/voorstellen")
@reads("proposals:read")
def overview() -> Answer:
    """The proposals the reader may see, by what stage they are in."""
    wanted = Wanted(
        words=request.args.get("zoek", "").strip(),
        unit_id=request.args.get("kring", type=int),
        section=request.args.get("deel"),
        page=max(1, request.args.get("pagina", 1, type=int)),
    )
    shown = overview_of(signed_in_actor(), wanted)
    return render_template(
        "decisions/proposals/overview.html",
        overview=shown,
        wanted=wanted,
        unit=next((unit for unit in shown.units if unit.id == wanted.unit_id), None),
        may_prepare=may_prepare,
        leads=bool(led_units(signed_in_actor())),
    )


@blueprint.get("/voorstellen/<int:proposal_id>")
@reads("proposal:read", load_proposal)
def show(proposal: Proposal) -> Answer:
    """One proposal: what it says, what became of it, and what is to be done next."""
    return proposal_page(proposal)


@blueprint.get("/voorstellen/<int:proposal_id>/verschil")
@reads("proposal:read", load_proposal)
def changes(proposal: Proposal) -> Answer:
    """What changed between two versions, by default the last two."""
    new = _version(proposal, request.args.get("naar", proposal.current.number, type=int))
    old = _version(proposal, request.args.get("van", max(1, new.number - 1), type=int))
    return render_template(
        "decisions/proposals/difference.html",
        proposal=proposal,
        old=old,
        new=new,
        changes=difference(old.wording, new.wording),
        whole="heel" in request.args,
    )


@blueprint.get("/voorstellen/<int:proposal_id>/logboek")
@reads("proposal:read", load_proposal)
def journal(proposal: Proposal) -> Answer:
    """What happened to a proposal, in its rounds and to the objections in them."""
    story = story_of_proposal(proposal, signed_in_actor())
    return render_template(
        "decisions/proposals/journal.html", proposal=proposal, story=story, all="alles" in request.args
    )


def proposal_page(
    proposal: Proposal,
    give_back: ReasonForm | None = None,
    withdraw: OptionalReasonForm | None = None,
    attachment: AttachmentForm | None = None,
) -> str:
    """The page of a proposal, with the forms for giving back, withdrawing and adding a file as they stand."""
    reader = signed_in_actor()
    dossier = dossier_of(proposal, reader)
    return render_template(
        "decisions/proposals/show.html",
        proposal=proposal,
        dossier=dossier,
        step=next_step(dossier, reader),
        acts=other_acts(proposal, reader),
        give_back=give_back or ReasonForm(formdata=None, prefix="give_back-"),
        attachment=attachment or AttachmentForm(formdata=None, prefix="attachment-"),
        withdraw=withdraw or OptionalReasonForm(formdata=None, prefix="withdraw-"),
    )


def _version(proposal: Proposal, number: int) -> ProposalVersion:
    found = next((one for one in proposal.versions if one.number == number), None)
    if found is None:
        raise NotFound
    return found
