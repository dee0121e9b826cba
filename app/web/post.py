"""What became of mail, for the beheerder: what still waits, and what could not be delivered. Never what it says."""

from flask import Blueprint, current_app, render_template

from app.core import outbox
from app.core.routing import reads

blueprint = Blueprint("post", __name__)


@blueprint.get("/beheer/mail")
@reads("person:administer")
def overview() -> str:
    """The mail that has not arrived, newest first."""
    settings = current_app.config["SETTINGS"]
    return render_template(
        "web/post.html", waiting=outbox.waiting(), lost=outbox.lost(), has_server=settings.smtp_host is not None
    )
