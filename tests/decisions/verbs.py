"""What people do in rounds, by name, and what they would do in which phase: for rounds that are driven by chance."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from app.core.database import db
from app.core.errors import NotFound
from app.decisions.models import ConsentRound, Participant, Proposal
from app.decisions.service import (
    answers,
    attendance,
    deadlines,
    joint,
    objections,
    proposals,
    referrals,
    rounds,
    working,
)
from app.decisions.service.wordings import WordingData
from app.decisions.states import AnswerChannel, Choice, RoundMode, RoundState
from app.organisation.models import Person, Unit
from tests.decisions.round_cast import said

TIMED = (RoundState.QUESTIONING, RoundState.REACTING, RoundState.CONSENTING)
NEIGHBOURS = "BUREN"
CHOICES = [Choice.CONSENT] * 4 + list(Choice)


@dataclass(frozen=True)
class Chance:
    """What chance decides about an act: every verb takes from it what it needs."""

    who: int
    other: int
    choice: Choice
    mode: RoundMode
    yes: bool


chances = st.builds(
    Chance,
    who=st.integers(0, 9),
    other=st.integers(0, 9),
    choice=st.sampled_from(CHOICES),
    mode=st.sampled_from(RoundMode),
    yes=st.booleans(),
)
Verb = Callable[[ConsentRound, Person, Participant, Chance], Any]
"""Takes the round, who does it, somebody else it may be about, and what chance decides."""


def _objection(round_: ConsentRound, chance: Chance) -> Any:
    standing = objections.standing(round_.proposal)
    if not standing:
        raise NotFound
    return standing[chance.other % len(standing)]


def _linked(round_: ConsentRound) -> Proposal:
    """The proposal that arose last in a wider unit from the one of this round."""
    if not round_.proposal.referrals:
        raise NotFound
    return round_.proposal.referrals[-1].successor


def neighbours() -> Unit:
    """The unit that may be asked to consent in the same round."""
    return db.session.scalars(db.select(Unit).where(Unit.code == NEIGHBOURS)).one()


def _mark_present(round_: ConsentRound, by: Person, other: Participant, chance: Chance) -> None:
    here = {one.id for one in round_.participants if one.is_present} ^ {other.id}
    attendance.mark_present(round_, here, by=by, without_device={other.id} if chance.yes else ())


def _edit(round_: ConsentRound, by: Person, _other: Participant, chance: Chance) -> None:
    text = round_.version.wording.content() | {"what": f"Tekst {round_.revision}"}
    if not chance.yes and chance.who % 2 == 0:
        text["review_on"] = None
    working.edit_working(round_, WordingData(**text), by=by)


def _edit_and_amend(round_: ConsentRound, by: Person, other: Participant, chance: Chance) -> None:
    _edit(round_, by, other, chance)
    rounds.amend(round_, by=by, why="om de bezwaren")


def _open_in_writing(round_: ConsentRound, by: Person, _other: Participant, chance: Chance) -> None:
    days = dict.fromkeys(TIMED, 1 + chance.other % 3)
    deadlines.open_in_writing(round_, by=by, mode=chance.mode, days=days, papers_sent=chance.yes)


VERBS: dict[str, Verb] = {
    "open in writing": _open_in_writing,
    "extend": lambda r, by, _, c: deadlines.extend(r, 1 + c.other % 3, by=by),
    "bring it to the room": lambda r, by, _, c: deadlines.bring_to_the_room(r, by=by),
    "wait for absentees": lambda r, by, _, c: deadlines.await_absentees(r, 2, by=by),
    "stop waiting": lambda r, by, _, c: deadlines.close_window(r, by=by),
    "open": lambda r, by, _, c: rounds.open_round(r, by=by, mode=c.mode, papers_sent=c.yes),
    "invite the neighbours": lambda r, by, _, c: joint.invite_body(r, neighbours(), by=by),
    "leave the neighbours out": lambda r, by, _, c: joint.leave_out_body(r, neighbours(), by=by),
    "advance": lambda r, by, _, c: rounds.advance(r, by=by),
    "discuss first": lambda r, by, _, c: rounds.discuss_first(r, by=by),
    "step back": lambda r, by, _, c: rounds.step_back(r, by=by),
    "reveal": lambda r, by, _, c: rounds.reveal(r, by=by),
    "reveal now": lambda r, by, _, c: rounds.reveal(r, by=by, now=True),
    "edit": _edit,
    "amend": _edit_and_amend,
    "amend without a change": lambda r, by, _, c: rounds.amend(r, by=by),
    "conclude": lambda r, by, _, c: rounds.conclude(r, by=by),
    "end without consent": lambda r, by, _, c: rounds.end_without_consent(r, by=by),
    "refer": lambda r, by, _, c: rounds.refer(r, "het raakt ook anderen" if c.yes else " ", by=by),
    "hand it back": lambda r, by, _, c: referrals.hand_back(_linked(r), "kijk nog eens", by=by, guidance=c.yes),
    "delegate": lambda r, by, other, c: rounds.delegate(r, other.person or by, by=by),
    "withdraw the round": lambda r, by, _, c: rounds.withdraw_round(r, by=by),
    "withdraw the proposal": lambda r, by, _, c: proposals.withdraw_proposal(r.proposal, by=by),
    "give it back": lambda r, by, _, c: proposals.give_back_proposal(r.proposal, by=by, reason="nog niet"),
    "adjourn": lambda r, by, _, c: rounds.adjourn(r, by=by),
    "resume": lambda r, by, _, c: rounds.resume(r, by=by),
    "set the timer": lambda r, by, _, c: attendance.set_timer(r, by=by, running=c.yes),
    "arrive": lambda r, by, _, c: attendance.arrive(r, by=by),
    "leave": lambda r, by, _, c: attendance.leave(r, by=by),
    "mark present": _mark_present,
    "set aside": lambda r, by, other, c: attendance.set_aside(r, other, by=by),
    "hand over": lambda r, by, other, c: attendance.hand_over_chair(r, other.person or by, by=by),
    "take the chair": lambda r, by, _, c: attendance.take_chair(r, by=by),
    "take a turn": lambda r, by, other, c: attendance.take_turn(r, by=by, place=other if c.yes else None),
    "contribute": lambda r, by, other, c: attendance.contribute(r, "hoezo?", by=by, place=other if c.yes else None),
    "note": lambda r, by, _, c: attendance.note(r, "genoteerd", by=by),
    "a guest knocks": lambda r, by, _, c: attendance.ask_entry(r, f"Gast {c.who}"),
    "let a guest in": lambda r, by, other, c: attendance.admit(r, other, by=by, let_in=c.yes),
    "answer": lambda r, by, _, c: answers.answer(r, said(c.choice), by=by),
    "answer again": lambda r, by, _, c: answers.answer_again(r, said(c.choice), by=by),
    "leave an answer": lambda r, by, _, c: answers.leave_answer(r, said(c.choice), by=by),
    "enter an answer": lambda r, by, other, c: answers.enter_answer(
        r, other, said(c.choice), AnswerChannel.SPOKEN, by=by
    ),
    "confirm": lambda r, by, _, c: answers.confirm(r, by=by),
    "argue": lambda r, by, _, c: objections.argue(_objection(r, c), "zo gaat het mis" if c.yes else " ", by=by),
    "note the outcome": lambda r, by, _, c: objections.note_outcome(_objection(r, c), by=by, test="a", outcome="b"),
    "name a deputy": lambda r, by, other, c: objections.name_deputy(_objection(r, c), other.person or by, by=by),
    "prepare": lambda r, by, _, c: rounds.prepare_round(r.proposal, by=by),
    "prepare the linked": lambda r, by, _, c: rounds.prepare_round(_linked(r), by=by),
    "rework": lambda r, by, _, c: proposals.rework_proposal(r.proposal, by=by),
    "submit": lambda r, by, _, c: proposals.submit_proposal(r.proposal, by=by),
}

SPEAKING = (*["advance"] * 6, "discuss first", "contribute", "take a turn", "leave an answer", "edit", "amend")
BY_THE_AUTHOR = {"withdraw the round"}
BY_THE_CHAIR = {"open", "advance", "step back", "reveal", "reveal now", "conclude", "end without consent", "delegate"}
BY_THE_CHAIR |= {
    "adjourn",
    "resume",
    "mark present",
    "set aside",
    "hand over",
    "let a guest in",
    "name a deputy",
    "note",
    *("open in writing", "extend", "bring it to the room", "wait for absentees", "stop waiting"),
}
BY_THE_CHAIR |= {"refer", "enter an answer", "note the outcome", "edit", "amend"}
BY_THE_CHAIR |= {"invite the neighbours", "leave the neighbours out"}
JOINED = ("invite the neighbours", "invite the neighbours", "leave the neighbours out")
ALWAYS = ("arrive", "arrive", "leave", "mark present", "hand over", "take the chair")
GOING = (*ALWAYS, "note", "step back", "adjourn", "extend", "bring it to the room")
FITTING: dict[RoundState, tuple[str, ...]] = {
    RoundState.PREPARED: (*["open"] * 8, *["open in writing"] * 4, *ALWAYS, "delegate", *JOINED),
    RoundState.AWAITING: (*["answer again"] * 4, "stop waiting", "extend", "take the chair", "enter an answer"),
    RoundState.PRESENTING: (*GOING, *SPEAKING),
    RoundState.QUESTIONING: (*GOING, *SPEAKING),
    RoundState.REACTING: (*GOING, *SPEAKING),
    RoundState.CONSENTING: (
        *(*["answer"] * 9, "reveal now", *GOING, "arrive", "arrive"),
        *("discuss first", "set aside", "set aside", "a guest knocks"),
    ),
    RoundState.WEIGHING: (
        *(*GOING, *["answer again"] * 4, *["amend"] * 4, "enter an answer", "argue", "note the outcome"),
        *("name a deputy", "confirm", "contribute", "end without consent", "withdraw the round", "refer"),
    ),
    RoundState.CONCLUDING: (
        *(*GOING, "answer again", "enter an answer", "confirm", "conclude", "conclude"),
        *("refer", "refer", *["wait for absentees"] * 3),
    ),
    RoundState.ADJOURNED: (*ALWAYS, "resume", "resume", "resume"),
}
"""What people would do in a phase, the likely things more often."""
