"""When a unit stops: its meetings to come are called off, and what waits goes to the unit that takes over."""

from sqlalchemy import select

from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE, may
from app.meetings.item_machine import ItemMachine
from app.meetings.models import AgendaItem, Meeting, MeetingSeries, YearStep
from app.meetings.queries.items import locked_item
from app.meetings.queries.meetings import locked_meeting, locked_series, meets_in
from app.meetings.queries.year import locked_step
from app.meetings.service import planning, running, year
from app.meetings.states import BEFORE, STANDING_KINDS, ItemState, MeetingState, SeriesState, StepState
from app.organisation.handovers import GoingOn, Keys, Stop
from app.organisation.models import Unit

GOING_ON = (MeetingState.OPEN, MeetingState.SUSPENDED)


def meetings_going_on(unit: Unit, actor: Actor) -> list[GoingOn]:
    """The meetings in which a unit is together now; of one the actor may not know only that there is one."""
    query = select(Meeting).where(meets_in(unit), Meeting.state.in_(GOING_ON)).order_by(Meeting.starts_at)
    return [
        GoingOn(N_("het overleg ‘%(title)s’"), {"title": one.title})
        if may(actor, "meeting:read", one)
        else GoingOn(N_("een overleg"))
        for one in db.session.scalars(query)
    ]


def bring_over(stop: Stop) -> Keys:
    """Call off what was planned, end what comes back, and bring what waits to the pool of the other unit."""
    _end_series(stop)
    _call_off_meetings(stop)
    _end_steps(stop)
    waiting = (AgendaItem.unit_id == stop.unit.id, AgendaItem.state == ItemState.PLANNED)
    query = select(AgendaItem.id).where(*waiting, AgendaItem.kind.not_in(STANDING_KINDS)).order_by(AgendaItem.id)
    keys = list(db.session.scalars(query))
    for key in keys:
        item = locked_item(key)
        drive(ItemMachine, item, "hand_over", actor=stop.by, permission=CONSEQUENCE, details={"unit": stop.to.name})
        item.unit = stop.to
    return {"item": keys}


def _end_series(stop: Stop) -> None:
    running = (MeetingSeries.unit_id == stop.unit.id, MeetingSeries.state == SeriesState.RUNNING)
    for key in list(db.session.scalars(select(MeetingSeries.id).where(*running))):
        planning.end_series(locked_series(key), by=stop.by, reason=stop.reason, follows=True)


def _call_off_meetings(stop: Stop) -> None:
    to_come = (Meeting.unit_id == stop.unit.id, Meeting.state.in_(BEFORE))
    for key in list(db.session.scalars(select(Meeting.id).where(*to_come))):
        running.cancel(locked_meeting(key), by=stop.by, reason=stop.reason, follows=True)


def _end_steps(stop: Stop) -> None:
    going_on = (YearStep.unit_id == stop.unit.id, YearStep.state == StepState.RUNNING)
    for key in list(db.session.scalars(select(YearStep.id).where(*going_on))):
        year.end(locked_step(key), by=stop.by, reason=stop.reason, follows=True)
