"""What the screens of people and accounts show, in a constant number of queries each."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.core import search
from app.core.database import db
from app.organisation.models import Membership, Person, SignInSession, Unit

PAGE = 30


@dataclass(frozen=True)
class PeoplePage:
    """One page of the list of people, with what each is where."""

    people: list[Person]
    roles: dict[int, list[Membership]]
    page: int
    pages: int
    total: int


def page_of_people(words: str, page: int, on: date) -> PeoplePage:
    """The people whose name or e-mail address holds these words, by name. Three queries.

    A page that is not there becomes the first or the last.
    """
    ids = search.matching("person", words)
    query = select(Person) if ids is None else select(Person).where(Person.id.in_(ids))
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    people = list(db.session.scalars(query.order_by(*Person.by_name()).limit(PAGE).offset((page - 1) * PAGE)))
    return PeoplePage(people, _roles_by_person([person.id for person in people], on), page, pages, total)


def _roles_by_person(ids: list[int], on: date) -> dict[int, list[Membership]]:
    query = (
        select(Membership)
        .join(Membership.unit)
        .where(Membership.person_id.in_(ids), Membership.active_on(on))
        .options(joinedload(Membership.unit))
        .order_by(*Unit.by_name())
    )
    roles = defaultdict(list)
    for row in db.session.scalars(query):
        roles[row.person_id].append(row)
    return roles


@dataclass(frozen=True)
class PersonRoles:
    """The roles of one person: those that are held or coming, and those that are over."""

    present: list[Membership]
    past: list[Membership]


def roles_of_person(person: Person, on: date) -> PersonRoles:
    """Every role somebody has, had or will have, the latest first. One query."""
    query = (
        select(Membership)
        .where(Membership.person_id == person.id)
        .options(joinedload(Membership.unit).joinedload(Unit.parent))
        .order_by(Membership.starts_on.desc(), Membership.id.desc())
    )
    roles = list(db.session.scalars(query))
    return PersonRoles([role for role in roles if not role.is_over(on)], [role for role in roles if role.is_over(on)])


def open_sessions(person: Person) -> list[SignInSession]:
    """The browsers in which somebody is signed in, the latest first. One query."""
    query = (
        select(SignInSession)
        .where(SignInSession.person_id == person.id, SignInSession.still_open())
        .order_by(SignInSession.created_at.desc(), SignInSession.id.desc())
    )
    return list(db.session.scalars(query))
