"""What parties say while an assignment runs: when a milestone comes, that it is there, and what was told."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.assignments.following_models import AssignmentMilestone
from app.assignments.forms.following import ExpectForm, InformForm, ReachForm
from app.assignments.models import Assignment
from app.assignments.pages import Page, page_of
from app.assignments.portfolio import Per, portfolio_of
from app.assignments.queries import locked_assignment
from app.assignments.service import following
from app.core.errors import NotFound
from app.core.routing import reads, signed_in_actor, writes

blueprint = Blueprint("following", __name__, url_prefix="/opdrachten")

Answer = Response | Page | str


@blueprint.get("/overzicht")
@reads("assignments:read")
def portfolio() -> Answer:
    """What runs, in time: per opdrachtgever, opdrachtnemer, kring or werksoort."""
    per = Per.from_url(request.args.get("per", ""))
    reader = signed_in_actor()
    return render_template(
        "assignments/portfolio.html", portfolio=portfolio_of(reader, per), per=per, all_per=list(Per)
    )


@blueprint.post("/<int:assignment_id>/mijlpaal/verwacht")
@writes("assignment:expect", locked_assignment)
def expect(assignment: Assignment) -> Answer:
    """Say when a milestone is expected now."""
    milestone = _milestone(assignment)
    form = ExpectForm(milestone)

    def say() -> bool:
        following.expect(assignment, milestone.id, form.expected_on.data, by=signed_in_actor())
        return True

    return _answer(assignment, form, say, "planning", expect_wrong={milestone.id: form})


@blueprint.post("/<int:assignment_id>/mijlpaal/bereikt")
@writes("assignment:reach", locked_assignment)
def reach(assignment: Assignment) -> Answer:
    """Say that a milestone is there."""
    milestone = _milestone(assignment)
    form = ReachForm(milestone)

    def say() -> bool:
        following.reach(assignment, milestone.id, form.reached_on.data, by=signed_in_actor())
        return True

    return _answer(assignment, form, say, "planning", reach_wrong={milestone.id: form})


@blueprint.post("/<int:assignment_id>/informatie")
@writes("assignment:inform", locked_assignment)
def inform(assignment: Assignment) -> Answer:
    """Say that an information agreement was kept."""
    key = request.form.get("afspraak", 0, type=int)
    form = InformForm(key)

    def say() -> bool:
        following.inform(assignment, key, form.told.data, by=signed_in_actor())
        return True

    return _answer(assignment, form, say, "informatie", inform_wrong={key: form})


def _answer(assignment: Assignment, form: Any, say: Any, anchor: str, **wrong: Any) -> Answer:
    if form.carry_out(say) is None:
        return page_of(assignment, signed_in_actor(), **wrong)
    return redirect(url_for("assignments.show", assignment_id=assignment.id, _anchor=anchor), 303)


def _milestone(assignment: Assignment) -> AssignmentMilestone:
    key = request.form.get("mijlpaal", 0, type=int)
    found = next((one for one in assignment.milestones if one.id == key), None)
    if found is None:
        raise NotFound
    return found
