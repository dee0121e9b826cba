"""The pages of how an assignment goes, put together for one reader."""

from collections.abc import Mapping
from typing import Any

from flask import render_template

from app.assignments.assignment_machine import AssignmentMachine
from app.assignments.course_picture import draw
from app.assignments.courses import Aspect
from app.assignments.forms.reporting import AnswerReportForm, ConversationForm, FeelingForm
from app.assignments.models import Assignment
from app.assignments.reporting_queries import (
    conversations_of,
    last_report,
    look_back_on,
    reports_of,
    result_decision_of,
    result_round_of,
)
from app.assignments.states import AssignmentState
from app.core.machine import possible
from app.core.permissions import may
from app.decisions.queries.journal import may_follow
from app.organisation.models import Person

Page = tuple[str, int]
DONE = frozenset({AssignmentState.COMPLETED, AssignmentState.REVIEWED})


def reported(assignment: Assignment, reader: Person) -> dict[str, Any]:
    """What the page of an assignment shows of how it goes and how it ended, as far as `reader` may know it."""
    if assignment.version_in_force is None:
        return {"is_done": False}
    round_ = result_round_of(assignment)
    decision = result_decision_of(assignment)
    return {
        "last_report": last_report(assignment),
        "is_done": assignment.state in DONE,
        "result_round": round_ if round_ is not None and may_follow(reader, round_) else None,
        "result_decision": decision if decision is not None and may(reader, "decision:read", decision) else None,
        "look_back": look_back_on(assignment) if assignment.state is AssignmentState.REVIEWED else None,
    }


def reports_page(
    assignment: Assignment, reader: Person, returned: Mapping[int, AnswerReportForm] | None = None
) -> Page:
    """Every report. `returned` is the form that came back with something wrong, by the id of its report."""
    reports = reports_of(assignment)
    may_answer = possible(AssignmentMachine, assignment, "answer_report", actor=reader)
    waiting = [one for one in reports if one.waits_for_answer] if may_answer else []
    page = render_template(
        "assignments/reports.html",
        assignment=assignment,
        reports=reports,
        picture=draw(reports),
        aspects=list(Aspect),
        answers={one.id: AnswerReportForm(one.id) for one in waiting} | dict(returned or {}),
        can_report=possible(AssignmentMachine, assignment, "report", actor=reader),
    )
    return page, 422 if returned else 200


def conversations_page(
    assignment: Assignment,
    reader: Person,
    returned: ConversationForm | None = None,
    feelings: Mapping[int, FeelingForm] | None = None,
) -> Page:
    """What the parties said to each other, for one of them; with the forms that came back with something wrong."""
    conversations = conversations_of(assignment)
    can_write = possible(AssignmentMachine, assignment, "converse", actor=reader)
    forms = {one.id: FeelingForm(one, reader.id) for one in conversations} if can_write else {}
    page = render_template(
        "assignments/conversations.html",
        assignment=assignment,
        conversations=conversations,
        form=(returned or ConversationForm()) if can_write else None,
        feelings=forms | dict(feelings or {}),
        reader=reader,
    )
    return page, 422 if returned or feelings else 200
