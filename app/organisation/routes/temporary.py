"""Temporary units: setting one up, giving it another task or end, and stopping it."""

from flask import url_for
from flask_babel import gettext as _

from app.core import clock
from app.core.errors import NotFound
from app.core.routing import reads, signed_in_actor, writes
from app.core.transaction import locked
from app.organisation.forms.temporary import NewTemporaryForm, StopForm, TemporaryForm, as_set_up
from app.organisation.models import Unit
from app.organisation.routes.pages import Answer, changed, form_page, unit_to_read, unit_to_write
from app.organisation.routes.units import blueprint
from app.organisation.service import temporary as service
from app.organisation.temporary import TemporaryUnit, temporary_of


def temporary_to_read(unit_id: int) -> TemporaryUnit:
    """What is temporary about a unit. Raises `NotFound` when nothing is."""
    found = temporary_of(unit_to_read(unit_id))
    if found is None:
        raise NotFound
    return found


def temporary_to_write(unit_id: int) -> TemporaryUnit:
    """The same, locked after its unit. Raises `NotFound`."""
    unit_to_write(unit_id)
    return locked(TemporaryUnit, unit_id)


@blueprint.get("/<int:unit_id>/tijdelijk")
@reads("unit:set_up", unit_to_read)
def new_temporary(unit: Unit) -> Answer:
    """An empty form for a temporary unit that reports to this one."""
    return _new_page(unit, _new_form())


@blueprint.post("/<int:unit_id>/tijdelijk")
@writes("unit:set_up", unit_to_write)
def set_up(unit: Unit) -> Answer:
    """Set up a temporary unit."""
    form, actor = _new_form(), signed_in_actor()
    made = form.carry_out(
        lambda: service.set_up(unit, form.to_data(), code=form.code.data, starts_on=form.starts_on.data, actor=actor)
    )
    if made is None:
        return _new_page(unit, form)
    return changed(_("%(name)s staat erbij. Geef nu de leden hun rol.", name=made.unit.name), ".page", unit_id=made.id)


@blueprint.get("/<int:unit_id>/opdracht")
@reads("unit:adjust", temporary_to_read)
def edit_temporary(temporary: TemporaryUnit) -> Answer:
    """The form with its task and its end."""
    return _edit_page(temporary, TemporaryForm(data=as_set_up(temporary)))


@blueprint.post("/<int:unit_id>/opdracht")
@writes("unit:adjust", temporary_to_write)
def adjust(temporary: TemporaryUnit) -> Answer:
    """Give it another task or end."""
    form, actor = TemporaryForm(), signed_in_actor()
    if form.carry_out(lambda: service.adjust(temporary, form.to_data(), actor=actor)) is None:
        return _edit_page(temporary, form)
    return changed(_("De wijziging is vastgelegd."), ".page", unit_id=temporary.id)


@blueprint.get("/<int:unit_id>/stoppen")
@reads("unit:stop", temporary_to_read)
def choose_stop(temporary: TemporaryUnit) -> Answer:
    """The form that asks why it stops."""
    return _stop_page(temporary, StopForm())


@blueprint.post("/<int:unit_id>/stoppen")
@writes("unit:stop", temporary_to_write)
def stop(temporary: TemporaryUnit) -> Answer:
    """Stop it; what is open goes to the unit it reports to."""
    form, actor = StopForm(), signed_in_actor()
    if form.carry_out(lambda: service.stop(temporary, form.reason.data, actor=actor)) is None:
        return _stop_page(temporary, form)
    to = temporary.handed_to.name if temporary.handed_to else ""
    message = _("%(name)s is gestopt. Wat nog open stond, ligt nu bij %(to)s.", name=temporary.unit.name, to=to)
    return changed(message, ".page", unit_id=temporary.id)


def _new_form() -> NewTemporaryForm:
    return NewTemporaryForm(data={"starts_on": clock.today()})


def _new_page(unit: Unit, form: NewTemporaryForm) -> Answer:
    lead = _(
        "Deze kring rapporteert aan %(unit)s. Een functioneel leider of afgevaardigde ervan doet daar ook mee; "
        "een gespreksleider niet.",
        unit=unit.name,
    )
    title, submit = _("Nieuwe tijdelijke kring"), _("Richt op")
    return form_page(form, title, submit, url_for(".page", unit_id=unit.id), kicker=unit.name, lead=lead)


def _edit_page(temporary: TemporaryUnit, form: TemporaryForm) -> Answer:
    back = url_for(".page", unit_id=temporary.id)
    return form_page(form, _("Opdracht en einde"), _("Opslaan"), back, kicker=temporary.unit.name)


def _stop_page(temporary: TemporaryUnit, form: StopForm) -> Answer:
    to = temporary.reports_to.name if temporary.reports_to else ""
    lead = _(
        "Voorstellen waarover nog niet besloten is, agendapunten, acties en besluiten die gelden gaan naar %(unit)s. "
        "Geplande overleggen vervallen, en alle rollen eindigen.",
        unit=to,
    )
    back = url_for(".page", unit_id=temporary.id)
    return form_page(form, _("Kring stoppen"), _("Stop deze kring"), back, kicker=temporary.unit.name, lead=lead)
