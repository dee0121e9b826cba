"""The phases of an election, with the labels people see."""

from app.core.errors import N_
from app.core.states import LabelledState
from app.organisation.states import Role

ELECTED_ROLES = (Role.REPRESENTATIVE, Role.CHAIR, Role.SECRETARY)
"""The roles a unit fills by election (SKM). One person holds each: who is elected follows who was there."""


class ElectionState(LabelledState):
    """From the description of the role to who was chosen."""

    DESCRIBING = "describing", N_("Rol omschrijven")
    NOMINATING = "nominating", N_("Voordragen")
    CHANGING = "changing", N_("Voordracht veranderen")
    PROPOSED = "proposed", N_("Voorstel")
    IN_ROUND = "in_round", N_("Consent")
    ELECTED = "elected", N_("Gekozen")
    ABANDONED = "abandoned", N_("Gestopt")

    @property
    def is_open(self) -> bool:
        """Whether the election goes on."""
        return self not in ENDS

    @property
    def is_sealed(self) -> bool:
        """Whether the nominations have not been shown."""
        return self in {ElectionState.DESCRIBING, ElectionState.NOMINATING}


ENDS = frozenset({ElectionState.ELECTED, ElectionState.ABANDONED})
PHASES = tuple(state for state in ElectionState if state is not ElectionState.ABANDONED)
