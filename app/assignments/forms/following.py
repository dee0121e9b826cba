"""What is filled in while an assignment runs: when a milestone comes, that it is there, and what was told."""

from flask_babel import lazy_gettext as _l

from app.assignments.following_models import AssignmentMilestone
from app.assignments.forms.fields import words
from app.core import clock
from app.organisation.forms.fields import day
from app.organisation.forms.house_form import HouseForm


class ExpectForm(HouseForm):
    """When a milestone is expected now."""

    expected_on = day(_l("Wanneer verwacht je het?"))

    def __init__(self, milestone: AssignmentMilestone) -> None:
        super().__init__(
            prefix=f"expect-{milestone.id}-", data={"expected_on": milestone.expected_on or milestone.due_on}
        )


class ReachForm(HouseForm):
    """Since when a milestone is there."""

    reached_on = day(_l("Sinds wanneer is het er?"))

    def __init__(self, milestone: AssignmentMilestone) -> None:
        super().__init__(prefix=f"reach-{milestone.id}-", data={"reached_on": clock.today()})


class InformForm(HouseForm):
    """What was told, or where it can be read."""

    told = words(
        _l("Wat is er verteld, of waar staat het?"),
        2,
        required=_l("Schrijf erbij wat er is verteld, of waar het staat."),
        longest=1000,
    )

    def __init__(self, information_id: int) -> None:
        super().__init__(prefix=f"inform-{information_id}-")
