"""The start page: what waits for me, and where to go."""

from flask import Blueprint, render_template

from app.assignments.following_queries import information_waiting_for
from app.assignments.waiting import assignments_waiting_for
from app.core.permissions import grant, signed_in
from app.core.routing import reads, signed_in_actor
from app.decisions.queries.today import waiting_for
from app.decisions.queries.visibility import led_units
from app.elections.queries import open_elections
from app.meetings.queries.meetings import meetings_soon
from app.organisation.temporary import overdue_in

blueprint = Blueprint("web", __name__)

grant({"start:read": signed_in})


@blueprint.get("/")
@reads("start:read")
def start() -> str:
    """What waits for whoever is signed in."""
    actor = signed_in_actor()
    led = led_units(actor)
    return render_template(
        "web/start.html",
        waiting=waiting_for(actor),
        informing=information_waiting_for(actor),
        assignments=assignments_waiting_for(actor),
        elections=open_elections(actor),
        overdue=overdue_in(led),
        meetings=[(one, bool(one.unit_ids & led)) for one in meetings_soon(actor)],
    )
