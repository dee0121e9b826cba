"""Decisions and proposals as documents to take along."""

from flask import Response, request

from app.core.errors import N_, Refused
from app.core.files import as_file
from app.core.routing import reads, signed_in_actor
from app.decisions.forms.register import wanted_from
from app.decisions.models import Decision, Proposal
from app.decisions.queries.decision_story import load_decision
from app.decisions.queries.proposals import load_proposal
from app.decisions.queries.register_rows import count_of_register, rows_of_register
from app.records.documents.content import document_of_decision, document_of_proposal
from app.records.documents.export import FORMATS, file_name, file_of
from app.records.huizen import ImportedDocument
from app.records.register_files import MOST_ROWS, csv_lines, sheet_of
from app.records.routes import blueprint

KINDS = "<any(docx, pdf, json):kind>"


def _decision(number: str, kind: str) -> Decision:
    return load_decision(number)


def _proposal(proposal_id: int, kind: str) -> Proposal:
    return load_proposal(proposal_id)


@blueprint.get(f"/besluiten/<number>/document.{KINDS}")
@reads("decision:read", _decision)
def decision_document(decision: Decision) -> Response:
    """A decision as a document."""
    document = document_of_decision(decision)
    return _file(document, decision.number, document.document_number or decision.number)


@blueprint.get(f"/voorstellen/<int:proposal_id>/document.{KINDS}")
@reads("proposal:read", _proposal)
def proposal_document(proposal: Proposal) -> Response:
    """The version of a proposal that is in hand, as a document."""
    version = proposal.current.number
    return _file(
        document_of_proposal(proposal), f"voorstel-{proposal.id}-versie-{version}", f"Voorstel, versie {version}"
    )


@blueprint.get("/besluiten/register.csv")
@reads("register:read")
def register_csv() -> Response:
    """The decisions the reader may see and asked for, as CSV, however many there are."""
    rows = rows_of_register(signed_in_actor(), wanted_from(request.args))
    return as_file("".join(csv_lines(rows)).encode(), "besluiten.csv", "text/csv; charset=utf-8")


@blueprint.get("/besluiten/register.ods")
@reads("register:read")
def register_sheet() -> Response:
    """The same as an OpenDocument sheet."""
    wanted, reader = wanted_from(request.args), signed_in_actor()
    if count_of_register(reader, wanted) > MOST_ROWS:
        raise Refused(N_("Dit zijn meer dan %(count)s besluiten. Kies CSV, of zoek gerichter."), count=MOST_ROWS)
    sheet = sheet_of(rows_of_register(reader, wanted))
    return as_file(sheet, "besluiten.ods", "application/vnd.oasis.opendocument.spreadsheet")


def _file(document: ImportedDocument, name: str, foot: str) -> Response:
    kind = (request.view_args or {})["kind"]
    return as_file(file_of(document, foot, kind), file_name(name, kind), FORMATS[kind].media_type)
