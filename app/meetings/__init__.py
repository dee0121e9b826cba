"""Meetings: agenda from the pool, live in the room, minutes that write themselves (docs/adr/0028)."""

from flask import Flask

from app.core import permissions, streaming
from app.decisions.occasions import when_rounds_are_held_in
from app.decisions.service.endings import when_a_round_ended
from app.meetings import occasion, routes
from app.meetings.live import MeetingSource
from app.meetings.rules import RULES
from app.meetings.service.round_outcomes import follow

MEETINGS = MeetingSource()


def init_app(app: Flask) -> None:
    """Add the rules, the screens, and what follows when a round ends, to the house."""
    permissions.grant(RULES)
    streaming.register(MEETINGS)
    when_a_round_ended(follow)
    when_rounds_are_held_in(occasion.find)
    for blueprint in routes.blueprints:
        app.register_blueprint(blueprint)
