"""The agreements that a unit makes about itself, each as a kind of proposal (mission.md, A3 and A4; SKM)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask_babel import gettext as _

from app.core import clock
from app.core.errors import N_
from app.decisions.subjects import Begun, ProposalKind, register
from app.organisation import agreements
from app.organisation.agreements import in_force, rules_given_to
from app.organisation.models import Unit
from app.organisation.states import Role
from app.steering import fields, service, shapes

A_YEAR = 12


def begin_with(title: str, kind_name: str, unit: Unit) -> Begun:
    """A proposal that changes what a unit has agreed: it begins with what holds today. One query."""
    held = in_force(unit, kind_name, clock.today())
    return Begun(_(title, unit=unit.name), held.content if held else first_content(kind_name, unit))


def first_content(kind_name: str, unit: Unit) -> dict[str, Any]:
    """What a unit begins with: its rules as the beheerder set them; for the rest nothing."""
    return rules_given_to(unit).content() if kind_name == agreements.RULES else {}


def _agreement(
    name: str, slug: str, label: str, title: str, parts: Callable[..., Any], form: Any, *, leaves_room: bool = False
) -> ProposalKind:
    return register(
        ProposalKind(
            name=name,
            slug=slug,
            label=label,
            parts=parts,
            form=form,
            begin=partial(begin_with, title, name),
            months_until_review=A_YEAR,
            is_reviewed_yearly=True,
            may_be_confidential=False,
            leaves_room=leaves_room,
            decided=service.put_in_force,
            ended=service.end_with,
        )
    )


FOCUS = _agreement(
    "focus",
    "sturingsfocus",
    N_("Sturingsfocus"),
    N_("Sturingsfocus van %(unit)s"),
    shapes.focus_parts,
    fields.FOCUS,
    leaves_room=True,
)
STRUCTURE = _agreement(
    "structure",
    "overlegstructuur",
    N_("Overlegstructuur"),
    N_("Overlegstructuur van %(unit)s"),
    shapes.structure_parts,
    fields.STRUCTURE,
)
RULES = _agreement(
    agreements.RULES, "regels", N_("Regels"), N_("Regels van %(unit)s"), shapes.rules_parts, fields.RULES
)
ROLES: dict[Role, ProposalKind] = {
    role: _agreement(f"role_{role.value}", slug, label, title, shapes.role_parts, fields.ROLE)
    for role, slug, label, title in (
        (
            Role.REPRESENTATIVE,
            "rol-afgevaardigde",
            N_("Rol van de afgevaardigde"),
            N_("De rol van afgevaardigde in %(unit)s"),
        ),
        (
            Role.CHAIR,
            "rol-gespreksleider",
            N_("Rol van de gespreksleider"),
            N_("De rol van gespreksleider in %(unit)s"),
        ),
        (Role.SECRETARY, "rol-secretaris", N_("Rol van de secretaris"), N_("De rol van secretaris in %(unit)s")),
    )
}
"""The description of each role that is filled by election (SKM: first the role, then the person)."""

KINDS = (FOCUS, STRUCTURE, RULES, *ROLES.values())
BY_SLUG = {kind.slug: kind for kind in KINDS}
