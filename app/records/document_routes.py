"""Decisions and proposals as documents to take along."""

from flask import Response, request

from app.core.files import as_file
from app.core.routing import reads
from app.decisions.models import Decision, Proposal
from app.decisions.queries.decision_story import load_decision
from app.decisions.queries.proposals import load_proposal
from app.records.documents.content import document_of_decision, document_of_proposal
from app.records.documents.export import FORMATS, file_name, file_of
from app.records.huizen import ImportedDocument
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
    return _file(document_of_decision(decision), decision.number)


@blueprint.get(f"/voorstellen/<int:proposal_id>/document.{KINDS}")
@reads("proposal:read", _proposal)
def proposal_document(proposal: Proposal) -> Response:
    """The version of a proposal that is in hand, as a document."""
    return _file(document_of_proposal(proposal), f"voorstel-{proposal.id}-versie-{proposal.current.number}")


def _file(document: ImportedDocument, number: str) -> Response:
    kind = (request.view_args or {})["kind"]
    shown = document.document_number or number
    return as_file(file_of(document, shown, kind), file_name(number, kind), FORMATS[kind].media_type)
