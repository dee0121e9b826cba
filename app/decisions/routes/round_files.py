"""The files that go with the text of a round, and those of its next version."""

from functools import partial

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from app.core import file_store
from app.core.errors import NotFound
from app.core.files import as_file
from app.core.permissions import may
from app.core.personal_links import BadLink
from app.core.routing import current_actor, public, reads, signed_in_actor, writes
from app.decisions import links
from app.decisions.filed import Filed, readable_files
from app.decisions.forms.attachments import AttachmentForm
from app.decisions.models import Attachment, ConsentRound, Wording
from app.decisions.queries.rounds import load_round, locked_round
from app.decisions.routes import own_screen
from app.decisions.routes.proposals import Answer
from app.decisions.service import working
from app.organisation.routes.pages import changed

blueprint = Blueprint("round_files", __name__)


def _round(round_id: int, attachment_id: int) -> ConsentRound:
    return load_round(round_id)


def _locked_round(round_id: int, attachment_id: int) -> ConsentRound:
    return locked_round(round_id)


@blueprint.get("/ronde/<int:round_id>/bijlagen/<int:attachment_id>")
@reads("round:read", _round)
def file(round_: ConsentRound) -> Response:
    """A file of the text under treatment, or of the one that is being made."""
    return _file(_found(round_))


@blueprint.get("/antwoord/<token>/bijlagen/<int:attachment_id>")
@public
def file_by_link(token: str, attachment_id: int) -> Response:
    """The same for whoever has a personal link that is open, in what is openbaar."""
    try:
        round_, place = links.round_behind(token, load_round)
        links.demand_open(round_, place)
    except BadLink:
        raise NotFound from None
    if not round_.proposal.is_public:
        raise NotFound
    return _file(_found(round_))


@blueprint.get("/ronde/<int:round_id>/werkversie/bijlagen")
@reads("round:edit", load_round)
def of_working(round_: ConsentRound) -> str:
    """The files that will go with the next version."""
    return _page(round_)


@blueprint.post("/ronde/<int:round_id>/werkversie/bijlagen")
@writes("round:edit", locked_round)
def attach(round_: ConsentRound) -> Answer:
    """Put a file with the next version."""
    form = AttachmentForm(prefix="attachment-")
    if form.bring(partial(working.attach_to_working, round_, by=signed_in_actor())) is None:
        return _page(round_, form), 422
    return changed(_("De bijlage is toegevoegd."), "round_files.of_working", round_id=round_.id)


@blueprint.post("/ronde/<int:round_id>/werkversie/bijlagen/<int:attachment_id>/weg")
@writes("round:edit", _locked_round)
def detach(round_: ConsentRound) -> Answer:
    """Take a file away from the next version."""
    working.detach_from_working(round_, _found(round_), by=signed_in_actor())
    return changed(_("De bijlage is weg."), "round_files.of_working", round_id=round_.id)


def _page(round_: ConsentRound, form: AttachmentForm | None = None) -> str:
    return render_template(
        "decisions/rounds/working_files.html",
        round=round_,
        files=readable_files(round_.proposal, _in_hand(round_), signed_in_actor()),
        attachment=form or AttachmentForm(formdata=None, prefix="attachment-"),
        back=url_for("working.edit", round_id=round_.id),
        round_address=own_screen.address(round_),
    )


def _in_hand(round_: ConsentRound) -> Wording:
    return round_.working or round_.version.wording


def _found(round_: ConsentRound) -> Attachment:
    """The file that the address names, when it goes with one of the two texts and the reader may know of it.

    Raises `NotFound`.
    """
    wanted = (request.view_args or {})["attachment_id"]
    for wording in (round_.version.wording, _in_hand(round_)):
        for one in wording.attachments:
            asked = Filed(round_.proposal, one)
            if one.id == wanted and may(current_actor(), "attachment:read_in_round", asked):
                return one
    raise NotFound


def _file(attachment: Attachment) -> Response:
    return as_file(file_store.content_of(attachment.digest), attachment.name, attachment.media_type)
