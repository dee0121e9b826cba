"""What every template may use: dates in Dutch, safe rich text, the menu, and the one question behind a button."""

from datetime import date, datetime
from typing import Any

from babel.dates import get_month_names
from flask import Flask, request, url_for
from flask_babel import Babel, format_date, format_datetime, format_decimal, get_locale
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFProtect
from markupsafe import Markup

from app.core import clock, permissions
from app.core.routing import current_actor
from app.core.states import LabelledState
from app.core.telling import Tellable, said_day, said_moment, told
from app.organisation.models import Person
from app.web.rich_text import as_html

babel = Babel()
csrf = CSRFProtect()

IN_A_UNIT = (
    "units.",
    "people.",
    "post.",
    "college.",
    "meeting",
    "preparing.",
    "agenda.",
    "items.",
    "minutes.",
    "year.",
    "evaluation.",
    "agreements.",
    "elections.",
    "pool.",
)
"""The beginnings of the endpoints that are about a unit."""
OF_PROPOSALS = (
    "proposals.",
    "rounds.",
    "chair.",
    "participant.",
    "working.",
    "round_files.",
    "disclosure.show_proposal",
)
OF_ASSIGNMENTS = ("assignments.", "agreeing.", "closing.", "following.", "programme", "reporting.", "own_parts.")
OF_DECISIONS = ("register.", "records.", "mandates.", "reviews.", "disclosure.show_decision", "disclosure.public_text")
MENU = (
    ("Vandaag", "web.start", ("web.", "actions.")),
    ("Voorstellen", "proposals.overview", OF_PROPOSALS),
    ("Besluiten", "register.overview", OF_DECISIONS),
    ("Opdrachten", "assignments.overview", OF_ASSIGNMENTS),
    ("Sturing", "steering_map.show", ("steering_map.",)),
    ("Kringen", "units.overview", IN_A_UNIT),
)


def init_app(app: Flask) -> None:
    """Make translation, form protection, filters and globals ready for the templates of `app`."""
    babel.init_app(app)
    csrf.init_app(app)
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.filters.update(
        day=as_day,
        short_day=as_short_day,
        compact_day=as_compact_day,
        month=as_month,
        month_letter=as_month_letter,
        moment=as_moment,
        spoken_moment=said_moment,
        time=as_time,
        label=as_label,
        number=as_number,
        average=as_average,
        rich=as_rich_text,
        said=as_said,
        translated=as_translated,
    )
    app.jinja_env.globals.update(may=_may)
    app.context_processor(_every_page)


def as_day(day: date | None) -> str:
    """ "1 mei 2027"; empty for None."""
    return format_date(day, "d MMMM y") if day else ""


def as_short_day(day: date | None) -> str:
    """ "1 mei", with the year only when it is not this year's; empty for None."""
    return said_day(day) if day else ""


def as_compact_day(day: date | None) -> str:
    """ "1 mei 2027" with a short month, for a table; empty for None."""
    return format_date(day, "d MMM y") if day else ""


def as_month(day: date) -> str:
    """ "september", with the year only when it is not this year's."""
    return str(format_date(day, "MMMM" if day.year == clock.today().year else "MMMM y"))


def as_month_letter(month: int) -> str:
    """ "s" for the ninth month."""
    return str(get_month_names("narrow", context="stand-alone", locale=get_locale())[month])


def as_moment(moment: datetime | None) -> str:
    """ "24 november 2026, 10:42", on the clock of the Netherlands."""
    return format_datetime(moment, "d MMMM y, HH:mm") if moment else ""


def as_time(moment: datetime | None) -> str:
    """ "10:42", on the clock of the Netherlands."""
    return format_datetime(moment, "HH:mm") if moment else ""


def as_label(state: LabelledState | None) -> str:
    """The translated label of a state or choice."""
    return str(_(state.label)) if state else ""


def as_number(number: int) -> str:
    """ "10.000"."""
    return str(format_decimal(number))


def as_average(number: float) -> str:
    """ "4,2"."""
    return str(format_decimal(number, "0.0"))


def as_translated(msgid: str | None) -> str:
    """A text that was marked for translation where it was written, in the reader's language."""
    return str(_(msgid)) if msgid else ""


def as_said(sentence: Tellable | None) -> str:
    """A sentence with its words filled in."""
    return told(sentence) if sentence else ""


def as_rich_text(written: str | None) -> Markup:
    """Markdown as safe HTML."""
    return Markup(as_html(written or ""))  # noqa: S704 - as_html cleans it


def _may(permission: str, subject: Any = None) -> bool:
    return permissions.may(current_actor(), permission, subject)


def _every_page() -> dict[str, Any]:
    from flask import current_app

    settings = current_app.config["SETTINGS"]
    endpoint, actor = request.endpoint or "", current_actor()
    return {
        "municipality": settings.municipality,
        "demo_sign_in": settings.demo_sign_in,
        "actor": actor,
        "today": clock.today(),
        "menu_items": [
            (_(label), url_for(target), any(endpoint.startswith(part) for part in parts))
            for label, target, parts in MENU
        ]
        if isinstance(actor, Person)
        else [],
    }
