"""The parts that a municipality adds to its assignments, for the beheerder."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assignments.forms.programmes import OwnPartForm
from app.assignments.models import OwnPart
from app.assignments.parts import PARTS
from app.assignments.service import own_parts
from app.core.routing import reads, signed_in_actor, writes
from app.core.transaction import locked
from app.organisation.routes.pages import changed, form_page

blueprint = Blueprint("own_parts", __name__, url_prefix="/opdrachten/onderdelen")

Answer = str | Response | tuple[str, int]


def _to_write(part_id: int) -> OwnPart:
    return locked(OwnPart, part_id)


@blueprint.get("")
@reads("unit:administer")
def overview() -> Answer:
    """The parts of every municipality, and its own."""
    return render_template("assignments/own_parts.html", parts=PARTS, own=own_parts.every_own_part())


@blueprint.get("/nieuw")
@reads("unit:administer")
def new() -> Answer:
    """An empty form for a part."""
    return _new_page(OwnPartForm())


@blueprint.post("/nieuw")
@writes("unit:administer")
def add() -> Answer:
    """Offer a part from now on."""
    form = OwnPartForm()
    if form.carry_out(lambda: own_parts.add_own_part(form.to_data(), by=signed_in_actor())) is None:
        return _new_page(form)
    return changed(_("Het onderdeel staat er nu bij, in elke opdracht die nog geschreven wordt."), ".overview")


@blueprint.post("/<int:part_id>/stop")
@writes("unit:administer", _to_write)
def end(part: OwnPart) -> Answer:
    """Offer it no longer."""
    own_parts.end_own_part(part, by=signed_in_actor())
    return changed(_("Dit onderdeel wordt niet meer gevraagd. Wat erin staat, blijft."), ".overview")


@blueprint.post("/<int:part_id>/weer")
@writes("unit:administer", _to_write)
def again(part: OwnPart) -> Answer:
    """Offer it anew."""
    own_parts.offer_own_part_again(part, by=signed_in_actor())
    return changed(_("Dit onderdeel wordt weer gevraagd."), ".overview")


def _new_page(form: OwnPartForm) -> Answer:
    lead = _("Wie een opdracht schrijft, krijgt het onderdeel erbij en mag het leeg laten.")
    return form_page(form, _("Nieuw onderdeel"), _("Voeg toe"), url_for(".overview"), lead=lead)
