"""Meetings: agenda from the pool, live in the room, minutes that write themselves (docs/adr/0028)."""

from flask import Flask

from app.core import permissions, streaming, worker
from app.decisions.occasions import when_rounds_are_held_in
from app.decisions.service.news import A_PROPOSAL_WAS_EXECUTED, A_ROUND_ENDED, OTHERS_CONSENT_TOO
from app.meetings import occasion, routes
from app.meetings.live import MeetingSource
from app.meetings.queries.handed_over import told_of_handed_over
from app.meetings.rules import RULES
from app.meetings.service.handing_over import bring_over, meetings_going_on
from app.meetings.service.round_outcomes import follow, follow_decision, show_who_consents
from app.meetings.service.seeing import forget
from app.organisation.handovers import Handover, when_a_unit_stops

MEETINGS = MeetingSource()
HANDOVER = Handover(meetings_going_on, bring_over, told_of_handed_over)


def init_app(app: Flask) -> None:
    """Add the rules, the screens, and what follows when a round ends, to the house."""
    permissions.grant(RULES)
    streaming.register(MEETINGS)
    A_ROUND_ENDED.tell_me(follow)
    A_PROPOSAL_WAS_EXECUTED.tell_me(follow_decision)
    OTHERS_CONSENT_TOO.tell_me(show_who_consents)
    when_rounds_are_held_in(occasion.find)
    worker.register(app, forget)
    when_a_unit_stops(HANDOVER)
    for blueprint in routes.blueprints:
        app.register_blueprint(blueprint)
