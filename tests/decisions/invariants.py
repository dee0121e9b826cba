"""What must always hold (design.md), asked of the database as it stands."""

from app.core.database import db
from app.core.journal import first_flaw
from app.decisions.models import Answer, ConsentRound, Decision, Objection, Participant, Proposal, Referral, Wording
from app.decisions.queries.rounds import load_round
from app.decisions.service.deadlines import ends_at
from app.decisions.states import AGREEING, Choice, ObjectionState, ProposalState, RoundSetting, RoundState
from app.organisation.states import AbsenceRule
from tests.databases import SECRET_KEY
from tests.replay import numbers_given, replay

IN_HAND = {ProposalState.SUBMITTED, ProposalState.IN_ROUND, ProposalState.REFERRED}
SHOWN = (RoundState.WEIGHING, RoundState.CONCLUDING, RoundState.AWAITING)
TIMED = (RoundState.QUESTIONING, RoundState.REACTING, RoundState.CONSENTING)
KINDS = {"round": ConsentRound, "proposal": Proposal, "objection": Objection, "decision": Decision}
SETTLED_BY_CONSENT = {ObjectionState.SETTLED, ObjectionState.WITHDRAWN, ObjectionState.CONCERN}


def rounds_are_consistent() -> None:
    """A round is where its answers and objections say it is, and a proposal has at most one that goes on."""
    for round_ in [load_round(key) for key in db.session.scalars(db.select(ConsentRound.id))]:
        standing = [one for one in _objections_to(round_.proposal_id) if one.state.is_standing]
        in_the_way = bool(round_.blocking_answers or standing)
        assert (round_.ended_at is None) is round_.state.is_open
        assert (round_.resume_to is not None) is (round_.state is RoundState.ADJOURNED)
        phase = round_.resume_to or round_.state
        if phase is RoundState.WEIGHING:
            assert in_the_way or round_.resume_to, "weighed, while nothing stands in the way"
        if phase is RoundState.CONCLUDING:
            assert not in_the_way or round_.resume_to, "at the decision, while something stands in the way"
        if round_.state.is_open:
            assert (round_.revealed_at is not None) is (phase in SHOWN)
        assert round_.due_at == (
            ends_at(round_, round_.state) if round_.is_in_writing and not round_.ended_at else None
        )
        assert (
            not (round_.setting is RoundSetting.WRITTEN and phase in TIMED and round_.state is phase) or round_.due_at
        )
    going = db.session.scalars(db.select(ConsentRound.proposal_id).where(ConsentRound.ended_at.is_(None))).all()
    in_round = db.session.scalars(db.select(Proposal.id).where(Proposal.state == ProposalState.IN_ROUND)).all()
    assert sorted(going) == sorted(in_round), "a proposal in a round without a round, or a round without its proposal"


def decisions_have_consent() -> None:
    """No decision without consent or concern from everybody required, on exactly that version; nothing stands."""
    for decision in db.session.scalars(db.select(Decision).where(Decision.round_id.is_not(None))):
        assert decision.round_id is not None
        round_ = load_round(decision.round_id)
        assert round_.state is RoundState.CONSENTED
        text = db.session.get_one(Wording, decision.wording_id)
        assert text.digest() == round_.version.wording.digest(), "another text than the one that was consented to"
        assert round_.version.frozen_digest == round_.version.wording.digest(), "the frozen text was changed"
        choices = [(one.name, one.answer.choice if one.answer else None) for one in _required(round_)]
        assert all(choice in {*AGREEING, Choice.RECUSED} for _, choice in choices), f"no consent from all: {choices}"
        assert any(choice in AGREEING for _, choice in choices), "nobody consented"
        assert not any(one.state.is_standing for one in _objections_to(round_.proposal_id))
        assert not round_.version.wording.missing_for_decision


def bodies_decide_for_themselves() -> None:
    """A round with consent has a decision in its own unit, and in each other of which somebody consented; no more."""
    for key in db.session.scalars(db.select(ConsentRound.id).where(ConsentRound.state == RoundState.CONSENTED)):
        round_ = load_round(key)
        agreed = {one.id for one in round_.participants if one.answer and one.answer.choice in AGREEING}
        others = {body.unit_id for body in round_.bodies if {seat.participant_id for seat in body.seats} & agreed}
        decided = list(db.session.scalars(db.select(Decision.unit_id).where(Decision.round_id == key)))
        assert sorted(decided) == sorted({round_.proposal.unit_id} | others)


