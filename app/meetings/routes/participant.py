"""A meeting as those who take part see it: its agenda beforehand, what is in hand meanwhile."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.permissions import may
from app.core.routing import reads, signed_in_actor, writes
from app.meetings.models import Meeting
from app.meetings.queries.agenda import agenda_of
from app.meetings.queries.items import open_round_on
from app.meetings.queries.meetings import load_meeting, locked_meeting
from app.meetings.queries.news import news_for
from app.meetings.service import attendance

blueprint = Blueprint("meeting", __name__)


@blueprint.get("/overleg/<int:meeting_id>")
@reads("meeting:read", load_meeting)
def show(meeting: Meeting) -> Response | str:
    """Go to where the reader belongs now: the agenda, or the minutes once it is over."""
    if meeting.state.is_over:
        return redirect(url_for("minutes.show", meeting_id=meeting.id))
    return _page(meeting)


@blueprint.get("/overleg/<int:meeting_id>/deelnemer")
@reads("meeting:read", load_meeting)
def screen(meeting: Meeting) -> str:
    """The agenda with what is in hand."""
    return _page(meeting)


@blueprint.post("/overleg/<int:meeting_id>/meedoen")
@writes("meeting:attend", locked_meeting)
def arrive(meeting: Meeting) -> Response:
    """Come in."""
    attendance.arrive(meeting, by=signed_in_actor())
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/vertrekken")
@writes("meeting:attend", locked_meeting)
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


def _back(meeting: Meeting) -> Response:
    return redirect(url_for(".screen", meeting_id=meeting.id), 303)


def _page(meeting: Meeting) -> str:
    reader = signed_in_actor()
    now = meeting.in_hand
    agenda = agenda_of(meeting, reader)
    known = now if now is not None and may(reader, "item:read", now) else None
    return render_template(
        "meetings/meeting.html",
        meeting=meeting,
        agenda=agenda,
        news=news_for(meeting, reader, agenda) if meeting.state.is_before and agenda.lines else None,
        in_hand=known,
        round=open_round_on(known.proposal) if known and known.proposal else None,
        own=meeting.attendee_of(reader.id),
        leads=may(reader, "meeting:lead", meeting),
    )
