"""What other floors and the screens read of the organisation."""

from app.organisation.queries.directory import active_people, active_units, levels, names_of, person_by_email
from app.organisation.queries.seats import Seat, deciding_seats, roles_of, seats_of, units_where_seated

__all__ = [
    "Seat",
    "active_people",
    "active_units",
    "deciding_seats",
    "levels",
    "names_of",
    "person_by_email",
    "roles_of",
    "seats_of",
    "units_where_seated",
]
