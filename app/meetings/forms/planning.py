"""What is filled in about a series, or one meeting."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from app.core import clock
from app.meetings.models import Meeting, MeetingSeries
from app.meetings.rhythm import moment
from app.meetings.service.planning import MeetingData, SeriesData
from app.meetings.states import Rhythm
from app.organisation.forms.fields import REQUIRED, choose, day, line, pick
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person, Unit

LONGEST = 600
NOON = time(12, 0)
WEEKDAYS = (
    _l("maandag"), _l("dinsdag"), _l("woensdag"), _l("donderdag"), _l("vrijdag"), _l("zaterdag"), _l("zondag")
)  # fmt: skip


def minutes_field(label: Any, most: int = LONGEST, description: Any = "") -> Any:
    """So many minutes."""
    return IntegerField(
        label,
        [
            InputRequired(_l("Vul een aantal minuten in.")),
            NumberRange(1, most, _l("Vul 1 tot %(most)s in.", most=most)),
        ],
        description=description,
    )


def _optional(label: Any, longest: int, description: Any = "", *rules: Any) -> Any:
    too_long = Length(max=longest, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=longest))
    return StringField(label, [Optional(), too_long, *rules], description=description)


def _at(label: Any) -> Any:
    return TimeField(
        label, [InputRequired(_l("Vul een tijd in, zoals 09:30."))], invalid_value_message=_l("Dit is geen tijd.")
    )


def _papers_at() -> Any:
    return TimeField(_l("Stukken sluiten om"), [Optional()], invalid_value_message=_l("Dit is geen tijd."))


def _link() -> Any:
    is_link = Regexp(r"https://\S+\Z", message=_l("Begin met https://."))
    return _optional(_l("Link om mee te doen"), 500, "", is_link)


class WhereForm(HouseForm):
    """What a series and a meeting have in common: where, how long, and who does what."""

    duration = minutes_field(_l("Hoe lang"), description=_l("In minuten."))
    place = _optional(_l("Plaats"), 200)
    link = _link()
    chair = pick(_l("Gespreksleider"), optional=True)
    secretary = pick(_l("Secretaris"), optional=True)
    with_unit = pick(_l("Samen met"), _l("Een andere kring die mee vergadert."), optional=True)

    def __init__(self, people: Sequence[Person], units: Sequence[Unit], **keywords: Any) -> None:
        super().__init__(prefix="plan-", **keywords)
        for name in ("chair", "secretary"):
            self.offer(name, people, _name, none=_("Nog niet bekend"))
        self.offer("with_unit", units, _name, none=_("Geen andere kring"))

    def _shared(self) -> dict[str, Any]:
        together = self.chosen("with_unit")
        return {
            "duration": self.duration.data,
            "place": self.place.data or "",
            "link": self.link.data or "",
            "chair": self.chosen("chair"),
            "secretary": self.chosen("secretary"),
            "with_units": (together,) if together else (),
        }


class SeriesForm(WhereForm):
    """A series."""

    order = (
        *("name", "rhythm", "every", "weekday", "at", "starts_on", "duration", "place", "link"),
        *("papers_days", "papers_at", "chair", "secretary"),
    )
    name = line(_l("Naam"), 120)
    rhythm = choose(_l("Ritme"), Rhythm, default=Rhythm.WEEKLY)
    every = IntegerField(
        _l("Om de hoeveel weken"),
        [InputRequired(REQUIRED), NumberRange(1, 26, _l("Vul 1 tot 26 in."))],
        description=_l("Bij eens per maand: de hoeveelste week van de maand; 5 is de laatste."),
    )
    weekday = SelectField(
        _l("Dag"),
        choices=[SelectChoice(value=number, label=name) for number, name in enumerate(WEEKDAYS, 1)],
        coerce=int,
    )
    at = _at(_l("Begint om"))
    starts_on = day(_l("Vanaf"))
    papers_days = IntegerField(
        _l("Stukken sluiten zoveel dagen voor het overleg"),
        [Optional(), NumberRange(0, 60, _l("Vul 0 tot 60 in."))],
        description=_l("Wat daarna nog op de agenda komt, is nagekomen. Leeg: stukken sluiten niet."),
    )
    papers_at = _papers_at()

    @classmethod
    def begun(
        cls, people: Sequence[Person], units: Sequence[Unit], series: MeetingSeries | None = None
    ) -> "SeriesForm":
        """Filled in with a series, or with what is usual."""
        if series is None:
            usual = {"every": 2, "weekday": 2, "at": time(9, 0), "duration": 90, "starts_on": clock.today()}
            return cls(people, units, data=usual | {"papers_at": NOON})
        names = ("name", "rhythm", "every", "weekday", "at", "starts_on", "duration", "place", "link")
        held = {name: getattr(series, name) for name in (*names, "papers_days", "papers_at")}
        held |= {"chair": series.chair_id or 0, "secretary": series.secretary_id or 0}
        held["with_unit"] = series.bodies[0].unit_id if series.bodies else 0
        return cls(people, units, data=held)

    def to_data(self, series: MeetingSeries | None = None) -> SeriesData:
        """What was filled in."""
        return SeriesData(
            name=self.name.data,
            rhythm=self.rhythm.data,
            every=self.every.data or 1,
            weekday=self.weekday.data,
            at=self.at.data or time(9, 0),
            starts_on=self.starts_on.data,
            ends_on=series.ends_on if series else None,
            papers_days=self.papers_days.data,
            papers_at=self.papers_at.data or NOON,
            **self._shared(),
        )


class MeetingForm(WhereForm):
    """One meeting."""

    order = ("title", "on", "at", "duration", "place", "link", "papers_on", "papers_at", "chair", "secretary")
    title = line(_l("Naam"), 120)
    on = day(_l("Wanneer"))
    at = _at(_l("Begint om"))
    papers_on = day(_l("Stukken sluiten op"), _l("Wat daarna nog op de agenda komt, is nagekomen."), optional=True)
    papers_at = _papers_at()

    @classmethod
    def begun(cls, people: Sequence[Person], units: Sequence[Unit], meeting: Meeting | None = None) -> "MeetingForm":
        """Filled in with a meeting, or with what is usual."""
        if meeting is None:
            tomorrow = clock.today() + timedelta(days=1)
            usual = {"on": tomorrow, "at": time(9, 0), "duration": 60, "papers_at": NOON}
            return cls(people, units, data=usual)
        begins = meeting.starts_at.astimezone(clock.AMSTERDAM)
        held = {name: getattr(meeting, name) for name in ("title", "duration", "place", "link")}
        held |= {"on": begins.date(), "at": begins.time(), "with_unit": 0, "papers_at": NOON}
        if meeting.papers_close_at is not None:
            closes = meeting.papers_close_at.astimezone(clock.AMSTERDAM)
            held |= {"papers_on": closes.date(), "papers_at": closes.time()}
        held |= {"chair": meeting.chair_id or 0, "secretary": meeting.secretary_id or 0}
        form = cls(people, units, data=held)
        del form.with_unit  # who meets is agreed when it is planned
        return form

    def to_data(self) -> MeetingData:
        """What was filled in."""
        closes = self.papers_on.data and moment(self.papers_on.data, self.papers_at.data or NOON)
        shared = self._shared()
        return MeetingData(title=self.title.data, starts_at=self._moment(), papers_close_at=closes or None, **shared)

    def _moment(self) -> datetime:
        return moment(self.on.data, self.at.data or time(9, 0))

    def _shared(self) -> dict[str, Any]:
        if "with_unit" in self._fields:
            return super()._shared()
        held = {name: getattr(self, name).data or "" for name in ("place", "link")}
        people = {name: self.chosen(name) for name in ("chair", "secretary")}
        return {"duration": self.duration.data, **held, **people}


class PauseForm(HouseForm):
    """Days on which a series does not meet."""

    starts_on = day(_l("Van"))
    ends_on = day(_l("Tot en met"))
    why = line(_l("Waarom niet?"), 120, _l("Zoals: kerstvakantie."))

    def __init__(self, **keywords: Any) -> None:
        super().__init__(prefix="pause-", **keywords)


class ReasonForm(HouseForm):
    """Why something stops, or is called off."""

    reason = TextAreaField(
        _l("Waarom?"), [InputRequired(_l("Schrijf erbij waarom.")), Length(max=1000)], render_kw={"rows": 2}
    )


def _name(row: Any) -> str:
    return str(row.name)
