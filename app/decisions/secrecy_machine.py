"""The chart of a secrecy (Gemeentewet 87 to 89): imposed by a body, until a body lifts it."""

from typing import Any

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.decisions.disclosure import SecrecyState
from app.decisions.models.disclosure import Secrecy


class SecrecyMachine(StrictMachine[Secrecy]):
    """One imposition of secrecy."""

    subject_kind = "secrecy"

    s = States.from_enum(SecrecyState, initial=SecrecyState.IMPOSED, final={SecrecyState.LIFTED})

    give_to_council = stay_in(s.IMPOSED)
    lift = s.IMPOSED.to(s.LIFTED, validators="has_reason")

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """Whoever lifts it says why it need not be secret any more."""
        if not reason.strip():
            raise Refused(N_("Schrijf erbij waarom het niet meer geheim hoeft te zijn."))
