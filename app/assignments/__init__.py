"""Assignments: work that one side asks of another, agreed by both, followed, adjusted and closed (D.1529312)."""

from flask import Flask

from app.assignments import kind, result_kind, routes
from app.assignments.rules import RULES
from app.core import permissions

__all__ = ["init_app", "kind", "result_kind"]


def init_app(app: Flask) -> None:
    """Add the kind, the rules and the screens to the house."""
    permissions.grant(RULES)
    for blueprint in routes.blueprints:
        app.register_blueprint(blueprint)
