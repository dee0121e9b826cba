"""The demo municipality: invented people who steer together, to look around in and to practise with."""

from sqlalchemy import func, select

from app.core.database import db
from app.core.errors import N_, Refused
from app.core.transaction import transaction
from app.demo.agreements import agree
from app.demo.assignments import commission
from app.demo.college import tell_of_the_college
from app.demo.college_meetings import meet_as_college
from app.demo.elections import elect
from app.demo.followed_assignments import follow
from app.demo.later import tell_what_came_later, wait_for_who_is_away
from app.demo.mandates import leave_room
from app.demo.meetings import meet
from app.demo.organisation import settle_in
from app.demo.programme import develop
from app.demo.story import tell
from app.demo.together import decide_together
from app.demo.year import look_ahead
from app.organisation.models import Person


def install() -> None:
    """Fill an empty database with the municipality and what it has been deciding. Raises `Refused` for one in use."""
    with transaction():
        if db.session.scalar(select(func.count()).select_from(Person)):
            raise Refused(N_("Deze database is al in gebruik: de demo-gemeente komt alleen in een lege."))
        town = settle_in()
    tell(town)
    agree(town)
    tell_what_came_later(town)
    tell_of_the_college(town)
    decide_together(town)
    elect(town)
    leave_room(town)
    meet(town)
    look_ahead(town)
    commission(town)
    develop(town)
    follow(town)
    meet_as_college(town)
    wait_for_who_is_away(town)
