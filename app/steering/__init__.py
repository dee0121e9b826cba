"""What a unit has agreed about itself: sturingsfocus, rules, overlegstructuur and roles, each set by its own round."""

from flask import Flask

from app.core import permissions
from app.steering import kinds, routes
from app.steering.rules import RULES

__all__ = ["init_app", "kinds"]


def init_app(app: Flask) -> None:
    """Add the kinds, the rules and the screens to the house."""
    permissions.grant(RULES)
    app.register_blueprint(routes.blueprint)
