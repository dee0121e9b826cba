"""The files that go with a proposal or a decision: bringing them, taking them away, and having them."""

from flask import Response, request
from flask_babel import gettext as _

from app.core import file_store
from app.core.errors import NotFound
from app.core.files import as_file
from app.core.routing import reads, signed_in_actor, writes
from app.decisions.forms.attachments import AttachmentForm
from app.decisions.models import Attachment, Decision, Proposal, Wording
from app.decisions.queries.decision_story import load_decision, locked_decision
from app.decisions.queries.proposals import load_proposal, locked_proposal
from app.decisions.routes import proposals, register
from app.decisions.routes.proposals import Answer
from app.decisions.service import attachments as verbs
from app.organisation.routes.pages import changed


def _decision(number: str, attachment_id: int) -> Decision:
    return load_decision(number)


def _proposal(proposal_id: int, attachment_id: int) -> Proposal:
    return load_proposal(proposal_id)


def _locked_proposal(proposal_id: int, attachment_id: int) -> Proposal:
    return locked_proposal(proposal_id)


@proposals.blueprint.get("/voorstellen/<int:proposal_id>/bijlagen/<int:attachment_id>")
@reads("proposal:read", _proposal)
def of_proposal(proposal: Proposal) -> Response:
    """A file of any version of a proposal."""
    return _file([version.wording for version in proposal.versions])


@proposals.blueprint.post("/voorstellen/<int:proposal_id>/bijlagen")
@writes("proposal:edit", locked_proposal)
def attach(proposal: Proposal) -> Answer:
    """Put a file with a draft."""
    form = AttachmentForm(prefix="attachment-")
    sent = form.sent() if form.validate() else None
    if sent is None or form.carry_out(lambda: verbs.attach_to_proposal(proposal, *sent, by=signed_in_actor())) is None:
        return proposals.proposal_page(proposal, attachment=form), 422
    return changed(_("De bijlage is toegevoegd."), "proposals.show", proposal_id=proposal.id)


@proposals.blueprint.post("/voorstellen/<int:proposal_id>/bijlagen/<int:attachment_id>/weg")
@writes("proposal:edit", _locked_proposal)
def detach(proposal: Proposal) -> Answer:
    """Take a file away from a draft."""
    attachment = _among([version.wording for version in proposal.versions])
    verbs.detach_from_proposal(proposal, attachment, by=signed_in_actor())
    return changed(_("De bijlage is weg."), "proposals.show", proposal_id=proposal.id)


@register.blueprint.get("/besluiten/<number>/bijlagen/<int:attachment_id>")
@reads("decision:read", _decision)
def of_decision(decision: Decision) -> Response:
    """A file of a decision."""
    return _file([decision.wording])


@register.blueprint.post("/besluiten/<number>/bijlagen")
@writes("decision:attach", locked_decision)
def attach_to_decision(decision: Decision) -> Answer:
    """Put a file with a decision that was taken elsewhere."""
    form = AttachmentForm(prefix="attachment-")
    sent = form.sent() if form.validate() else None
    if sent is None or form.carry_out(lambda: verbs.attach_to_decision(decision, *sent, by=signed_in_actor())) is None:
        return register.decision_page(decision, attachment=form), 422
    return changed(_("De bijlage is toegevoegd."), "register.show", number=decision.number)


def _file(wordings: list[Wording]) -> Response:
    attachment = _among(wordings)
    return as_file(file_store.content_of(attachment.digest), attachment.name, attachment.media_type)


def _among(wordings: list[Wording]) -> Attachment:
    """The file that the address names, when it goes with one of these texts. Raises `NotFound`."""
    wanted = (request.view_args or {})["attachment_id"]
    found = next((one for wording in wordings for one in wording.attachments if one.id == wanted), None)
    if found is None:
        raise NotFound
    return found
