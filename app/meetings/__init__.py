"""Meetings: agenda from the pool, live in the room, minutes that write themselves (docs/adr/0028)."""

from flask import Flask

from app.core import permissions, worker
from app.decisions.service.endings import when_a_round_ended
from app.meetings import routes
from app.meetings.rules import RULES
from app.meetings.service.round_outcomes import follow
from app.meetings.service.seeing import forget


def init_app(app: Flask) -> None:
    """Add the rules, the screens, and what follows when a round ends, to the house."""
    permissions.grant(RULES)
    when_a_round_ended(follow)
    worker.register(app, forget)
    for blueprint in routes.blueprints:
        app.register_blueprint(blueprint)
