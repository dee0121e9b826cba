"""The sittings of the college: what is before it, who is there, and what it decides."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import NotFound
from app.core.permissions import may
from app.core.routing import reads, signed_in_actor, writes
from app.decisions.college_law import SittingState, VoteOutcome
from app.decisions.forms.college import MarkForm, SettleForm, SittingForm, votes_from
from app.decisions.models import Proposal, Sitting, SittingItem
from app.decisions.queries.college import (
    before_the_college,
    load_college,
    load_sitting,
    locked_sitting,
    matters_of,
    members_of,
    not_held,
    sittings_of,
)
from app.decisions.queries.proposals import locked_proposal
from app.decisions.service import college
from app.organisation.models import Unit

blueprint = Blueprint("college", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/kringen/<int:unit_id>/zittingen")
@reads("sitting:read", load_college)
def overview(unit: Unit) -> Answer:
    """What is before the college, and its sittings."""
    return _overview(unit, None)


@blueprint.post("/kringen/<int:unit_id>/zittingen")
@writes("sitting:lead", load_college)
def plan(unit: Unit) -> Answer:
    """Plan a sitting."""
    form, actor = _sitting_form(unit), signed_in_actor()
    sitting = form.carry_out(
        lambda: college.plan_sitting(
            unit,
            form.on.data,
            form.chosen("chair"),
            by=actor,
            convocation=form.convocation.data,
            first=form.chosen("first"),
            basis=form.basis.data or "",
        )
    )
    return _overview(unit, form) if sitting is None else redirect(url_for(".show", sitting_id=sitting.id), 303)


@blueprint.post("/voorstellen/<int:proposal_id>/teken")
@writes("proposal:mark", locked_proposal)
def mark(proposal: Proposal) -> Answer:
    """Say beforehand that it is a hamerstuk, or that one wants to discuss it."""
    form = MarkForm()
    if not form.validate():
        raise NotFound
    college.mark(proposal, form.mark.data, by=signed_in_actor())
    flash(_("Je teken staat genoteerd."), "success")
    return redirect(url_for(".overview", unit_id=proposal.unit_id), 303)


@blueprint.get("/zittingen/<int:sitting_id>")
@reads("sitting:read", load_sitting)
def show(sitting: Sitting) -> Answer:
    """One sitting: who is there, the list, and what is discussed."""
    on_list = sitting.state is not SittingState.PLANNED
    matters = [one for one in matters_of(sitting) if one.own_item is not None or not on_list]
    return render_template(
        "decisions/college/sitting.html",
        sitting=sitting,
        members=members_of(sitting.unit, sitting.on),
        conform=[one for one in matters if one.is_conform],
        discussed=[one for one in matters if not one.is_settled and not one.is_conform],
        settled=[one for one in matters if one.is_settled],
        leads=may(signed_in_actor(), "sitting:lead", sitting),
        settle_form=SettleForm(formdata=None),
    )


@blueprint.post("/zittingen/<int:sitting_id>/aanwezig")
@writes("sitting:lead", locked_sitting)
def attend(sitting: Sitting) -> Answer:
    """Note which members are there."""
    college.attend(sitting, request.form.getlist("present", type=int), by=signed_in_actor())
    return _back(sitting, _("Genoteerd wie er is."))


@blueprint.post("/zittingen/<int:sitting_id>/open")
@writes("sitting:lead", locked_sitting)
def open_(sitting: Sitting) -> Answer:
    """Note which members are there, and open with them."""
    college.attend(sitting, request.form.getlist("present", type=int), by=signed_in_actor())
    college.open_sitting(sitting, by=signed_in_actor())
    return _back(sitting, _("De zitting is geopend."))


@blueprint.post("/zittingen/<int:sitting_id>/niet-gehouden")
@writes("sitting:lead", locked_sitting)
def give_up(sitting: Sitting) -> Answer:
    """Too few members came."""
    college.attend(sitting, request.form.getlist("present", type=int), by=signed_in_actor())
    college.give_up(sitting, by=signed_in_actor())
    return _back(sitting, _("De zitting ging niet door. Roep het college opnieuw op."))


@blueprint.post("/zittingen/<int:sitting_id>/hamer")
@writes("sitting:lead", locked_sitting)
def settle_list(sitting: Sitting) -> Answer:
    """Settle the whole list of what is proposed as conform."""
    settled = college.settle_list(sitting, by=signed_in_actor())
    return _back(sitting, _("Conform besloten: %(count)s.", count=len(settled)))


@blueprint.post("/zittingen/<int:sitting_id>/punten/<int:item_id>/besluit")
@writes("sitting:lead", lambda sitting_id, item_id: locked_sitting(sitting_id))
def settle(sitting: Sitting) -> Answer:
    """Take the decision on what was discussed."""
    form = SettleForm()
    if not form.validate():
        raise NotFound
    college.settle(sitting, _item(sitting), form.settlement, form.change.data or "", by=signed_in_actor())
    return _back(sitting, _("Het collegebesluit is vastgelegd."))


@blueprint.post("/zittingen/<int:sitting_id>/punten/<int:item_id>/stemming")
@writes("sitting:lead", lambda sitting_id, item_id: locked_sitting(sitting_id))
def vote(sitting: Sitting) -> Answer:
    """Record a vote."""
    item = _item(sitting)
    result = college.vote(sitting, item, votes_from(sitting.present), by=signed_in_actor())
    told = {
        VoteOutcome.CARRIED: _("Besloten bij stemming, bezwaar onopgelost."),
        VoteOutcome.REJECTED: _("Het voorstel is bij stemming verworpen."),
        VoteOutcome.AGAIN: _("De stemmen staken. Stem opnieuw (Gemeentewet 59)."),
    }
    return _back(sitting, told[result])


@blueprint.post("/zittingen/<int:sitting_id>/punten/<int:item_id>/aanhouden")
@writes("sitting:lead", lambda sitting_id, item_id: locked_sitting(sitting_id))
def hold_over(sitting: Sitting) -> Answer:
    """Leave it for a next sitting."""
    college.hold_over(sitting, _item(sitting), by=signed_in_actor())
    return _back(sitting, _("Aangehouden tot een volgende zitting."))


@blueprint.post("/zittingen/<int:sitting_id>/sluit")
@writes("sitting:lead", locked_sitting)
def close(sitting: Sitting) -> Answer:
    """End the sitting."""
    college.close(sitting, by=signed_in_actor())
    return _back(sitting, _("De zitting is gesloten."))


def _item(sitting: Sitting) -> SittingItem:
    key = (request.view_args or {}).get("item_id")
    found = next((one for one in sitting.items if one.id == key), None)
    if found is None:
        raise NotFound
    return found


def _sitting_form(unit: Unit, **keywords: object) -> SittingForm:
    return SittingForm(members_of(unit, clock.today()), not_held(unit), **keywords)


def _overview(unit: Unit, form: SittingForm | None) -> Answer:
    actor = signed_in_actor()
    leads = may(actor, "sitting:lead", unit)
    before = before_the_college(unit)
    page = render_template(
        "decisions/college/overview.html",
        unit=unit,
        before=before,
        members=members_of(unit, clock.today()),
        may_mark=any(may(actor, "proposal:mark", one.proposal) for one in before),
        sittings=sittings_of(unit),
        form=form or (_sitting_form(unit, formdata=None) if leads else None),
    )
    return (page, 422) if form is not None else page


def _back(sitting: Sitting, told: str) -> Response:
    flash(told, "success")
    return redirect(url_for(".show", sitting_id=sitting.id), 303)
