"""The papers of a meeting to take along: its agenda with the papers, its minutes, and its list of decisions."""

from flask import Response, current_app, request

from app.core.errors import NotFound
from app.core.files import as_file
from app.core.routing import reads, signed_in_actor
from app.meetings.models import Meeting, Minutes
from app.meetings.queries.meetings import load_meeting
from app.meetings.queries.minutes import public_list, record_of
from app.meetings.queries.papers import papers_of
from app.meetings.routes.minutes import PUBLIC
from app.records.documents.agenda import agenda_file
from app.records.documents.decisions import decision_pages, public_pages
from app.records.documents.export import FORMATS, file_name, pages_as
from app.records.documents.meetings import day_of, held_on
from app.records.documents.minutes import minutes_pages
from app.records.documents.pages import Pages
from app.records.routes import blueprint

PAPER = "<any(docx, pdf):paper>"


def _meeting(meeting_id: int, paper: str) -> Meeting:
    return load_meeting(meeting_id)


@blueprint.get(f"/overleg/<int:meeting_id>/verslag.{PAPER}")
@reads("meeting:read_minutes", _meeting)
def minutes_document(meeting: Meeting) -> Response:
    """The minutes as they stand, or the edition that is asked for."""
    edition = _edition(meeting)
    pages = minutes_pages(meeting, record_of(meeting, signed_in_actor(), edition))
    name = f"verslag-{meeting.id}" + (f"-uitgave-{edition.number}" if edition else "")
    return _paper(pages, name, f"Verslag, {held_on(meeting)}")


@blueprint.get(f"/overleg/<int:meeting_id>/besluitenlijst.{PAPER}")
@reads("meeting:read_decisions", _meeting)
def decisions_document(meeting: Meeting) -> Response:
    """The list of decisions, or the version of it that everybody may read."""
    if request.args.get("versie") == PUBLIC:
        openbaar = public_pages(meeting, public_list(meeting))
        return _paper(openbaar, f"besluitenlijst-openbaar-{meeting.id}", f"Besluitenlijst, {held_on(meeting)}")
    pages = decision_pages(meeting, record_of(meeting, signed_in_actor()))
    return _paper(pages, f"besluitenlijst-{meeting.id}", f"Besluitenlijst, {held_on(meeting)}")


@blueprint.get("/overleg/<int:meeting_id>/agenda.pdf")
@reads("meeting:read_agenda", load_meeting)
def agenda_document(meeting: Meeting) -> Response:
    """The agenda with its papers, as one file."""
    papers, foot = papers_of(meeting, signed_in_actor()), f"Agenda, {day_of(meeting.starts_at)}"
    content = agenda_file(meeting, papers, foot=_foot(foot))
    return as_file(content, file_name(f"agenda-{meeting.id}", "pdf"), FORMATS["pdf"].media_type)


def _edition(meeting: Meeting) -> Minutes | None:
    """The edition that the address asks for, if it asks for one. Raises `NotFound` for one that is not there."""
    if "uitgave" not in request.args:
        return None
    number = request.args.get("uitgave", type=int)
    found = next((one for one in meeting.minutes if one.number == number), None)
    if found is None:
        raise NotFound
    return found


def _paper(pages: Pages, name: str, foot: str) -> Response:
    kind = (request.view_args or {})["paper"]
    return as_file(pages_as(pages, _foot(foot), kind), file_name(name, kind), FORMATS[kind].media_type)


def _foot(said: str) -> str:
    return f"{current_app.config['SETTINGS'].municipality} · {said}"
