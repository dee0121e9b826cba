"""Assignments: work that one side asks of another, agreed by both, followed, adjusted and closed (D.1529312)."""

from flask import Flask

from app.assignments import following_models, kind, result_kind, routes
from app.assignments.programme_rules import RULES as OF_PROGRAMMES
from app.assignments.reminders import remind
from app.assignments.rules import RULES
from app.assignments.service.handing_over import bring_over, nothing_must_end_first, told_of_handed_over
from app.assignments.service.starting import begin_due
from app.core import permissions, worker
from app.organisation.handovers import Handover, when_a_unit_stops

__all__ = ["following_models", "init_app", "kind", "result_kind"]

HANDOVER = Handover(nothing_must_end_first, bring_over, told_of_handed_over)


def init_app(app: Flask) -> None:
    """Add the kind, the rules and the screens to the house."""
    permissions.grant(RULES | OF_PROGRAMMES)
    worker.register(app, begin_due)
    when_a_unit_stops(HANDOVER)
    for blueprint in routes.blueprints:
        app.register_blueprint(blueprint)
    worker.register(app, remind)
