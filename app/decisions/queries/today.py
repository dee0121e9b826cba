"""What waits for somebody today."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from app.core.database import db
from app.decisions.models import Action, Answer, ConsentRound, Decision, Objection, Participant, Proposal
from app.decisions.queries.actions import actions_waiting_for
from app.decisions.queries.executions import UNDECIDED, is_to_advise, is_to_decide
from app.decisions.queries.initials import is_sent_back, is_to_initial
from app.decisions.queries.proposals import latest_first, titles_of
from app.decisions.queries.register import is_due, newest
from app.decisions.queries.visibility import (
    led_units,
    own_tables,
    rounds_within_reach,
    visible_decisions,
    visible_proposals,
)
from app.decisions.states import ObjectionState, ParticipantRole, ProposalState, RoundState
from app.organisation.models import Person

MOST = 12


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody, most urgent first."""

    asked: list[ConsentRound]
    """In writing, and not answered yet: the first that ends by itself stands first."""
    to_argue: list[Objection]
    """Their objections of which nobody has written down what goes wrong."""
    to_confirm: list[ConsentRound]
    """Where somebody else entered their answer, and they have not said that it is right."""
    rounds: list[ConsentRound]
    submitted: list[Proposal]
    """Handed in to units in which they may set a round ready."""
    drafts: list[Proposal]
    to_decide: list[Proposal]
    """Uitvoering that waits for them as mandate holder, or because a round named them."""
    to_advise: list[Proposal]
    """Uitvoering about which their advice was asked."""
    to_initial: list[Proposal]
    """On which their paraaf is asked, now that it is their turn."""
    sent_back: list[Proposal]
    """Their own that somebody in the parafenroute sent back."""
    actions: list[Action]
    """What they said they would do."""
    due: list[Decision]
    """Decisions of their units that are to be looked back on."""

    @property
    def is_personal(self) -> bool:
        """Whether something waits for nobody but them."""
        return bool(self.asked or self.to_argue or self.to_confirm)

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        waits = (self.rounds, self.submitted, self.drafts, self.to_decide, self.to_advise, self.actions, self.due)
        return not (self.is_personal or self.to_initial or self.sent_back or any(waits))


def waiting_for(person: Person) -> Waiting:
    """What waits for `person`. A constant number of queries, whatever there is."""
    due = and_(visible_decisions(person), is_due(), Decision.unit_id.in_(own_tables(person)))
    asked, to_confirm = _rounds_for_an_answer(person)
    return Waiting(
        **_proposals_waiting_for(person),
        asked=asked,
        to_argue=_to_argue(person),
        to_confirm=to_confirm,
        rounds=[one for one in _open_rounds(person) if one not in asked],
        actions=actions_waiting_for(person),
        due=list(db.session.scalars(newest(due).limit(MOST))),
    )


def _proposals_waiting_for(person: Person) -> dict[str, list[Proposal]]:
    """The latest proposals that wait for somebody, by the name of their list in `Waiting`. Five queries at most."""
    for_a_round = and_(Proposal.state == ProposalState.SUBMITTED, Proposal.mandate_id.is_(None))
    why = {
        "submitted": and_(for_a_round, Proposal.unit_id.in_(led_units(person))),
        "drafts": and_(Proposal.state == ProposalState.DRAFT, Proposal.author_id == person.id),
        "to_decide": is_to_decide(person),
        "to_advise": is_to_advise(person),
        "to_initial": is_to_initial(person),
        "sent_back": is_sent_back(person),
    }
    waiting = select(Proposal.id, *why.values()).where(Proposal.state.in_(UNDECIDED), visible_proposals(person))
    latest = list(db.session.execute(waiting.where(or_(*why.values())).order_by(*latest_first())))
    ids = {name: [row.id for row in latest if row[column]][:MOST] for column, name in enumerate(why, start=1)}
    found = titles_of(Proposal.id.in_(set().union(*ids.values())), len(latest))
    return {name: [one for one in found if one.id in chosen] for name, chosen in ids.items()}


def _rounds_for_an_answer(person: Person) -> tuple[list[ConsentRound], list[ConsentRound]]:
    """Where somebody's answer is asked, and where they are to say that what was entered is right. One query."""
    is_asked, is_to_confirm = _is_asked(person), _is_to_confirm(person)
    query = (
        select(ConsentRound, is_asked, is_to_confirm)
        .where(ConsentRound.ended_at.is_(None), rounds_within_reach(person), or_(is_asked, is_to_confirm))
        .options(joinedload(ConsentRound.proposal))
        .order_by(ConsentRound.due_at.nulls_last(), ConsentRound.id)
        .limit(2 * MOST)
    )
    found = list(db.session.execute(query))
    return [one for one, asked, _confirm in found if asked], [one for one, _asked, confirm in found if confirm]


def _is_asked(person: Person) -> ColumnElement[bool]:
    """Whether a round in writing waits for somebody: their turn, or their answer."""
    decides = and_(
        Participant.person_id == person.id,
        Participant.role == ParticipantRole.ELECTOR,
        Participant.set_aside.is_(False),
    )
    silent = and_(decides, ~Participant.answers.any(Answer.lapsed_at.is_(None)))
    unheard = and_(decides, Participant.had_turn.is_(False))
    answering = ConsentRound.state.in_([RoundState.CONSENTING, RoundState.AWAITING])
    speaking = ConsentRound.state.in_([RoundState.QUESTIONING, RoundState.REACTING])
    waits = or_(
        and_(answering, ConsentRound.participants.any(silent)),
        and_(speaking, ConsentRound.participants.any(unheard)),
    )
    return and_(ConsentRound.due_at.is_not(None), waits)


def _is_to_confirm(person: Person) -> ColumnElement[bool]:
    entered = and_(Answer.lapsed_at.is_(None), Answer.entered_by_id.is_not(None), Answer.confirmed_at.is_(None))
    return ConsentRound.participants.any(and_(Participant.person_id == person.id, Participant.answers.any(entered)))


def _to_argue(person: Person) -> list[Objection]:
    speaks = func.coalesce(Objection.deputy_id, Objection.owner_id) == person.id
    query = (
        select(Objection)
        .join(Objection.round)
        .where(speaks, Objection.state == ObjectionState.RAISED, rounds_within_reach(person))
        .options(joinedload(Objection.round).joinedload(ConsentRound.proposal))
        .order_by(Objection.id)
        .limit(MOST)
    )
    return list(db.session.scalars(query))


def _open_rounds(person: Person) -> list[ConsentRound]:
    """The rounds that go on in which somebody decides, advises or chairs, or on their proposal. One query."""
    speaks = ConsentRound.participants.any(
        and_(
            Participant.person_id == person.id,
            Participant.role.in_([ParticipantRole.ELECTOR, ParticipantRole.ADVISER]),
        )
    )
    is_author = ConsentRound.proposal.has(Proposal.author_id == person.id)
    query = (
        select(ConsentRound)
        .where(ConsentRound.ended_at.is_(None), or_(speaks, is_author, ConsentRound.chair_id == person.id))
        .where(rounds_within_reach(person))
        .options(joinedload(ConsentRound.proposal))
        .order_by(ConsentRound.opened_at.desc().nulls_last(), ConsentRound.id.desc())
        .limit(MOST)
    )
    return list(db.session.scalars(query))
