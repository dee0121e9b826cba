"""Signing in with one click as one of the people of the demo. Only there when the settings say so."""

from flask import Blueprint, request

from app.core.routing import public
from app.core.transaction import locked, transaction
from app.organisation import service
from app.organisation.models import Person
from app.organisation.routes.pages import Answer
from app.organisation.routes.sign_in import browser_here, come_in

blueprint = Blueprint("demo", __name__)


@blueprint.post("/inloggen/demo")
@public
def sign_in() -> Answer:
    """Sign in as somebody, without a password."""
    with transaction():
        person = locked(Person, request.form.get("person", 0, type=int))
        token = service.open_session(person, browser_here())
    return come_in(token, request.form.get("next"))
