"""Who steers: levels, units, people, their memberships and roles, and how they sign in."""

from typing import Any

from flask import Flask, request, url_for
from flask_babel import gettext as _
from flask_login import LoginManager

from app.core import permissions
from app.organisation import browser, identity, routes
from app.organisation.rules import RULES
from app.organisation.service import person_of_session


def init_app(app: Flask) -> None:
    """Add the rules, the screens and the sign-in to the house."""
    permissions.grant(RULES)
    identity.register(browser.PERSON, person_of_session)
    for module in (routes.units, routes.people, routes.sign_in, routes.account):
        app.register_blueprint(module.blueprint)
    if app.config["SETTINGS"].demo_sign_in:
        app.register_blueprint(routes.demo.blueprint)
    _init_sign_in(app)


def _init_sign_in(app: Flask) -> None:
    login_manager = LoginManager(app)
    login_manager.session_protection = "basic"
    login_manager.user_loader(identity.load)
    login_manager.unauthorized_handler(routes.sign_in.ask_to_sign_in)
    app.context_processor(_in_every_header)


def _in_every_header() -> dict[str, Any]:
    """What the header of every page needs to let people in, out, and to their account."""
    return {
        "sign_in_url": url_for("sign_in.form") if request.path != url_for("sign_in.form") else None,
        "sign_out_url": url_for("sign_in.sign_out"),
        "user_menu_items": [(_("Mijn account"), url_for("account.page"))],
    }
