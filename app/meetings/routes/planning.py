"""The meetings of a unit, its series, and planning one."""

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import Refused
from app.core.routing import reads, signed_in_actor, writes
from app.meetings.experience_picture import draw_over_time
from app.meetings.forms.items import ItemForm
from app.meetings.forms.planning import MeetingForm, PauseForm, ReasonForm, SeriesForm
from app.meetings.models import Meeting, MeetingSeries
from app.meetings.queries.experience import over_series, over_unit
from app.meetings.queries.meetings import (
    load_meeting,
    load_series,
    locked_meeting,
    locked_series,
    meetings_in,
    meetings_of,
)
from app.meetings.rhythm import coming_days
from app.meetings.service import agenda, planning
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person, Unit
from app.organisation.queries import active_units, seats_of
from app.organisation.routes.pages import changed, form_page, unit_to_read, unit_to_write

blueprint = Blueprint("meetings", __name__)

Page = str | Response | tuple[str, int]
DAYS_AHEAD = 6


@blueprint.get("/kringen/<int:unit_id>/overleg")
@reads("unit:meet", unit_to_read)
def overview(unit: Unit) -> str:
    """The meetings of a unit: those to come, its series, and those that were; without a series how they went too."""
    meetings = meetings_of(unit)
    picture = None if meetings.series else draw_over_time(over_unit(unit))
    return render_template("meetings/overview.html", unit=unit, meetings=meetings, picture=picture)


@blueprint.get("/kringen/<int:unit_id>/overlegreeks")
@reads("unit:call_meetings", unit_to_read)
def new_series(unit: Unit) -> Page:
    """The form for a series."""
    return _series_page(unit, SeriesForm.begun(_people(unit), _others(unit)))


@blueprint.post("/kringen/<int:unit_id>/overlegreeks")
@writes("unit:call_meetings", unit_to_write)
def start_series(unit: Unit) -> Page:
    """Agree on a series."""
    form = SeriesForm(_people(unit), _others(unit))
    series = form.carry_out(lambda: planning.start_series(unit, form.to_data(), by=signed_in_actor()))
    return _series_page(unit, form) if series is None else redirect(url_for(".series", series_id=series.id), 303)


@blueprint.get("/overlegreeks/<int:series_id>")
@reads("series:read", load_series)
def series(series: MeetingSeries) -> str:
    """One series: how it meets, its standing items, and its meetings."""
    return _one_series(series)


@blueprint.get("/overlegreeks/<int:series_id>/wijzig")
@reads("series:change", load_series)
def edit_series(series: MeetingSeries) -> Page:
    """The form with what the series is now."""
    return _series_page(series.unit, SeriesForm.begun(_people(series.unit), _others(series.unit), series), series)


@blueprint.post("/overlegreeks/<int:series_id>/wijzig")
@writes("series:change", locked_series)
def change_series(series: MeetingSeries) -> Page:
    """Change what comes back from now on."""
    form = SeriesForm(_people(series.unit), _others(series.unit))

    def change() -> bool:
        planning.change_series(series, form.to_data(series), by=signed_in_actor())
        return True

    if form.carry_out(change) is None:
        return _series_page(series.unit, form, series)
    return changed(_("De reeks is gewijzigd. Wat al gepland was, blijft zo."), ".series", series_id=series.id)


@blueprint.post("/overlegreeks/<int:series_id>/plan")
@writes("series:plan_meeting", locked_series)
def plan_next(series: MeetingSeries) -> Page:
    """Plan the meeting of one day."""
    try:
        on = date.fromisoformat(request.form.get("day", ""))
    except ValueError as error:
        raise Refused(_("Kies een dag.")) from error
    meeting = planning.plan_next(series, on, by=signed_in_actor())
    return redirect(url_for("preparing.screen", meeting_id=meeting.id), 303)


@blueprint.post("/overlegreeks/<int:series_id>/stop")
@writes("series:end", locked_series)
def end_series(series: MeetingSeries) -> Page:
    """Stop a series."""
    form = ReasonForm()

    def end() -> bool:
        planning.end_series(series, by=signed_in_actor(), reason=form.reason.data)
        return True

    if form.carry_out(end) is None:
        return _one_series(series, end_form=form), 422
    return changed(_("De reeks is gestopt. Wat er was, blijft staan."), ".series", series_id=series.id)


@blueprint.post("/overlegreeks/<int:series_id>/pauze")
@writes("series:change", locked_series)
def pause_series(series: MeetingSeries) -> Page:
    """Leave days out, such as a school holiday."""
    form = PauseForm()

    def pause() -> bool:
        given = (form.starts_on.data, form.ends_on.data, form.why.data)
        planning.pause_series(series, *given, by=signed_in_actor())
        return True

    if form.carry_out(pause) is None:
        return _one_series(series, pause_form=form), 422
    return changed(_("Deze dagen slaan we over. Wat er al gepland was, blijft staan."), ".series", series_id=series.id)


