"""What assignments agreed to tell a unit, or to involve it in, and what of it is on no agenda yet."""

from datetime import date

from sqlalchemy import select

from app.assignments.following_models import InformationDue
from app.assignments.following_queries import information_due
from app.core.database import db
from app.meetings.models import AgendaItem
from app.meetings.states import ITEM_ENDS
from app.organisation.models import Person, Unit


def information_at_hand(unit: Unit, on: date, reader: Person) -> list[InformationDue]:
    """What `unit` is to be told around a day and `reader` may know of, the longest waiting first. Four queries."""
    going_on = select(AgendaItem.information_id).where(
        AgendaItem.information_id.is_not(None), AgendaItem.state.not_in(ITEM_ENDS)
    )
    return information_due(reader, on, InformationDue.unit_id == unit.id, InformationDue.id.not_in(going_on))


def item_about(information: InformationDue) -> AgendaItem | None:
    """The item that is on an agenda about it, or waits in the pool, if there is one. One query."""
    about = AgendaItem.information_id == information.id
    return db.session.scalar(select(AgendaItem).where(about, AgendaItem.state.not_in(ITEM_ENDS)))
