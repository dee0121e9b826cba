"""Meetings: agenda from the pool, live in the room, minutes that write themselves (docs/adr/0028)."""

from flask import Flask

from app.core import permissions
from app.decisions.service.endings import when_a_round_ended
from app.meetings import routes
from app.meetings.queries.handed_over import told_of_handed_over
from app.meetings.rules import RULES
from app.meetings.service.handing_over import bring_over, meetings_going_on
from app.meetings.service.round_outcomes import follow
from app.organisation.handovers import Handover, when_a_unit_stops

HANDOVER = Handover(meetings_going_on, bring_over, told_of_handed_over)


def init_app(app: Flask) -> None:
    """Add the rules, the screens, and what follows when a round ends, to the house."""
    permissions.grant(RULES)
    when_a_round_ended(follow)
    when_a_unit_stops(HANDOVER)
    for blueprint in routes.blueprints:
        app.register_blueprint(blueprint)
