"""What is decided, and how: proposals and their versions, consent rounds, objections, and the register of decisions."""

from typing import Any

from flask import Flask, current_app, g

from app.core import permissions, streaming, worker
from app.decisions import routes
from app.decisions.filed import RULES as FILED_RULES
from app.decisions.guests import load_guest
from app.decisions.initial_rules import RULES as INITIAL_RULES
from app.decisions.law_rules import LAW_RULES
from app.decisions.live import RoundSource
from app.decisions.mandate_rules import RULES as MANDATE_RULES
from app.decisions.models import Disclosed
from app.decisions.queries.handed_over import told_of_handed_over
from app.decisions.rules import RULES
from app.decisions.service.deadlines import catch_up
from app.decisions.service.handing_over import bring_over, rounds_going_on
from app.decisions.service.reminders import remind
from app.organisation import identity
from app.organisation.handovers import Handover, when_a_unit_stops

ROUNDS = RoundSource()
HANDOVER = Handover(rounds_going_on, bring_over, told_of_handed_over)


def init_app(app: Flask) -> None:
    """Add the rules, the screens, the live streams and the guests to the house."""
    permissions.grant(RULES)
    permissions.grant(MANDATE_RULES)
    permissions.grant(LAW_RULES)
    permissions.grant(FILED_RULES)
    permissions.grant(INITIAL_RULES)
    streaming.register(ROUNDS)
    identity.register("guest", load_guest)
    when_a_unit_stops(HANDOVER)
    app.context_processor(_marking)
    for blueprint in routes.blueprints:
        app.register_blueprint(blueprint)
    app.before_request(_let_time_pass)
    worker.register(app, catch_up)
    worker.register(app, remind)


def _let_time_pass() -> None:
    """Whoever asks for anything sees the true state: what is due happens first, worker or no worker."""
    catch_up()


def _marking() -> dict[str, Any]:
    """What every page about something must be marked with: by what the page is about, so that none is forgotten."""
    subject = g.get("subject")
    dossier = subject if isinstance(subject, Disclosed) else getattr(subject, "proposal", None)
    return {
        "marked": dossier if dossier is not None and dossier.is_closed else None,
        "has_public_register": current_app.config["SETTINGS"].public_register,
    }
