"""How an assignment goes, aspect by aspect: what a progress report says (mission.md, D4)."""

from app.core.errors import N_
from app.core.states import LabelledState


class Aspect(LabelledState):
    """What a report looks at; the whole comes first."""

    WHOLE = "whole", N_("Totaal")
    PLANNING = "planning", N_("Planning")
    MEANS = "means", N_("Middelen")
    QUALITY = "quality", N_("Kwaliteit")
    COOPERATION = "cooperation", N_("Samenwerking")
    RISK = "risk", N_("Risico")


class Course(LabelledState):
    """How it goes with one of them."""

    ON = "on", N_("Op koers")
    ATTENTION = "attention", N_("Aandacht")
    OFF = "off", N_("Niet op koers")
