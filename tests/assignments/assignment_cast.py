"""An assignment with its parties, for tests: helpers that read like sentences, each act a transaction of its own.

Joost asks it for Team Ruimte, Fatima does it, and Sanne wrote it down for them.
"""

from datetime import timedelta
from typing import Any

from app.assignments.courses import Aspect, Course
from app.assignments.models import Assignment, AssignmentParty
from app.assignments.queries import locked_assignment, round_of
from app.assignments.reporting_models import ProgressReport
from app.assignments.reporting_queries import result_round_of
from app.assignments.service import agreeing, closing, drafting, reporting
from app.assignments.service.closing import LookBackData, ResultData
from app.assignments.service.drafting import AssignmentData, TextData
from app.assignments.service.reporting import ReportData
from app.assignments.states import AssignmentState, PartyRole, WorkType
from app.core import clock
from app.core.transaction import transaction
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers, attendance, rounds
from app.decisions.service.answers import AnswerData
from app.decisions.states import Choice, Confidentiality, RoundMode
from app.organisation.models import Person
from tests.decisions.round_cast import Circle

TITLE = "Een aanpak voor hitte in de wijken"
TEXTS = {
    "purpose": "Koele plekken op loopafstand van iedereen.",
    "result": "Een kaart, en tien plekken die klaar zijn.",
}


