"""The public register: openbare besluiten, without names, for whoever comes by; when the municipality wants that."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, current_app, render_template, request
from werkzeug.wrappers import Response

from app.core.routing import ask_to_sign_in, current_actor, public
from app.decisions.queries.public_register import public_page, public_story

blueprint = Blueprint("public_register", __name__)

Answer = str | Response


def when_there_is_one(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Open to all where the municipality has a public register; elsewhere to who is signed in."""

    @wraps(view)
    def guarded(**url: Any) -> Answer:
        if not current_app.config["SETTINGS"].public_register and current_actor() is None:
            return ask_to_sign_in()
        return view(**url)

    return public(guarded)


@blueprint.get("/openbaar")
@when_there_is_one
def overview() -> Answer:
    """The openbare besluiten."""
    words = request.args.get("zoek", "").strip()
    page = public_page(words, request.args.get("pagina", 1, type=int))
    return render_template("decisions/public/overview.html", page=page, words=words)


@blueprint.get("/openbaar/<number>")
@when_there_is_one
def show(number: str) -> Answer:
    """One openbaar besluit. Raises `NotFound`, whether it does not exist or is not for the public."""
    return render_template("decisions/public/show.html", story=public_story(number))
