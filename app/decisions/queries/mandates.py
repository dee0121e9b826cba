"""What the screens of mandates read, as far as their reader may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.core import clock
from app.core.database import db
from app.core.errors import N_, NotFound
from app.core.permissions import may
from app.core.transaction import locked_where
from app.decisions.models import Decision, Mandate, Wording
from app.decisions.queries.register import newest
from app.decisions.queries.visibility import visible_decisions
from app.decisions.states import HOLDS, MandateKind, MandateState, Nature
from app.organisation.models import Membership, Person, Unit

PAGE = 25
MOST = 20
KINDS: dict[str, MandateKind] = {"mandaat": MandateKind.MANDATE, "beslisruimte": MandateKind.DISCRETION}
NOW, COMING, OVER = "nu", "straks", "voorbij"
WHEN = {NOW: N_("Nu te gebruiken"), COMING: N_("Begint nog"), OVER: N_("Niet meer te gebruiken")}
"""What one can filter on, by its name in the address."""


def load_mandate(mandate_id: int) -> Mandate:
    """A mandate with everything it names. Raises `NotFound`."""
    return _found(db.session.scalar(_whole().where(Mandate.id == mandate_id)))


def locked_mandate(mandate_id: int) -> Mandate:
    """The same, locked until the end of the transaction. Raises `NotFound`."""
    return _found(locked_where(_whole().where(Mandate.id == mandate_id)))


@dataclass(frozen=True)
class Wanted:
    """What the reader of the mandate register asked for."""

    words: str = ""
    unit_id: int | None = None
    kind: str | None = None
    when: str | None = NOW
    page: int = 1

    @property
    def filters(self) -> int:
        """How many filters are on, beside the search."""
        return sum((self.unit_id is not None, self.kind is not None, self.when != NOW))


@dataclass(frozen=True)
class Page:
    """One page of the mandate register."""

    mandates: list[Mandate]
    total: int
    page: int
    pages: int
    units: list[Unit]
    """The units that gave any."""

    def unit(self, unit_id: int | None) -> Unit | None:
        """One of the units."""
        return next((unit for unit in self.units if unit.id == unit_id), None)


def page_of_mandates(wanted: Wanted) -> Page:
    """The mandates that were asked for, the latest first. A constant number of queries."""
    asked = and_(*_asked(wanted))
    total = db.session.scalar(select(func.count()).select_from(Mandate).where(asked)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(wanted.page, 1), pages)
    query = _titles().where(asked).order_by(Mandate.starts_on.desc(), Mandate.id.desc())
    mandates = list(db.session.scalars(query.limit(PAGE).offset((page - 1) * PAGE)))
    gave = select(Mandate.unit_id)
    units = list(db.session.scalars(select(Unit).where(Unit.id.in_(gave)).order_by(*Unit.by_name())))
    return Page(mandates, total, page, pages, units)


def _asked(wanted: Wanted) -> list[ColumnElement[bool]]:
    today = clock.today()
    holding = Mandate.holding_on(today)
    coming = and_(Mandate.state == MandateState.IN_FORCE, Mandate.starts_on > today)
    conditions = [{NOW: holding, COMING: coming, OVER: ~or_(holding, coming)}.get(wanted.when or "", Mandate.id > 0)]
    for word in wanted.words.split():
        like = f"%{word.translate(_ESCAPED)}%"
        holders = Mandate.holder.has(Person.name.ilike(like, escape="\\"))
        in_role = Mandate.holder_unit.has(
            Unit.memberships.any(
                and_(
                    Membership.role == Mandate.holder_role,
                    Membership.active_on(today),
                    Membership.person.has(Person.name.ilike(like, escape="\\")),
                )
            )
        )
        in_unit = Mandate.holder_unit.has(Unit.name.ilike(like, escape="\\"))
        conditions.append(or_(Mandate.scope.ilike(like, escape="\\"), holders, in_role, in_unit))
    if wanted.unit_id is not None:
        conditions.append(Mandate.unit_id == wanted.unit_id)
    if wanted.kind in KINDS:
        conditions.append(Mandate.kind == KINDS[wanted.kind])
    return conditions


_ESCAPED = str.maketrans({"%": "\\%", "_": "\\_", "\\": "\\\\"})


@dataclass(frozen=True)
class Dossier:
    """Everything the page of a mandate shows, as far as its reader may see it."""

    mandate: Mandate
    given_by: Decision | None
    policies: list[Decision]
    hidden: int
    """How many decisions it names that the reader may not see."""
    passed_on: list[Mandate]
    predecessors: list[Mandate]
    in_role: list[Person]
    """Who hold it today, when it goes with a role."""


def dossier_of(mandate: Mandate, reader: Person) -> Dossier:
    """The decisions and the mandates around one. A constant number of queries."""
    shown = [policy for policy in mandate.policies if may(reader, "decision:read", policy)]
    given_by = mandate.given_by if mandate.given_by and may(reader, "decision:read", mandate.given_by) else None
    around = or_(Mandate.parent_id == mandate.id, Mandate.succeeded_by_id == mandate.id)
    found = list(db.session.scalars(_titles().where(around).order_by(Mandate.id)))
    return Dossier(
        mandate=mandate,
        given_by=given_by,
        policies=shown,
        hidden=len(mandate.policies) - len(shown),
        passed_on=[one for one in found if one.parent_id == mandate.id],
        predecessors=[one for one in found if one.succeeded_by_id == mandate.id],
        in_role=holders_by_role(mandate),
    )


def holders_by_role(mandate: Mandate) -> list[Person]:
    """Who hold it today, when it goes with a role. One query."""
    if mandate.holder_unit_id is None:
        return []
    query = (
        select(Person)
        .join(Person.memberships)
        .where(
            Membership.unit_id == mandate.holder_unit_id,
            Membership.role == mandate.holder_role,
            Membership.active_on(clock.today()),
        )
        .order_by(*Person.by_name())
    )
    return list(db.session.scalars(query))


def decisions_by_number(numbers: Iterable[str], reader: Person) -> dict[str, Decision]:
    """The decisions with these numbers that `reader` may see, by number. One query."""
    query = select(Decision).where(Decision.number.in_(list(numbers)), visible_decisions(reader))
    return {one.number: one for one in db.session.scalars(query)}


def held_mandates(person: Person) -> list[Mandate]:
    """The mandates that `person` may use today. One query."""
    today = clock.today()
    query = (
        _titles()
        .where(Mandate.held_by(person.id, person.roles_on(today)), Mandate.holding_on(today))
        .order_by(Mandate.id.desc())
    )
    return [one for one in db.session.scalars(query.limit(MOST)) if one.holds_on(today)]


def beleid_to_decide_within(mandate: Mandate, reader: Person) -> list[Decision]:
    """The beleid within which something may be decided with this mandate. One query."""
    within = (
        Decision.id.in_([one.id for one in mandate.policies])
        if mandate.policies
        else and_(Decision.unit_id == mandate.unit_id, Decision.nature == Nature.POLICY)
    )
    return list(db.session.scalars(newest(and_(within, Decision.state.in_(HOLDS), visible_decisions(reader)))))


@cache
def _titles() -> Select[Mandate]:
    """Mandates with what they rest on, as far as a list needs it."""
    return select(Mandate).options(joinedload(Mandate.parent))


@cache
def _whole() -> Select[Mandate]:
    text = joinedload(Decision.wording).load_only(Wording.what, Wording.review_on)
    return _titles().options(
        selectinload(Mandate.policies).options(text),
        joinedload(Mandate.given_by).options(text),
        joinedload(Mandate.succeeded_by),
        selectinload(Mandate.instructions),
    )


def _found(mandate: Mandate | None) -> Mandate:
    if mandate is None:
        raise NotFound
    return mandate
