"""What stands in each agreement of a unit, and how it is told: labels and values, in the order of the page."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.errors import N_
from app.decisions.subjects import Value
from app.organisation.agreements import UnitRules

Content = Mapping[str, Any]
Parts = Sequence[tuple[str, Value]]

MOST_MEETINGS = 8
"""So many meetings fit in an overlegstructuur; with more, nobody comes to work."""


def focus_parts(content: Content) -> Parts:
    """What a level steers on (D.1529312: each level sets its own), and what it leaves to others."""
    return [
        (N_("Waar we op sturen"), content.get("steers_on", "")),
        (N_("Wat we aan een ander niveau laten"), content.get("leaves", "")),
        (N_("Waaraan we zien dat het werkt"), content.get("seen_by", "")),
    ]


def rules_parts(content: Content) -> Parts:
    """By which rules a unit holds its rounds (practice.md, "Absent", "In the room")."""
    rules = UnitRules.of_content(content)
    return [
        (N_("Als iemand afwezig is"), rules.absence_rule),
        (N_("Dagen vooraf aankondigen voor wie er niet bij is"), str(rules.notice_days)),
        (N_("Dagen om te zeggen ‘dit is beleid’"), str(rules.contest_days)),
        (N_("Hoe we antwoorden"), rules.signal),
        (N_("Wie voorzit"), rules.chairing),
    ]


def structure_parts(content: Content) -> Parts:
    """Which meetings there are: each by its name, with how often, who and what for."""
    told: list[tuple[str, Value]] = []
    names: set[str] = set()
    for number, meeting in enumerate(content.get("meetings", []), 1):
        name = meeting["name"] if meeting["name"] not in names else f"{meeting['name']} ({number})"
        names.add(name)
        when_and_who = " · ".join(filter(None, (meeting["rhythm"], meeting["people"])))
        told.append((name, "\n\n".join(filter(None, (when_and_who, meeting["purpose"])))))
    return told


def role_parts(content: Content) -> Parts:
    """What somebody in a role does, who would be good at it, and for how long (SKM)."""
    return [
        (N_("Taak"), content.get("task", "")),
        (N_("Wie past hierbij"), content.get("qualities", "")),
        (N_("Termijn in maanden"), str(content.get("term_months", ""))),
    ]