class Agreeing:
    """One assignment on its way."""

    def __init__(
        self,
        *,
        confidentiality: Confidentiality = Confidentiality.INTERNAL,
        starts_in: int = 0,
        **circle: Any,
    ) -> None:
        self.circle = Circle(**circle)
        self.author, self.asking, self.doing = self.circle.sanne, self.circle.joost, self.circle.fatima
        self.starts_in = starts_in
        data = AssignmentData(TITLE, WorkType.TASK, confidentiality=confidentiality)
        with transaction():
            self.key = drafting.draft(self.circle.unit, data, by=self.author).id
        self._begin()

    @classmethod
    def of(cls, circle: Circle, key: int) -> "Agreeing":
        """One that was begun in a circle of another kind, with the same text and the same two sides."""
        made = cls.__new__(cls)
        made.circle, made.key, made.starts_in = circle, key, 0
        made.author, made.asking, made.doing = circle.sanne, circle.joost, circle.fatima
        made._begin()
        return made

    def _begin(self) -> None:
        self.write()
        self.name(self.asking, PartyRole.COMMISSIONER)
        self.name(self.doing, PartyRole.CONTRACTOR)

    @property
    def assignment(self) -> Assignment:
        """As it is now. Inside a transaction: locked, ready to act on."""
        return locked_assignment(self.key)

    @property
    def state(self) -> AssignmentState:
        """Where it stands."""
        return self.assignment.state

    def text(self, **parts: Any) -> TextData:
        """A text that says what and when, except where `parts` say otherwise."""
        today = clock.today()
        return TextData(
            **{
                "title": TITLE,
                "texts": TEXTS,
                "milestones": [{"what": "De kaart is er", "due_on": (today + timedelta(days=60)).isoformat()}],
                "starts_on": today + timedelta(days=self.starts_in),
                "ends_on": today + timedelta(days=300),
                "review_on": today + timedelta(days=200),
                **parts,
            }
        )

    def party(self, person: Person) -> AssignmentParty:
        """As what somebody takes part."""
        found = self.assignment.party_of(person.id)
        assert found is not None, f"{person.name} is no party"
        return found

    # Talking it over

    def write(self, **parts: Any) -> None:
        with transaction():
            drafting.edit(self.assignment, self.text(**parts), by=self.author)

    def name(self, person: Person, role: PartyRole) -> None:
        with transaction():
            drafting.name_party(self.assignment, person, role, by=self.author)

    def offer(self) -> None:
        with transaction():
            drafting.offer(self.assignment, by=self.author)

    def remark(self, by: Person | None = None, part: str = "result", text: str = "Tien is veel in één jaar.") -> int:
        with transaction():
            return drafting.remark(self.assignment, part, text, by=by or self.doing).id

    def rewrite(self, reason: str = "Minder plekken", **parts: Any) -> None:
        with transaction():
            changed = self.text(**{"texts": {**TEXTS, "result": "Een kaart, en vijf plekken die klaar zijn."}, **parts})
            drafting.rewrite(self.assignment, changed, by=self.author, reason=reason)

    # Agreeing

    def ask_consent(self, by: Person | None = None) -> int:
        with transaction():
            return agreeing.ask_consent(self.assignment, by=by or self.asking).id

    @property
    def round_id(self) -> int:
        """The round in hand: about its result, once one was offered, and else about what is agreed."""
        assignment = self.assignment
        found = result_round_of(assignment) if assignment.result_offered_at else round_of(assignment)
        assert found is not None
        return found.id

    def answer(self, *choices: Choice) -> None:
        """The parties come and answer, in the order of their names; whoever is left says consent. Then it is shown."""
        with transaction():
            round_ = locked_round(self.round_id)
            for one in round_.electors:
                assert one.person is not None
                attendance.arrive(round_, by=one.person)
            rounds.open_round(round_, by=round_.chair, mode=RoundMode.HAMMER, papers_sent=True)
        self.answer_again(*choices)

    def answer_again(self, *choices: Choice) -> None:
        """The same in a round that asks for consent already."""
        with transaction():
            round_ = locked_round(self.round_id)
            given = list(choices)
            for one in sorted(round_.electors, key=lambda one: one.name):
                choice = given.pop(0) if given else Choice.CONSENT
                text = "Zo halen we het niet." if choice is Choice.OBJECTION else ""
                assert one.person is not None
                answers.answer(round_, AnswerData(choice, text), by=one.person)
            rounds.reveal(round_, by=round_.chair)

    def conclude(self) -> None:
        with transaction():
            round_ = locked_round(self.round_id)
            rounds.conclude(round_, by=round_.chair)

    def agree(self) -> None:
        """All parties consent to the text in hand."""
        self.ask_consent()
        self.answer()
        self.conclude()

    def be_active(self) -> None:
        """From a draft to work that runs."""
        self.offer()
        self.agree()

    def come_to(self, state: AssignmentState) -> None:
        """From a draft to any state, by the way that people go."""
        if state is AssignmentState.DRAFT:
            return
        if state is AssignmentState.CANCELLED:
            with transaction():
                agreeing.cancel(self.assignment, by=self.asking, reason="Het geld is er niet meer.")
            return
        self.offer()
        match state:
            case AssignmentState.DECLINED:
                with transaction():
                    drafting.decline(self.assignment, by=self.doing, reason="Er zijn geen mensen voor.")
            case AssignmentState.NEGOTIATING:
                self.ask_consent()
            case AssignmentState.AGREED:
                with transaction():
                    self.assignment.current.starts_on = clock.today() + timedelta(days=30)
                self.agree()
            case AssignmentState.OFFERED:
                pass
            case _:
                self.agree()
        if state is AssignmentState.RENEGOTIATING:
            self.reopen()
        if state in (AssignmentState.COMPLETED, AssignmentState.REVIEWED):
            self.complete()
        if state is AssignmentState.REVIEWED:
            self.look_back()

    def reopen(self, reason: str = "De kaart komt later.", by: Person | None = None) -> None:
        with transaction():
            agreeing.renegotiate(self.assignment, by=by or self.doing, reason=reason)

    # Following and closing

    def report(
        self,
        by: Person | None = None,
        why: str = "",
        asked: str = "",
        reached: str = "De kaart is er.",
        after: int | None = None,
        **courses: Course,
    ) -> ProgressReport:
        """All is on course, except where `courses` say otherwise; `why` is why."""
        data = ReportData(
            courses={one: courses.get(one.value, Course.ON) for one in Aspect},
            whys=dict.fromkeys((one for one in Aspect if one.value in courses), why),
            reached=reached,
            asked=asked,
        )
        with transaction():
            return reporting.report(self.assignment, data, by=by or self.doing, after=after)

    def offer_result(self, by: Person | None = None, result: str = "Tien plekken zijn klaar.") -> int:
        with transaction():
            return closing.offer_result(self.assignment, ResultData(result), by=by or self.doing).id

    def complete(self) -> None:
        """The parties accept what was done."""
        self.offer_result()
        self.answer()
        self.conclude()

    def look_back(self, by: Person | None = None, **said: str) -> None:
        data = {"result": "Het is er koel.", "cooperation": "Open en snel.", "lessons": "Praat eerst met de buurt."}
        with transaction():
            closing.look_back(self.assignment, LookBackData(**data | said), by=by or self.asking)
