"""The chart of a proposal (design.md). Rounds move it too: `service.rounds` drives those events."""

from typing import Any, ClassVar

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.decisions.models.proposal import Proposal
from app.decisions.states import ProposalState


class ProposalMachine(StrictMachine[Proposal]):
    """One proposal, from concept to what became of it."""

    subject_kind = "proposal"

    s = States.from_enum(
        ProposalState,
        initial=ProposalState.DRAFT,
        final={ProposalState.DECIDED, ProposalState.WITHDRAWN, ProposalState.DELEGATED},
    )

    edit = stay_in(s.DRAFT)
    submit = s.DRAFT.to(s.SUBMITTED, validators="says_something")
    give_back = s.SUBMITTED.to(s.DRAFT, validators="has_reason")
    enter_round = s.SUBMITTED.to(s.IN_ROUND)
    renew = stay_in(s.IN_ROUND)
    decide = s.IN_ROUND.to(s.DECIDED)
    agree = s.IN_ROUND.to(s.AGREED)
    settle = s.DECIDED.from_(s.SUBMITTED, s.AGREED, s.NO_CONSENT, validators="is_before_the_college")
    fail = s.IN_ROUND.to(s.NO_CONSENT)
    delegate = s.IN_ROUND.to(s.DELEGATED)
    rework = s.NO_CONSENT.to(s.DRAFT)
    withdraw = s.WITHDRAWN.from_(s.DRAFT, s.SUBMITTED, s.IN_ROUND, s.AGREED, s.NO_CONSENT)

    refusals: ClassVar = {
        "edit": {
            ProposalState.SUBMITTED: N_(
                "Dit voorstel is ingediend: de tekst staat vast. Vraag het terug om hem te veranderen."
            ),
        },
    }

    def says_something(self) -> None:
        """There must be something to decide on."""
        if not self.subject.current.wording.what.strip():
            raise Refused(N_("Schrijf eerst wat je voorstelt."))

    def is_before_the_college(self) -> None:
        """Only the college settles: its legal decision stands beside the consent (Gemeentewet 52 to 59)."""
        if not self.subject.unit.is_college:
            raise Refused(N_("Alleen het college neemt een besluit in zijn zitting."))

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """Whoever gives a proposal back says why."""
        if not reason.strip():
            raise Refused(N_("Schrijf erbij waarom je het voorstel teruggeeft."))
