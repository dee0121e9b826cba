"""Proposals: writing, handing in, and what became of them."""

from flask import Blueprint

from app.core.routing import reads

blueprint = Blueprint("proposals", __name__)


@blueprint.get("/voorstellen")
@reads("proposals:read")
def overview() -> str:
    """The proposals the reader may see."""
    return ""
