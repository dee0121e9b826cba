"""The units: how they lie within each other, the page of each, and what the beheerder does with them."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from app.core import clock
from app.core.routing import reads, signed_in_actor, writes
from app.organisation import service
from app.organisation.agreements import RULES, in_force
from app.organisation.forms.units import LastDayForm, MoveUnitForm, NewUnitForm, UnitForm, as_filled_in
from app.organisation.handovers import told_of
from app.organisation.models import Unit
from app.organisation.panels import panels_of
from app.organisation.queries import active_units, levels
from app.organisation.queries.unit_screens import page_of_unit, tree_of_units
from app.organisation.routes.pages import Answer, changed, form_page, unit_to_read, unit_to_write
from app.organisation.stories import story_of_unit
from app.organisation.temporary import running_temporaries

blueprint = Blueprint("units", __name__, url_prefix="/kringen")


@blueprint.get("/")
@reads("unit:read")
def overview() -> Answer:
    """Every unit, as they lie within each other."""
    return render_template(
        "organisation/units.html", tree=tree_of_units(clock.today()), temporary=running_temporaries()
    )


@blueprint.get("/<int:unit_id>")
@reads("unit:read", unit_to_read)
def page(unit: Unit) -> Answer:
    """One unit: what it is for, who sits there, and what other features show of it."""
    reader, shown = signed_in_actor(), page_of_unit(unit, clock.today())
    taken = told_of(shown.temporary.handed_over, reader) if shown.temporary else []
    panels = panels_of(unit, reader)
    return render_template("organisation/unit.html", page=shown, unit=unit, panels=panels, taken=taken)


@blueprint.get("/<int:unit_id>/logboek")
@reads("unit:administer", unit_to_read)
def journal(unit: Unit) -> Answer:
    """What happened to a unit and its roles."""
    back = url_for(".page", unit_id=unit.id)
    return render_template("organisation/journal.html", name=unit.name, back=back, story=story_of_unit(unit))


@blueprint.get("/nieuw")
@reads("unit:administer")
def new() -> Answer:
    """An empty form for a new unit."""
    return _new_page(_new_form())


@blueprint.post("/nieuw")
@writes("unit:administer")
def create() -> Answer:
    """Make a unit."""
    form, actor = _new_form(), signed_in_actor()
    unit = form.carry_out(lambda: service.create_unit(form.to_data(), **form.to_place(), actor=actor))
    if unit is None:
        return _new_page(form)
    return changed(_("%(name)s staat erbij.", name=unit.name), ".page", unit_id=unit.id)


@blueprint.get("/<int:unit_id>/wijzigen")
@reads("unit:administer", unit_to_read)
def edit(unit: Unit) -> Answer:
    """The form with what a unit is now."""
    return _edit_page(unit, UnitForm(levels(), data=as_filled_in(unit)))


@blueprint.post("/<int:unit_id>/wijzigen")
@writes("unit:administer", unit_to_write)
def change(unit: Unit) -> Answer:
    """Change what a unit is."""
    form, actor = UnitForm(levels()), signed_in_actor()
    if form.carry_out(lambda: service.change_unit(unit, form.to_data(), actor=actor)) is None:
        return _edit_page(unit, form)
    return changed(_("De wijziging is vastgelegd."), ".page", unit_id=unit.id)


@blueprint.get("/<int:unit_id>/verplaatsen")
@reads("unit:administer", unit_to_read)
def choose_place(unit: Unit) -> Answer:
    """The form with the place of a unit."""
    return _move_page(unit, MoveUnitForm(_other_units(unit), data={"parent": unit.parent_id or 0}))


@blueprint.post("/<int:unit_id>/verplaatsen")
@writes("unit:administer", unit_to_write)
def move(unit: Unit) -> Answer:
    """Place a unit within another."""
    form, actor = MoveUnitForm(_other_units(unit)), signed_in_actor()
    if form.carry_out(lambda: service.move_unit(unit, form.chosen("parent"), actor=actor)) is None:
        return _move_page(unit, form)
    return changed(_("De nieuwe plaats is vastgelegd."), ".page", unit_id=unit.id)


@blueprint.get("/<int:unit_id>/beeindigen")
@reads("unit:administer", unit_to_read)
def choose_end(unit: Unit) -> Answer:
    """The form for the last day of a unit."""
    return _end_page(unit, LastDayForm(data={"on": unit.ends_on or clock.today()}))


@blueprint.post("/<int:unit_id>/beeindigen")
@writes("unit:administer", unit_to_write)
def end(unit: Unit) -> Answer:
    """End a unit, and every role in it."""
    form, actor = LastDayForm(), signed_in_actor()
    if form.carry_out(lambda: service.end_unit(unit, form.on.data, actor=actor)) is None:
        return _end_page(unit, form)
    return changed(_("De laatste dag is vastgelegd."), ".page", unit_id=unit.id)


def _new_form() -> NewUnitForm:
    return NewUnitForm(levels(), active_units(clock.today()), data={"starts_on": clock.today()})


def _new_page(form: NewUnitForm) -> Answer:
    return form_page(form, _("Nieuwe kring"), _("Kring toevoegen"), url_for(".overview"))


def _edit_page(unit: Unit, form: UnitForm) -> Answer:
    agreed = in_force(unit, RULES, clock.today())
    if agreed is not None:
        told = _("De kring heeft hier eigen regels voor. Die verander je bij haar afspraken.")
        form.absence_rule.description = form.contest_days.description = told
    return form_page(form, _("Kring wijzigen"), _("Opslaan"), url_for(".page", unit_id=unit.id), kicker=unit.name)


def _move_page(unit: Unit, form: MoveUnitForm) -> Answer:
    return form_page(
        form, _("Kring verplaatsen"), _("Verplaatsen"), url_for(".page", unit_id=unit.id), kicker=unit.name
    )


def _end_page(unit: Unit, form: LastDayForm) -> Answer:
    return form_page(
        form,
        _("Kring beëindigen"),
        _("Beëindigen"),
        url_for(".page", unit_id=unit.id),
        kicker=unit.name,
        lead=_("Alle rollen in deze kring eindigen op dezelfde dag. De kring en haar besluiten blijven te lezen."),
    )


def _other_units(unit: Unit) -> list[Unit]:
    return [other for other in active_units(clock.today()) if other.id != unit.id]
