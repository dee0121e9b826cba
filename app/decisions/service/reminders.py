"""Reminders by mail: only to who has not answered, on a working morning, at most one a day for everything together."""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import select

from app.core import clock, outbox
from app.core.database import db
from app.core.errors import N_
from app.core.letters import Letter
from app.core.transaction import transaction
from app.decisions.models import ConsentRound, Participant
from app.decisions.presentation import Said
from app.decisions.queries.rounds import rounds_with_a_deadline
from app.decisions.service.invitations import link_to, named
from app.decisions.states import RoundState
from app.organisation.models import Person

MORNING = range(9, 12)
"""The hours in which a reminder is kind; a worker that was down in the morning says nothing in the evening."""
REMINDED_OF = (RoundState.CONSENTING, RoundState.AWAITING)
"""A question or a reaction is welcome and never required: nobody is reminded of those."""


def remind() -> int:
    """Write today's reminders. Returns how many. Harmless to call at any moment, by several at once."""
    local = clock.now().astimezone(clock.AMSTERDAM)
    if local.hour not in MORNING:
        return 0
    wanted = _waited_for(local.date())
    if not wanted or set(wanted) <= _reminded(wanted, local.date()):
        return 0
    with transaction():
        # Asked again inside: who answered a moment ago is not reminded.
        return sum(_write(person, places, local.date()) for person, places in _waited_for(local.date()).items())


def _waited_for(today: date) -> dict[Person, list[Participant]]:
    """Who is to be reminded today, and of what."""
    waited_for: dict[Person, list[Participant]] = defaultdict(list)
    for round_ in rounds_with_a_deadline(REMINDED_OF):
        if _is_the_day(round_, today):
            for place in round_.unanswered:
                if place.person is not None and place.person.is_active and _had_time(place, today):
                    waited_for[place.person].append(place)
    return waited_for


def _is_the_day(round_: ConsentRound, today: date) -> bool:
    """The last working day, and the one before it."""
    days = round_.proposal.unit.working_days
    if round_.due_at is None or not days.include(today):
        return False
    last = round_.due_at.astimezone(clock.AMSTERDAM).date()
    return today in (last, days.before(last))


def _had_time(place: Participant, today: date) -> bool:
    """Not on the day after the invitation, or that day itself."""
    if place.invited_at is None:
        return True
    return today > place.invited_at.astimezone(clock.AMSTERDAM).date() + timedelta(days=1)


def _reminded(people: dict[Person, list[Participant]], today: date) -> set[Person]:
    by_key = {_key(person, today): person for person in people}
    rows = db.session.scalars(select(outbox.OutgoingMail.once).where(outbox.OutgoingMail.once.in_(by_key)))
    return {by_key[key] for key in rows if key is not None}


def _key(person: Person, today: date) -> str:
    return f"reminder:{person.actor_key}:{today.isoformat()}"


def _write(person: Person, places: list[Participant], today: date) -> bool:
    lines = [
        named(
            place.round,
            N_("%(title)s (%(unit)s): tot %(moment)s."),
            N_("Een voorstel in %(unit)s: tot %(moment)s."),
        )
        for place in places
    ]
    timed = [
        Said(line.msgid, {**line.words, "moment": place.round.due_at})
        for line, place in zip(lines, places, strict=True)
    ]
    letter = Letter(
        subject=Said(N_("Er wordt nog op je antwoord gewacht")),
        lines=[Said(N_("Je hebt hierop nog niet geantwoord:")), *timed],
        links=[link_to(place) for place in places],
    )
    last = max(place.round.due_at for place in places if place.round.due_at is not None)
    return outbox.write(
        letter,
        to=person.actor_key,
        name=person.name,
        address=person.email,
        once=_key(person, today),
        useful_until=last,
    )
