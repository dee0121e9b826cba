"""How the whole steers: the units with their double links as a picture, and what each of them has decided."""

from flask import Flask

from app.core import permissions
from app.steering.routes import blueprint


def init_app(app: Flask) -> None:
    """Add the screens. They are for whoever is signed in; what each shows, its reader may see."""
    permissions.grant({"steering:read": permissions.signed_in})
    app.register_blueprint(blueprint)
