"""A meeting as those who take part see it: its agenda beforehand, what is in hand meanwhile."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.permissions import may
from app.core.routing import reads, signed_in_actor, writes
from app.meetings import screens
from app.meetings.forms.closing import CardForm, WordForm
from app.meetings.forms.mandated import MandatedForm
from app.meetings.models import AgendaItem, Meeting
from app.meetings.queries.items import locked_item
from app.meetings.queries.mandated import offer_on
from app.meetings.queries.meetings import load_meeting, locked_meeting, locked_room
from app.meetings.service import attendance, closing, hammer, mandated, speaking
from app.organisation.forms.house_form import HouseForm

blueprint = Blueprint("meeting", __name__)

Page = str | Response | tuple[str, int]


@blueprint.get("/overleg/<int:meeting_id>")
@reads("meeting:read", load_meeting)
def show(meeting: Meeting) -> Response | str:
    """Go to where the reader belongs now: the agenda, or once it is over the minutes as soon as they are shared."""
    if meeting.state.is_over:
        record = "minutes.show" if may(signed_in_actor(), "meeting:read_minutes", meeting) else "minutes.decisions"
        return redirect(url_for(record, meeting_id=meeting.id))
    return _page(meeting)


@blueprint.get("/overleg/<int:meeting_id>/deelnemer")
@reads("meeting:read", load_meeting)
def screen(meeting: Meeting) -> str:
    """The agenda with what is in hand."""
    return _page(meeting)


@blueprint.get("/overleg/<int:meeting_id>/deelnemer/persoonlijk")
@reads("meeting:read", load_meeting)
def personal(meeting: Meeting) -> str:
    """Only the part that is mine, for a live page."""
    reader = signed_in_actor()
    mine = screens.personal(meeting, reader, screens.audience_of(reader, meeting))
    return render_template("meetings/_personal.html", **mine)


@blueprint.get("/overleg/<int:meeting_id>/scherm")
@reads("meeting:follow", load_meeting)
def wall(meeting: Meeting) -> str:
    """The screen on the wall."""
    return render_template("meetings/screen.html", **screens.shared(meeting, screens.WALL))


@blueprint.post("/overleg/<int:meeting_id>/meedoen")
@writes("meeting:attend", locked_room)
def arrive(meeting: Meeting) -> Response:
    """Come in."""
    attendance.arrive(meeting, by=signed_in_actor())
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/vertrekken")
@writes("meeting:attend", locked_room)
def leave(meeting: Meeting) -> Response:
    """Leave."""
    attendance.leave(meeting, by=signed_in_actor())
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/afmelden")
@writes("meeting:excuse", locked_meeting)
def excuse(meeting: Meeting) -> Response:
    """Say beforehand that one will not come, or will after all."""
    attendance.excuse(meeting, by=signed_in_actor(), excused=request.form.get("excused", "1") == "1")
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/woord")
@writes("meeting:ask_to_speak", locked_room)
def ask_to_speak(meeting: Meeting) -> Response:
    """Ask for the floor, or no longer."""
    wants = request.form.get("wants", "1") == "1"
    (speaking.ask_to_speak if wants else speaking.no_longer)(meeting, by=signed_in_actor())
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/in-een-woord")
@writes("meeting:say", locked_room)
def say(meeting: Meeting) -> Page:
    """Say one's word in the opening or closing round."""
    form = WordForm()
    if form.carry_out(lambda: _done(closing.say, meeting, form.word.data)) is None:
        return _page(meeting, form), 422
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/consent-op-alles")
@writes("meeting:consent_to_all", locked_meeting)
def consent_to_all(meeting: Meeting) -> Response:
    """Give one's consent to all hamerstukken that ask for it."""
    hammer.consent_to_all(meeting, by=signed_in_actor())
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/kaart")
@writes("meeting:fill_in_card", locked_room)
def fill_in_card(meeting: Meeting) -> Page:
    """Give one's anonymous card."""
    form = CardForm()
    if form.carry_out(lambda: _done(closing.fill_in_card, meeting, form.to_data())) is None:
        return _page(meeting, form), 422
    return _back(meeting)


@blueprint.post("/agendapunt/<int:agenda_item_id>/besluit-met-mandaat")
@writes("item:decide_by_mandate", locked_item)
def decide_by_mandate(item: AgendaItem) -> Page:
    """Decide what is in hand with one's mandate; the item ends with it."""
    actor, meeting = signed_in_actor(), locked_meeting(item.meeting_id or 0)
    form = MandatedForm(offer_on(item, actor))
    decision = form.carry_out(lambda: mandated.decide(item, form.to_data(), by=actor))
    if decision is None:
        return _page(meeting, form), 422
    flash(_("Je hebt besloten: %(number)s staat in het register.", number=decision.number), "success")
    return _back(meeting)


def _done(verb: Callable[..., None], meeting: Meeting, given: object) -> bool:
    verb(meeting, given, by=signed_in_actor())
    return True


def _back(meeting: Meeting) -> Response:
    """Back to one's own screen: who leads does these things from theirs."""
    page = "meeting_chair.screen" if _from_the_chair(meeting) else ".screen"
    return redirect(url_for(page, meeting_id=meeting.id), 303)


def _page(meeting: Meeting, form: HouseForm | None = None) -> str:
    reader = signed_in_actor()
    if _from_the_chair(meeting):
        context = screens.shared(meeting, screens.CHAIR) | screens.chair_personal(meeting, reader, form)
        return render_template("meetings/chair.html", **context)
    audience = screens.audience_of(reader, meeting)
    context = screens.shared(meeting, audience) | screens.personal(meeting, reader, audience, form)
    return render_template("meetings/meeting.html", **context)


def _from_the_chair(meeting: Meeting) -> bool:
    return request.args.get("scherm") == screens.CHAIR and may(signed_in_actor(), "meeting:lead", meeting)
