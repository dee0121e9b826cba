"""What other features show on the page of a unit and on one's own, without this floor knowing them."""

from collections.abc import Callable

from markupsafe import Markup

from app.core.actor import Actor
from app.organisation.models import Person, Unit

Panel = Callable[[Unit, Actor], Markup | None]
"""Takes the unit and its reader; gives a piece of the page, only with what this reader may see, or None for nothing."""

AccountPanel = Callable[[Person], Markup | None]
"""The same for whoever looks at their own account."""

_unit_panels: list[Panel] = []
_account_panels: list[AccountPanel] = []


def on_unit_page(panel: Panel) -> Panel:
    """Show a panel on the page of every unit, in the order of registering. Can be used as a decorator."""
    if panel not in _unit_panels:
        _unit_panels.append(panel)
    return panel


def panels_of(unit: Unit, reader: Actor) -> list[Markup]:
    """What there is to show on the page of a unit for this reader."""
    return [shown for panel in _unit_panels if (shown := panel(unit, reader))]


def on_account_page(panel: AccountPanel) -> AccountPanel:
    """Show a panel on everybody's own page, in the order of registering. Can be used as a decorator."""
    if panel not in _account_panels:
        _account_panels.append(panel)
    return panel


def own_panels_of(person: Person) -> list[Markup]:
    """What there is to show to somebody on their own page."""
    return [shown for panel in _account_panels if (shown := panel(person))]
