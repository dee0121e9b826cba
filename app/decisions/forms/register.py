"""What is filled in about decisions, and what the list is filtered by."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from app.decisions.queries.register import STATES, Wanted
from app.decisions.states import NATURES
from app.organisation.forms.fields import pick
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Unit

LONGEST_REASON = 1000
FORMATS = ("%Y-%m-%d", "%d-%m-%Y")


class EndForm(HouseForm):
    """Why a decision no longer holds."""

    reason: Any = TextAreaField(
        _l("Waarom geldt dit besluit niet meer?"),
        [DataRequired(_l("Schrijf erbij waarom dit besluit niet meer geldt.")), Length(max=LONGEST_REASON)],
        filters=[lambda written: (written or "").strip()],
        render_kw={"rows": 2},
    )


class ContestForm(HouseForm):
    """Why an uitvoeringsbesluit is beleid."""

    argument: Any = TextAreaField(
        _l("Waarom is dit beleid?"),
        [DataRequired(_l("Schrijf erbij waarom dit beleid is.")), Length(max=4000)],
        filters=[lambda written: (written or "").strip()],
        description=_l("Wat gaat er mis, of voor wie geldt het ook?"),
        render_kw={"rows": 3},
    )


class CopyForm(HouseForm):
    """The unit for which a decision becomes a proposal again."""

    unit = pick(_l("Voor welke kring?"))

    def __init__(self, units: list[Unit], **keywords: Any) -> None:
        super().__init__(data={"unit": units[0].id} if len(units) == 1 else None, **keywords)
        self.units = units
        self.offer("unit", units, lambda unit: str(unit.name), none=_("Kies een kring"))


def wanted_nature(arguments: "MultiDict[str, str]") -> str | None:
    """Whether an address asks for beleid or for uitvoering, in any list that can be filtered on it."""
    nature = arguments.get("aard")
    return nature if nature in NATURES else None


def wanted_from(arguments: "MultiDict[str, str]") -> Wanted:
    """What an address asks of the register; what makes no sense is left out."""
    state = arguments.get("staat")
    return Wanted(
        words=arguments.get("zoek", "").strip(),
        unit_id=arguments.get("kring", type=int),
        level_id=arguments.get("niveau", type=int),
        nature=wanted_nature(arguments),
        state=state if state in STATES else None,
        since=_day(arguments.get("van", "")),
        until=_day(arguments.get("tot", "")),
        within=arguments.get("binnen", "").strip(),
        page=max(1, arguments.get("pagina", 1, type=int)),
    )


def arguments_of(wanted: Wanted) -> dict[str, object]:
    """What `wanted_from` reads, by its name in the address, without the page number. What was not asked for is None."""
    return {
        "zoek": wanted.words or None,
        "kring": wanted.unit_id,
        "niveau": wanted.level_id,
        "aard": wanted.nature,
        "staat": wanted.state,
        "van": wanted.since,
        "tot": wanted.until,
        "binnen": wanted.within or None,
    }


def _day(written: str) -> date | None:
    for layout in FORMATS:
        try:
            return datetime.strptime(written.strip(), layout).date()  # noqa: DTZ007 - a date has no time zone
        except ValueError:
            continue
    return None
