"""The roles in a unit: give, end, take back, and long absence.

The beheerder keeps them; of a temporary unit also who leads the unit it reports to.
"""

from flask import url_for
from flask_babel import gettext as _

from app.core import clock
from app.core.routing import reads, signed_in_actor, writes
from app.organisation import service
from app.organisation.forms.units import AbsenceForm, LastDayForm, MembershipForm, ReturnForm
from app.organisation.models import Membership, Unit
from app.organisation.queries import active_people
from app.organisation.routes.pages import (
    Answer,
    changed,
    form_page,
    membership_to_read,
    membership_to_write,
    unit_to_read,
    unit_to_write,
)
from app.organisation.routes.units import blueprint


@blueprint.get("/<int:unit_id>/rollen/nieuw")
@reads("unit:compose", unit_to_read)
def new_role(unit: Unit) -> Answer:
    """An empty form for a role in a unit."""
    return _new_page(unit, _new_form())


@blueprint.post("/<int:unit_id>/rollen/nieuw")
@writes("unit:compose", unit_to_write)
def add_role(unit: Unit) -> Answer:
    """Give somebody a role in a unit."""
    form, actor = _new_form(), signed_in_actor()
    role = form.carry_out(lambda: service.add_membership(unit=unit, **form.to_data(), actor=actor))
    if role is None:
        return _new_page(unit, form)
    return changed(_("De rol van %(name)s is vastgelegd.", name=role.person.name), ".page", unit_id=unit.id)


@blueprint.get("/rollen/<int:membership_id>/beeindigen")
@reads("unit:compose", membership_to_read)
def choose_end_of_role(role: Membership) -> Answer:
    """The form for the last day of a role."""
    return _end_page(role, LastDayForm(data={"on": role.ends_on or clock.today()}))


@blueprint.post("/rollen/<int:membership_id>/beeindigen")
@writes("unit:compose", membership_to_write)
def end_role(role: Membership) -> Answer:
    """End a role."""
    form, actor = LastDayForm(), signed_in_actor()
    if form.carry_out(lambda: service.end_membership(role, form.on.data, actor=actor)) is None:
        return _end_page(role, form)
    return changed(_("De laatste dag is vastgelegd."), ".page", unit_id=role.unit_id)


@blueprint.post("/rollen/<int:membership_id>/terugnemen")
@writes("unit:compose", membership_to_write)
def withdraw_role(role: Membership) -> Answer:
    """Take back a role that has not begun."""
    service.withdraw_membership(role, actor=signed_in_actor())
    return changed(_("Deze rol gaat niet door."), ".page", unit_id=role.unit_id)


@blueprint.get("/rollen/<int:membership_id>/afwezig")
@reads("unit:compose", membership_to_read)
def describe_absence(role: Membership) -> Answer:
    """The form for a long absence."""
    known = {"absent_from": role.absent_from or clock.today(), "absent_until": role.absent_until}
    return _absence_page(role, AbsenceForm(data=known))


@blueprint.post("/rollen/<int:membership_id>/afwezig")
@writes("unit:compose", membership_to_write)
def report_absence(role: Membership) -> Answer:
    """Record a long absence, in this role or in all of somebody's roles."""
    form, actor = AbsenceForm(), signed_in_actor()
    report = service.report_absence_everywhere if form.everywhere.data else service.report_absence
    period = form.absent_from.data, form.absent_until.data
    if form.carry_out(lambda: report(role, *period, actor=actor)) is None:
        return _absence_page(role, form)
    return changed(_("De afwezigheid is vastgelegd."), ".page", unit_id=role.unit_id)


@blueprint.get("/rollen/<int:membership_id>/terug")
@reads("unit:compose", membership_to_read)
def describe_return(role: Membership) -> Answer:
    """The form for the day on which somebody returns."""
    return _return_page(role, ReturnForm(data={"on": clock.today()}))


@blueprint.post("/rollen/<int:membership_id>/terug")
@writes("unit:compose", membership_to_write)
def report_return(role: Membership) -> Answer:
    """Record that somebody takes part again."""
    form, actor = ReturnForm(), signed_in_actor()
    if form.carry_out(lambda: service.report_return(role, form.on.data, actor=actor)) is None:
        return _return_page(role, form)
    return changed(_("%(name)s doet weer mee.", name=role.person.name), ".page", unit_id=role.unit_id)


def _new_form() -> MembershipForm:
    return MembershipForm(active_people(clock.today()), data={"starts_on": clock.today()})


def _new_page(unit: Unit, form: MembershipForm) -> Answer:
    back = url_for(".page", unit_id=unit.id)
    return form_page(form, _("Rol toevoegen"), _("Rol toevoegen"), back, kicker=unit.name)


def _role_page(role: Membership, form: LastDayForm | AbsenceForm | ReturnForm, title: str, submit: str) -> Answer:
    lead = _("%(name)s, %(role)s", name=role.person.name, role=_(role.role.label).lower())
    return form_page(form, title, submit, url_for(".page", unit_id=role.unit_id), kicker=role.unit.name, lead=lead)


def _end_page(role: Membership, form: LastDayForm) -> Answer:
    return _role_page(role, form, _("Rol beëindigen"), _("Beëindigen"))


def _absence_page(role: Membership, form: AbsenceForm) -> Answer:
    return _role_page(role, form, _("Langdurig afwezig"), _("Opslaan"))


def _return_page(role: Membership, form: ReturnForm) -> Answer:
    return _role_page(role, form, _("Weer terug"), _("Opslaan"))
