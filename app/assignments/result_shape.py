"""What is offered as the result of an assignment, as the subject of a proposal."""

from typing import Any

from flask_babel import gettext as _

from app.assignments.models import Assignment
from app.core.errors import N_
from app.decisions.subjects import Subject, Value

RESULT = "result"
"""The part of what was agreed that the result is held against."""
LONGEST_TITLE = 300


def title_of_result(assignment: Assignment) -> str:
    """What it is called among the decisions, no longer than they may be."""
    return str(_("Resultaat: %(title)s", title=assignment.title))[:LONGEST_TITLE]


def subject_of_result(assignment: Assignment, result: str, differs: str) -> dict[str, Any]:
    """What there is now, beside what was agreed; by name as well as by key, for it is read long after."""
    agreed = assignment.in_force
    return {
        "assignment": assignment.id,
        "parties": [
            {"person": one.person_id, "name": one.name, "role": one.role.value, "capacity": one.capacity}
            for one in assignment.living
        ],
        "agreed": agreed.texts.get(RESULT, "") if agreed is not None else "",
        "agreed_in": assignment.decision_number or "",
        "result": result.strip(),
        "differs": differs.strip(),
    }


def parts_of_result(subject: Subject) -> list[tuple[str, Value]]:
    """Who accept it, what they agreed on, and what there is."""
    capacities: dict[str, list[str]] = {}
    for one in subject["parties"]:
        capacities.setdefault(one["capacity"], []).append(one["name"])
    said: list[tuple[str, Value]] = [(capacity, ", ".join(names)) for capacity, names in capacities.items()]
    return [
        *said,
        (N_("Besluit met de afspraak"), subject["agreed_in"]),
        (N_("Het resultaat dat was afgesproken"), subject["agreed"]),
        (N_("Wat er nu is"), subject["result"]),
        (N_("Wat anders is dan afgesproken"), subject["differs"]),
    ]
