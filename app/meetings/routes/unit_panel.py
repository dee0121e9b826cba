"""On the page of a unit: its meetings, for who sits there."""

from flask import render_template
from markupsafe import Markup

from app.core.actor import Actor
from app.core.permissions import may
from app.meetings.queries.meetings import meetings_of
from app.organisation.models import Unit
from app.organisation.panels import on_unit_page

MOST = 3


@on_unit_page
def meetings_here(unit: Unit, reader: Actor) -> Markup | None:
    """The first meetings to come."""
    if not may(reader, "unit:meet", unit):
        return None
    page = render_template("meetings/_unit_panel.html", unit=unit, coming=meetings_of(unit).coming[:MOST])
    return Markup(page)  # noqa: S704 - a template has escaped what people wrote
