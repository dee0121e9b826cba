"""The phases of an assignment, what kinds of work there are, and as what somebody is a party (D.1529312)."""

from app.core.errors import N_
from app.core.states import LabelledState


class AssignmentState(LabelledState):
    """From a first draft to what was learned (design.md, "Assignment")."""

    DRAFT = "draft", N_("Concept")
    OFFERED = "offered", N_("In gesprek")
    NEGOTIATING = "negotiating", N_("In consentronde")
    AGREED = "agreed", N_("Afgesproken")
    ACTIVE = "active", N_("Loopt")
    RENEGOTIATING = "renegotiating", N_("Opnieuw in gesprek")
    COMPLETED = "completed", N_("Afgerond")
    REVIEWED = "reviewed", N_("Teruggekeken")
    DECLINED = "declined", N_("Afgewezen")
    CANCELLED = "cancelled", N_("Gestopt")

    @property
    def is_talked_over(self) -> bool:
        """Whether its parties talk about a text that may still change."""
        return self in TALKED_OVER

    @property
    def is_in_force(self) -> bool:
        """Whether what was agreed holds now, also while something else is talked over."""
        return self in IN_FORCE

    @property
    def is_open(self) -> bool:
        """Whether something is still to happen in it."""
        return self not in {*ENDS, AssignmentState.COMPLETED}


TALKED_OVER = frozenset({AssignmentState.OFFERED, AssignmentState.RENEGOTIATING})
IN_FORCE = frozenset({AssignmentState.AGREED, AssignmentState.ACTIVE, AssignmentState.RENEGOTIATING})
FOLLOWED = frozenset({AssignmentState.ACTIVE, AssignmentState.RENEGOTIATING})
"""Where the work goes on, and its milestones and information agreements are kept."""
ENDS = frozenset({AssignmentState.REVIEWED, AssignmentState.DECLINED, AssignmentState.CANCELLED})


class WorkType(LabelledState):
    """The werksoorten: each is steered in its own way (D.1529312)."""

    TASK = "task", N_("Opgave")
    OPERATION = "operation", N_("Uitvoerend proces")
    POLICY = "policy", N_("Beleidsproces")
    PROJECT = "project", N_("Project of programma")


class PartyRole(LabelledState):
    """As what somebody is a party to an assignment."""

    GOVERNING_COMMISSIONER = "governing_commissioner", N_("Bestuurlijk opdrachtgever")
    COMMISSIONER = "commissioner", N_("Opdrachtgever")
    CONTRACTOR = "contractor", N_("Opdrachtnemer")

    @property
    def asks(self) -> bool:
        """Whether they are the side that asks for the work."""
        return self is not PartyRole.CONTRACTOR


ALWAYS = (PartyRole.COMMISSIONER, PartyRole.CONTRACTOR)
FOR_THE_COLLEGE = (PartyRole.GOVERNING_COMMISSIONER, *ALWAYS)
"""Who must be there before an assignment is offered; the second of a bestuursopdracht."""
OFFICIAL = {
    PartyRole.COMMISSIONER: N_("Ambtelijk opdrachtgever"),
    PartyRole.CONTRACTOR: N_("Ambtelijk opdrachtnemer"),
}
"""What these roles are called in a bestuursopdracht."""


class Involving(LabelledState):
    """How a body is to be told."""

    INFORM = "inform", N_("informeren")
    INVOLVE = "involve", N_("betrekken")


class Rhythm(LabelledState):
    """How often."""

    ONCE = "once", N_("één keer")
    MONTHLY = "monthly", N_("elke maand")
    QUARTERLY = "quarterly", N_("elk kwartaal")
    HALF_YEARLY = "half_yearly", N_("elk half jaar")

    @property
    def months(self) -> int:
        """The months between two times; 0 for what happens once."""
        return {Rhythm.ONCE: 0, Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6}[self]
