"""Who is to consent: written down when a round is prepared, and again when an adjourned one goes on."""

from collections.abc import Iterable, Sequence

from app.core import clock
from app.core.database import db
from app.decisions.models import ConsentRound, JointBody, JointSeat, Participant
from app.decisions.states import ParticipantRole
from app.decisions.subjects import Party
from app.organisation.models import Unit
from app.organisation.queries import Seat, deciding_seats, seats_of
from app.organisation.states import LINKING_ROLES, AbsenceRule, Role


def write_down(round_: ConsentRound, previous: ConsentRound | None = None) -> None:
    """Give everybody concerned a place at the round; who was present at `previous` still is.

    Long-absent members have no place: no consent is asked of them. Among parties they alone have one, each of them.
    Raises nothing.
    """
    if round_.version.wording.is_among_parties:
        for party in _parties(round_):
            _place_party(round_, party)
    else:
        _write_down_circle(round_)
    if previous is not None:
        for body in previous.bodies if previous.is_joint else ():
            join(round_, body.unit, body.absence_rule)
        _take_over_presence(round_, previous)


def _write_down_circle(round_: ConsentRound) -> None:
    unit = round_.proposal.unit
    today = clock.today()
    seats = seats_of(unit, today)
    for seat in _deciding(unit):
        _place(round_, seat, ParticipantRole.ELECTOR, unit)
    for seat in seats:
        if not unit.decides_as(seat.role, held_here=not seat.is_link_from(unit)):
            _place(round_, seat, ParticipantRole.ADVISER, unit)
    if unit.parent is not None and not round_.proposal.is_closed:
        for seat in seats_of(unit.parent, today):
            if seat.role in LINKING_ROLES and seat.unit.id == unit.parent.id:
                _place(round_, seat, ParticipantRole.OBSERVER, unit)
    _note_secretaries(round_, seats)


def recompute(round_: ConsentRound) -> dict[str, list[str]]:
    """Bring the electorate of an adjourned round up to today. Returns the pseudonyms that came and went.

    Who is no longer a member reads along: their answer, if any, lapses, and stays in the record.
    """
    if round_.version.wording.is_among_parties:
        return _recompute_parties(round_)
    units = [one.unit for one in round_.bodies] if round_.is_joint else [round_.proposal.unit]
    today = {seat.person.id: (seat, unit) for unit in reversed(units) for seat in _deciding(unit)}
    before = {one.person_id: one for one in round_.electors if one.person_id is not None}
    came = [found for key, found in today.items() if key not in before]
    went = [one for key, one in before.items() if key not in today]
    _let_go(went)
    for seat, unit in came:
        _place(round_, seat, ParticipantRole.ELECTOR, unit).set_aside = False
    if round_.is_joint:
        for body in round_.bodies:
            _seat(round_, body)
    _note_secretaries(round_, seats_of(round_.proposal.unit, clock.today()))
    return {"came": [seat.person.actor_key for seat, _unit in came], "went": [one.actor_key for one in went]}


def _recompute_parties(round_: ConsentRound) -> dict[str, list[str]]:
    today = {one.person.id: one for one in _parties(round_)}
    before = {one.person_id: one for one in round_.electors}
    came = [one for key, one in today.items() if key not in before]
    went = [one for key, one in before.items() if key not in today]
    _let_go(went)
    for party in came:
        _place_party(round_, party)
    return {"came": [one.person.actor_key for one in came], "went": [one.actor_key for one in went]}


def _let_go(went: Iterable[Participant]) -> None:
    for one in went:
        one.role = ParticipantRole.OBSERVER
        if one.answer is not None:
            one.answer.lapsed_at = clock.now()


def _parties(round_: ConsentRound) -> Sequence[Party]:
    parties = round_.version.wording.kind.parties
    return parties(round_.proposal) if parties is not None else ()


def _place_party(round_: ConsentRound, party: Party) -> None:
    place = round_.participant_of(party.person.id)
    if place is None:
        place = Participant(round=round_, person=party.person, role=ParticipantRole.ELECTOR, ground=party.capacity)
        place.person_id = party.person.id
        db.session.add(place)
    place.role, place.ground = ParticipantRole.ELECTOR, party.capacity


def join(round_: ConsentRound, unit: Unit, absence_rule: AbsenceRule) -> JointBody:
    """Let a body consent in the round too, with who decides in it today; the first one makes the round joint."""
    if not round_.is_joint:
        round_.is_joint = True
        own = round_.proposal.unit
        if own.id != unit.id:
            join(round_, own, round_.absence_rule)
    body = JointBody(unit=unit, round_id=round_.id, absence_rule=absence_rule)
    round_.bodies.append(body)
    db.session.flush()
    _seat(round_, body)
    return body


def leave(round_: ConsentRound, body: JointBody) -> None:
    """Let a body no longer take part; who was here for that body alone reads along."""
    round_.bodies.remove(body)
    staying = {place for one in round_.bodies for place in one.places}
    for one in round_.electors:
        if one.id in body.places - staying:
            one.role = ParticipantRole.OBSERVER
    if len(round_.bodies) == 1:
        round_.bodies.clear()
        round_.is_joint = False
    db.session.flush()


def _seat(round_: ConsentRound, body: JointBody) -> None:
    """Write down who consents for a body, as of today."""
    here = {}
    for seat in _deciding(body.unit):
        place = _place(round_, seat, ParticipantRole.ELECTOR, body.unit)
        db.session.flush()
        here[place.id] = _ground(seat, body.unit)
    body.seats[:] = [one for one in body.seats if one.participant_id in here]
    new = here.keys() - body.places
    body.seats += [JointSeat(participant_id=key, ground=here[key]) for key in sorted(new)]
    db.session.flush()


def _deciding(unit: Unit) -> list[Seat]:
    return [seat for seat in deciding_seats(unit, clock.today()) if not seat.is_absent]


def _place(round_: ConsentRound, seat: Seat, role: ParticipantRole, unit: Unit) -> Participant:
    """The place of a person at the round; somebody who decides keeps that place whatever else they are."""
    place = round_.participant_of(seat.person.id)
    if place is None:
        place = Participant(round=round_, person=seat.person, role=role, ground=_ground(seat, unit))
        place.person_id = seat.person.id
        db.session.add(place)
    elif role is ParticipantRole.ELECTOR:
        place.role = role
    return place


def _note_secretaries(round_: ConsentRound, seats: list[Seat]) -> None:
    unit = round_.proposal.unit
    secretaries = {seat.person.id for seat in seats if seat.role is Role.SECRETARY and seat.unit.id == unit.id}
    for place in round_.participants:
        place.is_secretary = place.person_id in secretaries


def _ground(seat: Seat, unit: Unit) -> str:
    return seat.role.label if seat.unit.id == unit.id else f"{seat.role.label}, {seat.unit.name}"


def _take_over_presence(round_: ConsentRound, previous: ConsentRound) -> None:
    for place in previous.participants:
        if place.role is ParticipantRole.GUEST and place.is_present:
            token, place.guest_token = place.guest_token, None
            db.session.flush()  # the secret is unique: it must be given up before it is taken
            here = Participant(round=round_, guest_name=place.guest_name, role=ParticipantRole.GUEST)
            here.arrived_at, here.guest_token = clock.now(), token
            db.session.add(here)
        elif place.person_id is not None and (here_again := round_.participant_of(place.person_id)):
            if place.is_present:
                here_again.arrived_at = clock.now()
            here_again.without_device = place.without_device
