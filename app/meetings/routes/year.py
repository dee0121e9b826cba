"""The year of a unit: its jaaragenda and termijnagenda, drawn, and what is changed in them."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core import clock
from app.core.routing import reads, signed_in_actor, writes
from app.meetings.forms.planning import ReasonForm
from app.meetings.forms.year import ExpectedForm, StepForm, YearlyForm, as_agreed
from app.meetings.models import YearStep
from app.meetings.queries.year import load_step, locked_step, year_of
from app.meetings.service import year as service
from app.organisation.models import Person, Unit
from app.organisation.queries import seats_of
from app.organisation.routes.pages import changed, form_page, unit_to_read, unit_to_write

blueprint = Blueprint("year", __name__)

Page = str | Response | tuple[str, int]
FIRST_YEAR, LAST_YEAR = 2000, 2100


@blueprint.get("/kringen/<int:unit_id>/jaar")
@reads("unit:meet", unit_to_read)
def show(unit: Unit) -> str:
    """The year of a unit; this one unless another is asked for."""
    year = asked_year()
    shown = year_of(unit, year, signed_in_actor())
    return render_template("meetings/year.html", unit=unit, year=shown, is_now=year == clock.today().year)


@blueprint.get("/kringen/<int:unit_id>/jaar/elk-jaar")
@reads("unit:call_meetings", unit_to_read)
def new_yearly(unit: Unit) -> Page:
    """The form for something that comes back every year."""
    return _new_page(unit, YearlyForm(_people(unit)))


@blueprint.post("/kringen/<int:unit_id>/jaar/elk-jaar")
@writes("unit:call_meetings", unit_to_write)
def add_yearly(unit: Unit) -> Page:
    """Agree that something comes back every year."""
    return _add(unit, YearlyForm(_people(unit)))


@blueprint.get("/kringen/<int:unit_id>/jaar/eenmalig")
@reads("unit:call_meetings", unit_to_read)
def new_expected(unit: Unit) -> Page:
    """The form for something that is expected once."""
    return _new_page(unit, ExpectedForm(_people(unit)))


@blueprint.post("/kringen/<int:unit_id>/jaar/eenmalig")
@writes("unit:call_meetings", unit_to_write)
def add_expected(unit: Unit) -> Page:
    """Write down what is expected."""
    return _add(unit, ExpectedForm(_people(unit)))


@blueprint.get("/jaaragenda/<int:year_step_id>/wijzig")
@reads("year_step:change", load_step)
def edit(step: YearStep) -> Page:
    """What the step is now, to be changed or ended."""
    return _step_page(step, _form_of(step, formdata=None), ReasonForm(prefix="drop-", formdata=None))


@blueprint.post("/jaaragenda/<int:year_step_id>/wijzig")
@writes("year_step:change", locked_step)
def change(step: YearStep) -> Page:
    """Change a step from now on."""
    form = _form_of(step)

    def write() -> bool:
        service.change(step, form.to_data(), by=signed_in_actor())
        return True

    if form.carry_out(write) is None:
        return _step_page(step, form, ReasonForm(prefix="drop-", formdata=None)), 422
    return changed(_("Het jaar is bijgewerkt."), ".show", unit_id=step.unit_id)


@blueprint.post("/jaaragenda/<int:year_step_id>/vervalt")
@writes("year_step:end", locked_step)
def end(step: YearStep) -> Page:
    """Let it come back no more, with the reason."""
    form = ReasonForm(prefix="drop-")

    def let_go() -> bool:
        service.end(step, by=signed_in_actor(), reason=form.reason.data)
        return True

    if form.carry_out(let_go) is None:
        return _step_page(step, _form_of(step, formdata=None), form), 422
    return changed(_("Het is vervallen. Wat behandeld is, blijft staan."), ".show", unit_id=step.unit_id)


def asked_year() -> int:
    """The year that is asked for in the address; this one unless it says another."""
    asked = request.args.get("jaar", type=int)
    return asked if asked is not None and FIRST_YEAR <= asked <= LAST_YEAR else clock.today().year


def _add(unit: Unit, form: StepForm) -> Page:
    if form.carry_out(lambda: service.add(unit, form.to_data(), by=signed_in_actor())) is None:
        return _new_page(unit, form)
    return changed(_("Het staat in het jaar."), ".show", unit_id=unit.id)


def _people(unit: Unit) -> list[Person]:
    return list({one.person.id: one.person for one in seats_of(unit, clock.today())}.values())


def _form_of(step: YearStep, **keywords: object) -> StepForm:
    form = YearlyForm if step.is_yearly else ExpectedForm
    return form(_people(step.unit), data=as_agreed(step), **keywords)


def _new_page(unit: Unit, form: StepForm) -> Page:
    title = _("Komt elk jaar terug") if isinstance(form, YearlyForm) else _("Verwacht onderwerp")
    return form_page(form, title, _("Zet in het jaar"), url_for(".show", unit_id=unit.id), kicker=unit.name)


def _step_page(step: YearStep, form: StepForm, drop_form: ReasonForm) -> str:
    return render_template("meetings/year_step.html", step=step, form=form, drop_form=drop_form)
