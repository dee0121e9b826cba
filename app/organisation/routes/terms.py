"""The working days and the terms of a unit."""

from flask import url_for
from flask_babel import gettext as _

from app.core.routing import reads, signed_in_actor, writes
from app.organisation.forms.terms import TermsForm
from app.organisation.models import Unit
from app.organisation.routes.pages import Answer, changed, form_page, unit_to_read, unit_to_write
from app.organisation.routes.units import blueprint
from app.organisation.service.terms import set_terms


@blueprint.get("/<int:unit_id>/termijnen")
@reads("unit:administer", unit_to_read)
def terms(unit: Unit) -> Answer:
    """The form with the terms as they are."""
    return _page(unit, TermsForm.of(unit))


@blueprint.post("/<int:unit_id>/termijnen")
@writes("unit:administer", unit_to_write)
def change_terms(unit: Unit) -> Answer:
    """Choose other working days or terms."""
    form, actor = TermsForm(), signed_in_actor()
    if form.carry_out(lambda: set_terms(unit, form.to_data(), actor=actor)) is None:
        return _page(unit, form)
    return changed(_("De wijziging is vastgelegd."), ".page", unit_id=unit.id)


def _page(unit: Unit, form: TermsForm) -> Answer:
    back = url_for(".page", unit_id=unit.id)
    return form_page(form, _("Werkdagen en termijnen"), _("Opslaan"), back, kicker=unit.name)