def _required(round_: ConsentRound) -> list[Participant]:
    """Worked out apart from the model: who decides, and was there or answered, or everybody of a body that waits."""
    deciding = [one for one in round_.participants if one.role == "elector" and not one.set_aside]
    waiting = [body for body in round_.bodies if body.absence_rule is AbsenceRule.WAIT_FOR_ALL]
    waited_for = {seat.participant_id for body in waiting for seat in body.seats}
    if not round_.bodies and round_.absence_rule is AbsenceRule.WAIT_FOR_ALL:
        return deciding
    in_the_room = round_.setting is not RoundSetting.WRITTEN
    return [one for one in deciding if one.answer or one.id in waited_for or (in_the_room and _is_there(one))]


def _is_there(place: Participant) -> bool:
    return place.arrived_at is not None and place.left_at is None


def no_objection_vanished(ever_seen: set[int]) -> None:
    """Each objection that ever rose is there, and ended only by who made it, or is visibly unsettled."""
    everything = list(db.session.scalars(db.select(Objection).execution_options(populate_existing=True)))
    assert ever_seen <= {one.id for one in everything}, "an objection vanished"
    ever_seen.update(one.id for one in everything)
    for objection in everything:
        if objection.proposal.state is not ProposalState.IN_ROUND:
            assert not objection.state.is_standing, "the treatment is over and an objection hangs in the air"
        if objection.state in SETTLED_BY_CONSENT:
            settled_by = objection.answered_by or objection.version
            assert (settled_by.number > objection.version.number) is (objection.state is ObjectionState.SETTLED)
            speakers = {objection.owner_id, objection.deputy_id}
            assert _said(settled_by.id, speakers) & AGREEING, "it ended without its owner"
    shown = (
        db.select(ConsentRound.id, Participant.person_id)
        .join(Participant, Participant.round_id == ConsentRound.id)
        .join(Answer, Answer.participant_id == Participant.id)
        .where(
            ConsentRound.revealed_at.is_not(None),
            Answer.choice == Choice.OBJECTION,
            Answer.lapsed_at.is_(None),
            Participant.set_aside.is_(False),
        )
    )
    raised = {(one.round_id, one.owner_id) for one in everything}
    assert {tuple(row) for row in db.session.execute(shown)} <= raised, "an objection was given and no dossier opened"


def _objections_to(proposal_id: int) -> list[Objection]:
    return list(db.session.scalars(db.select(Objection).where(Objection.proposal_id == proposal_id)))


def _said(version_id: int, people: set[int | None]) -> set[Choice]:
    query = (
        db.select(Answer.choice)
        .join(Answer.participant)
        .join(Participant.round)
        .where(ConsentRound.version_id == version_id, Participant.person_id.in_([one for one in people if one]))
    )
    return set(db.session.scalars(query))


def nothing_is_shown_before_the_reveal() -> None:
    """Under seal there is no dossier, and no line of it, that only the answers of this round could have opened."""
    sealed = db.select(ConsentRound.id).where(ConsentRound.revealed_at.is_(None), ConsentRound.ended_at.is_(None))
    for key in db.session.scalars(sealed):
        fresh = db.select(Objection).where(Objection.round_id == key)
        for objection in db.session.scalars(fresh):
            answered = (
                db.select(Answer.id)
                .join(Answer.participant)
                .where(Participant.round_id == key, Answer.choice == Choice.OBJECTION, Answer.lapsed_at.is_not(None))
            )
            assert db.session.scalars(answered).first(), f"objection {objection.id} rose before the reveal"


def referrals_are_consistent() -> None:
    """What waits for the wider unit has one linked proposal that is not over yet, and every other has its answer."""
    waiting = db.session.scalars(db.select(Proposal.id).where(Proposal.state == ProposalState.REFERRED)).all()
    without_answer = db.select(Referral).where(Referral.outcome.is_(None)).execution_options(populate_existing=True)
    unanswered = list(db.session.scalars(without_answer))
    assert sorted(one.proposal_id for one in unanswered) == sorted(waiting), "referred, and nobody has it in hand"
    for one in unanswered:
        assert one.successor.state in IN_HAND, f"an answer to proposal {one.proposal_id} got lost"
    for objection in db.session.scalars(db.select(Objection).where(Objection.state == ObjectionState.REFERRED)):
        ended = db.session.get_one(Proposal, objection.proposal_id)
        assert ended.referred_at is not None, "an objection was referred on its own"


def the_journal_tells_it_all() -> None:
    """Replaying the journal gives the same states, every chain verifies, and the numbers have no gap."""
    told = replay()
    for kind, model in KINDS.items():
        stored = {(kind, row.id): row.state.value for row in db.session.scalars(db.select(model))}
        assert stored == {subject: state for subject, state in told.items() if subject[0] == kind}
    assert first_flaw(SECRET_KEY.encode()) is None
    for given in numbers_given().values():
        assert given == list(range(1, len(given) + 1))
