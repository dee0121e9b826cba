"""The year of a unit: agreeing on its steps, and putting one on an agenda at its time."""

from dataclasses import dataclass
from datetime import date

from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_
from app.core.machine import begin, drive
from app.core.permissions import CONSEQUENCE, demand
from app.core.transaction import locked
from app.meetings.models import AgendaItem, Meeting, YearStep, YearTurn
from app.meetings.service import agenda
from app.meetings.service.agenda import ItemData
from app.meetings.states import ItemType
from app.meetings.windows import day_for, window_at_hand, window_in
from app.meetings.year_machine import YearStepMachine
from app.organisation.models import Person, Unit
from app.organisation.refusals import RefusedField


@dataclass(frozen=True)
class StepData:
    """What is treated, what for, and when: in months of every year, or once in a month or on a day."""

    title: str
    aim: str = ""
    type: ItemType = ItemType.FORMING
    time_box: int = 15
    presenter: Person | None = None
    months: tuple[int, int] | None = None
    expected_on: date | None = None
    whole_month: bool = False


def add(unit: Unit, data: StepData, *, by: Person) -> YearStep:
    """Agree on a step of the year. Raises `Forbidden`, and `Refused` for what is expected in the past."""
    demand(by, "unit:call_meetings", unit)
    step = YearStep(unit=unit, title="", first_month=1, last_month=1)
    _write(step, data)
    _demand_to_come(step)
    db.session.add(step)
    db.session.flush()
    begin(YearStepMachine, step, "agree", actor=by, details={"title": step.title})
    return step


def change(step: YearStep, data: StepData, *, by: Person) -> None:
    """Change a step from now on; where it was treated, it stays as it was."""
    before = step.expected_on
    drive(YearStepMachine, step, "change", actor=by, details={"title": data.title})
    _write(step, data)
    if step.expected_on != before:
        _demand_to_come(step)


def end(step: YearStep, *, by: Actor, reason: str, follows: bool = False) -> None:
    """It comes back no more, or is not expected any more; say why. `follows` when that is because its unit stops."""
    permission = CONSEQUENCE if follows else None
    drive(YearStepMachine, step, "end", actor=by, permission=permission, details={"reason": reason}, reason=reason)
    step.ended_because = reason.strip()


def put_step(meeting: Meeting, step: YearStep, *, by: Person) -> AgendaItem:
    """Put a step that is at hand on the agenda. Raises `Refused` when it is not, or was put this year already."""
    step = locked(YearStep, step.id)
    window = window_at_hand(step, day_for(meeting), {one.year for one in step.turns})
    year = window.year if window else None
    drive(YearStepMachine, step, "put", actor=by, details={"meeting": meeting.id, "year": year}, year=year)
    data = ItemData(step.title, step.aim, step.type, time_box=step.time_box, presenter=step.presenter)
    item = agenda.add(meeting, data, by=by)
    item.unit = step.unit
    assert year is not None, "the chart refuses what is not at hand"  # noqa: S101
    db.session.add(YearTurn(step=step, year=year, item=item))
    db.session.flush()
    return item


def _write(step: YearStep, data: StepData) -> None:
    step.title, step.aim, step.type, step.time_box = data.title.strip(), data.aim.strip(), data.type, data.time_box
    step.presenter = data.presenter
    step.first_month, step.last_month = data.months or (None, None)
    step.expected_on, step.whole_month = data.expected_on, data.whole_month


def _demand_to_come(step: YearStep) -> None:
    if step.expected_on is None:
        return
    window = window_in(step, step.expected_on.year)
    if window is None or window.last < clock.today():
        raise RefusedField("expected_on", N_("Deze dag is al geweest."))
