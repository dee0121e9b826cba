"""Meetings in a calendar: one as a file, and all of somebody's under their secret address."""

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app.core.calendars import calendar_of
from app.core.confirmation import confirmation, confirmed
from app.core.files import as_file
from app.core.letters import address_of
from app.core.routing import public, reads, signed_in_actor, writes
from app.core.transaction import locked
from app.meetings.calendar import entry_for, entry_of
from app.meetings.models import Meeting
from app.meetings.queries.meetings import load_meeting
from app.organisation.models import Person
from app.organisation.panels import on_account_page
from app.organisation.routes.pages import Answer, changed
from app.records import calendar

blueprint = Blueprint("calendar", __name__)

MEDIA_TYPE = "text/calendar; charset=utf-8"


@blueprint.get("/overleg/<int:meeting_id>/agenda.ics")
@reads("meeting:read", load_meeting)
def one_meeting(meeting: Meeting) -> Response:
    """One meeting, to put in one's calendar."""
    entry = entry_for(meeting, signed_in_actor()) or entry_of(meeting)
    return as_file(calendar_of([entry]), "overleg.ics", MEDIA_TYPE)


@blueprint.get("/agenda/<token>.ics")
@public
def feed(token: str) -> Response:
    """All meetings of who made this address, for a calendar that comes by itself and signs in nowhere."""
    return as_file(calendar.calendar_under(token), "samensturen.ics", MEDIA_TYPE)


@blueprint.post("/account/agenda")
@writes("account:manage")
def make_feed() -> Answer:
    """Make an address, or another one. It is shown this once, for only its digest is kept."""
    token = calendar.make_feed(locked(Person, signed_in_actor().id))
    address = address_of(url_for(".feed", token=token))
    return render_template("records/calendar_address.html", address=address)


@blueprint.post("/account/agenda/trek-in")
@writes("account:manage")
def revoke_feed() -> Answer:
    """Revoke it, after asking once more."""
    if not confirmed():
        question = _("Trek je dit adres in? Je agenda volgt je overleggen dan niet meer.")
        return confirmation(question, _("Ja, trek in"), back=url_for("account.page"))
    calendar.revoke_feed(locked(Person, signed_in_actor().id))
    return changed(_("Je agenda-adres werkt niet meer."), "account.page")


@on_account_page
def calendar_here(person: Person) -> Markup | None:
    """On one's own page: whether there is an address, and making, renewing or revoking it."""
    page = render_template("records/_calendar_panel.html", feed=calendar.feed_of(person))
    return Markup(page)  # noqa: S704 - a template has escaped what people wrote
