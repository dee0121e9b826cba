"""The files that go with a proposal or a decision: bringing, taking away and having them, and who may know of them."""

from functools import partial
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.core import file_store
from app.core.errors import NotFound
from app.core.files import as_file
from app.core.permissions import may
from app.core.routing import reads, signed_in_actor, writes
from app.decisions.filed import Filed
from app.decisions.forms.attachments import AttachmentForm, FileDisclosureForm
from app.decisions.forms.disclosure import LiftForm, SecrecyForm
from app.decisions.models import Decision, Proposal, Wording
from app.decisions.queries.decision_story import load_decision, locked_decision
from app.decisions.queries.disclosure import bodies_of, locked_secrecy
from app.decisions.queries.proposals import load_proposal, locked_proposal
from app.decisions.routes import proposals, register
from app.decisions.routes.proposals import Answer
from app.decisions.service import attachments as verbs
from app.decisions.service import disclosure
from app.decisions.service.disclosure import Dossier
from app.organisation.forms.house_form import HouseForm
from app.organisation.routes.pages import changed


def _decision(number: str, attachment_id: int) -> Decision:
    return load_decision(number)


def _proposal(proposal_id: int, attachment_id: int) -> Proposal:
    return load_proposal(proposal_id)


def _locked_decision(number: str, attachment_id: int) -> Decision:
    return locked_decision(number)


def _locked_proposal(proposal_id: int, attachment_id: int) -> Proposal:
    return locked_proposal(proposal_id)


@proposals.blueprint.get("/voorstellen/<int:proposal_id>/bijlagen/<int:attachment_id>")
@reads("proposal:read", _proposal)
def of_proposal(proposal: Proposal) -> Response:
    """A file of any version of a proposal."""
    return _file(proposal)


@proposals.blueprint.post("/voorstellen/<int:proposal_id>/bijlagen")
@writes("proposal:edit", locked_proposal)
def attach(proposal: Proposal) -> Answer:
    """Put a file with a draft."""
    form = AttachmentForm(prefix="attachment-")
    if form.bring(partial(verbs.attach_to_proposal, proposal, by=signed_in_actor())) is None:
        return proposals.proposal_page(proposal, attachment=form), 422
    return changed(_("De bijlage is toegevoegd."), "proposals.show", proposal_id=proposal.id)


@proposals.blueprint.post("/voorstellen/<int:proposal_id>/bijlagen/<int:attachment_id>/weg")
@writes("proposal:edit", _locked_proposal)
def detach(proposal: Proposal) -> Answer:
    """Take a file away from a draft."""
    verbs.detach_from_proposal(proposal, _filed(proposal).attachment, by=signed_in_actor())
    return changed(_("De bijlage is weg."), "proposals.show", proposal_id=proposal.id)


@register.blueprint.get("/besluiten/<number>/bijlagen/<int:attachment_id>")
@reads("decision:read", _decision)
def of_decision(decision: Decision) -> Response:
    """A file of a decision."""
    return _file(decision)


@register.blueprint.post("/besluiten/<number>/bijlagen")
@writes("decision:attach", locked_decision)
def attach_to_decision(decision: Decision) -> Answer:
    """Put a file with a decision that was taken elsewhere."""
    form = AttachmentForm(prefix="attachment-")
    if form.bring(partial(verbs.attach_to_decision, decision, by=signed_in_actor())) is None:
        return register.decision_page(decision, attachment=form), 422
    return changed(_("De bijlage is toegevoegd."), "register.show", number=decision.number)


def show(dossier: Dossier) -> Answer:
    """Who may know of one file and why, with what the reader may change about that."""
    return _page(_filed(dossier))


def change(dossier: Dossier) -> Answer:
    """Say how open one file is, and until when it is under embargo."""
    filed, actor = _filed(dossier), signed_in_actor()
    form = FileDisclosureForm.of(filed.attachment)
    until = form.embargo_until if form.validate() else None
    done = form.carry_out(lambda: disclosure.disclose_attachment(filed, form.confidentiality.data, until, by=actor))
    return _done(filed, done, open_form=form)


