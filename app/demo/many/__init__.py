"""A whole municipality at once: as many decisions as one asks for, to see how the tool carries them.

Nothing here went through the verbs, which would take hours: the rows are written as the verbs would have left them,
journal and all. tests/demo/test_many.py holds them to what must always hold. The same seed gives, on the same day, the
same data.
"""

from random import Random

from sqlalchemy import select

from app.core.database import db
from app.core.errors import N_, Refused
from app.core.transaction import transaction
from app.demo.many.decided import decide
from app.demo.many.pending import put_in_hand
from app.demo.many.rows import Rows
from app.demo.many.town import settle
from app.organisation.models import Person
from app.organisation.service import seed_levels

FEWEST_PEOPLE, MOST_PEOPLE = 60, 2000
FEWEST_UNITS, MOST_UNITS = 12, 150


def generate(decisions: int, seed: int = 1) -> None:
    """Fill an empty database with a municipality that took so many decisions. Raises `Refused` for one in use.

    People and units grow with the decisions until they are those of a whole municipality, at a thousand decisions.
    """
    people = min(MOST_PEOPLE, max(FEWEST_PEOPLE, 2 * decisions))
    units = min(MOST_UNITS, max(FEWEST_UNITS, MOST_UNITS * decisions // 1000))
    chance = Random(seed)  # noqa: S311 - nothing here is a secret
    with transaction() as session:
        if session.scalar(select(Person.id).limit(1)) is not None:
            raise Refused(N_("Deze database is al in gebruik. Een verzonnen gemeente komt alleen in een lege."))
        rows = Rows(session, chance)
        town = settle(rows, chance, seed_levels(), units, people)
        numbers = decide(rows, chance, town, decisions)
        put_in_hand(rows, chance, town, decisions)
        rows.number(numbers)
        rows.finish()
    _take_stock()


def _take_stock() -> None:
    """Let the database know what it holds, as it would in time by itself."""
    with transaction() as session:
        session.connection().exec_driver_sql("ANALYZE")
    db.session.remove()
