"""A mail when an information agreement comes due: once for each, and at most one a day for everything together."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select

from app.assignments.following_models import InformationDue
from app.assignments.following_queries import all_information_due, doing_it
from app.core import clock, outbox
from app.core.database import db
from app.core.errors import N_
from app.core.letters import Letter, address_of
from app.core.telling import Tellable
from app.core.transaction import transaction
from app.decisions.presentation import Said
from app.decisions.service.reminders import MORNING
from app.organisation.models import Person


def remind() -> int:
    """Write today's reminders. Returns how many. Harmless to call at any moment, by several at once."""
    local = clock.now().astimezone(clock.AMSTERDAM)
    if local.hour not in MORNING or not _to_tell(local.date()):
        return 0
    with transaction():
        # Asked again inside: what was kept a moment ago needs no reminder.
        return sum(_write(person, due, local.date()) for person, due in _to_tell(local.date()).items())


def _to_tell(today: date) -> dict[Person, list[InformationDue]]:
    """Who is to get a mail today, and about what: not twice about the same, and no second mail on one day."""
    found: dict[Person, list[InformationDue]] = defaultdict(list)
    for one in all_information_due():
        if one.unit.working_days.include(today):
            for person in doing_it(one):
                if person.is_active and person.id not in one.reminded:
                    found[person].append(one)
    had_mail = _had_mail(found, today)
    return {person: due for person, due in found.items() if person not in had_mail}


def _had_mail(people: dict[Person, list[InformationDue]], today: date) -> set[Person]:
    by_key = {_key(person, today): person for person in people}
    rows = db.session.scalars(select(outbox.OutgoingMail.once).where(outbox.OutgoingMail.once.in_(by_key)))
    return {by_key[key] for key in rows if key is not None}


def _key(person: Person, today: date) -> str:
    return f"information:{person.actor_key}:{today.isoformat()}"


def _write(person: Person, due: list[InformationDue], today: date) -> bool:
    letter = Letter(
        subject=Said(N_("Je zou iemand op de hoogte houden")),
        lines=[Said(N_("Dit sprak je af, en het is bijna zover:")), *(_line(one) for one in due)],
        links=[_link(one) for one in due],
    )
    for one in due:
        one.reminded = [*one.reminded, person.id]
    return outbox.write(letter, to=person.actor_key, name=person.name, address=person.email, once=_key(person, today))


def _line(one: InformationDue) -> Tellable:
    """With what it is about when that is openbaar: mail is read by many machines."""
    words = {"unit": one.unit.name, "about": one.about, "day": one.due_on}
    if _is_open(one):
        return Said(N_("%(unit)s hoort over ‘%(about)s’: uiterlijk %(day)s."), words)
    return Said(N_("Een informatieafspraak met %(unit)s: uiterlijk %(day)s."), words)


def _link(one: InformationDue) -> tuple[Tellable, str]:
    return Said(N_("Naar de opdracht")), address_of(f"/opdrachten/{one.assignment_id}#informatie")


def _is_open(one: InformationDue) -> bool:
    proposal = one.assignment.proposal
    return proposal is not None and proposal.is_public
