"""The meetings of the college in the demo municipality: a series, and the next, which hears how a programme goes."""

from datetime import date, timedelta

from sqlalchemy import select

from app.assignments.programme_models import ProgrammeReport
from app.assignments.programme_queries import locked_report
from app.assignments.programme_states import ReportState
from app.core import clock
from app.core.database import db
from app.core.transaction import transaction
from app.demo.organisation import COLLEGE, Town
from app.meetings.queries.meetings import locked_series
from app.meetings.service import agenda, planning
from app.meetings.service.agenda import ItemData
from app.meetings.service.planning import SeriesData
from app.meetings.states import Involvement, ItemType

TUESDAY = 2
"""As `date.isoweekday` counts."""
DESKS = ItemData(
    "Drukte aan de balie in mei",
    "Het CMT vertelt welke oplossingen er zijn. Wat is voor inwoners het belangrijkst?",
    type=ItemType.PICTURING,
    time_box=20,
)


def meet_as_college(town: Town) -> None:
    """Let the college meet every Tuesday; on the agenda to come stands the report of the programme."""
    gijs, college = town.person("Gijs"), town.units[COLLEGE]
    with transaction():
        data = SeriesData(
            "Collegevergadering",
            every=1,
            weekday=TUESDAY,
            place="Collegekamer",
            chair=town.person("Wouter"),
            secretary=gijs,
            starts_on=clock.today(),
        )
        series = planning.start_series(college, data, by=gijs).id
    with transaction():
        meeting = planning.plan_next(locked_series(series), _next_tuesday(), by=gijs)
        waiting = select(ProgrammeReport.id).where(ProgrammeReport.state == ReportState.PROPOSED)
        for key in db.session.scalars(waiting):
            agenda.put_report(meeting, locked_report(key), by=gijs)
        desks = agenda.add(meeting, DESKS, by=gijs)
        agenda.involve(desks, town.units["CMT"], Involvement.INVITED, by=gijs)
        agenda.announce(meeting, by=gijs)


def _next_tuesday() -> date:
    today = clock.today()
    return today + timedelta(days=(TUESDAY - today.isoweekday()) % 7 or 7)
