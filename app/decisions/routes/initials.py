"""The parafenroute of a proposal: asking, giving a paraaf, and going on without one."""

from flask import request
from flask_babel import gettext as _

from app.core import clock
from app.core.errors import N_, Refused
from app.core.routing import signed_in_actor, writes
from app.decisions.forms.initials import AskInitialForm, InitialForm
from app.decisions.models import Initial, Proposal
from app.decisions.queries.initials import route_of
from app.decisions.queries.proposals import locked_proposal
from app.decisions.routes.proposals import Answer, blueprint, proposal_page
from app.decisions.service import initials
from app.organisation.queries import active_people
from app.organisation.routes.pages import changed


@blueprint.post("/voorstellen/<int:proposal_id>/paraaf-vragen")
@writes("proposal:ask_initials", locked_proposal)
def ask_initials(proposal: Proposal) -> Answer:
    """Add somebody at the end of the route."""
    form, actor = AskInitialForm(active_people(clock.today())), signed_in_actor()
    asked = form.carry_out(
        lambda: initials.ask(proposal, form.chosen("person"), by=actor, capacity=form.capacity.data or "")
    )
    if asked is None:
        return proposal_page(proposal, route_form=form), 422
    return _changed(_("%(name)s staat in de route.", name=asked.person.name), proposal)


@blueprint.post("/voorstellen/<int:proposal_id>/paraaf")
@writes("proposal:initial", locked_proposal)
def put_initial(proposal: Proposal) -> Answer:
    """Give one's paraaf; or send it back, when that button was pressed."""
    form, own, back = InitialForm(), _own_step(proposal), "send_back" in request.form

    def put() -> bool:
        act = initials.send_back if back else initials.see
        act(own, by=signed_in_actor(), remark=form.remark.data or "")
        return True

    if form.carry_out(put) is None:
        return proposal_page(proposal, initial_form=form), 422
    told = _("Het ligt weer bij %(name)s.", name=proposal.author.name) if back else _("Je paraaf staat erbij.")
    return _changed(told, proposal)


@blueprint.post("/voorstellen/<int:proposal_id>/paraaf-overslaan")
@writes("proposal:ask_initials", locked_proposal)
def pass_over(proposal: Proposal) -> Answer:
    """Go on without somebody who was asked."""
    step = _step(proposal)
    initials.pass_over(step, by=signed_in_actor())
    return _changed(_("De route gaat verder zonder %(name)s.", name=step.person.name), proposal)


@blueprint.post("/voorstellen/<int:proposal_id>/paraaf-verder")
@writes("proposal:ask_initials", locked_proposal)
def take_up(proposal: Proposal) -> Answer:
    """Go on after it was sent back: ask again when that button was pressed, or to the next."""
    step, again = _step(proposal), "again" in request.form
    initials.take_up(step, by=signed_in_actor(), ask_again=again)
    told = _("%(name)s ziet het weer bij Vandaag.") if again else _("De route gaat verder na %(name)s.")
    return _changed(told % {"name": step.person.name}, proposal)


def _own_step(proposal: Proposal) -> Initial:
    """The step that waits for whoever asks; else the last that was theirs, of which the chart says why not."""
    own = [one for one in proposal.initials if one.person_id == signed_in_actor().id]
    current = route_of(proposal).current
    return current if current in own else own[-1]


def _step(proposal: Proposal) -> Initial:
    """The step that the button was about. Raises `Refused` for one that is not of this route."""
    key = request.form.get("step", type=int)
    found = next((one for one in proposal.initials if one.id == key), None)
    if found is None:
        raise Refused(N_("Deze stap staat niet in de route. Ververs de pagina."))
    return found


def _changed(told: str, proposal: Proposal) -> Answer:
    return changed(told, ".show", proposal_id=proposal.id, _anchor="route-heading")
