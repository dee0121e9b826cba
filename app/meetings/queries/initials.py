"""Which parafen on what stands on an agenda are still to come. They inform who prepares; they hold nothing up."""

from dataclasses import dataclass

from app.decisions.models import Initial
from app.decisions.queries.initials import unfinished_routes
from app.meetings.models import Meeting
from app.meetings.queries.items import readable
from app.organisation.models import Person


@dataclass(frozen=True)
class Awaited:
    """By item: the step where the route of its proposal is now; and the titles of those items, in their order."""

    of: dict[int, Initial]
    titles: list[str]


def waiting_on(meeting: Meeting, reader: Person) -> Awaited:
    """What is awaited on the items of a loaded meeting, as far as `reader` may read item and proposal. One query."""
    about = [one for one in readable(meeting.items, reader) if one.proposal_id is not None]
    routes = unfinished_routes([one.proposal_id for one in about if one.proposal_id is not None], reader)
    found = {one.id: routes[one.proposal_id] for one in about if one.proposal_id in routes}
    return Awaited(found, [one.title for one in about if one.id in found])
