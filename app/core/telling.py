"""Turns a marked text with its words into what the reader is told, in their language."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any, Protocol

from flask_babel import format_date, format_datetime, format_timedelta
from flask_babel import gettext as _

from app.core import clock

SECONDS_IN_A_MINUTE = 60


class Tellable(Protocol):
    """A text that was marked with `N_`, and the words to fill in: an error, or a sentence of a screen."""

    @property
    def msgid(self) -> str:
        """The text as it was written."""

    @property
    def words(self) -> Mapping[str, Any]:
        """What belongs at its %(names)s."""


def told(what: Tellable, **more: Any) -> str:
    """The translated text with its words in it; days and times to wait as people say them. Empty for no text."""
    words = {name: _said(word) for name, word in {**what.words, **more}.items()}
    return str(_(what.msgid, **words)) if what.msgid else ""


def said_day(day: date) -> str:
    """ "1 mei", with the year only when it is not this year's."""
    return str(format_date(day, "d MMMM" if day.year == clock.today().year else "d MMMM y"))


def said_moment(moment: datetime) -> str:
    """ "donderdag 3 december, 17:00", on the clock of the Netherlands."""
    return str(format_datetime(moment, "EEEE d MMMM, HH:mm"))


def _said(word: Any) -> Any:
    if isinstance(word, datetime):
        return said_moment(word)
    if isinstance(word, date):
        return said_day(word)
    if isinstance(word, timedelta):
        unit = SECONDS_IN_A_MINUTE if word.total_seconds() > SECONDS_IN_A_MINUTE else 1
        return format_timedelta(timedelta(seconds=ceil(word.total_seconds() / unit) * unit), threshold=1)
    return word
