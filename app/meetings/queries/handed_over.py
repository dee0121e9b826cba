"""The agenda items that another unit took over when one stopped, as far as their reader may know."""

from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_
from app.meetings.models import AgendaItem
from app.meetings.queries.items import readable, whole_items
from app.organisation.handovers import HandedOver, Keys
from app.organisation.models import Person

MOST = 100


def told_of_handed_over(keys: Keys, reader: Actor) -> list[HandedOver]:
    """Those that wait, or waited, in the pool of the other unit. A constant number of queries."""
    items = keys.get("item", ())
    if not items or not isinstance(reader, Person):
        return []
    query = whole_items().where(AgendaItem.id.in_(items), AgendaItem.meeting_id.is_(None)).order_by(AgendaItem.id)
    return [HandedOver(N_("agendapunt"), one.title) for one in readable(db.session.scalars(query.limit(MOST)), reader)]
