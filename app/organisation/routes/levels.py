"""The levels on which people steer, as the beheerder names and orders them."""

from flask import render_template, url_for
from flask_babel import gettext as _

from app.core.routing import reads, signed_in_actor, writes
from app.organisation import queries, service
from app.organisation.forms.units import LevelForm
from app.organisation.models import SteeringLevel
from app.organisation.routes.pages import Answer, changed, form_page, level_to_read, level_to_write
from app.organisation.routes.units import blueprint


@blueprint.get("/niveaus")
@reads("unit:administer")
def levels() -> Answer:
    """Every level, from wide to narrow."""
    return render_template("organisation/levels.html", levels=queries.levels()[::-1])


@blueprint.get("/niveaus/nieuw")
@reads("unit:administer")
def new_level() -> Answer:
    """An empty form for a level."""
    return _new_page(LevelForm(queries.levels()))


@blueprint.post("/niveaus/nieuw")
@writes("unit:administer")
def add_level() -> Answer:
    """Add a level."""
    form, actor = LevelForm(queries.levels()), signed_in_actor()
    if form.carry_out(lambda: service.add_level(form.name.data, form.to_place(), actor=actor)) is None:
        return _new_page(form)
    return changed(_("Het niveau staat erbij."), ".levels")


@blueprint.get("/niveaus/<int:level_id>")
@reads("unit:administer", level_to_read)
def edit_level(level: SteeringLevel) -> Answer:
    """The form with what a level is now."""
    return _edit_page(level, _edit_form(level, name=level.name))


@blueprint.post("/niveaus/<int:level_id>")
@writes("unit:administer", level_to_write)
def change_level(level: SteeringLevel) -> Answer:
    """Rename a level, or put it elsewhere in the order."""
    form, actor = _edit_form(level), signed_in_actor()
    if form.carry_out(lambda: service.change_level(level, form.name.data, form.to_place(), actor=actor)) is None:
        return _edit_page(level, form)
    return changed(_("De wijziging is vastgelegd."), ".levels")


def _edit_form(level: SteeringLevel, **known: str) -> LevelForm:
    in_order = queries.levels()
    below = [other.id for other in in_order if other.rank < level.rank]
    others = [other for other in in_order if other is not level]
    return LevelForm(others, data={"place": below[-1] if below else 0, **known})


def _new_page(form: LevelForm) -> Answer:
    return form_page(form, _("Nieuw niveau"), _("Niveau toevoegen"), url_for(".levels"))


def _edit_page(level: SteeringLevel, form: LevelForm) -> Answer:
    return form_page(form, _("Niveau wijzigen"), _("Opslaan"), url_for(".levels"), kicker=level.name)
