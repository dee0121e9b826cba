"""The chart of an election up to its consent round and after it; the round itself has its own (SKM)."""

from typing import Any, ClassVar

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.elections.models import Election
from app.elections.states import ENDS, ElectionState


class ElectionMachine(StrictMachine[Election]):
    """One election, from the description of the role to who was chosen."""

    subject_kind = "election"

    s = States.from_enum(ElectionState, initial=ElectionState.DESCRIBING, final=ENDS)

    ask_nominations = s.DESCRIBING.to(s.NOMINATING, validators="role_is_described")
    nominate = stay_in(s.NOMINATING)
    show = s.NOMINATING.to(s.CHANGING, validators="somebody_is_nominated")
    change = stay_in(s.CHANGING)
    propose = s.CHANGING.to(s.PROPOSED, validators=["nominee_was_nominated", "says_why"]) | s.PROPOSED.to.itself(
        validators=["nominee_was_nominated", "says_why"]
    )
    step_back = s.PROPOSED.to(s.CHANGING)
    ask_consent = s.PROPOSED.to(s.IN_ROUND)
    elect = s.IN_ROUND.to(s.ELECTED)
    fail = s.IN_ROUND.to(s.CHANGING)
    abandon = s.ABANDONED.from_(s.DESCRIBING, s.NOMINATING, s.CHANGING, s.PROPOSED)

    refusals: ClassVar = {
        "nominate": {
            ElectionState.DESCRIBING: N_("Er is nog niet om voordrachten gevraagd."),
            ElectionState.CHANGING: N_("De voordrachten zijn al getoond. Je kunt die van jou nog wel veranderen."),
        },
        "change": {ElectionState.NOMINATING: N_("De voordrachten zijn nog niet getoond. Pas je eigen voordracht aan.")},
        "abandon": {ElectionState.IN_ROUND: N_("Er loopt een consentronde over deze verkiezing. Sluit die eerst.")},
    }

    def role_is_described(self, is_described: bool = False) -> None:
        """First the role, then the person: what it takes is agreed by consent before a name is heard (SKM)."""
        if not is_described:
            raise Refused(N_("De rol is nog niet omschreven. Leg die eerst aan de kring voor."))

    def somebody_is_nominated(self) -> None:
        """There must be something to show."""
        if not self.subject.nominations:
            raise Refused(N_("Er is nog niemand voorgedragen."))

    def nominee_was_nominated(self, nominee_id: int | None = None, **_given: Any) -> None:
        """The gespreksleider chooses among those whom somebody nominated."""
        if nominee_id not in {one.id for one in self.subject.nominated}:
            raise Refused(N_("Kies iemand die is voorgedragen."))

    def says_why(self, argument: str = "", **_given: Any) -> None:
        """The arguments decide, not the count (SKM)."""
        if not argument.strip():
            raise Refused(N_("Schrijf erbij waarom: welke argumenten wegen voor jou het zwaarst?"))
