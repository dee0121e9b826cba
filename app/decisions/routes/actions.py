"""Actions that follow: agreed at the decision or in its round, and what becomes of them."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _

from app.core.errors import N_, Refused
from app.core.machine import possible
from app.core.routing import reads, signed_in_actor, writes
from app.core.transaction import locked
from app.decisions.action_machine import ActionMachine
from app.decisions.forms.reviews import ActionEndForm, ActionForm, action_end_form
from app.decisions.models import Action, ConsentRound, Decision
from app.decisions.queries.actions import ActionList, actions_at_tables, actions_in, actions_of_person
from app.decisions.queries.decision_story import locked_decision
from app.decisions.queries.rounds import locked_round
from app.decisions.queries.tables import people_at_tables
from app.decisions.routes import own_screen
from app.decisions.routes.register import Answer, decision_page
from app.decisions.service import actions
from app.organisation.models import Unit
from app.organisation.routes.pages import changed, unit_to_read

blueprint = Blueprint("actions", __name__)

AT_TABLES = "kringen"
A_WORD = "…"


@blueprint.get("/acties")
@reads("actions:read")
def overview() -> Answer:
    """What I would do; or what my circles would, or one of them."""
    return _page()


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
    """It is done, or it will not be done: with a word about it. One stays where one was."""
    form = ActionEndForm(prefix=f"end-{action.id}-")
    decision = action.decision if "besluit" in request.args else None
    if action.is_only_meant:
        raise Refused(N_("Deze actie telt pas als het besluit is vastgelegd."))
    if form.carry_out(lambda: _end(action, form)) is None:
        page = decision_page(decision, action_end=(action.id, form)) if decision else _page((action, form))
        return page, 422
    told = _("De actie is vervallen.") if "drop" in request.form else _("Mooi, dat is gedaan.")
    if decision is not None:
        return changed(told, "register.show", number=decision.number, _anchor="actions-heading")
    return changed(told, ".overview", **_asked())


def _end(action: Action, form: ActionEndForm) -> Action:
    verb = actions.drop if "drop" in request.form else actions.finish
    verb(action, form.words.data, by=signed_in_actor())
    return action


def _page(refused: tuple[Action, ActionEndForm] | None = None) -> str:
    reader, asked = signed_in_actor(), _asked()
    unit = unit_to_read(asked["kring"]) if "kring" in asked else None
    shown = _shown(asked, unit)
    return render_template(
        "decisions/actions.html",
        shown=shown,
        actions=shown.with_refused(refused[0] if refused else None),
        unit=unit,
        asked={name: value for name, value in asked.items() if name != "pagina"},
        own=unit is None and "van" not in asked,
        may_end=lambda action: possible(ActionMachine, action, "finish", actor=reader, words=A_WORD),
        end_action=lambda action: action_end_form(action.id, (refused[0].id, refused[1]) if refused else None),
    )


def _shown(asked: Mapping[str, Any], unit: Unit | None) -> ActionList:
    reader, page = signed_in_actor(), asked.get("pagina", 1)
    if unit is not None:
        return actions_in(unit, reader, page)
    return actions_at_tables(reader, page) if "van" in asked else actions_of_person(reader, page)


def _asked() -> dict[str, Any]:
    """Whose actions are shown, and which page of them, as the address says; without anything: my own."""
    asked: dict[str, Any] = {}
    unit, page = request.args.get("kring", type=int), request.args.get("pagina", 1, type=int)
    if unit is not None:
        asked["kring"] = unit
    elif request.args.get("van") == AT_TABLES:
        asked["van"] = AT_TABLES
    return asked | ({"pagina": page} if page > 1 else {})
