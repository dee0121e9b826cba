"""The agreements of a unit: all of them, each with what it was before, and what the beheerder fills in at first."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.routing import reads, signed_in_actor, writes
from app.decisions.subjects import ProposalKind
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Unit
from app.organisation.panels import on_unit_page
from app.organisation.routes.pages import Answer, changed, unit_to_read, unit_to_write
from app.steering import service
from app.steering.kinds import BY_SLUG, FOCUS, KINDS, RULES, STRUCTURE, first_content
from app.steering.queries import agreed_in

blueprint = Blueprint("agreements", __name__, url_prefix="/kringen/<int:unit_id>/afspraken")


@blueprint.get("/")
@reads("unit:read", unit_to_read)
def overview(unit: Unit) -> Answer:
    """Everything a unit has agreed about itself."""
    return render_template("steering/overview.html", unit=unit, agreed=agreed_in(unit, KINDS, clock.today()))


@blueprint.get("/<slug>")
@reads("agreement:read", lambda unit_id, slug: _one(unit_to_read(unit_id), slug))
def show(one: tuple[Unit, ProposalKind]) -> Answer:
    """One agreement: what holds, since when, by which decision, and what there was before."""
    unit, kind = one
    (agreed,) = agreed_in(unit, (kind,), clock.today())
    return render_template("steering/agreement.html", unit=unit, agreed=agreed)


@blueprint.get("/<slug>/begin")
@reads("agreement:administer", lambda unit_id, slug: _one(unit_to_read(unit_id), slug))
def describe_first(one: tuple[Unit, ProposalKind]) -> Answer:
    """The form for what holds before the unit decides so itself."""
    unit, kind = one
    (agreed,) = agreed_in(unit, (kind,), clock.today())
    return _first_page(unit, kind, _form(kind, agreed.content or first_content(kind.name, unit)))


@blueprint.post("/<slug>/begin")
@writes("agreement:administer", lambda unit_id, slug: _one(unit_to_write(unit_id), slug))
def enter_first(one: tuple[Unit, ProposalKind]) -> Answer:
    """Keep it."""
    unit, kind = one
    form = _form(kind, {})
    read = kind.form.read if kind.form else dict
    content = {name: form[name].data for name in form.of_subject}
    entered = form.carry_out(lambda: service.enter_first(unit, kind.name, read(content), by=signed_in_actor()))
    if entered is None:
        return _first_page(unit, kind, form), 422
    return changed(_("De wijziging is vastgelegd."), ".show", unit_id=unit.id, slug=kind.slug)


@on_unit_page
def what_is_agreed_here(unit: Unit, _reader: Actor) -> Markup:
    """On the page of a unit: what it steers on, and where its other agreements stand."""
    agreed = agreed_in(unit, KINDS, clock.today())
    page = render_template(
        "steering/_unit_panel.html", unit=unit, agreed=agreed, always_shown=(FOCUS, STRUCTURE, RULES)
    )
    return Markup(page)  # noqa: S704 - a template has escaped what people wrote


def _one(unit: Unit, slug: str) -> tuple[Unit, ProposalKind]:
    if slug not in BY_SLUG:
        raise NotFound
    return unit, BY_SLUG[slug]


def _form(kind: ProposalKind, content: Any) -> Any:
    """The fields of a kind, alone."""
    fields = dict(kind.form.fields) if kind.form else {}
    form = type("AgreementForm", (HouseForm,), {**fields, "of_subject": tuple(fields)})
    return form(data=dict(kind.form.fill(content)) if kind.form and content else None)


def _first_page(unit: Unit, kind: ProposalKind, form: Any) -> str:
    groups = [(legend, [form[name] for name in names]) for legend, names in kind.form.groups] if kind.form else []
    back = url_for(".show", unit_id=unit.id, slug=kind.slug)
    return render_template("steering/first.html", unit=unit, kind=kind, form=form, groups=groups, back=back)
