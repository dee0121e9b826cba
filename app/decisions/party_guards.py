"""What may not happen in a round among parties, who agree with each other, each for themselves (D.1529312)."""

from app.core.errors import N_, Refused
from app.decisions.models import ConsentRound

FOR_A_CIRCLE = frozenset({"delegate", "refer"})
"""What makes sense where a unit decides: parties cannot leave it to one of them, or to others."""


class PartyGuards:
    """Part of `RoundMachine`."""

    subject: ConsentRound

    def demand_everybody(self, event: str) -> None:
        """Refuse what would leave one of the parties out."""
        if event in FOR_A_CIRCLE and self.is_among_parties():
            raise Refused(N_("Hier spreken partijen iets af, ieder voor zichzelf. Dat kan niet zonder een van hen."))

    def is_among_parties(self) -> bool:
        """It is no unit that decides: those who consent are the parties to what is agreed."""
        return self.subject.version.wording.is_among_parties
