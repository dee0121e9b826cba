"""Seals the journal of the days before, with the first thing that is written on a new day."""

from datetime import date

from flask import Flask, current_app
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core import clock, journal, transaction

_EXTENSION = "samensturen_sealed"


def init_sealing(app: Flask) -> None:
    """Let `app` remember on which day it last saw to the seal; the key is its SECRET_KEY."""
    app.extensions[_EXTENSION] = None


@transaction.before_commit
def seal_once_a_day(session: Session) -> None:
    """Sign the heads, unless this process knows that it was done today. Another process may just be doing the same."""
    sealed: date | None = current_app.extensions.get(_EXTENSION)
    if journal.WRITTEN not in session.info or sealed == clock.today():
        return
    try:
        with session.begin_nested():
            journal.seal(str(current_app.config["SECRET_KEY"]).encode())
    except IntegrityError:
        pass  # somebody else signed for today in this very moment
    if journal.may_be_sealed():
        current_app.extensions[_EXTENSION] = clock.today()
