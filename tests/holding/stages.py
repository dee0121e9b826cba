"""A circle with a proposal, a round, an objection and a decision in every stage, all of them about one thing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.assignments.models import Assignment
from app.assignments.service import agreeing, drafting
from app.assignments.service.drafting import AssignmentData, TextData
from app.assignments.states import PartyRole, WorkType
from app.core import clock
from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import Action, ConsentRound, Decision, Objection, Proposal, Sitting, SittingItem
from app.decisions.queries.mandates import locked_mandate
from app.decisions.service import (
    actions,
    answers,
    attachments,
    attendance,
    changes,
    college,
    contests,
    executions,
    initials,
    objections,
    proposals,
    referrals,
    register,
    reviews,
    rounds,
    working,
)
from app.decisions.service.actions import ActionData
from app.decisions.service.answers import AnswerData
from app.decisions.service.executions import ExecutionData
from app.decisions.service.reviews import Finding
from app.decisions.service.wordings import WordingData
from app.decisions.states import Choice, Confidentiality, Fared, RoundMode, RoundState
from app.decisions.wording_parts import DAYS, HEAD, SECTIONS
from app.elections import service as elections
from app.elections.models import Election
from app.elections.service import NominationData
from app.meetings.models import AgendaItem, Meeting, MeetingSeries, YearStep
from app.meetings.service import agenda, items, minutes, planning, running, year
from app.meetings.service import attendance as meeting_attendance
from app.meetings.service.agenda import ItemData
from app.meetings.service.planning import SeriesData
from app.meetings.service.year import StepData
from app.meetings.states import ItemType, Outcome
from app.organisation.agreements import in_force
from app.organisation.states import Role, StatutoryBody
from app.steering import service as steering
from app.steering.kinds import ROLES
from tests.decisions.round_cast import Circle

WORD = "Zwaluwnest"
"""What everything is about, unless another word is given."""

UNDER_SEAL = {"fatima": "Kievitsei", "ben": "Merelzang"}
"""What stands only in the answers of these two."""


@dataclass
class Keys:
    """The keys of everything that a circle has, by the names that addresses have for them."""

    round_id: list[int] = field(default_factory=list)
    proposal_id: list[int] = field(default_factory=list)
    objection_id: list[int] = field(default_factory=list)
    action_id: list[int] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    sitting_id: list[int] = field(default_factory=list)
    item_id: list[int] = field(default_factory=list)
    election_id: list[int] = field(default_factory=list)
    meeting_id: list[int] = field(default_factory=list)
    series_id: list[int] = field(default_factory=list)
    agenda_item_id: list[int] = field(default_factory=list)
    year_step_id: list[int] = field(default_factory=list)
    assignment_id: list[int] = field(default_factory=list)


def describe_roles(circle: Circle) -> None:
    """Let everybody read what is asked of who is elected; that is nothing to hide."""
    for role in (Role.SECRETARY, Role.REPRESENTATIVE):
        if in_force(circle.unit, ROLES[role].name, clock.today()) is None:
            content = {"task": "Luisteren", "qualities": "", "term_months": 12}
            steering.enter_first(circle.unit, ROLES[role].name, content, by=circle.bea)


class Stages:
    """Brings about the stages of one circle. `word` stands in every line, and `text` in everything that may be long."""

    def __init__(self, circle: Circle, word: str = WORD, text: str = WORD) -> None:
        self.circle = circle
        self.word, self.text = word, text
        self.sealed = self.weighing = 0
        """The rounds in which the answers have not been shown, and in which an objection is being weighed."""

    def undecided(self) -> "Stages":
        """Whatever is the circle's own business: from a draft to what was withdrawn."""
        circle = self.circle
        with transaction():
            proposals.draft_proposal(
                circle.unit, self._wording(), by=circle.joost, confidentiality=circle.confidentiality
            )
            filed = proposals.draft_proposal(
                circle.unit, self._wording(), by=circle.joost, confidentiality=circle.confidentiality
            )
            attachments.attach_to_proposal(filed, self.text.encode(), f"{self.word}.txt", by=circle.joost)
            proposals.submit_proposal(filed, by=circle.joost)
            initials.ask(filed, circle.fatima, by=circle.joost, capacity=self.word)
            initials.see(filed.initials[0], by=circle.fatima, remark=self.text)
            initials.ask(filed, circle.ben, by=circle.joost, capacity=self.word)
            proposals.give_back_proposal(self._hand_in(), by=circle.marieke, reason=self.text)
            self.sealed = self._answered_under_seal().id
            self.weighing = self._weighed().id
            rounds.end_without_consent(self._weighed(), by=circle.marieke, reason=self.text)
            rounds.delegate(self._answered_under_seal(), circle.joost, by=circle.marieke)
            rounds.withdraw_round(self._answered_under_seal(), by=circle.joost, reason=self.text)
            self._meeting()
            self._assignment(offered=False)
            self._assignment()
            for role, is_shown in ((Role.SECRETARY, True), (Role.REPRESENTATIVE, False)):
                self._electing(role, is_shown=is_shown)
        return self

    def decided(self) -> "Stages":
        """Decisions: one that is looked back on, one of which another took the place, and one that ended."""
        circle = self.circle
        with transaction():
            reviewed, old, ended = (self._decision() for _ in range(3))
            register.start_review(reviewed, by=circle.marieke)
            register.withdraw_consent(reviewed, self.text, by=circle.ben)
            review = reviews.review_in_hand(reviewed)
            findings = {one.id: Finding(Fared.PARTLY, self.text) for one in review.criteria}
            reviews.note_findings(reviewed, review, findings, by=circle.marieke)
            register.reaffirm(reviewed, by=circle.marieke, reason=self.text, settled_in=reviewed.round, is_settled=True)
            actions.agree_on(reviewed, ActionData(f"Doe {self.word}", circle.fatima), by=circle.marieke)
            changes.amend_decision(reviewed, by=circle.joost)
            register.start_review(reviewed, by=circle.marieke)
            register.supersede(old, self._successor(old, circle.confidentiality), by=circle.marieke)
            register.repeal(ended, by=circle.marieke, reason=self.text, settled_in=ended.round, is_settled=True)
            agreed = self._assignment()
            self._agree(agreed)
            agreeing.renegotiate(agreed, by=circle.fatima, reason=self.text)
        return self

    def closed(self, close: Callable[[Decision], Any]) -> "Stages":
        """A decision that was openbaar, with its objection and its second version, until `close` closed it."""
        with transaction():
            close(self._decision())
        return self

    def before_the_college(self) -> "Stages":
        """A sitting of the college with a hamerstuk and something to discuss on its list."""
        circle = self.circle
        with transaction():
            circle.unit.statutory = StatutoryBody.COLLEGE
            self._hand_in()
            sitting = college.plan_sitting(circle.unit, clock.today(), circle.marieke, by=circle.sanne)
            college.attend(sitting, [one.id for one in circle.members], by=circle.sanne)
            college.open_sitting(sitting, by=circle.sanne)
        return self

    def carried_out(self, mandate_id: int) -> "Stages":
        """Uitvoering: advice was asked first, it was decided with this mandate, and somebody says that it is beleid."""
        circle = self.circle
        with transaction():
            mandate, beleid = locked_mandate(mandate_id), self._decision()
            order = ExecutionData(self._wording(), beleid, confidentiality=circle.confidentiality)
            draft = executions.prepare_execution(mandate, order, by=circle.fatima)
            executions.ask_advice(draft, [circle.ben], by=circle.fatima, question=self.text)
            executions.advise(draft, self.text, by=circle.ben)
            decision = executions.execute_proposal(draft, order, by=circle.fatima, mandate=mandate)
            contests.contest(decision, self.text, by=circle.ben)
            executions.bring_to_holder(mandate, order, by=circle.joost)
        return self

    def replaced_in_secret(self) -> tuple[Decision, Decision]:
        """A decision, and the confidential one that took its place."""
        with transaction():
            old = self._decision()
            new = self._successor(old, Confidentiality.CONFIDENTIAL)
            register.supersede(old, new, by=self.circle.marieke)
        return old, new

    def answered_under_seal(self, proposal: Proposal | None = None) -> int:
        """A round in which people asked, reacted and answered: one objects, one has a concern. Gives its id."""
        with transaction():
            return self._answered_under_seal(proposal).id

    def keys(self) -> Keys:
        """The keys of everything there is now."""
        own = select(Proposal.id).where(Proposal.unit_id.in_([self.circle.unit.id, self.circle.wider.id]))
        found: Any = {
            "round_id": select(ConsentRound.id).where(ConsentRound.proposal_id.in_(own)),
            "proposal_id": own,
            "objection_id": select(Objection.id).where(Objection.proposal_id.in_(own)),
            "action_id": select(Action.id).where(Action.unit_id == self.circle.unit.id),
            "number": select(Decision.number).where(Decision.unit_id == self.circle.unit.id),
            "sitting_id": select(Sitting.id).where(Sitting.unit_id == self.circle.unit.id),
            "item_id": select(SittingItem.id).where(SittingItem.proposal_id.in_(own)),
            "election_id": select(Election.id).where(Election.unit_id == self.circle.unit.id),
            "assignment_id": select(Assignment.id).where(Assignment.unit_id == self.circle.unit.id),
            "meeting_id": select(Meeting.id).where(Meeting.unit_id == self.circle.unit.id),
            "series_id": select(MeetingSeries.id).where(MeetingSeries.unit_id == self.circle.unit.id),
            "agenda_item_id": select(AgendaItem.id).where(AgendaItem.unit_id == self.circle.unit.id),
            "year_step_id": select(YearStep.id).where(YearStep.unit_id == self.circle.unit.id),
        }
        return Keys(**{name: list(db.session.scalars(query)) for name, query in found.items()})

    def _electing(self, role: Role, *, is_shown: bool) -> None:
        """An election in which everybody is nominated for a reason; the names may have been shown."""
        circle = self.circle
        describe_roles(circle)
        election = elections.start_election(circle.unit, role, by=circle.marieke)
        elections.ask_nominations(election, by=circle.marieke)
        for person in circle.members:
            elections.nominate(election, NominationData(circle.fatima, self.text), by=person)
        if is_shown:
            elections.show(election, by=circle.marieke)

    def _meeting(self) -> None:
        """A series with meetings: one to come, one that goes on, one with minutes that were shared; and the year."""
        circle = self.circle
        about = ItemData(self.word, self.text, type=ItemType.FORMING)
        year.add(circle.unit, StepData(self.word, self.text, months=(1, 12)), by=circle.sanne)
        expected = StepData(self.word, self.text, expected_on=clock.today() + timedelta(days=20))
        year.add(circle.unit, expected, by=circle.sanne)
        series = planning.start_series(circle.unit, SeriesData(self.word[:120]), by=circle.sanne, standing=())
        for days in (7, 14, 21):
            meeting = planning.plan_next(series, clock.today() + timedelta(days=days), by=circle.sanne)
            item = agenda.add(meeting, about, by=circle.sanne)
            agenda.set_agenda(meeting, by=circle.sanne, reason=self.text)
            if days > 7:
                meeting_attendance.mark_present(meeting, [one.id for one in meeting.attendees], by=circle.sanne)
                running.open_meeting(meeting, by=circle.marieke)
                items.take(item, by=circle.marieke)
                items.note(item, self.text, by=circle.sanne)
                items.agree(item, ActionData(self.word[:300], circle.joost), by=circle.sanne)
        items.conclude(item, Outcome.HELD_OVER, self.text, by=circle.marieke)
        running.close_meeting(meeting, by=circle.marieke)
        minutes.share(meeting, by=circle.sanne)

    def _assignment(self, *, offered: bool = True) -> Assignment:
        """An assignment that its parties talk about; or still in draft."""
        circle = self.circle
        title = f"De opdracht {self.word}"[:300]
        assignment = drafting.draft(
            circle.unit,
            AssignmentData(title, WorkType.TASK, confidentiality=circle.confidentiality),
            by=circle.joost,
        )
        text = TextData(
            title=title,
            texts={"purpose": self.text, "result": self.text},
            milestones=[{"what": self.word[:200], "due_on": "2027-05-01"}],
            starts_on=clock.today(),
            review_on=clock.today(),
        )
        drafting.edit(assignment, text, by=circle.joost)
        drafting.name_party(assignment, circle.marieke, PartyRole.COMMISSIONER, by=circle.joost)
        drafting.name_party(assignment, circle.fatima, PartyRole.CONTRACTOR, by=circle.joost)
        if offered:
            drafting.offer(assignment, by=circle.joost)
            remark = drafting.remark(assignment, "result", self.text, by=circle.fatima)
            drafting.answer_remark(assignment, remark.id, self.text, by=circle.joost)
        return assignment

    def _agree(self, assignment: Assignment) -> None:
        round_ = agreeing.ask_consent(assignment, by=self.circle.marieke)
        for one in round_.electors:
            assert one.person is not None
            attendance.arrive(round_, by=one.person)
        rounds.open_round(round_, by=round_.chair, mode=RoundMode.HAMMER, papers_sent=True)
        self._answer(round_, {})
        rounds.reveal(round_, by=round_.chair)
        rounds.conclude(round_, by=round_.chair)

    def _wording(self, what: str = "Het") -> WordingData:
        return self.circle.text(
            f"{what} {self.word}",
            why=self.text,
            body=self.text,
            advices=[self.text],
            arguments=[{"number": "1.1", "advice": 1, "heading": self.word, "text": self.text}],
            sections=dict.fromkeys((HEAD | SECTIONS).keys() - DAYS, self.text),
        )

    def _hand_in(self) -> Proposal:
        circle, text = self.circle, self._wording()
        return proposals.hand_in_new(
            circle.unit, text, by=circle.marieke, author=circle.joost, confidentiality=circle.confidentiality
        )

    def _gather(self, proposal: Proposal) -> ConsentRound:
        """A round on a proposal, opened as Volledig, with everybody there."""
        chair = self.circle.marieke
        round_ = rounds.prepare_round(proposal, by=chair)
        attendance.mark_present(round_, [place.id for place in round_.participants], by=chair)
        rounds.open_round(round_, by=chair, mode=RoundMode.FULL)
        return round_

    def _answered_under_seal(self, proposal: Proposal | None = None) -> ConsentRound:
        circle = self.circle
        round_ = self._gather(proposal or self._hand_in())
        for _ in range(3):
            attendance.contribute(round_, self.text, by=circle.fatima)
            rounds.advance(round_, by=circle.marieke)
        attendance.note(round_, self.text, by=circle.sanne)
        rounds.step_back(round_, by=circle.marieke, reason=self.text)
        rounds.adjourn(round_, by=circle.marieke, reason=self.text)
        rounds.resume(round_, by=circle.marieke)
        rounds.advance(round_, by=circle.marieke)
        hers, his = (f"{word} {self.text}" for word in UNDER_SEAL.values())
        said = {
            circle.fatima: AnswerData(Choice.OBJECTION, hers, wish=hers),
            circle.ben: AnswerData(Choice.CONCERN, his, as_criterion=True),
        }
        self._answer(round_, said)
        return round_

    def _weighed(self) -> ConsentRound:
        """A round in which the objection was shown, talked about, and met in a werkversie."""
        circle, round_ = self.circle, self._answered_under_seal()
        rounds.reveal(round_, by=circle.marieke)
        (objection,) = objections.standing(round_.proposal)
        objections.note_outcome(objection, by=circle.sanne, test=self.text, outcome=self.text)
        working.edit_working(round_, self._wording("Anders: het"), by=circle.sanne)
        return round_

    def referred(self) -> "Stages":
        """One proposal that waits for the wider unit, and one that came back from there with words."""
        circle = self.circle
        with transaction():
            rounds.refer(self._weighed(), self.text, by=circle.marieke)
            linked = rounds.refer(self._weighed(), self.text, by=circle.marieke)
            referrals.hand_back(linked, self.text, by=circle.wim)
        return self

    def _decision(self) -> Decision:
        """A decision whose objection was settled in a second version."""
        return self._consented(rounds.amend(self._weighed(), by=self.circle.sanne, why=self.text))

    def _successor(self, old: Decision, confidentiality: Confidentiality) -> Decision:
        author = self.circle.joost
        copy = proposals.copy_decision(old, self.circle.unit, by=author)
        proposals.edit_proposal(copy, self._wording("Voortaan het"), by=author, confidentiality=confidentiality)
        proposals.submit_proposal(copy, by=author)
        round_ = self._gather(copy)
        while round_.state is not RoundState.CONSENTING:
            rounds.advance(round_, by=self.circle.marieke)
        return self._consented(round_)

    def _consented(self, round_: ConsentRound) -> Decision:
        chair = self.circle.marieke
        self._answer(round_, {self.circle.ben: AnswerData(Choice.CONCERN, self.text, as_criterion=True)})
        rounds.reveal(round_, by=chair)
        decision = rounds.conclude(round_, by=chair)
        assert decision is not None
        return decision

    def _answer(self, round_: ConsentRound, said: dict[Any, AnswerData]) -> None:
        for place in round_.electors:
            assert place.person is not None
            answers.answer(round_, said.get(place.person, AnswerData(Choice.CONSENT)), by=place.person)
