"""Electing somebody for a role by consent: first the role, then names with reasons, then one proposal (SKM)."""

from flask import Flask

from app.core import permissions, streaming
from app.elections import kind, routes
from app.elections.live import ElectionSource
from app.elections.rules import RULES

__all__ = ["init_app", "kind"]

ELECTIONS = ElectionSource()


def init_app(app: Flask) -> None:
    """Add the kind, the rules, the screens and the live streams to the house."""
    permissions.grant(RULES)
    streaming.register(ELECTIONS)
    app.register_blueprint(routes.blueprint)
