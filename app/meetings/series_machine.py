"""The chart of a series of meetings: it runs until somebody ends it. What was held in it stays."""

from typing import Any

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.meetings.models import MeetingSeries
from app.meetings.states import SeriesState


class SeriesMachine(StrictMachine[MeetingSeries]):
    """One series, from the day it was agreed."""

    subject_kind = "series"

    s = States.from_enum(SeriesState, initial=SeriesState.RUNNING, final={SeriesState.ENDED})

    change = stay_in(s.RUNNING)
    plan_meeting = stay_in(s.RUNNING)
    end = s.RUNNING.to(s.ENDED, validators="has_reason")

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """The others read why it stops."""
        if not reason.strip():
            raise Refused(N_("Schrijf erbij waarom deze reeks stopt."))
