"""The chart of a sitting of the college (Gemeentewet 52 to 59): planned, opened with a quorum, and closed."""

from typing import Any

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.decisions.college_law import Convocation, SittingState, may_decide
from app.decisions.models.college import Sitting


class SittingMachine(StrictMachine[Sitting]):
    """One sitting. What is settled in it stands in its items; each settling is an event of the sitting."""

    subject_kind = "sitting"

    s = States.from_enum(SittingState, initial=SittingState.PLANNED, final={SittingState.CLOSED, SittingState.NOT_HELD})

    attend = stay_in(s.PLANNED, s.OPEN)
    open = s.PLANNED.to(s.OPEN, validators="has_quorum")
    give_up = s.PLANNED.to(s.NOT_HELD, validators="has_no_quorum")
    settle_list = s.OPEN.to.itself(validators="enough_take_part")
    settle = s.OPEN.to.itself(validators="enough_take_part")
    vote = s.OPEN.to.itself(validators="enough_take_part")
    hold_over = stay_in(s.OPEN)
    close = s.OPEN.to(s.CLOSED)

    def has_quorum(self, seated: int = 0) -> None:
        """At least half of the sitting members is there, but in a second convocation (Gemeentewet 56)."""
        if self.subject.convocation is Convocation.OUTSIDE:
            return
        if not self.subject.quorum(seated):
            raise Refused(
                N_(
                    "Er is geen quorum: %(present)s van %(seated)s leden. Roep het college opnieuw op (Gemeentewet 56)."
                ),
                present=len(self.subject.presence),
                seated=seated,
            )

    def has_no_quorum(self, seated: int = 0) -> None:
        """Only a first convocation fails for want of members; whoever has a quorum opens."""
        if self.subject.convocation is not Convocation.FIRST or self.subject.quorum(seated):
            raise Refused(N_("Er zijn genoeg leden: open de zitting."))

    def enough_take_part(self, seated: int = 0, taking_part: int = 0, recused: int = 0, **given: Any) -> None:
        """Who has a personal interest takes no part and does not count (Gemeentewet 58, which applies 28; Awb 2:4)."""
        if self.subject.convocation is Convocation.OUTSIDE:
            return
        called_again = bool(given.get("called_again"))
        if not may_decide(seated, taking_part + recused, recused=recused, called_again=called_again):
            raise Refused(N_("Te weinig leden doen hieraan mee om te kunnen besluiten. Houd het aan."))
