"""What the routes of the organisation have in common: loading, a page around a form, and the answer after a change."""

from typing import Any, TypeVar

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.core.database import Base, db
from app.core.errors import NotFound
from app.core.transaction import locked
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Membership, Person, SteeringLevel, Unit

LARGEST_KEY = 2**31 - 1
"""Beyond it a database does not answer that there is no such row, it fails."""

Answer = str | tuple[str, int] | Response
Model = TypeVar("Model", bound=Base)


def unit_to_read(unit_id: int) -> Unit:
    """A unit. Raises `NotFound`."""
    return _found(Unit, unit_id)


def unit_to_write(unit_id: int) -> Unit:
    """A unit, locked. Raises `NotFound`."""
    return locked(Unit, unit_id)


def person_to_read(person_id: int) -> Person:
    """A person. Raises `NotFound`."""
    return _found(Person, person_id)


def person_to_write(person_id: int) -> Person:
    """A person, locked. Raises `NotFound`."""
    return locked(Person, person_id)


def membership_to_read(membership_id: int) -> Membership:
    """A role in a unit. Raises `NotFound`."""
    return _found(Membership, membership_id)


def membership_to_write(membership_id: int) -> Membership:
    """A role in a unit, locked after its unit, as the verbs do. Raises `NotFound`."""
    locked(Unit, _found(Membership, membership_id).unit_id)
    return locked(Membership, membership_id)


def level_to_read(level_id: int) -> SteeringLevel:
    """A level. Raises `NotFound`."""
    return _found(SteeringLevel, level_id)


def level_to_write(level_id: int) -> SteeringLevel:
    """A level, locked. Raises `NotFound`."""
    return locked(SteeringLevel, level_id)


def form_page(form: HouseForm, title: str, submit: str, back: str, **words: Any) -> tuple[str, int]:
    """A page with one form: 200 when it is empty, 422 when it came back with something wrong.

    `words` may hold a `kicker`, a `lead` and a `warning`.
    """
    page = render_template("organisation/form.html", form=form, title=title, submit=submit, back=back, **words)
    return page, 422 if form.errors else 200


def changed(message: str, endpoint: str, **values: Any) -> Response:
    """Say that it was done, on the page where it can be seen."""
    flash(message, "success")
    return redirect(url_for(endpoint, **values), 303)


def _found(model: type[Model], key: int) -> Model:
    row = db.session.get(model, key) if key <= LARGEST_KEY else None
    if row is None:
        raise NotFound
    return row
