"""A proposal on its way through a unit: handed in, put to consent, at times with an objection that mends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from app.decisions.models import Answer, ConsentRound, Objection, Participant, Proposal, ProposalVersion
from app.decisions.states import (
    Choice,
    Confidentiality,
    Nature,
    ObjectionState,
    ParticipantRole,
    ProposalState,
    RoundMode,
    RoundState,
)
from app.demo.many.rows import Rows, moment, person
from app.demo.many.texts import Text
from app.demo.many.town import Circle
from app.demo.many.words import CONCERNS, OBJECTIONS
from app.organisation.states import AbsenceRule, Role

PRESENT = 0.65
CONCERN = 0.08
P, R, O = ProposalState, RoundState, ObjectionState  # noqa: E741
CONSENT = {"choice": Choice.CONSENT.value, "text": "", "wish": "", "as_criterion": False}


@dataclass(frozen=True)
class About:
    """What is the same for a proposal and the decision that comes of it."""

    confidentiality: Confidentiality
    nature: Nature
    based_on: int | None = None


@dataclass(frozen=True)
class Room:
    """A round that is going on, and who is in it: their places by person."""

    id: int
    version_id: int
    places: Mapping[int, int]
    """Of those present whose consent is asked, by person."""


class Treatment:
    """Writes the rows and the journal of one proposal, from its first words on."""

    def __init__(self, rows: Rows, chance: Random, circle: Circle, day: date, about: About) -> None:
        self._rows, self._chance, self._circle, self._day, self._about = rows, chance, circle, day, about
        self._minutes = 0
        self._number = 0
        self._text: Text
        electors = circle.electors(day)
        self.chair = circle.holder(Role.CHAIR, day) or circle.holder(Role.LEADER, day) or next(iter(electors))
        self.author = chance.choice([one for one in electors if one != self.chair] or [self.chair])
        self.electors = electors
        self.proposal = 0

    @property
    def now(self) -> datetime:
        """The moment in hand; each look takes a minute, for things happen one after the other."""
        self._minutes += 1
        return moment(self._day, self._minutes)

    def draft(self, text: Text, becomes: ProposalState = P.DRAFT) -> int:
        """Begin with a concept. `becomes` is the state in which the proposal is in the end."""
        made = self.now
        handed_in = None if becomes is P.DRAFT else made
        self.proposal = self._rows.add(
            Proposal, unit_id=self._circle.id, author_id=self.author, confidentiality=self._about.confidentiality,
            nature=self._about.nature, state=becomes, submitted_at=handed_in, created_at=made, changed_at=made,
        )  # fmt: skip
        if self._about.based_on is not None:
            self._rows.change(Proposal, self.proposal, based_on_id=self._about.based_on)
        self._put_version(text, "")
        self._of_proposal("draft", self.author, None, P.DRAFT, {"what": text.what, "digest": text.digest})
        return self.proposal

    def submit(self) -> None:
        """Hand it in."""
        self._of_proposal("submit", self.author, P.DRAFT, P.SUBMITTED)
        self._rows.make_findable("proposal", self.proposal, *self._text.findable_as_proposal)

    def prepare(self, becomes: RoundState, *, mode: RoundMode = RoundMode.HAMMER) -> Room:
        """Set a round ready, and note who is there. `becomes` is the state in which the round is in the end."""
        if self._number == 1:
            self._of_proposal("enter_round", self.chair, P.SUBMITTED, P.IN_ROUND)
        ended, prepared = not becomes.is_open, self.now
        opened = prepared if becomes is not R.PREPARED else None
        round_id = self._rows.add(
            ConsentRound, proposal_id=self.proposal, version_id=self._version_id, chair_id=self.chair, state=becomes,
            mode=mode, absence_rule=self._circle.rule, prepared_at=prepared, changed_at=prepared, opened_at=opened,
            revealed_at=prepared if ended else None, ended_at=prepared if ended else None,
        )  # fmt: skip
        self._rows.change(ProposalVersion, self._version_id, frozen_at=prepared, frozen_digest=self._text.digest)
        present = self._present() if opened else []
        places = self._seat(round_id, present, prepared)
        noted = {"version": self._text.digest, "chair": person(self.chair)}
        electorate = [{"who": person(one), "ground": ground} for one, ground in self.electors.items()]
        self._of_round(round_id, "prepare", None, R.PREPARED, noted | {"electorate": electorate})
        return Room(round_id, self._version_id, {one: places[one] for one in present})

    def open(self, room: Room, mode: RoundMode) -> None:
        """Note who is there and open the round, up to asking consent."""
        present = [person(one) for one in room.places]
        self._of_round(room.id, "arrive", R.PREPARED, R.PREPARED, {"present": present, "without_device": []})
        changes: dict[str, Any] = {"came": [], "went": []}
        how = {"mode": mode.value, "papers_sent": True, "chairs_own_proposal": self.chair == self.author}
        first = R.CONSENTING if mode is RoundMode.HAMMER else R.PRESENTING
        self._of_round(room.id, "open", R.PREPARED, first, how | {"electorate": changes})
        if mode is RoundMode.SHORT:
            self._of_round(room.id, "next", R.PRESENTING, R.QUESTIONING, {"turns_kept": True})
            self._of_round(room.id, "next", R.QUESTIONING, R.CONSENTING, {"turns_kept": True})

    def answer(self, room: Room, objector: int | None = None) -> None:
        """Let everybody who is there answer."""
        for who, place in room.places.items():
            said: dict[str, Any] = dict(CONSENT)
            if who == objector:
                said |= {"choice": Choice.OBJECTION.value, "text": self._chance.choice(OBJECTIONS)}
            elif self._chance.random() < CONCERN:
                said |= {"choice": Choice.CONCERN.value, "text": self._chance.choice(CONCERNS), "as_criterion": True}
            self._rows.add(Answer, participant_id=place, given_at=self.now, **said | {"choice": Choice(said["choice"])})
            self._of_round(room.id, "answer", R.CONSENTING, R.CONSENTING, said, who=who)

    def object(self, room: Room, objector: int, settled: bool) -> int:
        """Show the answers, one of them an objection, and weigh it. `settled`: whether a next version will meet it."""
        self._of_round(room.id, "reveal", R.CONSENTING, R.WEIGHING, {"missing": []})
        argument, raised = self._chance.choice(OBJECTIONS), self.now
        objection = self._rows.add(
            Objection, proposal_id=self.proposal, round_id=room.id, version_id=room.version_id, owner_id=objector,
            state=O.SETTLED if settled else O.UNSETTLED, argument=argument, raised_at=raised, changed_at=raised,
        )  # fmt: skip
        self._of_objection(objection, "raise", objector, None, O.RAISED, {"round": room.id})
        argued = {"argument": argument, "wish": ""}
        self._of_objection(objection, "argue", self.chair, O.RAISED, O.ARGUED, argued)
        return objection

    def amend(self, room: Room, objection: int, text: Text) -> Room:
        """Make a next version that meets the objection, and go straight to consent on it."""
        self._of_round(room.id, "edit", R.WEIGHING, R.WEIGHING, {"what": text.what})
        self._of_round(room.id, "amend", R.WEIGHING, R.AMENDED, {"why": "Het bezwaar is verwerkt."})
        self._put_version(text, "Het bezwaar is verwerkt.")
        self._of_objection(objection, "uphold", self.chair, O.ARGUED, O.UPHELD)
        self._rows.change(Objection, objection, answered_by_id=self._version_id)
        self._of_proposal("renew", self.chair, P.IN_ROUND, P.IN_ROUND, {"version": self._number})
        following = self.prepare(R.CONSENTED)
        self._of_round(following.id, "go_on", R.PREPARED, R.CONSENTING)
        return following

    def settle(self, objection: int) -> None:
        """Its owner agrees to the next version."""
        self._of_objection(objection, "settle", self.chair, O.UPHELD, O.SETTLED, version=1)

    def reveal(self, room: Room) -> None:
        """Show the answers, with nothing in the way."""
        self._of_round(room.id, "reveal", R.CONSENTING, R.CONCLUDING, {"missing": []})

    def conclude(self, room: Room) -> datetime:
        """Record that there is consent. Gives the moment."""
        self._of_round(room.id, "conclude", R.CONCLUDING, R.CONSENTED)
        self._of_proposal("decide", self.chair, P.IN_ROUND, P.DECIDED)
        return self.now

    def fail(self, room: Room, objection: int) -> None:
        """Close the round without consent."""
        self._of_round(room.id, "end_without_consent", R.WEIGHING, R.NOT_CONSENTED, {"reason": ""})
        self._of_objection(objection, "leave_unsettled", self.chair, O.ARGUED, O.UNSETTLED)
        self._of_proposal("fail", self.chair, P.IN_ROUND, P.NO_CONSENT)

    def withdraw(self) -> None:
        """Its author takes it back before there was a round."""
        self._of_proposal("withdraw", self.author, P.SUBMITTED, P.WITHDRAWN, {"reason": "Het kan eenvoudiger."})

    def objector(self, room: Room) -> int | None:
        """Somebody who might object."""
        others = [one for one in room.places if one not in (self.author, self.chair)]
        return self._chance.choice(others) if others else None

    def _present(self) -> list[int]:
        """Who is there; where the unit waits for everybody, that is everybody."""
        if self._circle.rule is AbsenceRule.WAIT_FOR_ALL:
            return list(self.electors)
        needed = (self.chair, self.author)
        return [one for one in self.electors if one in needed or self._chance.random() < PRESENT]

    def _seat(self, round_id: int, present: list[int], arrived: datetime) -> dict[int, int]:
        """Give everybody concerned a place. Gives the places by person."""
        places: dict[int, int] = {}
        secretary = self._circle.holder(Role.SECRETARY, self._day)
        observers = self._circle.observers(self._day)
        if self._about.confidentiality is Confidentiality.CONFIDENTIAL:
            observers = []
        grounds = [(one, ParticipantRole.ELECTOR, ground) for one, ground in self.electors.items()]
        grounds += [(one, ParticipantRole.ADVISER, Role.ADVISER.label) for one in self._circle.advisers(self._day)]
        grounds += [(one, ParticipantRole.OBSERVER, "Bredere kring") for one in observers]
        for who, role, ground in grounds:
            if who not in places:
                places[who] = self._rows.add(
                    Participant, round_id=round_id, person_id=who, role=role, ground=ground[:160],
                    is_secretary=who == secretary and role is ParticipantRole.ELECTOR,
                    arrived_at=arrived if who in present else None,
                )  # fmt: skip
        return places

    def _put_version(self, text: Text, reason: str) -> None:
        self._number += 1
        self._text = text
        self._version_id = self._rows.add(
            ProposalVersion, proposal_id=self.proposal, wording_id=text.id, number=self._number, reason=reason,
            created_at=self.now,
        )  # fmt: skip

    def _of_proposal(
        self,
        event: str,
        who: int,
        source: ProposalState | None,
        target: ProposalState,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        way = {"source": source and source.value, "target": target.value, "version": self._number}
        self._rows.tell("proposal", self.proposal, event, self.now, person(who), details, **way)

    def _of_round(
        self,
        round_id: int,
        event: str,
        source: RoundState | None,
        target: RoundState,
        details: Mapping[str, Any] | None = None,
        who: int | None = None,
    ) -> None:
        way = {"source": source and source.value, "target": target.value, "version": self._number}
        self._rows.tell("round", round_id, event, self.now, person(who or self.chair), details, **way)

    def _of_objection(
        self,
        objection: int,
        event: str,
        who: int,
        source: ObjectionState | None,
        target: ObjectionState,
        details: Mapping[str, Any] | None = None,
        version: int = 1,
    ) -> None:
        way = {"source": source and source.value, "target": target.value, "version": version}
        self._rows.tell("objection", objection, event, self.now, person(who), details, **way)
