"""Actions that follow: agreed at the decision or in its round, and what becomes of them."""

from flask import Blueprint, redirect, request
from flask_babel import gettext as _

from app.core.errors import N_, Refused
from app.core.routing import signed_in_actor, writes
from app.core.transaction import locked
from app.decisions.forms.reviews import ActionEndForm, ActionForm
from app.decisions.models import Action, ConsentRound, Decision
from app.decisions.queries.decision_story import locked_decision
from app.decisions.queries.rounds import locked_round
from app.decisions.queries.tables import people_at_tables
from app.decisions.routes import own_screen
from app.decisions.routes.register import Answer, decision_page
from app.decisions.service import actions
from app.organisation.routes.pages import changed

blueprint = Blueprint("actions", __name__)


def _locked_action(action_id: int) -> Action:
    return locked(Action, action_id)


@blueprint.post("/besluiten/<number>/acties")
@writes("decision:add_action", locked_decision)
def add(decision: Decision) -> Answer:
    """Agree on an action that follows from a decision."""
    form = ActionForm(people_at_tables([decision.unit]))
    if not form.validate():
        return decision_page(decision, action_form=form), 422
    actions.agree_on(decision, form.to_data(), by=signed_in_actor())
    return changed(_("De actie staat erbij."), "register.show", number=decision.number, _anchor="actions-heading")


@blueprint.post("/ronde/<int:round_id>/acties")
@writes("round:add_action", locked_round)
def add_in_round(round_: ConsentRound) -> Answer:
    """Note in the round who will do what because of the decision."""
    form = ActionForm([one.person for one in round_.electors if one.person is not None])
    if form.carry_out(lambda: actions.agree_in_round(round_, form.to_data(), by=signed_in_actor())) is None:
        return own_screen.page(round_, form), 422
    return redirect(own_screen.address(round_))


@blueprint.post("/acties/<int:action_id>/klaar")
@writes("action:finish", _locked_action)
def finish(action: Action) -> Answer:
    """It is done, or it will not be done: with a word about it."""
    form = ActionEndForm(prefix=f"end-{action.id}-")
    decision = action.decision
    if decision is None:
        raise Refused(N_("Deze actie telt pas als het besluit is vastgelegd."))
    if not form.validate():
        return decision_page(decision, action_end=(action.id, form)), 422
    verb = actions.drop if "drop" in request.form else actions.finish
    verb(action, form.words.data, by=signed_in_actor())
    told = _("De actie is vervallen.") if "drop" in request.form else _("Mooi, dat is gedaan.")
    return changed(told, "register.show", number=decision.number, _anchor="actions-heading")
