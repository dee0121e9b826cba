"""Which other unit is invited to consent in a round."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.organisation.forms.fields import pick
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Unit


class JointForm(HouseForm):
    """One of the units that do not take part yet."""

    unit = pick(_l("Welke kring beslist mee?"))

    def __init__(self, units: list[Unit]) -> None:
        super().__init__(prefix="joint-")
        self.offer("unit", units, lambda unit: str(unit.name), none=_("Kies een kring"))
