"""The voortgangsrapportage of a programme to take along, for the college and for the griffie."""

from flask import Response, current_app, request

from app.assignments.programme_models import ProgrammeReport
from app.assignments.programme_queries import load_report, readable_lines
from app.core.files import as_file
from app.core.routing import reads, signed_in_actor
from app.records.documents.export import FORMATS, file_name, pages_as
from app.records.documents.programme import report_pages
from app.records.huizen.dates import in_words
from app.records.routes import blueprint


def _report(report_id: int, paper: str) -> ProgrammeReport:
    return load_report(report_id)


@blueprint.get("/programmas/rapportage/<int:report_id>/document.<any(docx, pdf):paper>")
@reads("programme_report:read", _report)
def programme_document(report: ProgrammeReport) -> Response:
    """The report as its reader may know it."""
    municipality = current_app.config["SETTINGS"].municipality
    pages = report_pages(report, readable_lines(report, signed_in_actor()), municipality)
    foot = f"{municipality} · Voortgangsrapportage, peildatum {in_words(report.reference_on)}"
    kind = _asked_for()
    name = file_name(f"voortgangsrapportage-{report.programme_id}-{report.number}", kind)
    return as_file(pages_as(pages, foot, kind), name, FORMATS[kind].media_type)


def _asked_for() -> str:
    return str((request.view_args or {})["paper"])
