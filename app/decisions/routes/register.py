"""The register of decisions, and the page of each."""

from flask import Blueprint

from app.core.routing import reads

blueprint = Blueprint("register", __name__)


@blueprint.get("/besluiten")
@reads("register:read")
def overview() -> str:
    """The decisions the reader may see."""
    return ""
