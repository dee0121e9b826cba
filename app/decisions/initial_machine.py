"""The chart of one step in a parafenroute. None of it changes the proposal itself: a paraaf only informs."""

from typing import Any, ClassVar

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine
from app.decisions.initial_states import UNSETTLED, InitialState
from app.decisions.models import Initial
from app.decisions.states import ProposalState
from app.organisation.refusals import RefusedField

STAYS = N_("Dit staat al vast: een paraaf blijft zoals hij is gegeven.")


class InitialMachine(StrictMachine[Initial]):
    """One step, from the day somebody was asked."""

    subject_kind = "initial"

    s = States.from_enum(
        InitialState,
        initial=InitialState.WAITING,
        final={InitialState.SEEN, InitialState.TAKEN_UP, InitialState.PASSED_OVER},
    )

    see = s.WAITING.to(s.SEEN, validators=["is_on_its_way", "is_their_turn"])
    send_back = s.WAITING.to(s.SENT_BACK, validators=["is_on_its_way", "is_their_turn", "has_reason"])
    pass_over = s.WAITING.to(s.PASSED_OVER)
    take_up = s.SENT_BACK.to(s.TAKEN_UP)

    refusals: ClassVar = {
        event: {state: STAYS for state in InitialState if state is not InitialState.WAITING}
        for event in ("see", "send_back")
    }

    def is_on_its_way(self) -> None:
        """A paraaf is about a text that was handed in and that no round has in hand."""
        if self.subject.proposal.state is not ProposalState.SUBMITTED:
            raise Refused(N_("Parafen geef je op een ingediend voorstel, tot de ronde begint."))

    def is_their_turn(self) -> None:
        """A route has an order: who comes later sees what was said before."""
        before = next((one for one in self.subject.proposal.initials if one.state in UNSETTLED), None)
        if before is None or before is self.subject:
            return
        if before.state is InitialState.SENT_BACK:
            raise Refused(N_("Dit is teruggestuurd en ligt nu bij de indiener."))
        raise Refused(N_("Eerst is %(name)s aan de beurt."), name=before.person.name)

    def has_reason(self, remark: str = "", **_given: Any) -> None:
        """Whoever sends a proposal back says what should be different."""
        if not remark.strip():
            raise RefusedField("remark", N_("Schrijf erbij waarom je het terugstuurt."))
