"""Importing a decision document: choose a file, see what was read, take it over."""

import json

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core import clock
from app.core.permissions import may
from app.core.routing import reads, signed_in_actor, writes
from app.organisation.queries import active_units
from app.records.forms import TakeOverForm, UploadForm
from app.records.huizen import ImportedDocument, NotADecisionDocument, to_json
from app.records.reading import document_in, read_file
from app.records.service import confidentiality_of, found_under_number, import_document, wording_of

blueprint = Blueprint("records", __name__)

Page = str | Response | tuple[str, int]


@blueprint.get("/besluiten/importeren")
@reads("decision:import")
def choose() -> Page:
    """Ask for a file."""
    return render_template("records/import.html", form=UploadForm())


@blueprint.post("/besluiten/importeren")
@reads("decision:import")
def look() -> Page:
    """Show what was read in the file; nothing is stored."""
    form = UploadForm()
    content = form.content() if form.validate() else None
    if content is None:
        return render_template("records/import.html", form=form), 422
    try:
        document = read_file(content)
    except NotADecisionDocument as error:
        form.file.errors = [_(error.msgid, **error.words)]
        return render_template("records/import.html", form=form), 422
    carried = json.dumps(to_json(document), ensure_ascii=False)
    return _preview(document, TakeOverForm(active_units(clock.today()), carried))


@blueprint.post("/besluiten/importeren/overnemen")
@writes("decision:import")
def take_over() -> Page:
    """Enter the document that was looked at in the register, and go to it."""
    form = TakeOverForm(active_units(clock.today()))
    document = document_in(form.document.data or "")
    imported = form.carry_out(lambda: import_document(document, form.chosen("unit"), by=signed_in_actor()))
    if imported is None:
        return _preview(document, form), 422
    number = imported.decision.number
    if imported.was_there:
        flash(_("Dit document staat al in het register, als %(number)s. Er is niets veranderd.", number=number), "info")
    else:
        flash(_("Overgenomen in het register als %(number)s.", number=number), "success")
    return redirect(url_for("register.show", number=number), 303)


def _preview(document: ImportedDocument, form: TakeOverForm) -> str:
    known = found_under_number(document)
    return render_template(
        "records/preview.html",
        document=document,
        wording=wording_of(document).new(),
        confidentiality=confidentiality_of(document),
        known=known if known and may(signed_in_actor(), "decision:read", known) else None,
        form=form,
    )
