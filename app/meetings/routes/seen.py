"""Noting that one has seen an agenda: the script does so by itself, without it there is a button."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from app.core.routing import signed_in_actor, writes
from app.meetings.models import Meeting
from app.meetings.queries.meetings import locked_meeting
from app.meetings.service.seeing import note_seen

blueprint = Blueprint("agenda", __name__)


@blueprint.post("/overleg/<int:meeting_id>/gezien")
@writes("meeting:read", locked_meeting)
def see(meeting: Meeting) -> Response:
    """Note it."""
    note_seen(meeting, request.form.get("shown", ""), by=signed_in_actor())
    return redirect(url_for("meeting.show", meeting_id=meeting.id), 303)
