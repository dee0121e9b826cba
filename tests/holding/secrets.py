"""Circles with something to hide: proposals, rounds, objections and decisions in every stage, all about one word."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import ConsentRound, Decision, Objection, Proposal
from app.decisions.service import answers, attendance, objections, proposals, register, rounds
from app.decisions.service.answers import AnswerData
from app.decisions.service.wordings import WordingData
from app.decisions.states import Choice, Confidentiality, RoundMode
from tests.decisions.round_cast import Circle

WORD = "Zwaluwnest"
"""What nobody outside may come across: it stands in every text of every secret."""

UNDER_SEAL = {"fatima": "Kievitsei", "ben": "Merelzang"}
"""What stands only in the answer of each of these two."""

IN_SO_MANY_WORDS = {
    "why": f"Omdat het {WORD} wacht.",
    "body": f"Over het **{WORD}**.",
    "advices": [f"Instemmen met het {WORD}."],
    "arguments": [{"number": "1.1", "advice": 1, "heading": f"Het {WORD} is klein", "text": f"Zie het {WORD}."}],
    "sections": {"finances": f"Het {WORD} kost niets."},
}


@dataclass
class Secrets:
    """The keys of everything a circle keeps to itself."""

    round_id: list[int] = field(default_factory=list)
    proposal_id: list[int] = field(default_factory=list)
    objection_id: list[int] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    sealed: int = 0
    """The round in which the answers have not been shown."""
    weighing: int = 0
    """The round in which an objection is being weighed."""

    @classmethod
    def of(cls, circle: Circle, **known: int) -> "Secrets":
        """Everything that stands in the database of a circle now."""
        own = select(Proposal.id).where(Proposal.unit_id == circle.unit.id)
        keys: Any = {
            "round_id": db.session.scalars(select(ConsentRound.id).where(ConsentRound.proposal_id.in_(own))),
            "proposal_id": db.session.scalars(own),
            "objection_id": db.session.scalars(select(Objection.id).where(Objection.proposal_id.in_(own))),
            "number": db.session.scalars(select(Decision.number).where(Decision.unit_id == circle.unit.id)),
        }
        return cls(**{name: list(found) for name, found in keys.items()}, **known)


def undecided(circle: Circle) -> Secrets:
    """A circle with a proposal in each stage that is its own business, whatever becomes of it."""
    with transaction():
        proposals.draft_proposal(circle.unit, _text(circle), by=circle.joost, confidentiality=circle.confidentiality)
        _hand_in(circle)
        sealed = answered_under_seal(circle)
        weighing = _weighed(circle)
        rounds.end_without_consent(_weighed(circle), by=circle.marieke, reason=f"Het {WORD} is nog niet rijp.")
        rounds.delegate(answered_under_seal(circle), circle.joost, by=circle.marieke)
        rounds.withdraw_round(answered_under_seal(circle), by=circle.joost, reason=f"Het {WORD} is gevlogen.")
        keys = {"sealed": sealed.id, "weighing": weighing.id}
    return Secrets.of(circle, **keys)


def decided(circle: Circle) -> None:
    """Decisions of a circle: one that is looked back on, one that was taken the place of, and one that ended."""
    with transaction():
        reviewed, old, ended = (_decision(circle) for _ in range(3))
        register.start_review(reviewed, by=circle.marieke)
        copy = proposals.copy_decision(old, circle.unit, by=circle.joost)
        proposals.edit_proposal(copy, _text(circle), by=circle.joost)
        proposals.submit_proposal(copy, by=circle.joost)
        register.supersede(old, _decided(_gather(circle, copy), circle), by=circle.marieke)
        register.repeal(ended, by=circle.marieke, reason=f"Het {WORD} is afgebroken.")


def replaced_in_secret(circle: Circle) -> tuple[Decision, Decision]:
    """A decision that every colleague may read, and the confidential one that took its place."""
    with transaction():
        old = _decision(circle)
        copy = proposals.copy_decision(old, circle.unit, by=circle.joost)
        text = circle.text("Een nieuwe plek, in stilte")
        proposals.edit_proposal(copy, text, by=circle.joost, confidentiality=Confidentiality.CONFIDENTIAL)
        proposals.submit_proposal(copy, by=circle.joost)
        new = _decided(_gather(circle, copy), circle)
        register.supersede(old, new, by=circle.marieke)
    return old, new


def _text(circle: Circle) -> WordingData:
    return circle.text(f"Het {WORD} van {circle.unit.name}", **IN_SO_MANY_WORDS)


def _hand_in(circle: Circle) -> Proposal:
    return proposals.hand_in_new(
        circle.unit, _text(circle), by=circle.marieke, author=circle.joost, confidentiality=circle.confidentiality
    )


def _gather(circle: Circle, proposal: Proposal) -> ConsentRound:
    """A round on a proposal, opened as Volledig, with everybody there."""
    round_ = rounds.prepare_round(proposal, by=circle.marieke)
    attendance.mark_present(round_, [place.id for place in round_.participants], by=circle.marieke)
    rounds.open_round(round_, by=circle.marieke, mode=RoundMode.FULL)
    return round_


def answered_under_seal(circle: Circle, proposal: Proposal | None = None) -> ConsentRound:
    """A round in which people asked and reacted, and answered under seal: one objects, one has a concern."""
    round_ = _gather(circle, proposal or _hand_in(circle))
    for _ in range(3):
        attendance.contribute(round_, f"Is het {WORD} er morgen nog?", by=circle.fatima)
        rounds.advance(round_, by=circle.marieke)
    attendance.note(round_, f"Iedereen kent het {WORD}.", by=circle.sanne)
    said = {
        circle.fatima: AnswerData(
            Choice.OBJECTION, f"{UNDER_SEAL['fatima']}: het {WORD} valt om.", f"{UNDER_SEAL['fatima']}: zet het vast."
        ),
        circle.ben: AnswerData(Choice.CONCERN, f"{UNDER_SEAL['ben']}: let op het {WORD}.", as_criterion=True),
    }
    for place in round_.electors:
        assert place.person is not None
        answers.answer(round_, said.get(place.person, AnswerData(Choice.CONSENT)), by=place.person)
    return round_


def _weighed(circle: Circle) -> ConsentRound:
    """A round in which the objection was shown, talked about, and met in a werkversie."""
    round_ = answered_under_seal(circle)
    rounds.reveal(round_, by=circle.marieke)
    (objection,) = objections.standing(round_.proposal)
    objections.note_outcome(objection, by=circle.sanne, test=f"Het {WORD} wankelt.", outcome=f"Stut het {WORD}.")
    rounds.edit_working(round_, circle.text(f"Het {WORD} met een stut", **IN_SO_MANY_WORDS), by=circle.sanne)
    return round_


def _decision(circle: Circle) -> Decision:
    """A decision whose objection was settled in a second version."""
    return _decided(rounds.amend(_weighed(circle), by=circle.sanne, why=f"Voor het {WORD}."), circle)


def _decided(round_: ConsentRound, circle: Circle) -> Decision:
    while round_.state.value != "consenting":
        rounds.advance(round_, by=circle.marieke)
    for place in round_.electors:
        assert place.person is not None
        concern = place.person is circle.ben
        answer = AnswerData(Choice.CONCERN if concern else Choice.CONSENT, f"Let op het {WORD}." if concern else "")
        answers.answer(round_, answer, by=place.person)
    rounds.reveal(round_, by=circle.marieke)
    decision = rounds.conclude(round_, by=circle.marieke)
    assert decision is not None
    return decision