def impose(dossier: Dossier) -> Answer:
    """Let a body that may keep one file secret."""
    filed, actor = _filed(dossier), signed_in_actor()
    form = SecrecyForm(bodies_of(actor))
    done = form.carry_out(
        lambda: disclosure.keep_attachment_secret(
            filed, form.chosen("body"), form.ground.data, form.reason.data, by=actor
        )
    )
    return _done(filed, done, secrecy_form=form)


def lift(dossier: Dossier) -> Answer:
    """End the secrecy of one file, with the reason."""
    filed, form, actor = _filed(dossier), LiftForm(prefix="lift-"), signed_in_actor()
    if filed.attachment.secrecy_id is None:
        raise NotFound
    secrecy = locked_secrecy(filed.attachment.secrecy_id)
    done = form.carry_out(lambda: disclosure.lift_secrecy(secrecy, by=actor, reason=form.reason.data))
    return _done(filed, done, lift_form=form)


for of, kind, address, load, lock in (
    (proposals.blueprint, "proposal", "/voorstellen/<int:proposal_id>", _proposal, _locked_proposal),
    (register.blueprint, "decision", "/besluiten/<number>", _decision, _locked_decision),
):
    address += "/bijlagen/<int:attachment_id>"
    of.add_url_rule(f"{address}/openbaarheid", "show_file", reads(f"{kind}:read", load)(show))
    for part, act in (("openbaarheid", change), ("geheim", impose), ("geheim/opheffen", lift)):
        of.add_url_rule(
            f"{address}/{part}", f"{act.__name__}_file", writes(f"{kind}:read", lock)(act), methods=["POST"]
        )


def address_of(filed: Filed, act: str) -> str:
    """The address of an act on a file, or of its page (`show`)."""
    dossier, key = filed.dossier, filed.attachment.id
    if isinstance(dossier, Proposal):
        return url_for(f"proposals.{act}_file", proposal_id=dossier.id, attachment_id=key)
    return url_for(f"register.{act}_file", number=dossier.number, attachment_id=key)


def _file(dossier: Dossier) -> Response:
    attachment = _filed(dossier).attachment
    return as_file(file_store.content_of(attachment.digest), attachment.name, attachment.media_type)


def _filed(dossier: Dossier) -> Filed:
    """The file that the address names, when it goes with this dossier and the reader may know of it.

    Raises `NotFound`.
    """
    wanted, reader = (request.view_args or {})["attachment_id"], signed_in_actor()
    for wording in _wordings(dossier):
        for one in wording.attachments:
            if one.id == wanted and may(reader, "attachment:read", filed := Filed(dossier, one)):
                return filed
    raise NotFound


def _wordings(dossier: Dossier) -> list[Wording]:
    if isinstance(dossier, Proposal):
        return [version.wording for version in dossier.versions]
    return [dossier.wording]


def _done(filed: Filed, done: object, **forms: HouseForm) -> Answer:
    """Back to the page; with what was wrong, when it was refused."""
    if done is None:
        return _page(filed, **forms), 422
    flash(_("De wijziging is vastgelegd."), "success")
    return redirect(address_of(filed, "show"), 303)


def _page(filed: Filed, **forms: HouseForm) -> str:
    actor, attachment = signed_in_actor(), filed.attachment
    bodies = [] if attachment.is_secret else bodies_of(actor)
    shown: dict[str, Any] = {
        "open_form": FileDisclosureForm.of(attachment),
        "secrecy_form": SecrecyForm(bodies, formdata=None) if bodies else None,
        "lift_form": LiftForm(formdata=None, prefix="lift-"),
    }
    return render_template(
        "decisions/file_disclosure.html",
        dossier=filed.dossier,
        attachment=attachment,
        address=lambda act: address_of(filed, act),
        may_change=may(actor, "attachment:disclose", filed),
        **shown | forms,
    )
