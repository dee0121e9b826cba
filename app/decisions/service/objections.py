"""The objection dossier: rises from an answer, and ends by what its owner says. Nobody votes on it."""

from collections.abc import Collection

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.permissions import CONSEQUENCE
from app.decisions.models import Answer, ConsentRound, Objection, Participant, Proposal, ProposalVersion
from app.decisions.objection_machine import ObjectionMachine
from app.decisions.queries.rounds import round_in_hand
from app.decisions.round_machine import RoundMachine
from app.decisions.states import AGREEING, Choice, ObjectionState, RoundState
from app.organisation.models import Person

STANDING = [state for state in ObjectionState if state.is_standing]


def standing(proposal: Proposal) -> list[Objection]:
    """Every objection, of whatever version, that still stands in the way of this proposal. One query."""
    query = (
        select(Objection)
        .where(Objection.proposal_id == proposal.id, Objection.state.in_(STANDING))
        .order_by(Objection.id)
    )
    return list(db.session.scalars(query))


def speakers(proposal: Proposal) -> set[int]:
    """Who can end an objection that stands: without them the circle cannot go on. One query."""
    return {one.speaker_id for one in standing(proposal)}


def will_stand(round_: ConsentRound, before: list[Objection]) -> bool:
    """Whether one of the objections that stood `before` still stands, after the answers as they are now."""
    agreeing = {one.person_id for one in round_.electors if one.answer and one.answer.choice in AGREEING}
    return any(one.speaker_id not in agreeing for one in before)


def follow_all(round_: ConsentRound, before: list[Objection], *, by: Actor) -> None:
    """At the reveal: let every answer have its effect on the objections that stood `before`."""
    for participant in round_.electors:
        if participant.answer is not None:
            _follow(round_, participant, participant.answer, before, by=by)


def follow(round_: ConsentRound, participant: Participant, before: list[Objection], *, by: Actor) -> None:
    """After the reveal: let the present answer of one person have its effect on the objections that stood `before`."""
    answer = participant.answer
    if answer is not None:
        _follow(round_, participant, answer, before, by=by)


def argue(objection: Objection, argument: str, wish: str = "", *, by: Person) -> None:
    """Write down what goes wrong, by its owner or by the chair in the owner's words. Raises `Refused` when empty."""
    objection.argument, objection.wish = argument.strip(), wish.strip()
    drive(
        ObjectionMachine,
        objection,
        "argue",
        actor=by,
        details={"argument": objection.argument, "wish": objection.wish},
    )


def note_outcome(objection: Objection, *, by: Person, test: str, outcome: str) -> None:
    """Note what the group found in its talk, and the outcome the owner accepts. The objection stands as it did."""
    objection.test, objection.outcome = test.strip(), outcome.strip()
    drive(
        ObjectionMachine,
        objection,
        "note_outcome",
        actor=by,
        details={"test": objection.test, "outcome": objection.outcome},
    )


def name_deputy(objection: Objection, deputy: Person, *, by: Person) -> None:
    """Let somebody of the electorate speak for an owner who is gone. Raises `Refused` while the owner can speak."""
    round_ = round_in_hand(objection)
    if objection.owner_id in {one.person_id for one in round_.present_electors}:
        raise Refused(N_("%(name)s is er zelf nog en spreekt voor zichzelf."), name=objection.owner.name)
    if deputy.id not in {one.person_id for one in round_.electors}:
        raise Refused(N_("%(name)s beslist niet mee in deze ronde."), name=deputy.name)
    drive(ObjectionMachine, objection, "name_deputy", actor=by, details={"deputy": deputy.actor_key})
    objection.deputy = deputy


def give_the_floor_back(proposal: Proposal, owners: Collection[int]) -> None:
    """Let these people speak for themselves again: from here on nobody stands in for their objections."""
    for objection in standing(proposal):
        if objection.owner_id in owners:
            objection.deputy = None


def tie_to(round_: ConsentRound, version: ProposalVersion, *, by: Actor) -> None:
    """Uphold what stands, and note that `version` was made to meet it."""
    for objection in standing(round_.proposal):
        if objection.state is not ObjectionState.UPHELD:
            drive(ObjectionMachine, objection, "uphold", actor=by, permission=CONSEQUENCE)
        objection.answered_by = version


def clear_the_way(round_: ConsentRound, *, by: Actor) -> None:
    """On to the decision, when the last thing that stood in the way is gone."""
    if round_.state is RoundState.WEIGHING and not round_.blocking_answers and not standing(round_.proposal):
        drive(RoundMachine, round_, "clear", actor=by, permission=CONSEQUENCE)


def leave_unsettled(proposal: Proposal, *, by: Actor) -> None:
    """The treatment is over while these stand: they stay in the record, visibly unsettled."""
    for objection in standing(proposal):
        drive(ObjectionMachine, objection, "leave_unsettled", actor=by, permission=CONSEQUENCE)


def refer(proposal: Proposal, *, by: Actor) -> None:
    """The matter goes to the wider unit: what stands goes with it, and is not closed here."""
    for objection in standing(proposal):
        drive(ObjectionMachine, objection, "refer", actor=by, permission=CONSEQUENCE)
        objection.changed_at = clock.now()


def _follow(
    round_: ConsentRound, participant: Participant, answer: Answer, before: list[Objection], *, by: Actor
) -> None:
    mine = [one for one in before if one.speaker_id == participant.person_id]
    if answer.choice is Choice.OBJECTION:
        here = next((one for one in mine if one.round_id == round_.id), None)
        _raise(round_, participant, answer, here, by=by)
    elif answer.choice in AGREEING:
        for objection in mine:
            _close(round_, objection, answer.choice, by=by)


def _raise(
    round_: ConsentRound, participant: Participant, answer: Answer, objection: Objection | None, *, by: Actor
) -> None:
    if objection is None:
        assert participant.person is not None, "only people of the electorate answer"  # noqa: S101
        objection = Objection(proposal=round_.proposal, round=round_, version=round_.version, owner=participant.person)
        db.session.add(objection)
        db.session.flush()
        begin(ObjectionMachine, objection, "raise", actor=participant, details={"round": round_.id})
    if answer.text and answer.text != objection.argument:
        objection.argument, objection.wish = answer.text, answer.wish
        drive(
            ObjectionMachine,
            objection,
            "argue",
            actor=by,
            permission=CONSEQUENCE,
            details={"argument": answer.text, "wish": answer.wish},
        )


def _close(round_: ConsentRound, objection: Objection, choice: Choice, *, by: Actor) -> None:
    """Its owner agrees: to a later version, which settles it, or to this one, which withdraws it or keeps a concern."""
    if objection.round_id != round_.id:
        if objection.state is not ObjectionState.UPHELD:
            drive(ObjectionMachine, objection, "uphold", actor=by, permission=CONSEQUENCE)
        objection.answered_by = round_.version
        event = "settle"
    else:
        event = "become_concern" if choice is Choice.CONCERN else "withdraw"
    drive(ObjectionMachine, objection, event, actor=by, permission=CONSEQUENCE)
    objection.changed_at = clock.now()