@blueprint.post("/overlegreeks/<int:series_id>/pauze-weg")
@writes("series:change", locked_series)
def resume_series(series: MeetingSeries) -> Page:
    """Meet again on days that were left out."""
    planning.resume_series(series, request.form.get("pause", 0, type=int), by=signed_in_actor())
    return changed(_("Deze dagen doen weer mee."), ".series", series_id=series.id)


@blueprint.get("/kringen/<int:unit_id>/overleg/nieuw")
@reads("unit:call_meetings", unit_to_read)
def new_meeting(unit: Unit) -> Page:
    """The form for one meeting."""
    return _meeting_page(unit, MeetingForm.begun(_people(unit), _others(unit)))


@blueprint.post("/kringen/<int:unit_id>/overleg/nieuw")
@writes("unit:call_meetings", unit_to_write)
def plan_one(unit: Unit) -> Page:
    """Plan a meeting by itself."""
    form = MeetingForm(_people(unit), _others(unit))
    meeting = form.carry_out(lambda: planning.plan_meeting(unit, form.to_data(), by=signed_in_actor()))
    if meeting is None:
        return _meeting_page(unit, form)
    return redirect(url_for("preparing.screen", meeting_id=meeting.id), 303)


@blueprint.get("/overleg/<int:meeting_id>/wijzig")
@reads("meeting:change", load_meeting)
def edit_meeting(meeting: Meeting) -> Page:
    """The form with when and where the meeting is now."""
    return _meeting_page(meeting.unit, MeetingForm.begun(_people(meeting.unit), (), meeting), meeting)


@blueprint.post("/overleg/<int:meeting_id>/wijzig")
@writes("meeting:change", locked_meeting)
def change_meeting(meeting: Meeting) -> Page:
    """Let one meeting deviate."""
    form = MeetingForm(_people(meeting.unit), ())
    del form.with_unit

    def change() -> bool:
        planning.change_meeting(meeting, form.to_data(), by=signed_in_actor())
        return True

    if form.carry_out(change) is None:
        return _meeting_page(meeting.unit, form, meeting)
    return redirect(url_for("preparing.screen", meeting_id=meeting.id), 303)


@blueprint.get("/kringen/<int:unit_id>/overleg/idee")
@reads("unit:meet", unit_to_read)
def new_suggestion(unit: Unit) -> Page:
    """The form with which any member suggests something for a next meeting."""
    return _suggestion_page(unit, ItemForm())


@blueprint.post("/kringen/<int:unit_id>/overleg/idee")
@writes("unit:meet", unit_to_write)
def suggest(unit: Unit) -> Page:
    """Suggest something for a next meeting: it waits in the pool."""
    form = ItemForm()
    if form.carry_out(lambda: agenda.suggest(unit, form.to_data(), by=signed_in_actor())) is None:
        return _suggestion_page(unit, form)
    return changed(_("Je punt staat in de agendavoorraad."), ".overview", unit_id=unit.id)


def _people(unit: Unit) -> list[Person]:
    return list({one.person.id: one.person for one in seats_of(unit, clock.today())}.values())


def _others(unit: Unit) -> list[Unit]:
    return [one for one in active_units(clock.today()) if one.id != unit.id]


def _one_series(series: MeetingSeries, **forms: HouseForm) -> str:
    meetings, today = meetings_in(series), clock.today()
    planned = {one.on for one in meetings}
    shown: dict[str, HouseForm] = {"end_form": ReasonForm(formdata=None), "pause_form": PauseForm(formdata=None)}
    return render_template(
        "meetings/series.html",
        series=series,
        meetings=meetings,
        days=[one for one in coming_days(series, today, DAYS_AHEAD) if one.on not in planned],
        pauses=[one for one in series.pauses if one.ends_on >= today],
        picture=draw_over_time(over_series(series, signed_in_actor())),
        **shown | forms,
    )


def _series_page(unit: Unit, form: SeriesForm, series: MeetingSeries | None = None) -> Page:
    title = _("Overlegreeks wijzigen") if series else _("Nieuwe overlegreeks")
    back = url_for(".series", series_id=series.id) if series else url_for(".overview", unit_id=unit.id)
    return form_page(form, title, _("Bewaar"), back, kicker=unit.name)


def _meeting_page(unit: Unit, form: MeetingForm, meeting: Meeting | None = None) -> Page:
    title = _("Overleg wijzigen") if meeting else _("Nieuw overleg")
    back = url_for("preparing.screen", meeting_id=meeting.id) if meeting else url_for(".overview", unit_id=unit.id)
    return form_page(form, title, _("Bewaar"), back, kicker=unit.name)


def _suggestion_page(unit: Unit, form: ItemForm) -> Page:
    lead = _("Het komt in de agendavoorraad. Wie de agenda maakt, zet het op een overleg.")
    back = url_for(".overview", unit_id=unit.id)
    return form_page(form, _("Punt voor een volgend overleg"), _("Stuur in"), back, kicker=unit.name, lead=lead)
