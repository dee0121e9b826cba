"""Who is in the round: coming, leaving, being late, chairing, visiting, and speaking."""

from collections.abc import Collection

from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE
from app.decisions.guests import new_token
from app.decisions.models import ConsentRound, Contribution, Participant
from app.decisions.round_machine import RoundMachine
from app.decisions.service import objections
from app.decisions.states import ContributionKind, ParticipantRole, RoundState
from app.organisation.models import Person
from app.organisation.states import AbsenceRule


def arrive(round_: ConsentRound, *, by: Person) -> None:
    """Join the round oneself, on time or late. After the reveal a newcomer waits for the next version.

    Under the rule that everybody must answer, they still answer, aloud.
    """
    place = _place_of(round_, by)
    if place.is_present:
        return
    _mark_arrived(round_, [place])
    drive(RoundMachine, round_, "arrive", actor=by, details={"late": place.came_late})


def mark_present(
    round_: ConsentRound,
    present: Collection[int],
    *,
    by: Person,
    without_device: Collection[int] = (),
) -> None:
    """Set who is here, by the ids of their places, and who of them has no device; by chair or secretary."""
    people = [place for place in round_.participants if place.role is not ParticipantRole.GUEST]
    _mark_arrived(round_, [place for place in people if place.id in present and not place.is_present])
    for place in people:
        if place.id not in present and place.is_present:
            place.left_at = clock.now()
        place.without_device = place.id in without_device and place.id in present
    drive(
        RoundMachine,
        round_,
        "arrive",
        actor=by,
        permission="round:attend_others",
        details={
            "present": [one.actor_key for one in round_.participants if one.is_present],
            "without_device": [one.actor_key for one in round_.participants if one.without_device],
        },
    )


def leave(round_: ConsentRound, *, by: Actor) -> None:
    """Leave the round. An answer given before stays, for this version."""
    place = _place_of(round_, by)
    place.left_at = clock.now()
    drive(RoundMachine, round_, "leave", actor=by)


def set_aside(round_: ConsentRound, place: Participant, *, by: Person) -> None:
    """ "Doet Fatima mee?" No: this version goes on without her. Only for who came late, and until the reveal.

    Raises `Refused` when the unit has agreed to wait for everybody, or when their objection still stands.
    """
    if round_.absence_rule is AbsenceRule.WAIT_FOR_ALL:
        raise Refused(N_("Deze kring wacht tot iedereen heeft geantwoord: %(name)s doet mee."), name=place.name)
    if not place.came_late:
        raise Refused(N_("%(name)s was op tijd en doet dus mee."), name=place.name)
    if place.person_id in objections.speakers(round_.proposal):
        raise Refused(N_("Er staat nog een bezwaar van %(name)s: die doet dus mee."), name=place.name)
    drive(RoundMachine, round_, "set_aside", actor=by, details={"who": place.actor_key})
    place.set_aside = True


def hand_over_chair(round_: ConsentRound, to: Person, *, by: Person) -> None:
    """Let somebody of the electorate chair from here on."""
    _demand_place(round_, to)
    drive(RoundMachine, round_, "hand_over_chair", actor=by, details={"to": to.actor_key})
    round_.chair = to


def take_chair(round_: ConsentRound, *, by: Person) -> None:
    """Take the chair over when the chair is not there. Raises `Refused` when somebody sits in it by now."""
    seated = round_.participant_of(round_.chair_id)
    if seated is not None and seated.is_present and not round_.is_in_writing:
        raise Refused(N_("%(name)s zit nu voor. Je hoeft niets te doen."), name=seated.name)
    drive(RoundMachine, round_, "take_chair", actor=by, details={"from": round_.chair.actor_key})
    round_.chair = by


def take_turn(round_: ConsentRound, *, by: Actor, place: Participant | None = None) -> None:
    """Note that somebody spoke or passed: oneself, or whom the chair points at. An aid, not a gate."""
    here = place or _place_of(round_, by)
    own = here.actor_key == by.actor_key
    drive(
        RoundMachine,
        round_,
        "take_turn",
        actor=by,
        permission=None if own else "round:note",
        on_behalf_of=None if own else here,
    )
    here.had_turn = True


