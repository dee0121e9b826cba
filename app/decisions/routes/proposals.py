"""Proposals: what there is, the page of each, how it changed, and its journal. Writing them is in `proposal_acts`."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import NotFound
from app.core.machine import possible
from app.core.permissions import may
from app.core.routing import reads, signed_in_actor
from app.decisions.filed import readable_files
from app.decisions.forms.attachments import AttachmentForm
from app.decisions.forms.executions import AdviceForm, AskAdviceForm
from app.decisions.forms.initials import AskInitialForm, InitialForm
from app.decisions.forms.proposals import OptionalReasonForm, ReasonForm
from app.decisions.forms.referrals import HandBackForm
from app.decisions.forms.register import wanted_nature
from app.decisions.initial_machine import InitialMachine
from app.decisions.models import Proposal, ProposalVersion
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.proposal_steps import may_prepare, next_step, other_acts
from app.decisions.queries.differences import difference
from app.decisions.queries.executions import advice_on
from app.decisions.queries.initials import route_of
from app.decisions.queries.journal import story_of_proposal
from app.decisions.queries.proposals import Wanted, dossier_of, load_proposal, overview_of
from app.decisions.queries.reviews import open_changes
from app.decisions.queries.visibility import led_units
from app.decisions.states import NATURES, Nature, ProposalState
from app.organisation.queries import active_people

blueprint = Blueprint("proposals", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/voorstellen")
@reads("proposals:read")
def overview() -> Answer:
    """The proposals the reader may see, by what stage they are in."""
    wanted = Wanted(
        words=request.args.get("zoek", "").strip(),
        unit_id=request.args.get("kring", type=int),
        nature=wanted_nature(request.args),
        section=request.args.get("deel"),
        page=max(1, request.args.get("pagina", 1, type=int)),
    )
    shown = overview_of(signed_in_actor(), wanted)
    return render_template(
        "decisions/proposals/overview.html",
        overview=shown,
        wanted=wanted,
        natures=NATURES,
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
    hand_back: HandBackForm | None = None,
    ask: AskAdviceForm | None = None,
    advise: AdviceForm | None = None,
    attachment: AttachmentForm | None = None,
    route_form: AskInitialForm | None = None,
    initial_form: InitialForm | None = None,
) -> str:
    """The page of a proposal, with its forms as they stand."""
    reader = signed_in_actor()
    dossier = dossier_of(proposal, reader)
    route = route_of(proposal)
    return render_template(
        "decisions/proposals/show.html",
        proposal=proposal,
        dossier=dossier,
        others=[one for one in open_changes(proposal.based_on_id, reader) if one.id != proposal.id],
        step=next_step(dossier, reader),
        within=proposal.within if proposal.within and may(reader, "decision:read", proposal.within) else None,
        advice=advice_on(proposal.id) if proposal.nature is Nature.EXECUTION else [],
        ask_form=ask or _ask_form(proposal),
        advice_form=advise or AdviceForm(formdata=None, prefix="advice-"),
        route=route,
        route_form=route_form or _route_form(proposal),
        initial_form=initial_form or InitialForm(formdata=None),
        may_initial=route.current is not None and possible(InitialMachine, route.current, "see", actor=reader),
        acts=other_acts(proposal, reader),
        give_back=give_back or ReasonForm(formdata=None, prefix="give_back-"),
        hand_back=hand_back or HandBackForm(formdata=None, prefix="hand_back-"),
        files=readable_files(proposal, proposal.current.wording, signed_in_actor()),
        attachment=attachment or AttachmentForm(formdata=None, prefix="attachment-"),
        withdraw=withdraw or OptionalReasonForm(formdata=None, prefix="withdraw-"),
    )


def _ask_form(proposal: Proposal) -> AskAdviceForm | None:
    """Only for who may ask: it names everybody."""
    if not possible(ProposalMachine, proposal, "ask_advice", actor=signed_in_actor()):
        return None
    return AskAdviceForm(active_people(clock.today()), formdata=None, prefix="ask-")


def _route_form(proposal: Proposal) -> AskInitialForm | None:
    """Only for who may make the route, while the proposal is on its way: it names everybody."""
    on_its_way = proposal.state is ProposalState.SUBMITTED and not proposal.rehearsal
    if not on_its_way or not may(signed_in_actor(), "proposal:ask_initials", proposal):
        return None
    return AskInitialForm(active_people(clock.today()), formdata=None)


def _version(proposal: Proposal, number: int) -> ProposalVersion:
    found = next((one for one in proposal.versions if one.number == number), None)
    if found is None:
        raise NotFound
    return found
