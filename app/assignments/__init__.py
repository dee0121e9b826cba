"""Assignments: work that one side asks of another, agreed by both, followed, adjusted and closed (D.1529312)."""

from flask import Flask

from app.assignments import following_models, kind, routes
from app.assignments.reminders import remind
from app.assignments.rules import RULES
from app.core import permissions, worker

__all__ = ["following_models", "init_app", "kind"]


def init_app(app: Flask) -> None:
    """Add the kind, the rules and the screens to the house."""
    permissions.grant(RULES)
    for blueprint in routes.blueprints:
        app.register_blueprint(blueprint)
    worker.register(app, remind)