def contribute(round_: ConsentRound, text: str, *, by: Actor, place: Participant | None = None) -> None:
    """Write a question or a reaction down, for oneself or, by chair or secretary, for somebody who said it."""
    here = place or _place_of(round_, by)
    own = here.actor_key == by.actor_key
    kind = ContributionKind.REACTION if round_.state is RoundState.REACTING else ContributionKind.QUESTION
    if round_.state in (RoundState.PRESENTING, RoundState.WEIGHING):
        kind = ContributionKind.NOTE
    drive(
        RoundMachine,
        round_,
        "contribute",
        actor=by,
        permission=None if own else "round:note",
        on_behalf_of=None if own else here,
        details={"kind": kind.value, "text": text},
    )
    here.had_turn = True
    entered_by = None if own or not isinstance(by, Person) else by.id
    db.session.add(Contribution(round=round_, participant=here, kind=kind, text=text, entered_by_id=entered_by))


def note(round_: ConsentRound, text: str, *, by: Person) -> None:
    """Keep a note with the round, on behalf of the circle."""
    drive(RoundMachine, round_, "note", actor=by, details={"text": text})
    db.session.add(
        Contribution(round=round_, participant=None, kind=ContributionKind.NOTE, text=text, entered_by_id=by.id)
    )


def set_timer(round_: ConsentRound, *, by: Person, running: bool) -> None:
    """Show the chair how long this phase takes, or stop showing it. It never counts down."""
    drive(RoundMachine, round_, "note", actor=by, permission="round:lead", details={"timer": running})
    round_.timer_started_at = clock.now() if running else None


def ask_entry(round_: ConsentRound, name: str) -> tuple[Participant, str]:
    """A guest picks a name and waits at the door. Returns their place, and the secret for their cookie.

    Raises `Refused` when the matter is not openbaar, the round is over, or the name is taken.
    """
    if round_.guest_code is None or round_.ended_at is not None or not round_.proposal.is_public:
        raise Refused(N_("Deze ronde is niet open voor gasten."))
    if any(one.name.casefold() == name.casefold() for one in round_.participants):
        raise Refused(N_("Er is al iemand met deze naam. Kies een andere."))
    token, digest = new_token()
    place = Participant(round=round_, guest_name=name, role=ParticipantRole.GUEST, admitted=False)
    place.guest_token = digest
    db.session.add(place)
    db.session.flush()
    drive(RoundMachine, round_, "arrive", actor=place, permission=CONSEQUENCE, details={"at_the_door": True})
    return place, token


def admit(round_: ConsentRound, place: Participant, *, by: Person, let_in: bool = True) -> None:
    """Let a guest in, or send them away. A guest asks and reacts, and answers nothing."""
    if place.role is not ParticipantRole.GUEST:
        raise Refused(N_("%(name)s is geen gast."), name=place.name)
    drive(
        RoundMachine,
        round_,
        "arrive" if let_in else "leave",
        actor=by,
        permission="round:admit",
        on_behalf_of=place,
        details={"let_in": let_in},
    )
    place.admitted = let_in
    if let_in:
        place.arrived_at = clock.now()
    else:
        place.left_at = clock.now()


def _mark_arrived(round_: ConsentRound, places: list[Participant]) -> None:
    objections.give_the_floor_back(round_.proposal, [one.person_id for one in places if one.person_id is not None])
    needed = objections.speakers(round_.proposal)
    waits = round_.absence_rule is AbsenceRule.WAIT_FOR_ALL
    for place in places:
        place.arrived_at, place.left_at = clock.now(), None
        if place.role is ParticipantRole.ELECTOR and round_.state is not RoundState.PREPARED and place.answer is None:
            place.came_late = True
            place.set_aside = round_.revealed_at is not None and not waits and place.person_id not in needed


def _place_of(round_: ConsentRound, actor: Actor) -> Participant:
    place = next((one for one in round_.participants if one.actor_key == actor.actor_key), None)
    if place is None:
        raise Refused(N_("Je hoort niet bij deze ronde."))
    return place


def _demand_place(round_: ConsentRound, person: Person) -> Participant:
    place = round_.participant_of(person.id)
    if place is None or place.role is not ParticipantRole.ELECTOR:
        raise Refused(N_("%(name)s beslist niet mee in deze ronde."), name=person.name)
    return place
