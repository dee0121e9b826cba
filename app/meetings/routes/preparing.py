"""Preparing a meeting: the agenda from the pool, in order and within the time."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import NotFound
from app.core.routing import reads, signed_in_actor, writes
from app.meetings.forms.items import ItemForm, TimeBoxForm
from app.meetings.forms.planning import ReasonForm
from app.meetings.models import AgendaItem, Meeting
from app.meetings.queries.agenda import agenda_of
from app.meetings.queries.follow_ups import follow_ups, open_ones
from app.meetings.queries.initials import waiting_on
from app.meetings.queries.items import locked_item
from app.meetings.queries.meetings import load_meeting, locked_meeting
from app.meetings.queries.pool import waiting_for
from app.meetings.service import agenda, information, running, year
from app.organisation.forms.house_form import HouseForm

blueprint = Blueprint("preparing", __name__)

Page = str | Response | tuple[str, int]


@blueprint.get("/overleg/<int:meeting_id>/voorbereiden")
@reads("meeting:prepare", load_meeting)
def screen(meeting: Meeting) -> Page:
    """The agenda in the making, with what waits beside it."""
    return _page(meeting)


@blueprint.post("/overleg/<int:meeting_id>/uit-de-voorraad")
@writes("meeting:arrange", locked_meeting)
def put(meeting: Meeting) -> Response:
    """Put something of the pool on the agenda: whatever kind of thing it is."""
    actor = signed_in_actor()
    kind, _colon, key = request.form.get("what", "").partition(":")
    found = _in_pool(meeting).get((kind, int(key) if key.isdecimal() else 0))
    if found is None:
        raise NotFound
    if kind == "item":
        agenda.put_waiting(meeting, found, by=actor)
    elif kind == "proposal":
        agenda.put_proposal(meeting, found, by=actor, hammer="hammer" in request.form)
    elif kind == "decision":
        agenda.put_review(meeting, found, by=actor)
    elif kind == "step":
        year.put_step(meeting, found.step, by=actor)
    elif kind == "information":
        information.put_information(meeting, found, by=actor)
    elif kind == "report":
        agenda.put_report(meeting, found, by=actor)
    else:
        agenda.put_action(meeting, found, by=actor)
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/nieuw-punt")
@writes("meeting:arrange", locked_meeting)
def add(meeting: Meeting) -> Page:
    """Put something new on the agenda."""
    form = ItemForm(prefix="item-")
    if form.carry_out(lambda: agenda.add(meeting, form.to_data(), by=signed_in_actor())) is None:
        return _page(meeting, item_form=form), 422
    return _back(meeting)


@blueprint.post("/agendapunt/<int:agenda_item_id>/verplaats")
@writes("item:change", locked_item)
def move(item: AgendaItem) -> Response:
    """Move an item up or down: one place, or as many as it was dragged."""
    one = -1 if request.form.get("to") == "up" else 1
    agenda.move(item, request.form.get("steps", one, type=int), by=signed_in_actor())
    return _back(_meeting_of(item), f"punt-{item.id}")


@blueprint.post("/agendapunt/<int:agenda_item_id>/tijd")
@writes("item:change", locked_item)
def set_time_box(item: AgendaItem) -> Page:
    """Give an item more or less time."""
    form = TimeBoxForm()

    def set_it() -> bool:
        agenda.set_time_box(item, form.minutes.data, by=signed_in_actor())
        return True

    if form.carry_out(set_it) is None:
        return _page(_meeting_of(item), wrong=(item.id, form)), 422
    return _back(_meeting_of(item), f"punt-{item.id}")


@blueprint.post("/agendapunt/<int:agenda_item_id>/eraf")
@writes("item:unschedule", locked_item)
def take_off(item: AgendaItem) -> Response:
    """Take an item off the agenda: it waits in the pool."""
    meeting = _meeting_of(item)
    agenda.take_off(item, by=signed_in_actor())
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/zeg-af")
@writes("meeting:cancel", locked_meeting)
def cancel(meeting: Meeting) -> Page:
    """Call the meeting off, with the reason."""
    form, actor = ReasonForm(prefix="cancel-"), signed_in_actor()

    def call_off() -> bool:
        running.cancel(meeting, by=actor, reason=form.reason.data)
        return True

    if form.carry_out(call_off) is None:
        return _page(meeting, cancel_form=form), 422
    return redirect(url_for("meeting.show", meeting_id=meeting.id), 303)


@blueprint.post("/overleg/<int:meeting_id>/stuur")
@writes("meeting:announce", locked_meeting)
def announce(meeting: Meeting) -> Response:
    """Share the provisional agenda."""
    agenda.announce(meeting, by=signed_in_actor(), reason=request.form.get("reason", ""))
    return _back(meeting)


@blueprint.post("/overleg/<int:meeting_id>/stel-vast")
@writes("meeting:set_agenda", locked_meeting)
def set_agenda(meeting: Meeting) -> Response:
    """Set the agenda, with or without every paraaf: those inform, and hold nothing up."""
    actor = signed_in_actor()
    agenda.set_agenda(meeting, by=actor, reason=request.form.get("reason", ""))
    for title in waiting_on(meeting, actor).titles:
        flash(_("De agenda staat vast. Nog niet alle parafen staan op ‘%(title)s’.", title=title), "warning")
    return _back(meeting)


def _in_pool(meeting: Meeting) -> dict[tuple[str, int], Any]:
    """What waits and may be put on this agenda by whoever asks, by kind and key."""
    found: dict[tuple[str, int], Any] = {}
    for waiting in waiting_for(meeting, signed_in_actor()):
        found |= {("item", one.id): one for one in waiting.items}
        found |= {("proposal", one.id): one for one in waiting.proposals}
        found |= {("decision", one.id): one for one in waiting.reviews}
        found |= {("action", one.id): one for one in waiting.actions}
        found |= {("step", one.id): one for one in waiting.steps}
        found |= {("information", one.id): one for one in waiting.information}
        found |= {("report", one.id): one for one in waiting.reports}
    come_back = open_ones(follow_ups(meeting, signed_in_actor()))
    return found | {("action", one.id): one for one in come_back}


def _meeting_of(item: AgendaItem) -> Meeting:
    if item.meeting is None:
        raise NotFound
    return item.meeting


def _back(meeting: Meeting, anchor: str | None = None) -> Response:
    return redirect(url_for(".screen", meeting_id=meeting.id, _anchor=anchor), 303)


def _page(meeting: Meeting, wrong: tuple[int, HouseForm] | None = None, **forms: HouseForm) -> str:
    reader = signed_in_actor()
    shown: dict[str, HouseForm] = {
        "item_form": ItemForm(formdata=None, prefix="item-"),
        "cancel_form": ReasonForm(formdata=None, prefix="cancel-"),
    }
    come_back = follow_ups(meeting, reader)
    return render_template(
        "meetings/prepare.html",
        meeting=meeting,
        follow_ups=come_back,
        come_back={one.action.id for one in come_back},
        on_agenda={one.action_id for one in meeting.items},
        agenda=agenda_of(meeting, reader),
        pool=waiting_for(meeting, reader),
        initials=waiting_on(meeting, reader),
        wrong=wrong,
        **shown | forms,
    )
