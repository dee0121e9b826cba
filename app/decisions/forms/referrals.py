"""What is filled in when a matter goes to the wider unit, and when it is sent back."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from app.decisions.models import Objection
from app.organisation.forms.fields import pick
from app.organisation.forms.house_form import HouseForm

LONGEST = 4000


def _words(label: Any, missing: Any, description: Any = "") -> Any:
    too_long = Length(max=LONGEST, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=LONGEST))
    return TextAreaField(
        label,
        [DataRequired(missing), too_long],
        filters=[lambda written: (written or "").replace("\r\n", "\n").strip()],
        description=description,
        render_kw={"rows": 3},
    )


class ReferForm(HouseForm):
    """Why this is not for the circle to decide; perhaps because of one objection, out of its domain."""

    objection = pick(_l("Gaat het om een bezwaar buiten ons domein?"), optional=True)
    reason = _words(
        _l("Waarom kunnen wij dit niet zelf beslissen?"),
        _l("Schrijf erbij waarom deze kring dit niet zelf kan beslissen."),
    )

    def __init__(self, standing: list[Objection]) -> None:
        super().__init__(prefix="refer-", data={"objection": standing[0].id if len(standing) == 1 else 0})
        self.offer(
            "objection",
            standing,
            lambda one: str(_("Ja, het bezwaar van %(name)s", name=one.owner.name)),
            none=_("Nee, om het hele voorstel"),
        )


class HandBackForm(HouseForm):
    """What the narrower unit can do with it."""

    words = _words(
        _l("Wat geef je mee?"),
        _l("Schrijf erbij wat je de andere kring meegeeft."),
        _l("Zij gaan hiermee verder."),
    )
