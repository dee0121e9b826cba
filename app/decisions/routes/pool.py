"""The agenda pool of a unit: what waits there for a meeting."""

from flask import Blueprint, render_template

from app.core.routing import reads, signed_in_actor
from app.decisions.proposal_steps import may_prepare
from app.decisions.queries.pool import pool_of
from app.organisation.models import Unit
from app.organisation.routes.pages import unit_to_read

blueprint = Blueprint("pool", __name__)


@blueprint.get("/kringen/<int:unit_id>/agendavoorraad")
@reads("unit:read", unit_to_read)
def show(unit: Unit) -> str:
    """What waits in one unit, as far as the reader may see it."""
    pool = pool_of(unit, signed_in_actor())
    return render_template("decisions/pool.html", unit=unit, pool=pool, may_prepare=may_prepare)
