"""How a route is guarded: one decorator says who may come in, what it reads, and whether it writes.

A reading route gets its subject loaded and checked. A writing route does the same inside the transaction, on locked
rows, so that what was checked is still true when it is changed. What an actor may not read does not exist for them.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import current_app, g, session
from flask_login import current_user
from werkzeug.wrappers import Response

from app.core import permissions
from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound
from app.core.transaction import transaction

View = Callable[..., Any]
Load = Callable[..., Any]
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

IDENTITY = "_user_id"
"""Under which name Flask-Login keeps in the cookie who a browser stands for, or stood for once."""


def current_actor() -> Actor | None:
    """Who is asking: a person who signed in, a guest who was let in, or None."""
    actor = current_user._get_current_object()
    return actor if actor is not None and actor.is_authenticated else None


def signed_in_actor() -> Any:
    """Who is asking, in a route whose guard has made sure that somebody is."""
    actor = current_actor()
    if actor is None:
        raise Forbidden
    return actor


def reads(permission: str, load: Load | None = None) -> Callable[[View], View]:
    """Guard a route that only reads. `load` turns the URL's arguments into the subject, the view's only argument.

    Whoever is nobody is asked to sign in. Raises `NotFound` when the actor may not read the subject.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**url: Any) -> Any:
            if current_actor() is None:
                return ask_to_sign_in()
            subject = load(**url) if load else None
            _demand(permission, subject, hidden=True)
            return view(subject) if load else view(**url)

        return _marked(guarded, permission)

    return guard


def writes(permission: str, load: Load | None = None) -> Callable[[View], View]:
    """Guard a route that writes: everything in it is one transaction. `load` must lock what it loads.

    Whoever is nobody is asked to sign in. Raises `NotFound` when the actor may not even read the subject, `Forbidden`
    when they may read it but not do this.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**url: Any) -> Any:
            if IDENTITY not in session:
                return ask_to_sign_in()  # who is nobody for certain takes no turn to write
            with transaction():
                if current_actor() is None:
                    return ask_to_sign_in()
                subject = load(**url) if load else None
                _demand(permission, subject, hidden=_is_hidden(permission, subject))
                return view(subject) if load else view(**url)

        return _marked(guarded, permission)

    return guard


def public(view: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Mark a route as open to whoever knows its address."""
    view.permission = "public"  # type: ignore[attr-defined]
    return view


def _marked(view: View, permission: str) -> View:
    view.permission = permission  # type: ignore[attr-defined]
    return view


def ask_to_sign_in() -> Response:
    """Asked before anything is looked up: a stranger learns of no address whether something is there."""
    answer: Response = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    return answer


def _demand(permission: str, subject: Any, *, hidden: bool) -> None:
    if not permissions.may(current_actor(), permission, subject):
        raise NotFound if hidden and subject is not None else Forbidden
    g.subject = subject  # what the page is about, for who may see it: pages of closed matter are marked by it


def _is_hidden(permission: str, subject: Any) -> bool:
    reading = permission.split(":")[0] + ":read"
    if subject is None or reading not in permissions.names():
        return False
    return not permissions.may(current_actor(), reading, subject)
