"""What is kept in a browser: the cookie that says who it stands for, where to go after signing in, and its name."""

import re
from urllib.parse import urlsplit

from flask import session
from flask_login import UserMixin, login_user

from app.core.routing import IDENTITY

PERSON = "session"
"""The kind of identity of a person who signed in."""

_NOT_IN_A_PATH = re.compile(r"[\x00-\x20\\]")
_PROGRAMS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_DEVICES = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "Chromebook",
    "Mac OS X": "Mac",
    "Linux": "Linux",
}


class _Ticket(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """What Flask-Login puts in the cookie: the kind of identity and its secret token."""

    def __init__(self, token: str) -> None:
        self.token = token

    def get_id(self) -> str:
        """The text that `app.organisation.identity` takes apart again."""
        return f"{PERSON}:{self.token}"


def enter(token: str) -> None:
    """Let this browser stand for the person whose session has this token, and for nobody else any more."""
    session.clear()
    login_user(_Ticket(token))


def leave() -> None:
    """Let this browser stand for nobody."""
    session.clear()


def token_here() -> str | None:
    """The token of the person this browser stands for, whatever it is worth."""
    kind, _, token = str(session.get(IDENTITY, "")).partition(":")
    return token if kind == PERSON and token else None


def local_path(target: str | None) -> str | None:
    """`target` when it is an address within this application, else None: no link may lead away through the sign-in."""
    if not target or not target.startswith("/") or target.startswith("//") or _NOT_IN_A_PATH.search(target):
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target


def name_of(user_agent: str) -> str:
    """What people call a browser, such as "Firefox, Android"; empty when it is none we know."""
    program = next((name for sign, name in _PROGRAMS.items() if sign in user_agent), "")
    device = next((name for sign, name in _DEVICES.items() if sign in user_agent), "")
    return ", ".join(part for part in (program, device) if part)
