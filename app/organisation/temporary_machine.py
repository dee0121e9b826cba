"""The chart of a temporary unit: it runs until somebody stops it, with the reason. Its planned end does nothing."""

from collections.abc import Sequence
from typing import Any

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.organisation.refusals import RefusedField
from app.organisation.states import TemporaryState
from app.organisation.temporary import TemporaryUnit


class TemporaryUnitMachine(StrictMachine[TemporaryUnit]):
    """One temporary unit, from the day it was set up."""

    subject_kind = "unit"

    s = States.from_enum(TemporaryState, initial=TemporaryState.RUNNING, final={TemporaryState.STOPPED})

    adjust = stay_in(s.RUNNING)
    stop = s.RUNNING.to(s.STOPPED, validators=["has_reason", "nothing_goes_on", "reports_to_a_unit"])

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """The others read why it stopped."""
        if not reason.strip():
            raise RefusedField("reason", N_("Schrijf erbij waarom deze kring stopt."))

    def nothing_goes_on(self, going_on: Sequence[str] = (), **_given: Any) -> None:
        """People are not interrupted halfway; it says what goes on, as far as the actor may know."""
        if going_on:
            raise Refused(N_("Er is nog iets bezig: %(what)s. Rond dat eerst af."), what="; ".join(going_on))

    def reports_to_a_unit(self) -> None:
        """There must be somebody to take over what is open."""
        if self.subject.reports_to is None:
            raise Refused(N_("Deze kring rapporteert aan geen andere: niemand kan overnemen wat er open staat."))
