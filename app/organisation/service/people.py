"""What can be done with people: add, change, end, let back in, and make or unmake a beheerder."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.core import clock, journal, permissions, search
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.organisation.models import Membership, Person
from app.organisation.refusals import RefusedField
from app.organisation.service.accounts import end_sessions
from app.organisation.service.memberships import end_memberships
from app.organisation.service.unique import unique_or


@dataclass(frozen=True)
class PersonDetails:
    """What may be changed about somebody."""

    name: str
    email: str


def add_person(
    details: PersonDetails, *, is_administrator: bool = False, starts_on: date | None = None, actor: Actor
) -> Person:
    """Add somebody, who cannot sign in before they have a password. Raises `Refused` for an e-mail address in use."""
    permissions.demand(actor, "person:administer")
    _demand_free_email(details.email)
    person = Person(
        name=details.name,
        email=details.email.lower(),
        is_administrator=is_administrator,
        starts_on=starts_on or clock.today(),
    )
    with unique_or(_email_taken()):
        db.session.add(person)
    _make_findable(person)
    journal.record(
        "person", person.id, "add", actor=actor, details={"is_administrator": is_administrator, **_described(person)}
    )
    return person


def change_person(person: Person, details: PersonDetails, *, actor: Actor) -> Person:
    """Correct somebody's name or e-mail address. Without a difference nothing is recorded."""
    permissions.demand(actor, "person:administer", person)
    if details.email.lower() != person.email:
        _demand_free_email(details.email)
    before = _described(person)
    with unique_or(_email_taken()):
        person.name, person.email = details.name, details.email.lower()
    after = _described(person)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changed:
        _make_findable(person)
        journal.record("person", person.id, "change", actor=actor, details=changed)
    return person


def end_person(person: Person, on: date, *, actor: Actor) -> Person:
    """Make `on` the last day of somebody here, and of all their roles. Raises `Refused` for the last beheerder."""
    permissions.demand(actor, "person:administer", person)
    if person.ends_on is not None and person.ends_on < clock.today():
        raise Refused(N_("%(name)s is hier al weg sinds %(day)s."), name=person.name, day=person.ends_on)
    if on < person.starts_on:
        raise RefusedField("on", N_("%(name)s begon pas op %(day)s."), name=person.name, day=person.starts_on)
    _demand_another_administrator(person)
    memberships = db.session.scalars(select(Membership).where(Membership.person_id == person.id).with_for_update())
    end_memberships(list(memberships), on, actor=actor)
    person.ends_on = on
    if not person.is_active:
        end_sessions(person)
    journal.record("person", person.id, "end", actor=actor, details={"on": on.isoformat()})
    return person


def reinstate_person(person: Person, *, actor: Actor) -> Person:
    """Let somebody back in who left or was to leave. Their roles stay ended. Raises `Refused` when they never left."""
    permissions.demand(actor, "person:administer", person)
    if person.ends_on is None:
        raise Refused(N_("%(name)s is niet weg."), name=person.name)
    ended_on, person.ends_on = person.ends_on, None
    journal.record("person", person.id, "reinstate", actor=actor, details={"ended_on": ended_on.isoformat()})
    return person


def set_administrator(person: Person, is_administrator: bool, *, actor: Actor) -> Person:
    """Make somebody beheerder, or no longer. Raises `Refused` for the last one, and for who has left."""
    permissions.demand(actor, "person:administer", person)
    if person.is_administrator == is_administrator:
        return person
    if is_administrator and person.ends_on is not None:
        raise Refused(N_("%(name)s is hier tot en met %(day)s."), name=person.name, day=person.ends_on)
    if not is_administrator:
        _demand_another_administrator(person)
    person.is_administrator = is_administrator
    journal.record("person", person.id, "set_administrator" if is_administrator else "unset_administrator", actor=actor)
    return person


def _described(person: Person) -> dict[str, str]:
    return {"name": person.name, "email": person.email}


def _make_findable(person: Person) -> None:
    search.index("person", person.id, person.name, person.email)


def _demand_free_email(email: str) -> None:
    if db.session.scalar(select(Person.id).where(Person.email == email.lower())) is not None:
        raise _email_taken()


def _email_taken() -> RefusedField:
    return RefusedField("email", N_("Er is al iemand met dit e-mailadres."))


def _demand_another_administrator(person: Person) -> None:
    """There is always a beheerder who stays. All of them are locked, so that two cannot leave at once."""
    if not person.is_administrator:
        return
    staying = db.session.scalars(
        select(Person)
        .where(Person.is_administrator, Person.ends_on.is_(None))
        .order_by(Person.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if not any(other.id != person.id for other in staying):
        raise Refused(N_("%(name)s is de laatste beheerder. Maak eerst iemand anders beheerder."), name=person.name)
