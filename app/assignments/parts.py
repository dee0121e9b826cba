"""The parts of the text of an assignment, and what each kind of work begins with (mission.md, D1; D.1529312).

Every part may stay empty. A municipality adds its own (`models.OwnPart`).
"""

from collections.abc import Mapping

from app.assignments.states import WorkType
from app.core.errors import N_

PARTS: Mapping[str, str] = {
    "occasion": N_("Aanleiding"),
    "purpose": N_("Bedoeling en beoogd maatschappelijk effect"),
    "result": N_("Resultaat"),
    "scope": N_("Afbakening"),
    "players": N_("Samenwerking en spelers"),
    "participation": N_("Participatie"),
    "means": N_("Mensen en middelen"),
    "planning": N_("Planning"),
    "risks": N_("Risico's"),
    "communication": N_("Communicatie"),
    "decisions": N_("Beslismomenten"),
    "further": N_("Verder"),
}
"""By their names in the database, in the order of the screen."""

IN_WORDING: Mapping[str, str] = {"purpose": "why", "further": "body"}
"""The parts that stand in the text of the proposal itself, when it is put to consent: its reason, and its body."""

STARTING_TEXTS: Mapping[WorkType, Mapping[str, str]] = {
    WorkType.TASK: {
        "purpose": N_("Wat merken inwoners er over een paar jaar van?"),
        "result": N_("Een opgave heeft geen einddatum: waaraan zien we onderweg dat het de goede kant op gaat?"),
        "players": N_("Wie buiten het gemeentehuis is nodig, en wie trekt?"),
        "participation": N_("Hoe doen inwoners en partners mee: meedenken, meebeslissen, zelf doen?"),
        "decisions": N_("Waarover beslist de raad, waarover het college, en wat doen we zelf?"),
    },
    WorkType.OPERATION: {
        "purpose": N_("Voor wie doen we dit werk, en wat hebben zij eraan?"),
        "result": N_("Wat leveren we, hoeveel, hoe snel en hoe goed?"),
        "means": N_("Met welke mensen, welk geld en welke systemen?"),
        "risks": N_("Wat als het drukker wordt dan gedacht?"),
    },
    WorkType.POLICY: {
        "occasion": N_("Wat vraagt om nieuw beleid: een wet, de raad, of iets dat we zien?"),
        "purpose": N_("Welk effect moet het beleid hebben?"),
        "scope": N_("Wat is niet aan de orde, en welk beleid blijft gelden?"),
        "participation": N_("Wie praat mee, wanneer, en wat gebeurt er met wat zij zeggen?"),
        "decisions": N_("Startnotitie, concept, besluit: wie beslist wanneer?"),
    },
    WorkType.PROJECT: {
        "occasion": N_("Waarom nu?"),
        "result": N_("Wat is er als het klaar is, en wie neemt het dan over?"),
        "scope": N_("Wat hoort er niet bij?"),
        "means": N_("Uren, geld en wie ze beschikbaar stelt."),
        "planning": N_("Welke fasen, en wat is er na elke fase?"),
        "risks": N_("Wat kan het tegenhouden, en wat doen we dan?"),
    },
}
"""The questions a text begins with, by the kind of work: an opgave is not a project. They are hints, not text."""
