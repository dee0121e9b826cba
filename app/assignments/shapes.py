"""What a version says, as the subject of a proposal: consented to, shown, and compared by the same code."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app.assignments.models import AssignmentParty, AssignmentVersion
from app.assignments.parts import PARTS
from app.assignments.states import Involving, Rhythm
from app.core.errors import N_
from app.core.telling import said_day
from app.decisions.subjects import Subject, Value

TEXT = "text_"
"""Before the name of a part."""


def subject_of(
    version: AssignmentVersion,
    labels: Mapping[str, str],
    touched: Sequence[str],
    parties: Iterable[AssignmentParty] = (),
) -> dict[str, Any]:
    """All that a version says, by name as well as by key: it is read long after somebody left.

    `labels` are those of its parts, `touched` the names of the units that notice it.
    """
    own = {name: label for name, label in labels.items() if name not in PARTS and name in version.texts}
    return {
        "assignment": version.assignment_id,
        "version": version.number,
        "parties": [
            {"person": one.person_id, "name": one.name, "role": one.role.value, "capacity": one.capacity}
            for one in parties
        ],
        **{TEXT + name: version.texts.get(name, "") for name in (*PARTS, *own)},
        "own_labels": own,
        "policies": list(version.policies),
        "touches": list(touched),
        "milestones": list(version.milestones),
        "information": list(version.information),
        "margin_days": version.margin_days,
        "ends_on": version.ends_on.isoformat() if version.ends_on else None,
    }


def parts_of(subject: Subject) -> list[tuple[str, Value]]:
    """Who agree, then the text, then what is agreed on time and on telling others."""
    capacities: dict[str, list[str]] = {}
    for one in subject["parties"]:
        capacities.setdefault(one["capacity"], []).append(one["name"])
    said: list[tuple[str, Value]] = [(capacity, ", ".join(names)) for capacity, names in capacities.items()]
    said += [(label, subject[TEXT + name]) for name, label in {**PARTS, **subject["own_labels"]}.items()]
    said.append((N_("Kaders"), ", ".join(subject["policies"])))
    said.append((N_("Kringen die het merken"), ", ".join(subject["touches"])))
    said.append((N_("Mijlpalen"), _listed(f"{_day(one['due_on'])}: {one['what']}" for one in subject["milestones"])))
    said.append((N_("Informatieafspraken"), _listed(_told(one) for one in subject["information"])))
    if subject["milestones"]:
        days = _("Als een mijlpaal meer dan %(days)s dagen verschuift.", days=subject["margin_days"])
        said.append((N_("Opnieuw in gesprek"), days))
    if subject["ends_on"]:
        said.append((N_("Klaar op"), date.fromisoformat(subject["ends_on"])))
    return said


def _told(one: Mapping[str, Any]) -> str:
    how, rhythm = Involving(one["how"]), Rhythm(one["rhythm"])
    said: str = _(
        "%(unit)s %(how)s over: %(about)s (%(rhythm)s, vanaf %(day)s)",
        unit=one["unit_name"],
        how=_(how.label),
        about=one["about"],
        rhythm=_(rhythm.label),
        day=_day(one["first_on"]),
    )
    return said


def _day(written: str) -> str:
    return said_day(date.fromisoformat(written))


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {one}" for one in lines)
