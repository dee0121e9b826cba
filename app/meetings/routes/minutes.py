"""The minutes of a meeting, and its list of decisions."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.errors import NotFound
from app.core.permissions import may
from app.core.routing import reads, signed_in_actor, writes
from app.meetings.experience_picture import draw_spread
from app.meetings.forms.planning import ReasonForm
from app.meetings.models import AgendaItem, Meeting
from app.meetings.queries.experience import answers_in
from app.meetings.queries.items import locked_item
from app.meetings.queries.meetings import load_meeting, locked_meeting
from app.meetings.queries.minutes import public_list, record_of, rewritten
from app.meetings.queries.speaking import spread
from app.meetings.service import minutes

blueprint = Blueprint("minutes", __name__)

PUBLIC = "openbaar"
"""What stands in an address for the version that everybody may read."""
Page = str | Response | tuple[str, int]


def _meeting_of(meeting_id: int, edition: int) -> Meeting:
    return load_meeting(meeting_id)


@blueprint.get("/overleg/<int:meeting_id>/verslag")
@reads("meeting:read_minutes", load_meeting)
def show(meeting: Meeting) -> Page:
    """The minutes as they stand; until they are shared only for who writes them."""
    return _page(meeting)


@blueprint.get("/overleg/<int:meeting_id>/verslag/<int:edition>")
@reads("meeting:read_minutes", _meeting_of)
def edition(meeting: Meeting) -> str:
    """One edition as it was, with what it says otherwise than the one before it. Raises `NotFound` for none."""
    number, reader = (request.view_args or {})["edition"], signed_in_actor()
    chosen = next((one for one in meeting.minutes if one.number == number), None)
    if chosen is None:
        raise NotFound
    return render_template(
        "meetings/edition.html",
        meeting=meeting,
        record=record_of(meeting, reader, chosen),
        changes=rewritten(meeting, chosen, reader),
    )


@blueprint.get("/overleg/<int:meeting_id>/besluitenlijst")
@reads("meeting:read_decisions", load_meeting)
def decisions(meeting: Meeting) -> str:
    """What was decided, in the order in which it was treated; or the version of it that everybody may read."""
    if request.args.get("versie") == PUBLIC:
        return render_template("meetings/public_decisions.html", meeting=meeting, decisions=public_list(meeting))
    return render_template("meetings/decisions.html", meeting=meeting, record=record_of(meeting, signed_in_actor()))


@blueprint.post("/overleg/<int:meeting_id>/verslag")
@writes("meeting:edit_minutes", locked_meeting)
def write(meeting: Meeting) -> Response:
    """Write about the items."""
    minutes.write(meeting, _texts(meeting), by=signed_in_actor())
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/verslag/deel")
@writes("meeting:share_minutes", locked_meeting)
def share(meeting: Meeting) -> Response:
    """Let everybody who belongs here read them."""
    minutes.share(meeting, by=signed_in_actor())
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/verslag/corrigeer")
@writes("meeting:correct_minutes", locked_meeting)
def correct(meeting: Meeting) -> Page:
    """Make the next edition, with the reason."""
    form, texts = ReasonForm(prefix="correct-"), _texts(meeting)
    if form.carry_out(lambda: minutes.correct(meeting, texts, by=signed_in_actor(), reason=form.reason.data)) is None:
        return _page(meeting, form, texts), 422
    return _back(meeting)


@blueprint.post("/agendapunt/<int:agenda_item_id>/houd-achter")
@writes("item:hold_back", locked_item)
def hold_back(item: AgendaItem) -> Response:
    """Keep a decision off the openbare list until those concerned have been told."""
    minutes.hold_back(item, by=signed_in_actor())
    return _to_decisions(item)


@blueprint.post("/agendapunt/<int:agenda_item_id>/geef-vrij")
@writes("item:hold_back", locked_item)
def let_go(item: AgendaItem) -> Response:
    """Let it on the openbare list."""
    minutes.let_go(item, by=signed_in_actor())
    return _to_decisions(item)


@blueprint.post("/overleg/<int:meeting_id>/verslag/archiveer")
@writes("meeting:archive", locked_meeting)
def archive(meeting: Meeting) -> Response:
    """Lay the minutes down."""
    minutes.archive(meeting, by=signed_in_actor())
    return _back(meeting)


def _texts(meeting: Meeting) -> dict[int, str]:
    """What was written about the items that the writer may know of."""
    actor = signed_in_actor()
    return {
        one.id: request.form[f"text-{one.id}"].replace("\r\n", "\n")
        for one in meeting.items
        if f"text-{one.id}" in request.form and may(actor, "item:read", one)
    }


def _page(meeting: Meeting, form: ReasonForm | None = None, typed: Mapping[int, str] | None = None) -> str:
    """The minutes as their reader may know them; with what was typed, when that was refused."""
    reader = signed_in_actor()
    sits_there = may(reader, "meeting:follow", meeting)
    return render_template(
        "meetings/minutes.html",
        meeting=meeting,
        record=record_of(meeting, reader),
        writes=may(reader, "meeting:edit_minutes", meeting),
        correct_form=form or ReasonForm(formdata=None, prefix="correct-"),
        typed=typed or {},
        experience=draw_spread(answers_in(meeting)) if sits_there else [],
        floors=spread(meeting) if sits_there else [],
    )


def _to_decisions(item: AgendaItem) -> Response:
    return redirect(url_for(".decisions", meeting_id=item.meeting_id), 303)


def _back(meeting: Meeting) -> Response:
    return redirect(url_for(".show", meeting_id=meeting.id), 303)
