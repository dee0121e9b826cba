"""What is filled in about temporary units."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from app.organisation.forms.fields import LONGEST_TEXT, REQUIRED, choose, day, line, text
from app.organisation.forms.house_form import HouseForm
from app.organisation.forms.units import CODE
from app.organisation.service.temporary import TemporaryData
from app.organisation.states import TemporaryKind
from app.organisation.temporary import TemporaryUnit

TOO_LONG = _l("Dit is te lang: hoogstens %(count)s tekens.", count=LONGEST_TEXT)


class TemporaryForm(HouseForm):
    """What a temporary unit is."""

    kind = choose(_l("Wat voor kring is het?"), TemporaryKind, default=TemporaryKind.WORKING_GROUP)
    name = line(_l("Naam"), 120)
    task = TextAreaField(
        _l("Opdracht"),
        [InputRequired(REQUIRED), Length(max=LONGEST_TEXT, message=TOO_LONG)],
        description=_l("Wat ligt er als deze kring klaar is?"),
        render_kw={"rows": 3},
    )
    domain = text(_l("Domein"), _l("Waarover beslist deze kring zelf?"))
    planned_until = day(_l("Tot en met"), _l("Er stopt niets vanzelf: dan is het tijd om af te ronden."))

    def to_data(self) -> TemporaryData:
        """What was filled in."""
        return TemporaryData(
            kind=TemporaryKind(self.kind.data),
            name=self.name.data,
            task=(self.task.data or "").strip(),
            planned_until=self.planned_until.data,
            domain=self.domain.data,
        )


class NewTemporaryForm(TemporaryForm):
    """A new one, with what never changes."""

    order = ("kind", "name", "code", "task", "domain", "starts_on", "planned_until")

    code = line(
        _l("Afkorting"),
        12,
        _l("Begint elk besluitnummer, zoals CMT in CMT-2026-4. Daarna verandert die nooit meer."),
        CODE,
    )
    starts_on = day(_l("Vanaf"))


class StopForm(HouseForm):
    """Why a temporary unit stops."""

    reason = TextAreaField(
        _l("Waarom stopt deze kring?"),
        [InputRequired(_l("Schrijf erbij waarom deze kring stopt.")), Length(max=LONGEST_TEXT, message=TOO_LONG)],
        description=_l("Bijvoorbeeld: de opdracht is klaar, of iemand anders neemt hem over."),
        render_kw={"rows": 3},
    )


def as_set_up(temporary: TemporaryUnit) -> dict[str, object]:
    """What a form shows before anything was typed."""
    unit = temporary.unit
    return {
        "kind": temporary.kind,
        "name": unit.name,
        "task": unit.purpose,
        "domain": unit.domain,
        "planned_until": temporary.planned_until,
    }
