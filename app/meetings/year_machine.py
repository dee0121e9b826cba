"""The chart of a step of the year: it comes back, or is expected, until somebody ends it. Each time it is put once."""

from typing import Any

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.meetings.models import YearStep
from app.meetings.states import StepState


class YearStepMachine(StrictMachine[YearStep]):
    """One step, from the day it was agreed on."""

    subject_kind = "year_step"

    s = States.from_enum(StepState, initial=StepState.RUNNING, final={StepState.ENDED})

    change = stay_in(s.RUNNING)
    put = s.RUNNING.to.itself(validators="is_at_hand")
    end = s.RUNNING.to(s.ENDED, validators="has_reason")

    def is_at_hand(self, year: int | None = None, **_given: Any) -> None:
        """Once for each time it comes back."""
        if year is None:
            raise Refused(N_("Dit is nog niet aan de beurt, of het stond al op een agenda."))

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """The others read why it comes back no more."""
        if not reason.strip():
            raise Refused(N_("Schrijf erbij waarom dit vervalt."))
