"""The start page: what waits for me, and where to go."""

from flask import Blueprint, render_template

from app.core.permissions import grant, signed_in
from app.core.routing import reads

blueprint = Blueprint("web", __name__)

grant({"start:read": signed_in})


@blueprint.get("/")
@reads("start:read")
def start() -> str:
    """What is going on today for whoever is signed in."""
    return render_template("web/start.html")
