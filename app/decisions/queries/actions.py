"""What people said they would do: by person, by unit, the first due first, and what became of it lately."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import joinedload, selectinload

from app.core import clock
from app.core.database import db
from app.decisions.models import Action, Decision
from app.decisions.queries.bounded import Total, counted, pages_of
from app.decisions.queries.register import title_alone
from app.decisions.queries.visibility import own_tables, visible_actions
from app.decisions.states import ActionState
from app.organisation.models import Person, Unit

MOST = 12
PAGE = 30
LATELY = timedelta(weeks=4)
"""For how long what ended is still shown in a list of what is to be done."""

FIRST_DUE_FIRST = (Action.due_on.asc().nulls_last(), Action.id)


@dataclass(frozen=True)
class ActionList:
    """What is to be done, a page of it, and what ended lately."""

    open: list[Action]
    ended: list[Action]
    overdue: Total
    total: Total
    page: int
    pages: int

    def with_refused(self, action: Action | None) -> list[Action]:
        """What to show as open: also the action whose ending was refused, so that what was typed is not lost."""
        return self.open if action is None or action in self.open else [action, *self.open]


def actions_of_person(person: Person, page: int = 1) -> ActionList:
    """What somebody is to do themselves. A constant number of queries."""
    return _listed(Action.owner_id == person.id, person, page)


def actions_at_tables(reader: Person, page: int = 1) -> ActionList:
    """What is to be done in the units at whose table somebody sits, by whomever. A constant number of queries."""
    return _listed(Action.unit_id.in_(own_tables(reader)), reader, page)


def actions_in(unit: Unit, reader: Person, page: int = 1) -> ActionList:
    """What is to be done in one unit, as far as `reader` may know. A constant number of queries."""
    return _listed(Action.unit_id == unit.id, reader, page)


def actions_waiting_for(person: Person) -> list[Action]:
    """What somebody has to do, the first due first. One query."""
    return list(db.session.scalars(_open(Action.owner_id == person.id, person).limit(MOST)))


def open_actions_in(unit_id: int, reader: Person) -> list[Action]:
    """What is to be done in a unit, as far as `reader` may see it. One query."""
    return list(db.session.scalars(_open(Action.unit_id == unit_id, reader).limit(MOST)))


def with_what_they_follow_from(query: Select[Action]) -> Select[Action]:
    """The same actions, with what it takes to show them and to know who may end them."""
    return query.options(joinedload(Action.decision).options(*title_alone(), selectinload(Decision.named)))


def _listed(condition: ColumnElement[bool], reader: Person, page: int) -> ActionList:
    visible = and_(condition, visible_actions(reader))
    is_open = and_(visible, Action.state == ActionState.OPEN)
    late = and_(is_open, Action.due_on < clock.today())
    counts = select(counted(select(Action.id).where(is_open)), counted(select(Action.id).where(late)))
    total, overdue = db.session.execute(counts).one()
    pages = pages_of(total, PAGE)
    page = min(max(page, 1), pages)
    shown = _open(condition, reader).limit(PAGE).offset((page - 1) * PAGE)
    since = clock.now() - LATELY
    ended = select(Action).where(visible, Action.ended_at >= since).order_by(Action.ended_at.desc(), Action.id.desc())
    return ActionList(
        open=list(db.session.scalars(shown)),
        ended=list(db.session.scalars(with_what_they_follow_from(ended).limit(PAGE))),
        overdue=Total(overdue),
        total=Total(total),
        page=page,
        pages=pages,
    )


def _open(condition: ColumnElement[bool], reader: Person) -> Select[Action]:
    """What is open, the first due first: so what is overdue stands above the rest."""
    query = select(Action).where(condition, Action.state == ActionState.OPEN, visible_actions(reader))
    return with_what_they_follow_from(query).order_by(*FIRST_DUE_FIRST)
