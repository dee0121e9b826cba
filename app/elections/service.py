"""The verbs of an election: start, nominate, show, change, propose, ask consent; and what follows from its round."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.permissions import CONSEQUENCE, demand
from app.core.transaction import locked
from app.decisions.models import ConsentRound, Decision, Proposal
from app.decisions.service import proposals, rounds
from app.decisions.service.wordings import WordingData
from app.elections.election_machine import ElectionMachine
from app.elections.models import Election, ElectionPlace, Nomination
from app.elections.queries import locked_election
from app.elections.states import ELECTED_ROLES, ElectionState
from app.organisation.agreements import UnitAgreement, in_force
from app.organisation.handovers import Keys, Stop
from app.organisation.models import Person, Unit
from app.organisation.queries import deciding_seats, roles_of
from app.organisation.service.memberships import fill_role
from app.organisation.states import Role
from app.steering.kinds import ROLES

KIND = "election"
"""The name of the kind of proposal that an election puts to consent."""


@dataclass(frozen=True)
class NominationData:
    """Whom somebody nominates, and why."""

    nominee: Person
    reason: str = ""
    because: str = ""
    """After all were shown: what made them change."""


@dataclass(frozen=True)
class Candidacy:
    """Whom the gespreksleider proposes, on what arguments, and for which term."""

    nominee: Person
    argument: str
    starts_on: date
    ends_on: date


def start_election(unit: Unit, role: Role, *, by: Person) -> Election:
    """Begin an election. Raises `Refused` while another for the same role goes on."""
    demand(by, "unit:elect", unit)
    unit = locked(Unit, unit.id)
    if role not in ELECTED_ROLES:
        raise Refused(N_("Deze rol wordt niet gekozen."))
    same = select(Election.id).where(Election.unit_id == unit.id, Election.role == role, Election.ended_at.is_(None))
    if db.session.scalar(same) is not None:
        raise Refused(N_("Voor deze rol loopt al een verkiezing."))
    election = Election(unit=unit, role=role)
    db.session.add(election)
    db.session.flush()
    begin(ElectionMachine, election, "start", actor=by, details={"role": role.value})
    return election


def description_in_force(election: Election) -> UnitAgreement | None:
    """What the unit has agreed that the role is, today. One query."""
    return in_force(election.unit, ROLES[election.role].name, clock.today())


def ask_nominations(election: Election, *, by: Person) -> None:
    """Ask everybody who decides in the unit for a nomination. Raises `Refused` while the role is not described."""
    description = description_in_force(election)
    people = [one.person for one in deciding_seats(election.unit, clock.today()) if not one.is_absent]
    drive(
        ElectionMachine,
        election,
        "ask_nominations",
        actor=by,
        details={
            "electorate": [one.actor_key for one in people],
            "description": description.id if description else None,
        },
        is_described=description is not None,
    )
    election.description_id = description.id if description else None
    for person in people:
        place = ElectionPlace(election=election, person=person)
        place.person_id = person.id
        db.session.add(place)
    db.session.flush()


def nominate(election: Election, data: NominationData, *, by: Person) -> None:
    """Nominate somebody, or somebody else than before, under seal. What the journal notes says nothing of whom."""
    place = _place(election, by)
    drive(ElectionMachine, election, "nominate", actor=by)
    _put(election, place, data)


def show(election: Election, *, by: Person, seen: str | None = None) -> None:
    """Show all nominations at once; the journal keeps them as they were, and who had not nominated anybody."""
    drive(
        ElectionMachine,
        election,
        "show",
        actor=by,
        seen=seen,
        details={
            "missing": [one.person.actor_key for one in election.places if one.nomination is None],
            "nominations": [
                {"who": one.place.person.actor_key, "whom": one.nominee.actor_key, "reason": one.reason}
                for one in election.nominations
            ],
        },
    )


def change(election: Election, data: NominationData, *, by: Person, place: ElectionPlace | None = None) -> None:
    """Change one's nomination in sight of all, with the reason; chair and secretary enter it for somebody else.

    Who had not nominated anybody may do so still. Raises `Refused` without a reason for the change.
    """
    mine = place is None or place.person_id == by.id
    place = place or _place(election, by)
    if place.nomination is not None and not data.because.strip():
        raise Refused(N_("Schrijf erbij wat je van gedachten deed veranderen."))
    drive(
        ElectionMachine,
        election,
        "change",
        actor=by,
        permission=None if mine else "election:change_for",
        on_behalf_of=None if mine else place.person,
        details={"whom": data.nominee.actor_key, "reason": data.reason, "because": data.because},
    )
    _put(election, place, data, entered_by=None if mine else by)


def propose(election: Election, candidacy: Candidacy, *, by: Person, seen: str | None = None) -> None:
    """Propose one of the nominated, on the strength of the arguments. Raises `Refused` without them."""
    if candidacy.ends_on < candidacy.starts_on:
        raise Refused(N_("De termijn eindigt voor hij begint."))
    nominee = candidacy.nominee
    drive(
        ElectionMachine,
        election,
        "propose",
        actor=by,
        seen=seen,
        details={"whom": nominee.actor_key, "argument": candidacy.argument},
        nominee_id=nominee.id,
        argument=candidacy.argument,
    )
    election.nominee_id, election.argument = nominee.id, candidacy.argument.strip()
    election.starts_on, election.ends_on = candidacy.starts_on, candidacy.ends_on


def step_back(election: Election, *, by: Person, seen: str | None = None) -> None:
    """Back to the nominations, which everybody may still change."""
    drive(ElectionMachine, election, "step_back", actor=by, seen=seen)
    election.nominee_id = None


def ask_consent(election: Election, what: str, *, by: Person, seen: str | None = None) -> ConsentRound:
    """Put whom the gespreksleider proposes to consent, in a round like any other. `what` is its title."""
    drive(ElectionMachine, election, "ask_consent", actor=by, seen=seen)
    data = WordingData(
        what=what,
        why=election.argument,
        owner_id=election.nominee_id,
        starts_on=election.starts_on,
        review_on=election.ends_on,
        kind_name=KIND,
        subject={
            "election": election.id,
            "role": election.role.value,
            "nominee": election.nominee_id,
            "ends_on": election.ends_on.isoformat() if election.ends_on else None,
        },
    )
    proposal = proposals.hand_in_new(election.unit, data, by=by, author=by)
    election.proposal_id = proposal.id
    db.session.flush()
    return rounds.prepare_round(proposal, by=by, chair=by)


def abandon(election: Election, *, by: Person, reason: str) -> None:
    """Stop without a choice, with the reason."""
    drive(ElectionMachine, election, "abandon", actor=by, details={"reason": reason})
    election.ended_because, election.ended_at = reason, clock.now()


def abandon_with(stop: Stop) -> Keys:
    """The unit stops: what it had not chosen it chooses no more."""
    open_here = select(Election.id).where(Election.unit_id == stop.unit.id, Election.ended_at.is_(None))
    for key in db.session.scalars(open_here.order_by(Election.id)):
        election, reason = locked_election(key), stop.reason
        drive(ElectionMachine, election, "abandon", actor=stop.by, permission=CONSEQUENCE, details={"reason": reason})
        election.ended_because, election.ended_at = reason, clock.now()
    return {}


def take_office(decision: Decision, by: Actor) -> None:
    """The circle consented: who was chosen has the role for the term in the text, and who had it has it no more."""
    subject = decision.wording.subject
    election = locked_election(subject["election"])
    if election.proposal_id != decision.proposal_id:
        raise Refused(N_("Deze verkiezing ging verder met een ander voorstel."))
    drive(ElectionMachine, election, "elect", actor=by, permission=CONSEQUENCE, details={"number": decision.number})
    election.ended_at = clock.now()
    fill_role(
        db.session.get_one(Person, subject["nominee"]),
        election.unit,
        Role(subject["role"]),
        starts_on=max(decision.wording.starts_on or clock.today(), clock.today()),
        ends_on=date.fromisoformat(subject["ends_on"]),
        actor=by,
    )


def go_on_without(proposal: Proposal, by: Actor) -> None:
    """There was no consent, or the round was ended: the nominations stand there still."""
    election = locked_election(proposal.current.wording.subject["election"])
    if election.state is ElectionState.IN_ROUND and election.proposal_id == proposal.id:
        drive(ElectionMachine, election, "fail", actor=by, permission=CONSEQUENCE)
        election.nominee_id = election.proposal_id = None


def _place(election: Election, person: Person) -> ElectionPlace:
    place = election.place_of(person.id)
    if place is None:
        raise Refused(N_("Je doet niet mee aan deze verkiezing."))
    return place


def _put(election: Election, place: ElectionPlace, data: NominationData, *, entered_by: Person | None = None) -> None:
    nominee = data.nominee
    if election.place_of(nominee.id) is None:
        raise Refused(N_("Kies iemand die in deze kring meebeslist."))
    leads = Role.LEADER in roles_of(nominee.id, election.unit_id, clock.today())
    if election.role is Role.REPRESENTATIVE and leads:
        raise Refused(
            N_("%(name)s is functioneel leider. De afgevaardigde is een ander: dat maakt de koppeling dubbel."),
            name=nominee.name,
        )
    if place.nomination is not None:
        place.nomination.lapsed_at = clock.now()
        db.session.flush()
    new = Nomination(place=place, nominee=nominee, reason=data.reason.strip(), changed_because=data.because.strip())
    new.entered_by_id = entered_by.id if entered_by else None
    db.session.add(new)
    db.session.flush()
