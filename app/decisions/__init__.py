"""What is decided, and how: proposals and their versions, consent rounds, objections, and the register of decisions."""

from flask import Flask

from app.core import permissions, streaming
from app.decisions import routes
from app.decisions.guests import load_guest
from app.decisions.live import RoundSource
from app.decisions.mandate_rules import RULES as MANDATE_RULES
from app.decisions.rules import RULES
from app.organisation import identity

ROUNDS = RoundSource()


def init_app(app: Flask) -> None:
    """Add the rules, the screens, the live streams and the guests to the house."""
    permissions.grant(RULES)
    permissions.grant(MANDATE_RULES)
    streaming.register(ROUNDS)
    identity.register("guest", load_guest)
    for blueprint in routes.blueprints:
        app.register_blueprint(blueprint)
