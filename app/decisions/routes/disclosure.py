"""Who may know of a proposal or a decision: one page, and the same acts, for both."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import NotFound
from app.core.permissions import may
from app.core.routing import reads, signed_in_actor, writes
from app.decisions.forms.disclosure import DisclosureForm, LiftForm, NameForm, PublicTextForm, SecrecyForm
from app.decisions.models import Decision, Proposal, Secrecy
from app.decisions.queries.decision_story import load_decision, locked_decision
from app.decisions.queries.disclosure import bodies_of, locked_secrecy
from app.decisions.queries.proposals import load_proposal, locked_proposal
from app.decisions.service import disclosure
from app.decisions.service.disclosure import Dossier
from app.organisation.forms.house_form import HouseForm
from app.organisation.queries import active_people
from app.organisation.routes.pages import changed

blueprint = Blueprint("disclosure", __name__)

Answer = str | tuple[str, int] | Response


def show(subject: Dossier) -> Answer:
    """Who may read it and why, with what the reader may change about that."""
    return _page(subject)


def change(subject: Dossier) -> Answer:
    """Say how open it is, and until when it is under embargo."""
    form, actor = DisclosureForm.of(subject), signed_in_actor()
    done = form.carry_out(lambda: disclosure.disclose(subject, form.confidentiality.data, form.embargo_until, by=actor))
    return _done(subject, done, open_form=form)


def name(subject: Dossier) -> Answer:
    """Let somebody read it while it is closed."""
    form, actor = _name_form(), signed_in_actor()
    done = form.carry_out(lambda: disclosure.name_reader(subject, form.chosen("person"), by=actor))
    return _done(subject, done, name_form=form)


def unname(subject: Dossier) -> Answer:
    """Let somebody no longer read it."""
    key = request.form.get("person", type=int)
    named = next((one.person for one in subject.named if one.person_id == key), None)
    if named is None:
        raise NotFound
    disclosure.unname_reader(subject, named, by=signed_in_actor())
    return _done(subject, True)


def impose(subject: Dossier) -> Answer:
    """Let a body that may keep it secret."""
    actor = signed_in_actor()
    form = SecrecyForm(bodies_of(actor))
    done = form.carry_out(
        lambda: disclosure.impose_secrecy(subject, form.chosen("body"), form.ground.data, form.reason.data, by=actor)
    )
    return _done(subject, done, secrecy_form=form)


def lift(subject: Dossier) -> Answer:
    """End the secrecy, with the reason."""
    secrecy, form, actor = _secrecy_of(subject), LiftForm(prefix="lift-"), signed_in_actor()
    done = form.carry_out(lambda: disclosure.lift_secrecy(secrecy, by=actor, reason=form.reason.data))
    return _done(subject, done, lift_form=form)


def give_to_council(subject: Dossier) -> Answer:
    """Record that the raad has it under secrecy."""
    disclosure.give_to_council(_secrecy_of(subject), by=signed_in_actor())
    return _done(subject, True)


@blueprint.get("/besluiten/<number>/openbare-tekst")
@reads("decision:disclose", load_decision)
def public_text(decision: Decision) -> Answer:
    """The form with the openbare tekst."""
    return _public_text_page(decision, PublicTextForm.of(decision))


@blueprint.post("/besluiten/<number>/openbare-tekst")
@writes("decision:disclose", locked_decision)
def write_public_text(decision: Decision) -> Answer:
    """Keep the openbare tekst."""
    form, actor = PublicTextForm.of(decision), signed_in_actor()
    if form.carry_out(lambda: disclosure.write_public_text(decision, form.to_data(), by=actor)) is None:
        return _public_text_page(decision, form), 422
    return changed(_("De openbare tekst is bewaard."), ".show_decision", number=decision.number)


ACTS: tuple[tuple[str, Callable[[Any], Answer], str], ...] = (
    ("openbaarheid", change, "disclose"),
    ("noem-lezer", name, "disclose"),
    ("noem-lezer-niet-meer", unname, "disclose"),
    ("geheim", impose, "read"),
    ("geheim/opheffen", lift, "read"),
    ("geheim/naar-de-raad", give_to_council, "read"),
)
"""What can be done, at which address, and what it takes to come in; the verb asks for the rest."""

for kind, address, load, lock in (
    ("proposal", "/voorstellen/<int:proposal_id>", load_proposal, locked_proposal),
    ("decision", "/besluiten/<number>", load_decision, locked_decision),
):
    blueprint.add_url_rule(f"{address}/openbaarheid", f"show_{kind}", reads(f"{kind}:read", load)(show))
    for part, act, permission in ACTS:
        view = writes(f"{kind}:{permission}", lock)(act)
        blueprint.add_url_rule(f"{address}/{part}", f"{act.__name__}_{kind}", view, methods=["POST"])


def address_of(subject: Dossier, act: str) -> str:
    """The address of an act, or of the page itself (`show`), for a proposal or a decision."""
    key: dict[str, Any] = {"proposal_id": subject.id} if isinstance(subject, Proposal) else {"number": subject.number}
    return url_for(f"disclosure.{act}_{subject.disclosed_kind}", **key)


def _done(subject: Dossier, done: object, **forms: HouseForm) -> Answer:
    """Back to the page, or to the list for who closed it to themselves; with what was wrong, when it was refused."""
    if done is None:
        return _page(subject, **forms), 422
    if may(signed_in_actor(), f"{subject.disclosed_kind}:read", subject):
        return _changed_at(address_of(subject, "show"))
    overview = "proposals.overview" if isinstance(subject, Proposal) else "register.overview"
    return _changed_at(url_for(overview))


def _changed_at(address: str) -> Response:
    flash(_("De wijziging is vastgelegd."), "success")
    return redirect(address, 303)


def _secrecy_of(subject: Dossier) -> Secrecy:
    if subject.secrecy_id is None:
        raise NotFound
    return locked_secrecy(subject.secrecy_id)


def _name_form(**keywords: Any) -> NameForm:
    return NameForm(active_people(clock.today()), **keywords)


def _page(subject: Dossier, **forms: HouseForm) -> str:
    actor = signed_in_actor()
    bodies = [] if subject.is_secret else bodies_of(actor)
    shown: dict[str, Any] = {
        "open_form": DisclosureForm.of(subject),
        "name_form": _name_form(formdata=None),
        "secrecy_form": SecrecyForm(bodies, formdata=None) if bodies else None,
        "lift_form": LiftForm(formdata=None, prefix="lift-"),
    }
    return render_template(
        "decisions/disclosure.html",
        subject=subject,
        address=lambda act: address_of(subject, act),
        may_change=may(actor, f"{subject.disclosed_kind}:disclose", subject),
        **shown | forms,
    )


def _public_text_page(decision: Decision, form: PublicTextForm) -> str:
    return render_template("decisions/public_text.html", decision=decision, form=form)
