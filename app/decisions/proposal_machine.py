"""The chart of a proposal (design.md). Rounds move it too: `service.rounds` drives those events."""

from typing import Any, ClassVar

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.decisions.models.proposal import Proposal
from app.decisions.states import Nature, ProposalState, Triage


class ProposalMachine(StrictMachine):
    """One proposal, from concept to what became of it."""

    subject_kind = "proposal"
    model: Proposal

    s = States.from_enum(
        ProposalState,
        initial=ProposalState.DRAFT,
        final={ProposalState.DECIDED, ProposalState.WITHDRAWN},
    )

    edit = stay_in(s.DRAFT)
    submit = s.DRAFT.to(s.SUBMITTED, validators="says_something")
    give_back = s.SUBMITTED.to(s.DRAFT, validators=["has_reason", "is_no_contest"])
    enter_round = s.SUBMITTED.to(s.IN_ROUND)
    renew = stay_in(s.IN_ROUND)
    decide = s.IN_ROUND.to(s.DECIDED)
    fail = s.IN_ROUND.to(s.NO_CONSENT)
    delegate = s.IN_ROUND.to(s.DELEGATED)
    rework = s.NO_CONSENT.to(s.DRAFT)
    execute = s.DECIDED.from_(s.DRAFT, s.SUBMITTED, s.DELEGATED, validators="is_execution")
    ask_advice = stay_in(s.DRAFT, s.SUBMITTED, s.DELEGATED, validators="is_execution")
    advise = stay_in(s.DRAFT, s.SUBMITTED, s.DELEGATED, validators="says_what")
    to_the_circle = stay_in(s.SUBMITTED, validators="is_execution")
    withdraw = s.WITHDRAWN.from_(s.DRAFT, s.SUBMITTED, s.IN_ROUND, s.NO_CONSENT)

    refusals: ClassVar = {
        "edit": {
            ProposalState.SUBMITTED: N_(
                "Dit voorstel is ingediend: de tekst staat vast. Vraag het terug om hem te veranderen."
            ),
        },
    }

    def says_something(self) -> None:
        """There must be something to decide on."""
        if not self.model.current.wording.what.strip():
            raise Refused(N_("Schrijf eerst wat je voorstelt."))

    def is_no_contest(self) -> None:
        """Of what somebody called beleid the circle decides: a decision may be suspended until then."""
        if self.model.triage is Triage.CONTESTED:
            raise Refused(N_("Iemand zei over een besluit: dit is beleid. Daar beslist de kring over."))

    def is_execution(self) -> None:
        """Beleid is decided by its circle, in a round."""
        if self.model.nature is not Nature.EXECUTION:
            raise Refused(N_("Dit is beleid: de kring beslist erover, in een ronde."))

    def says_what(self, text: str = "", **_given: Any) -> None:
        """Advice says something."""
        if not text.strip():
            raise Refused(N_("Schrijf op wat je advies is."))

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """Whoever gives a proposal back says why."""
        if not reason.strip():
            raise Refused(N_("Schrijf erbij waarom je het voorstel teruggeeft."))
