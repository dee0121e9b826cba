"""The screen of who leads a meeting: who is here, the item in hand, and the next."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.core.confirmation import confirmation, confirmed
from app.core.errors import NotFound
from app.core.routing import reads, signed_in_actor, writes
from app.core.transaction import locked
from app.decisions.forms.reviews import ActionEndForm, ActionForm
from app.decisions.models import Action
from app.meetings import screens
from app.meetings.forms.items import NoteForm, OutcomeForm, fitting
from app.meetings.models import AgendaItem, Attendee, Meeting
from app.meetings.queries.follow_ups import follow_ups
from app.meetings.queries.items import locked_item, open_round_on
from app.meetings.queries.meetings import load_meeting, locked_meeting, locked_room
from app.meetings.service import attendance, hammer, items, running, speaking
from app.meetings.states import MeetingState
from app.organisation.forms.house_form import HouseForm

blueprint = Blueprint("meeting_chair", __name__)

Page = str | Response | tuple[str, int]


@blueprint.get("/overleg/<int:meeting_id>/voorzitten")
@reads("meeting:lead", load_meeting)
def screen(meeting: Meeting) -> Page:
    """The whole screen; of a meeting that is over: its minutes."""
    if meeting.state.is_over:
        return redirect(url_for("minutes.show", meeting_id=meeting.id))
    return _page(meeting)


@blueprint.get("/overleg/<int:meeting_id>/voorzitten/persoonlijk")
@reads("meeting:lead", load_meeting)
def personal(meeting: Meeting) -> str:
    """Only the part with the forms, for a live page."""
    return render_template("meetings/_chair_personal.html", **screens.chair_personal(meeting, signed_in_actor()))


@blueprint.post("/overleg/<int:meeting_id>/aanwezig")
@writes("meeting:attend_others", locked_meeting)
def attend(meeting: Meeting) -> Response:
    """Set who is here."""
    _attend(meeting)
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/gast")
@writes("meeting:attend_others", locked_meeting)
def receive_guest(meeting: Meeting) -> Response:
    """Note that a guest came in, perhaps in the place of somebody."""
    attendance.receive_guest(
        meeting, request.form.get("name", ""), by=signed_in_actor(), instead_of=_place(meeting, "instead_of")
    )
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/open")
@writes("meeting:open", locked_meeting)
def open_(meeting: Meeting) -> Response:
    """Open the meeting, with who is ticked as present."""
    if meeting.state is MeetingState.SET:
        attendance.write_down(meeting)
        _attend(meeting)
    running.open_meeting(meeting, by=signed_in_actor(), seen=request.args.get("gezien"))
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/schors")
@writes("meeting:suspend", locked_meeting)
def suspend(meeting: Meeting) -> Response:
    """Interrupt the meeting."""
    running.suspend(meeting, by=signed_in_actor())
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/hervat")
@writes("meeting:resume", locked_meeting)
def resume(meeting: Meeting) -> Response:
    """Go on."""
    running.resume(meeting, by=signed_in_actor())
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/geef-door")
@writes("meeting:pass_chair", locked_meeting)
def pass_chair(meeting: Meeting) -> Response:
    """Let somebody else lead."""
    place = _place(meeting, "place")
    if place is None or place.person is None:
        raise NotFound
    running.pass_chair(meeting, place.person, by=signed_in_actor())
    return redirect(url_for("meeting.screen", meeting_id=meeting.id), 303)


@blueprint.post("/overleg/<int:meeting_id>/sluit")
@writes("meeting:close", locked_meeting)
def close(meeting: Meeting) -> Page:
    """Close the meeting; its minutes are there at once."""
    if not confirmed() and not meeting.without_outcome:
        back = url_for(".screen", meeting_id=meeting.id)
        return confirmation(_("Sluit je het overleg? Het verslag staat er dan meteen."), _("Ja, sluit"), back=back)
    running.close_meeting(meeting, by=signed_in_actor())
    return redirect(url_for("minutes.show", meeting_id=meeting.id), 303)


@blueprint.post("/overleg/<int:meeting_id>/geef-woord")
@writes("meeting:give_floor", locked_room)
def give_floor(meeting: Meeting) -> Response:
    """Give somebody the floor; to nobody: who had it is done."""
    place = _place(meeting, "place")
    if place is None:
        speaking.take_floor_back(meeting, by=signed_in_actor())
    else:
        speaking.give_floor(meeting, place, by=signed_in_actor())
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/hamerstukken")
@writes("meeting:hammer", locked_meeting)
def hammer_together(meeting: Meeting) -> Response:
    """Ask consent on all hamerstukken at once."""
    hammer.ask_on_all(meeting, by=signed_in_actor())
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/hamerstukken/leg-vast")
@writes("meeting:hammer", locked_meeting)
def record_hammers(meeting: Meeting) -> Response:
    """Show the answers, and record what has consent."""
    heard = "rest_said_consent" in request.form
    recorded, left = hammer.record_all(meeting, by=signed_in_actor(), rest_said_consent=heard)
    flash(ngettext("%(num)s hamerstuk is besloten.", "%(num)s hamerstukken zijn besloten.", recorded), "success")
    if left:
        flash(ngettext("%(num)s vraagt nog om bespreking.", "%(num)s vragen nog om bespreking.", left), "info")
    return _back(meeting)


@blueprint.post("/agendapunt/<int:agenda_item_id>/pak")
@writes("item:take", locked_item)
def take(item: AgendaItem) -> Response:
    """Take an item in hand."""
    items.take(item, by=signed_in_actor())
    return _back(item.meeting)


@blueprint.post("/agendapunt/<int:agenda_item_id>/parkeer")
@writes("item:park", locked_item)
def park(item: AgendaItem) -> Response:
    """Put an item aside."""
    items.park(item, by=signed_in_actor())
    return _back(item.meeting)


@blueprint.post("/agendapunt/<int:agenda_item_id>/rond-af")
@writes("item:conclude", locked_item)
def conclude(item: AgendaItem) -> Page:
    """End an item with its one outcome."""
    form = OutcomeForm(item, fitting(item), prefix=f"end-{item.id}-")

    def end() -> bool:
        items.conclude(item, form.outcome.data, form.words.data or "", by=signed_in_actor())
        return True

    if form.carry_out(end) is None:
        return _page(_meeting_of(item), form), 422
    return _back(item.meeting)


@blueprint.post("/agendapunt/<int:agenda_item_id>/ronde")
@writes("item:ask_consent", locked_item)
def ask_consent(item: AgendaItem) -> Response:
    """A consent round within the item, with who is here."""
    round_ = items.ask_consent(item, by=signed_in_actor())
    return redirect(url_for("rounds.show", round_id=round_.id), 303)


@blueprint.post("/agendapunt/<int:agenda_item_id>/noteer")
@writes("item:change", locked_item)
def note(item: AgendaItem) -> Page:
    """Write down what was asked or said."""
    form = NoteForm(prefix="note-")

    def write() -> bool:
        items.note(item, form.text.data, by=signed_in_actor(), kind=form.kind.data)
        return True

    if form.carry_out(write) is None:
        return _page(_meeting_of(item), form), 422
    return _back(item.meeting)


@blueprint.post("/agendapunt/<int:agenda_item_id>/actie")
@writes("item:change", locked_item)
def agree(item: AgendaItem) -> Page:
    """Agree on who does what."""
    meeting = _meeting_of(item)
    form = ActionForm([one.person for one in meeting.attendees if one.person is not None])
    if form.carry_out(lambda: items.agree(item, form.to_data(), by=signed_in_actor())) is None:
        return _page(meeting, form), 422
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/acties/<int:action_id>/klaar")
@writes("meeting:note", lambda meeting_id, action_id: locked_meeting(meeting_id))
def end_action(meeting: Meeting) -> Page:
    """Write down what became of an action that came back."""
    action = _action_that_came_back(meeting)
    form = ActionEndForm(prefix=f"done-{action.id}-")

    def end() -> bool:
        items.end_action(meeting, action, form.words.data, by=signed_in_actor(), dropped="drop" in request.form)
        return True

    if form.carry_out(end) is None:
        return _page(meeting, refused=(action.id, form)), 422
    return _back(meeting)


def _action_that_came_back(meeting: Meeting) -> Action:
    key = (request.view_args or {}).get("action_id")
    if key not in {one.action.id for one in follow_ups(meeting, signed_in_actor())}:
        raise NotFound
    return locked(Action, key)


def _place(meeting: Meeting, field: str) -> Attendee | None:
    """The place that a form names; None when it names none, or one elsewhere."""
    key = request.form.get(field, type=int)
    return next((one for one in meeting.attendees if one.id == key), None)


def _attend(meeting: Meeting) -> None:
    now = meeting.in_hand
    round_ = open_round_on(now.proposal) if now and now.proposal else None
    here = request.form.getlist("present", type=int)
    attendance.mark_present(meeting, here, by=signed_in_actor(), round_=round_)


def _meeting_of(item: AgendaItem) -> Meeting:
    if item.meeting is None:
        raise NotFound
    return item.meeting


def _back(meeting: Meeting | None) -> Response:
    if meeting is None:
        raise NotFound
    return redirect(url_for(".screen", meeting_id=meeting.id), 303)


def _page(meeting: Meeting, form: HouseForm | None = None, refused: screens.RefusedEnd | None = None) -> str:
    personal = screens.chair_personal(meeting, signed_in_actor(), form, refused)
    context = screens.shared(meeting, screens.CHAIR) | personal
    return render_template("meetings/chair.html", **context)
