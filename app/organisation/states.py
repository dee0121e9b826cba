"""The fixed choices of the organisation, with their labels."""

from app.core.errors import N_
from app.core.states import LabelledState


class Role(LabelledState):
    """What somebody is in a unit (SKM; mission.md). Leader and representative also sit in the wider unit."""

    LEADER = "leader", N_("Functioneel leider")
    REPRESENTATIVE = "representative", N_("Afgevaardigde")
    CHAIR = "chair", N_("Gespreksleider")
    SECRETARY = "secretary", N_("Secretaris")
    MEMBER = "member", N_("Lid")
    ADVISER = "adviser", N_("Adviseur")


DECIDING_ROLES = frozenset({Role.LEADER, Role.REPRESENTATIVE, Role.CHAIR, Role.SECRETARY, Role.MEMBER})
"""Whoever has one of these in a unit takes part in its consent; an adviser speaks and does not decide."""

LINKING_ROLES = frozenset({Role.LEADER, Role.REPRESENTATIVE})
"""The double link (dubbele koppeling, SKM): these also take part in the consent of the next-wider unit."""

LEADING_ROLES = frozenset({Role.CHAIR, Role.SECRETARY, Role.LEADER})
"""Whoever has one of these in a unit may lead its rounds and its meetings."""


class ContestRule(LabelledState):
    """What becomes of an uitvoeringsbesluit of which somebody said "dit is beleid", until the circle has decided."""

    STANDS = "stands", N_("Het blijft gelden")
    SUSPENDED = "suspended", N_("Het wordt opgeschort")


class AbsenceRule(LabelledState):
    """What a unit has agreed beforehand about members who are absent from a round (practice.md)."""

    PRESENT_DECIDE = "present_decide", N_("Aanwezigen beslissen")
    WAIT_FOR_ALL = "wait_for_all", N_("Aanhouden tot iedereen heeft geantwoord")


class StatutoryBody(LabelledState):
    """The bodies to which the law itself gives powers (Gemeentewet 6, 82 to 84). Only these may impose secrecy (87)."""

    COUNCIL = "council", N_("Gemeenteraad")
    COLLEGE = "college", N_("College van burgemeester en wethouders")
    MAYOR = "mayor", N_("Burgemeester")
    COMMITTEE = "committee", N_("Commissie")


COLLEGE_ROLES = frozenset({Role.CHAIR, Role.MEMBER})
"""Who is a member of the college: the burgemeester, who chairs, and the wethouders (Gemeentewet 34).

The secretaris sits at the table (Gemeentewet 103) and is no member; nor is who leads or represents a narrower unit.
"""


class Signal(LabelledState):
    """How the answers of a round are given. Aloud they are said in the room and noted after: none goes before it."""

    BY_SIZE = "by_size", N_("In een kleine kring hardop, anders verzegeld op je eigen scherm")
    SEALED = "sealed", N_("Altijd verzegeld op je eigen scherm")
    ALOUD = "aloud", N_("Hardop, om de beurt; daarna genoteerd")


class Chairing(LabelledState):
    """Who chairs a round, unless the chair is handed over."""

    PREPARER = "preparer", N_("Wie de ronde klaarzet")
    ELECTED = "elected", N_("De gespreksleider van de kring")


class TemporaryKind(LabelledState):
    """What a unit is that was set up for one task (mission.md, A5)."""

    WORKING_GROUP = "working_group", N_("Werkgroep")
    SUPPORT_TEAM = "support_team", N_("Begeleidingsteam")
    PROGRAMME = "programme", N_("Programma")


class TemporaryState(LabelledState):
    """Whether a temporary unit goes on. Past its planned end it goes on all the same, until somebody stops it."""

    RUNNING = "running", N_("Loopt")
    STOPPED = "stopped", N_("Gestopt")
