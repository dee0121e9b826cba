"""The chart of a decision (design.md)."""

from typing import Any

from statemachine.states import States

from app.core import clock
from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.decisions.models.decision import Decision
from app.decisions.states import DecisionState, Origin
from app.organisation.agreements import rules_of
from app.organisation.refusals import RefusedField
from app.organisation.states import ContestRule

OF_A_CIRCLE = frozenset({"start_review", "withdraw_consent", "reaffirm", "repeal", "expire"})
"""What the circle that decided does with its decision."""


class DecisionMachine(StrictMachine[Decision]):
    """One decision, from the day it holds until it no longer does."""

    subject_kind = "decision"

    s = States.from_enum(
        DecisionState,
        initial=DecisionState.IN_FORCE,
        final={DecisionState.SUPERSEDED, DecisionState.REPEALED, DecisionState.EXPIRED},
    )

    attach = stay_in(s.IN_FORCE, s.UNDER_REVIEW)
    start_review = s.IN_FORCE.to(s.UNDER_REVIEW)
    withdraw_consent = s.IN_FORCE.to(s.UNDER_REVIEW, validators="has_information") | s.UNDER_REVIEW.to.itself(
        validators="has_information"
    )
    note_review = stay_in(s.UNDER_REVIEW)
    reaffirm = s.UNDER_REVIEW.to(s.IN_FORCE, validators="circle_consents")
    supersede = s.SUPERSEDED.from_(s.IN_FORCE, s.UNDER_REVIEW, s.SUSPENDED)
    repeal = s.REPEALED.from_(s.IN_FORCE, s.UNDER_REVIEW, s.SUSPENDED, validators=["circle_consents", "has_reason"])
    expire = s.EXPIRED.from_(s.IN_FORCE, s.UNDER_REVIEW, s.SUSPENDED, validators="has_reason")

    # To the unit that takes over, when its own unit stops
    hand_over = stay_in(s.IN_FORCE, s.UNDER_REVIEW, s.SUSPENDED)

    # "Dit is beleid"
    contest = s.IN_FORCE.to(
        s.SUSPENDED, cond="is_suspended_by_it", validators=["is_execution", "is_in_the_window", "has_argument"]
    ) | s.IN_FORCE.to.itself(validators=["is_execution", "is_in_the_window", "has_argument"])
    let_stand = s.IN_FORCE.from_(s.SUSPENDED) | stay_in(s.IN_FORCE, s.UNDER_REVIEW)

    def is_suspended_by_it(self) -> bool:
        """The circle whose beleid it is has chosen so, and nobody outside is bound by it (practice.md)."""
        execution = self.subject.execution
        if execution is None or execution.outside_effect:
            return False
        return execution.steering_unit.contest_rule is ContestRule.SUSPENDED

    def is_execution(self, contested: bool = False, **_given: Any) -> None:
        """Only of uitvoering somebody may say that it is beleid, and one at a time."""
        if self.subject.execution is None:
            raise Refused(N_("Dit is geen uitvoeringsbesluit. Wil je het anders? Schrijf een voorstel."))
        if contested:
            raise Refused(N_("Over dit besluit zei iemand al: dit is beleid. De kring beslist erover."))

    def is_in_the_window(self) -> None:
        """Within the days of the circle whose beleid it is, by its rules of the day on which this was decided.

        A rule that is agreed on later opens and closes nothing.
        """
        decision, execution = self.subject, self.subject.execution
        if execution is None or decision.decided_on is None:
            return
        days = rules_of(execution.steering_unit, decision.decided_on).contest_days
        if (clock.today() - decision.decided_on).days > days:
            raise Refused(
                N_("Dit kon tot %(days)s dagen na het besluit. Wil je het anders? Schrijf een voorstel."), days=days
            )

    def has_argument(self, argument: str = "", **_given: Any) -> None:
        """Whoever says so gives an argument."""
        if not argument.strip():
            raise RefusedField("argument", N_("Schrijf erbij waarom dit beleid is."))

    def circle_consents(self, consented: bool = False, **_given: Any) -> None:
        """What was taken with consent goes on or ends with consent (SKM); see docs/adr/0018."""
        if self.subject.origin is Origin.ROUND and not consented:
            raise Refused(N_("Dit besluit nam de kring met consent. Leg dit dus voor aan de kring."))

    def has_information(self, information: str = "", **_given: Any) -> None:
        """The others must know what has changed since they all consented."""
        if not information.strip():
            raise Refused(N_("Schrijf op wat je nu weet en toen nog niet."))

    def check(self, event: str, follows: bool = False, **_given: Any) -> None:
        """What went with a text that people consented to stays; only what came from elsewhere can be made whole.

        What parties agreed is looked back on, changed and ended by them, and not beside them: it `follows` from that.
        """
        if event in OF_A_CIRCLE and self.subject.wording.is_among_parties and not follows:
            raise Refused(N_("Dit spraken partijen met elkaar af. Zij kijken terug, veranderen en stoppen het daar."))
        if event == "attach" and self.subject.origin is not Origin.IMPORTED:
            raise Refused(N_("De bijlagen van dit besluit staan vast, net als de tekst waarmee iedereen instemde."))

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """A decision does not end without a word why."""
        if not reason.strip():
            raise Refused(N_("Schrijf erbij waarom dit besluit niet meer geldt."))
