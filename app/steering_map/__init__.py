"""How the whole steers: the units with their double links as a picture, and what each of them has decided."""

from flask import Flask

from app.core import permissions
from app.steering_map.routes import blueprint


def init_app(app: Flask) -> None:
    """Add the screens. They are for whoever is signed in; what each shows, its reader may see."""
    permissions.grant({"steering_map:read": permissions.signed_in})
    app.register_blueprint(blueprint)
