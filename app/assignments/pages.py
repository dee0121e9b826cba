"""The pages of one assignment, put together for one reader."""

from collections.abc import Mapping
from typing import Any

from flask import render_template

from app.assignments.following_page import followed, following_forms
from app.assignments.forms import AnswerForm, PartyForm, RemarkForm, SuccessionForm, WhyForm
from app.assignments.kind import ASSIGNMENT
from app.assignments.models import Assignment, AssignmentVersion
from app.assignments.parts import PARTS
from app.assignments.programme_queries import programme_of
from app.assignments.queries import decision_of, labels_of, names_of_units, round_of
from app.assignments.reporting_pages import reported
from app.assignments.shapes import parts_of, subject_of
from app.assignments.steps import steps_for
from app.core import clock
from app.core.errors import N_
from app.core.permissions import may
from app.decisions.queries.differences import Change, compare, difference_of_subjects
from app.decisions.queries.journal import may_follow
from app.decisions.subjects import Value
from app.organisation.models import Person
from app.organisation.queries.directory import active_people

Page = tuple[str, int]


def page_of(assignment: Assignment, reader: Person, **returned: Any) -> Page:
    """The page of an assignment, in a constant number of queries.

    `returned` are the forms that came back with something wrong, by their names.
    """
    found = round_of(assignment)
    round_ = found if found is not None and may_follow(reader, found) else None
    steps = steps_for(assignment, reader, round_)
    labels = labels_for(assignment)
    decision = decision_of(assignment)
    context: dict[str, Any] = {
        "assignment": assignment,
        "version": assignment.shown,
        "said": _said(assignment, labels),
        "steps": steps,
        "labels": labels,
        "programme": programme_of(assignment),
        "decision": decision if decision is not None and may(reader, "decision:read", decision) else None,
        "is_party": steps.own is not None or reader.id == assignment.author_id,
        "reader": reader,
        "today": clock.today(),
        "followed": followed(assignment),
    } | reported(assignment, reader)
    return render_template("assignments/show.html", **context, **_forms(assignment, steps.can, labels) | returned), (
        422 if returned else 200
    )


def labels_for(assignment: Assignment) -> dict[str, str]:
    """What the parts are called that its versions have, or that were remarked on. One query, or none."""
    remarks = [one for version in assignment.versions for one in version.remarks]
    return labels_of(
        {*PARTS, *(name for one in assignment.versions for name in one.texts), *(one.part for one in remarks)}
    )


def _said(assignment: Assignment, labels: Mapping[str, str]) -> list[tuple[str, Value]]:
    shown = assignment.shown
    subject = subject_of(shown, labels, names_of_units(shown.touches))
    if shown is assignment.in_force:  # beside it stands how these go
        subject |= {"milestones": [], "information": []}
    return [(label, value) for label, value in parts_of(subject) if value]


def changes_between(old: AssignmentVersion, new: AssignmentVersion) -> list[Change]:
    """Every part in which one version says something else than another. Two queries at most."""
    labels = labels_of({*old.texts, *new.texts})
    sides = [subject_of(one, labels, names_of_units(one.touches)) for one in (old, new)]
    head = (
        (N_("Waar het over gaat"), old.title, new.title),
        (N_("Begint op"), old.starts_on, new.starts_on),
        (N_("Samen terugkijken op"), old.review_on, new.review_on),
    )
    differences = [Change(label, compare(one, other)) for label, one, other in head if one != other]
    return [*differences, *difference_of_subjects(ASSIGNMENT, *sides)]


def _forms(assignment: Assignment, can: frozenset[str], labels: Mapping[str, str]) -> dict[str, Any]:
    """The forms on the page, each as it begins."""
    people = active_people(clock.today()) if can & {"name_party", "succeed"} else []
    waiting = assignment.current.open_remarks if "answer_remark" in can else []
    forms: dict[str, Any] = {
        "answers": {one.id: AnswerForm(one.id) for one in waiting},
        "remark_form": RemarkForm(labels),
    }
    forms |= {f"{event}_form": WhyForm(prefix=f"{event}-") for event in ("decline", "renegotiate", "keep", "cancel")}
    forms |= following_forms(assignment, can)
    if "name_party" in can:
        forms["party_form"] = PartyForm(assignment, people)
    if "succeed" in can:
        forms["succession_form"] = SuccessionForm(assignment, people)
    return forms
