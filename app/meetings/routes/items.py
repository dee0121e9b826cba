"""The page of one agenda item for who makes the agenda: what it says, and which units it touches."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core import clock
from app.core.routing import reads, signed_in_actor, writes
from app.meetings.forms.items import InvolvementForm, ItemChangeForm
from app.meetings.forms.planning import ReasonForm
from app.meetings.models import AgendaItem
from app.meetings.queries.items import load_item, locked_item
from app.meetings.service import agenda
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person, Unit
from app.organisation.queries import active_units, seats_of
from app.organisation.routes.pages import changed

blueprint = Blueprint("items", __name__)

Page = str | Response | tuple[str, int]


@blueprint.get("/agendapunt/<int:agenda_item_id>/wijzig")
@reads("item:change", load_item)
def edit(item: AgendaItem) -> Page:
    """What the item says now, to be changed."""
    return _page(item)


@blueprint.post("/agendapunt/<int:agenda_item_id>/wijzig")
@writes("item:change", locked_item)
def change(item: AgendaItem) -> Page:
    """Change what it says."""
    form = _change_form(item)

    def write() -> bool:
        agenda.change_item(item, form.to_data(), by=signed_in_actor())
        return True

    if form.carry_out(write) is None:
        return _page(item, change_form=form), 422
    if item.meeting is None:
        return changed(_("Het punt is gewijzigd."), ".edit", agenda_item_id=item.id)
    return changed(
        _("Het punt is gewijzigd."), "preparing.screen", meeting_id=item.meeting_id, _anchor=f"punt-{item.id}"
    )


@blueprint.post("/agendapunt/<int:agenda_item_id>/betrek")
@writes("item:change", locked_item)
def involve(item: AgendaItem) -> Page:
    """Invite another unit for this item, or let it know."""
    form = InvolvementForm(_others(item))

    def write() -> bool:
        agenda.involve(item, form.chosen("unit"), form.involvement.data, by=signed_in_actor())
        return True

    if form.carry_out(write) is None:
        return _page(item, involvement_form=form), 422
    return _back(item)


@blueprint.post("/agendapunt/<int:agenda_item_id>/betrek-niet-meer")
@writes("item:change", locked_item)
def leave_out(item: AgendaItem) -> Page:
    """Involve a unit no longer."""
    agenda.leave_out(item, request.form.get("unit", default=0, type=int), by=signed_in_actor())
    return _back(item)


@blueprint.post("/agendapunt/<int:agenda_item_id>/vervalt")
@writes("item:drop", locked_item)
def drop(item: AgendaItem) -> Page:
    """Take it out of the pool for good, with the reason."""
    form = ReasonForm(prefix="drop-")

    def let_go() -> bool:
        agenda.drop(item, by=signed_in_actor(), reason=form.reason.data)
        return True

    if form.carry_out(let_go) is None:
        return _page(item, drop_form=form), 422
    return changed(_("Het punt is vervallen."), "meetings.overview", unit_id=item.unit_id)


def _back(item: AgendaItem) -> Response:
    return redirect(url_for(".edit", agenda_item_id=item.id), 303)


def _change_form(item: AgendaItem, **keywords: object) -> ItemChangeForm:
    return ItemChangeForm(item, _people(item), **keywords)


def _page(item: AgendaItem, **forms: HouseForm) -> str:
    shown: dict[str, HouseForm] = {
        "change_form": _change_form(item, formdata=None),
        "involvement_form": InvolvementForm(_others(item), formdata=None),
        "drop_form": ReasonForm(formdata=None, prefix="drop-"),
    }
    return render_template("meetings/item.html", item=item, **shown | forms)


def _people(item: AgendaItem) -> list[Person]:
    units = item.meeting.units if item.meeting is not None else [item.unit]
    seats = [seat for unit in units for seat in seats_of(unit, clock.today())]
    return list({seat.person.id: seat.person for seat in seats}.values())


def _others(item: AgendaItem) -> list[Unit]:
    """The units that do not meet anyway."""
    at_the_table = item.meeting.unit_ids if item.meeting is not None else {item.unit_id}
    return [unit for unit in active_units(clock.today()) if unit.id not in at_the_table]
