"""Giving mandates, giving them on, following them up, and ending them."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.core import clock
from app.core.permissions import may
from app.core.routing import reads, signed_in_actor, writes
from app.decisions.forms.mandates import NOTES_ON_KINDS, EndForm, InstructionForm, MandateForm, as_filled_in
from app.decisions.models import Mandate
from app.decisions.queries.mandates import load_mandate, locked_mandate
from app.decisions.routes.mandates import Answer, blueprint, mandate_page
from app.decisions.service import mandates
from app.decisions.states import MandateKind
from app.organisation.models import Unit
from app.organisation.queries import active_people, active_units
from app.organisation.routes.pages import changed, unit_to_read, unit_to_write


@blueprint.get("/kringen/<int:unit_id>/mandaat")
@reads("mandate:give", unit_to_read)
def new(unit: Unit) -> Answer:
    """An empty form; of a decision in the address it is already filled in that it is the beleid."""
    begins = {"kind": _usual(unit), "starts_on": clock.today(), "policies": request.args.get("beleid", "")[:40]}
    return _page(_form(begins), unit, _("Geef ruimte om te beslissen"), url_for("units.page", unit_id=unit.id))


@blueprint.post("/kringen/<int:unit_id>/mandaat")
@writes("mandate:give", unit_to_write)
def give(unit: Unit) -> Answer:
    """Give mandaat or beslisruimte."""
    form, actor = _form(), signed_in_actor()
    mandate = form.carry_out(lambda: mandates.give_mandate(unit, form.to_data(), by=actor))
    if mandate is None:
        return _page(form, unit, _("Geef ruimte om te beslissen"), url_for("units.page", unit_id=unit.id))
    return changed(_("Dit staat nu in het mandaatregister."), ".show", mandate_id=mandate.id)


@blueprint.get("/mandaten/<int:mandate_id>/opvolgen")
@reads("mandate:succeed", load_mandate)
def describe_successor(mandate: Mandate) -> Answer:
    """The form with what it is now."""
    return _follow_page(mandate, _form(_as_it_is(mandate)), _("Een opvolger"))


@blueprint.post("/mandaten/<int:mandate_id>/opvolgen")
@writes("mandate:succeed", locked_mandate)
def succeed(mandate: Mandate) -> Answer:
    """Let a new one take its place."""
    form, actor = _form(), signed_in_actor()
    successor = form.carry_out(lambda: mandates.succeed_mandate(mandate, form.to_data(), by=actor))
    if successor is None:
        return _follow_page(mandate, form, _("Een opvolger"))
    return changed(_("Dit volgt het vorige op, vanaf vandaag."), ".show", mandate_id=successor.id)


@blueprint.get("/mandaten/<int:mandate_id>/ondermandaat")
@reads("mandate:pass_on", load_mandate)
def describe_submandate(mandate: Mandate) -> Answer:
    """The form with what may be given on."""
    return _follow_page(mandate, _form(_as_it_is(mandate)), _("Ondermandaat"), passes_on=True)


@blueprint.post("/mandaten/<int:mandate_id>/ondermandaat")
@writes("mandate:pass_on", locked_mandate)
def pass_on(mandate: Mandate) -> Answer:
    """Give it on to somebody else."""
    form, actor = _form(), signed_in_actor()
    given = form.carry_out(lambda: mandates.pass_mandate_on(mandate, form.to_data(), by=actor))
    if given is None:
        return _follow_page(mandate, form, _("Ondermandaat"), passes_on=True)
    return changed(_("Het ondermandaat staat in het register."), ".show", mandate_id=given.id)


@blueprint.post("/mandaten/<int:mandate_id>/aanwijzing")
@writes("mandate:instruct", locked_mandate)
def instruct(mandate: Mandate) -> Answer:
    """Tell the holder how to use it."""
    form, actor = InstructionForm(prefix="instruct-"), signed_in_actor()
    if form.carry_out(lambda: mandates.instruct(mandate, form.text.data, by=actor)) is None:
        return mandate_page(mandate, instruct=form), 422
    return changed(_("De aanwijzing staat erbij."), ".show", mandate_id=mandate.id)


@blueprint.post("/mandaten/<int:mandate_id>/eindigen")
@writes("mandate:end", locked_mandate)
def end(mandate: Mandate) -> Answer:
    """Let it end, or take it back when that button was pressed."""
    form, actor = EndForm(prefix="end-"), signed_in_actor()
    verb = mandates.withdraw_mandate if "withdraw" in request.form else mandates.end_mandate
    if form.carry_out(lambda: verb(mandate, by=actor, reason=form.reason.data)) is None:
        return mandate_page(mandate, end=form), 422
    return changed(
        _("Vanaf nu kan niemand hiermee nog iets beslissen. Het blijft te lezen."), ".show", mandate_id=mandate.id
    )


def _usual(unit: Unit) -> MandateKind:
    return MandateKind.MANDATE if unit.statutory else MandateKind.DISCRETION


def _form(begins: dict[str, Any] | None = None) -> MandateForm:
    today = clock.today()
    return MandateForm(active_people(today), active_units(today), by=signed_in_actor(), data=begins)


def _as_it_is(mandate: Mandate) -> dict[str, Any]:
    actor = signed_in_actor()
    return as_filled_in(mandate, [one for one in mandate.policies if may(actor, "decision:read", one)])


def _follow_page(mandate: Mandate, form: MandateForm, title: str, *, passes_on: bool = False) -> Answer:
    back = url_for(".show", mandate_id=mandate.id)
    return _page(form, mandate.unit, title, back, follows=mandate, passes_on=passes_on)


def _page(form: MandateForm, unit: Unit, title: str, back: str, **words: Any) -> Answer:
    page = render_template(
        "decisions/mandates/form.html", form=form, unit=unit, title=title, back=back, notes=NOTES_ON_KINDS, **words
    )
    return page, 422 if form.errors else 200
