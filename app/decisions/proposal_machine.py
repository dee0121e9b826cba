"""The chart of a proposal (design.md). Rounds move it too: `service.rounds` drives those events."""

from typing import Any, ClassVar

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.decisions.models.proposal import Proposal
from app.decisions.states import Nature, ProposalState, Triage


class ProposalMachine(StrictMachine[Proposal]):
    """One proposal, from concept to what became of it."""

    subject_kind = "proposal"

    s = States.from_enum(
        ProposalState,
        initial=ProposalState.DRAFT,
        final={
            ProposalState.DECIDED,
            ProposalState.WITHDRAWN,
            ProposalState.SETTLED_WIDER,
            ProposalState.HANDED_BACK,
        },
    )

    edit = stay_in(s.DRAFT)
    submit = s.DRAFT.to(s.SUBMITTED, validators="says_something")
    give_back = s.SUBMITTED.to(s.DRAFT, validators=["was_written_here", "has_reason", "is_no_contest"])
    enter_round = s.SUBMITTED.to(s.IN_ROUND)
    renew = stay_in(s.IN_ROUND)
    decide = s.IN_ROUND.to(s.DECIDED)
    agree = s.IN_ROUND.to(s.AGREED)
    settle = s.DECIDED.from_(s.SUBMITTED, s.AGREED, s.NO_CONSENT, validators="is_before_the_college")
    fail = s.IN_ROUND.to(s.NO_CONSENT)
    delegate = s.IN_ROUND.to(s.DELEGATED)
    rework = s.NO_CONSENT.to(s.DRAFT, validators="was_written_here")
    execute = s.DECIDED.from_(s.DRAFT, s.SUBMITTED, s.DELEGATED, validators="is_execution")
    ask_advice = stay_in(s.DRAFT, s.SUBMITTED, s.DELEGATED, validators="is_execution")
    advise = stay_in(s.DRAFT, s.SUBMITTED, s.DELEGATED, validators="says_what")
    to_the_circle = stay_in(s.SUBMITTED, validators="is_execution")
    withdraw = s.WITHDRAWN.from_(s.DRAFT, s.SUBMITTED, s.IN_ROUND, s.AGREED, s.NO_CONSENT)

    # To the wider unit and back
    refer = s.IN_ROUND.to(s.REFERRED)
    come_back = s.REFERRED.to(s.SUBMITTED)
    settle_wider = s.REFERRED.to(s.SETTLED_WIDER)
    hand_back = s.SUBMITTED.to(s.HANDED_BACK, validators=["came_from_elsewhere", "has_words"])

    # To the unit that takes over, when its own unit stops
    hand_over = stay_in(s.DRAFT, s.SUBMITTED, s.NO_CONSENT, s.DELEGATED, s.REFERRED)

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

    def is_no_contest(self) -> None:
        """Of what somebody called beleid the circle decides: a decision may be suspended until then."""
        if self.subject.triage is Triage.CONTESTED:
            raise Refused(N_("Iemand zei over een besluit: dit is beleid. Daar beslist de kring over."))

    def was_written_here(self) -> None:
        """What a narrower unit referred goes back there; its text is not rewritten outside a round."""
        if self.subject.came_by is not None:
            raise Refused(N_("Dit is voorgelegd door een andere kring. Stuur het terug, met een aanwijzing."))

    def came_from_elsewhere(self) -> None:
        """Only what was referred can be sent back to where it came from."""
        if self.subject.came_by is None:
            raise Refused(N_("Dit voorstel is hier geschreven. Geef het terug aan de indiener."))

    def has_words(self, words: str = "", **_given: Any) -> None:
        """Whoever sends a matter back says what the narrower unit can do with it."""
        if not words.strip():
            raise Refused(N_("Schrijf erbij wat je de andere kring meegeeft."))

    def is_execution(self) -> None:
        """Beleid is decided by its circle, in a round."""
        if self.subject.nature is not Nature.EXECUTION:
            raise Refused(N_("Dit is beleid: de kring beslist erover, in een ronde."))

    def says_what(self, text: str = "", **_given: Any) -> None:
        """Advice says something."""
        if not text.strip():
            raise Refused(N_("Schrijf op wat je advies is."))

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """Whoever gives a proposal back says why."""
        if not reason.strip():
            raise Refused(N_("Schrijf erbij waarom je het voorstel teruggeeft."))
