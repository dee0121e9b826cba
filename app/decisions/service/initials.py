"""A parafenroute: asking people to see a proposal in an order, and what they say.

It is information and never a decision: nothing here changes what may be done with the proposal.
"""

from app.core import clock
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.permissions import demand, may
from app.decisions.initial_machine import InitialMachine
from app.decisions.initial_states import InitialState
from app.decisions.models import Initial, Proposal
from app.decisions.models.initial import digest_of_text
from app.decisions.states import ProposalState
from app.organisation.models import Person
from app.organisation.refusals import RefusedField


def ask(proposal: Proposal, person: Person, *, by: Person, capacity: str = "") -> Initial:
    """Add somebody at the end of the route. Raises `Forbidden`.

    Raises `Refused` for who may not read the proposal, who is asked already, and what is no longer on its way.
    """
    demand(by, "proposal:ask_initials", proposal)
    _demand_on_its_way(proposal)
    last = max((one.position for one in proposal.initials), default=0)
    return _asked(proposal, person, by=by, capacity=capacity, position=last + 1)


def see(initial: Initial, *, by: Person, remark: str = "") -> None:
    """Give one's paraaf, with or without a remark. Raises `Refused` out of turn."""
    drive(InitialMachine, initial, "see", actor=by, details={"remark": remark.strip()})
    _answered(initial, remark)


def send_back(initial: Initial, *, by: Person, remark: str) -> None:
    """Send it back to the author with the reason. The proposal stays what it is: what follows is up to its author."""
    details = {"reason": remark.strip(), "to": initial.proposal.author.actor_key}
    drive(InitialMachine, initial, "send_back", actor=by, details=details, remark=remark)
    _answered(initial, remark)


def pass_over(initial: Initial, *, by: Person) -> None:
    """Go on without somebody who was asked: one person away keeps nobody waiting."""
    drive(InitialMachine, initial, "pass_over", actor=by, details={"skipped": initial.person.actor_key})


def take_up(initial: Initial, *, by: Person, ask_again: bool) -> None:
    """Go on after it was sent back: by asking the same person again, or to the next in line.

    Raises `Refused` when the proposal is not on its way, or that person may not read it any more.
    """
    drive(InitialMachine, initial, "take_up", actor=by, details={"again": ask_again})
    db.session.flush()
    if ask_again:
        proposal = initial.proposal
        _demand_on_its_way(proposal)
        _asked(proposal, initial.person, by=by, capacity=initial.capacity, position=initial.position)


def _asked(proposal: Proposal, person: Person, *, by: Person, capacity: str, position: int) -> Initial:
    if not may(person, "proposal:read", proposal):
        raise RefusedField(
            "person", N_("%(name)s kan dit voorstel niet lezen. Vraag iemand die erbij kan."), name=person.name
        )
    if any(one.person_id == person.id and one.state is InitialState.WAITING for one in proposal.initials):
        raise RefusedField("person", N_("%(name)s staat al in de route."), name=person.name)
    initial = Initial(proposal=proposal, person=person, asked_by=by, position=position, capacity=capacity.strip())
    db.session.add(initial)
    db.session.flush()
    db.session.expire(proposal, ["initials"])
    begin(InitialMachine, initial, "ask", actor=by, details={"person": person.actor_key})
    return initial


def _answered(initial: Initial, remark: str) -> None:
    current = initial.proposal.current
    initial.remark, initial.answered_at = remark.strip(), clock.now()
    initial.version_number, initial.digest = current.number, digest_of_text(current.wording)
    db.session.flush()


def _demand_on_its_way(proposal: Proposal) -> None:
    if proposal.state is ProposalState.DRAFT:
        raise Refused(N_("Dit is nog een concept, dat alleen jij leest. Dien het eerst in."))
    if proposal.state is not ProposalState.SUBMITTED or proposal.rehearsal:
        raise Refused(N_("Parafen vraag je op een ingediend voorstel, tot de ronde begint."))
