"""Once a year a unit looks back on its meetings, by its own figures."""

from flask import Blueprint, render_template

from app.core import clock
from app.core.routing import reads
from app.decisions.states import Nature
from app.meetings.queries.evaluation import evaluation_of
from app.meetings.routes.year import asked_year
from app.meetings.states import Feeling
from app.organisation.models import Unit
from app.organisation.routes.pages import unit_to_read
from app.steering import kinds

blueprint = Blueprint("evaluation", __name__)


@blueprint.get("/kringen/<int:unit_id>/overleg/evaluatie")
@reads("unit:meet", unit_to_read)
def show(unit: Unit) -> str:
    """The figures of a year beside those of the year before, and the way to other rules."""
    return render_template(
        "meetings/evaluation.html",
        unit=unit,
        evaluation=evaluation_of(unit, asked_year()),
        this_year=clock.today().year,
        rules=kinds.RULES.slug,
        structure=kinds.STRUCTURE.slug,
        natures=Nature,
        feelings=Feeling,
    )
