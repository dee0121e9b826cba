"""To the wider unit, and back with an answer."""

from flask import Blueprint, request
from flask_babel import gettext as _

from app.core.confirmation import confirmation, confirmed
from app.core.routing import signed_in_actor, writes
from app.decisions.forms.referrals import HandBackForm, ReferForm
from app.decisions.models import ConsentRound, Proposal
from app.decisions.queries.proposals import locked_proposal
from app.decisions.queries.rounds import locked_round
from app.decisions.routes import own_screen
from app.decisions.routes.own_screen import seen
from app.decisions.routes.proposals import Answer, proposal_page
from app.decisions.service import objections, referrals, rounds
from app.organisation.routes.pages import changed

blueprint = Blueprint("referrals", __name__)


@blueprint.post("/ronde/<int:round_id>/voorleggen")
@writes("round:refer", locked_round)
def refer(round_: ConsentRound) -> Answer:
    """Refer the matter to the wider unit."""
    form, wider = ReferForm(objections.standing(round_.proposal)), round_.proposal.unit.parent
    if not form.validate():
        return own_screen.page(round_, form), 422
    if wider is not None and not confirmed():
        question = _("Leg je dit voor aan %(unit)s? De ronde is hier dan voorbij.", unit=wider.name)
        return confirmation(question, _("Ja, leg voor"), back=own_screen.address(round_))
    rounds.refer(round_, form.reason.data, by=signed_in_actor(), objection=form.chosen("objection"), seen=seen())
    told = _("Dit is voorgelegd. Wat de bredere kring antwoordt, komt hier terug.")
    return changed(told, "proposals.show", proposal_id=round_.proposal_id)


@blueprint.post("/voorstellen/<int:proposal_id>/terugsturen")
@writes("proposal:hand_back", locked_proposal)
def hand_back(proposal: Proposal) -> Answer:
    """Send it back to the unit that referred it: with guidance, or because it is not taken up."""
    form = HandBackForm(prefix="hand_back-")
    if not form.validate():
        return proposal_page(proposal, hand_back=form), 422
    guidance = "not_taken_up" not in request.form
    referrals.hand_back(proposal, form.words.data, by=signed_in_actor(), guidance=guidance)
    return changed(_("Dit is terug waar het vandaan kwam."), "proposals.show", proposal_id=proposal.id)
