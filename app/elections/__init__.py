"""Electing somebody for a role by consent: first the role, then names with reasons, then one proposal (SKM)."""

from flask import Flask

from app.core import permissions, streaming
from app.elections import kind, routes
from app.elections.live import ElectionSource
from app.elections.rules import RULES
from app.elections.service import abandon_with
from app.organisation.handovers import Handover, when_a_unit_stops

__all__ = ["init_app", "kind"]

ELECTIONS = ElectionSource()
HANDOVER = Handover(lambda _unit, _actor: [], abandon_with, lambda _keys, _reader: [])


def init_app(app: Flask) -> None:
    """Add the kind, the rules, the screens and the live streams to the house."""
    permissions.grant(RULES)
    streaming.register(ELECTIONS)
    when_a_unit_stops(HANDOVER)
    app.register_blueprint(routes.blueprint)
