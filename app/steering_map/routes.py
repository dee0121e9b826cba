"""How the municipality steers: the map of its units, and the overview of what each decides."""

from flask import Blueprint, render_template, request

from app.core import clock
from app.core.routing import reads, signed_in_actor
from app.organisation.queries.unit_screens import tree_of_units
from app.steering_map import overview_picture, picture
from app.steering_map.overview import overview_of
from app.steering_map.queries import standing_of_units

blueprint = Blueprint("steering_map", __name__, url_prefix="/sturing")


@blueprint.get("/kaart")
@reads("steering_map:read")
def show() -> str:
    """The map as a picture, and beside it the same as a list: every unit with its double links."""
    tree = tree_of_units(clock.today())
    return render_template(
        "steering_map/map.html",
        tree=tree,
        picture=picture.draw(tree.top),
        standings=standing_of_units(signed_in_actor()),
    )


@blueprint.get("/overzicht")
@reads("steering_map:read")
def overview() -> str:
    """Per level and unit its beleid and its uitvoering, as a picture and as a table.

    `niveau` and `kring` in the address narrow it down: to one level, and to a unit with all within it.
    """
    branches = list(tree_of_units(clock.today()).walk())
    level_id, unit_id = request.args.get("niveau", type=int), request.args.get("kring", type=int)
    inside = next((branch for branch in branches if branch.unit.id == unit_id), None)
    shown = [one.unit for one in (inside.walk() if inside else branches) if level_id in (None, one.unit.level_id)]
    found = overview_of(shown, signed_in_actor())
    return render_template(
        "steering_map/overview.html",
        overview=found,
        picture=overview_picture.draw(found),
        units=[branch.unit for branch in branches],
        unit_id=unit_id,
        level_id=level_id,
    )
