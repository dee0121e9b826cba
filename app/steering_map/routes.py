"""The steering map: every unit with its double links, what it has decided, and which rounds are open."""

from flask import Blueprint, render_template

from app.core import clock
from app.core.routing import reads, signed_in_actor
from app.organisation.queries.unit_screens import tree_of_units
from app.steering_map.picture import draw
from app.steering_map.queries import standing_of_units

blueprint = Blueprint("steering_map", __name__, url_prefix="/sturing")


@blueprint.get("/kaart")
@reads("steering_map:read")
def show() -> str:
    """The map as a picture, and beside it the same as a list."""
    tree = tree_of_units(clock.today())
    return render_template(
        "steering_map/map.html", tree=tree, picture=draw(tree.top), standings=standing_of_units(signed_in_actor())
    )
