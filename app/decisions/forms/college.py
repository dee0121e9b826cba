"""What is filled in about the sittings of the college."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, Optional

from app.core import clock
from app.decisions.college_law import Convocation, Mark, Settlement
from app.decisions.models import Sitting
from app.decisions.service.college import Vote
from app.organisation.forms.fields import choose, day, pick
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person

FOR, AGAINST = "voor", "tegen"


class MarkForm(HouseForm):
    """What a member says of a proposal beforehand."""

    mark = choose(_l("Vooraf"), Mark)


class SittingForm(HouseForm):
    """A sitting to come."""

    on = day(_l("Wanneer"))
    chair = pick(_l("Wie zit voor"))
    convocation = choose(_l("Oproep"), Convocation)
    first = pick(_l("Na welke zitting zonder quorum"), optional=True)
    basis = StringField(
        _l("Grond buiten de zitting"),
        [Optional(), Length(max=300)],
        description=_l("Alleen buiten de zitting: het artikel van het reglement van orde, of het mandaat."),
    )

    def __init__(self, members: list[Person], earlier: list[Sitting], **keywords: Any) -> None:
        begins = {"on": clock.today(), "convocation": Convocation.FIRST, "chair": members[0].id if members else 0}
        super().__init__(prefix="sitting-", data=begins, **keywords)
        self.offer("chair", members, lambda person: str(person.name), none=_("Kies iemand"))
        self.offer("first", earlier, lambda one: one.on.strftime("%d-%m-%Y"), none=_("Niet van toepassing"))


class SettleForm(HouseForm):
    """The decision on what was discussed."""

    change = TextAreaField(
        _l("Wat is er gewijzigd?"), [Optional(), Length(max=4000)], description=_l("Alleen bij ‘Gewijzigd besloten’.")
    )

    @property
    def settlement(self) -> Settlement:
        """By the button that was pressed."""
        return Settlement.CHANGED if "changed" in request.form else Settlement.UNCHANGED


def votes_from(members: list[Person]) -> dict[int, Vote]:
    """How each member votes, as ticked on the screen; who is not ticked does not vote."""
    said = {one.id: request.form.get(f"vote-{one.id}") for one in members}
    return {
        key: Vote(in_favour=word == FOR, wants_note=f"note-{key}" in request.form)
        for key, word in said.items()
        if word in (FOR, AGAINST)
    }
