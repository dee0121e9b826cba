"""What is filled in about an agenda item, before and in the meeting."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.decisions.states import Confidentiality
from app.meetings.item_machine import outcomes_of
from app.meetings.models import AgendaItem
from app.meetings.service.agenda import ItemData
from app.meetings.states import Involvement, ItemKind, ItemType, NoteKind, Outcome
from app.organisation.forms.fields import CHOOSE, LONGEST_TEXT, choose, line, pick
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person, Unit


def _text(label: Any, rows: int = 2, description: Any = "", required: Any = None) -> Any:
    too_long = Length(max=LONGEST_TEXT, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=LONGEST_TEXT))
    rule = InputRequired(required) if required else Optional()
    return TextAreaField(label, [rule, too_long], description=description, render_kw={"rows": rows})


def minutes_for_it(default: int) -> Any:
    """How long something takes."""
    return IntegerField(
        _l("Minuten"),
        [InputRequired(_l("Vul een aantal minuten in.")), NumberRange(0, 480, _l("Vul 0 tot 480 in."))],
        default=default,
    )


class SubjectForm(HouseForm):
    """What is treated, what for, and for how long."""

    title = line(_l("Onderwerp"), 300)
    aim = _text(_l("Wat vraag je aan de tafel?"))
    type = SelectField(
        _l("Soort"),
        choices=[SelectChoice(value=one.value, label=_l(one.label)) for one in ItemType],
        coerce=ItemType,
        default=ItemType.FORMING,
        invalid_choice_message=CHOOSE,
    )
    minutes = minutes_for_it(10)


class ItemForm(SubjectForm):
    """Something new on the agenda, or a suggestion for one."""

    is_confidential = BooleanField(_l("Vertrouwelijk: alleen voor wie hier aan tafel zit"))

    def to_data(self) -> ItemData:
        """What was filled in."""
        closed = self.is_confidential.data
        return ItemData(
            self.title.data,
            self.aim.data or "",
            type=self.type.data,
            time_box=self.minutes.data or 0,
            confidentiality=Confidentiality.CONFIDENTIAL if closed else Confidentiality.INTERNAL,
        )


class ItemChangeForm(ItemForm):
    """What an item says now. A proposal may be a hamerstuk; what stands on every agenda stays the kind it is."""

    order = ("title", "aim", "type", "kind", "minutes", "presenter", "is_confidential")
    kind = SelectField(
        _l("Plek op de agenda"),
        coerce=ItemKind,
        invalid_choice_message=CHOOSE,
    )
    presenter = pick(_l("Wie brengt het in?"), optional=True)

    def __init__(self, item: AgendaItem, people: Sequence[Person], **keywords: Any) -> None:
        held = {name: getattr(item, name) for name in ("title", "aim", "type", "kind")}
        held |= {"minutes": item.time_box, "presenter": item.presenter_id or 0}
        held["is_confidential"] = item.confidentiality is Confidentiality.CONFIDENTIAL
        super().__init__(prefix="change-", data=held, **keywords)
        possible = [ItemKind.ORDINARY, ItemKind.ANNOUNCEMENT] + [ItemKind.HAMMER] * (item.proposal is not None)
        if item.proposal is not None:
            self.kind.description = _l("Een hamerstuk gaat zonder bespreking, tenzij iemand anders wil.")
        kinds = possible if item.kind in possible else [item.kind]
        self.kind.choices = [SelectChoice(value=one.value, label=_l(one.label)) for one in kinds]
        self.offer("presenter", people, lambda person: str(person.name), none=_l("Niemand in het bijzonder"))

    def to_data(self) -> ItemData:
        """What was filled in."""
        return replace(super().to_data(), kind=self.kind.data, presenter=self.chosen("presenter"))


class InvolvementForm(HouseForm):
    """Another unit that an item touches."""

    unit = pick(_l("Welke kring raakt dit?"))
    involvement = choose(_l("Wat vraag je ze?"), Involvement, default=Involvement.INVITED)

    def __init__(self, units: Sequence[Unit], **keywords: Any) -> None:
        super().__init__(prefix="involve-", **keywords)
        self.offer("unit", units, lambda unit: str(unit.name), none=_l("Kies een kring"))


class TimeBoxForm(HouseForm):
    """How long an item takes."""

    minutes = minutes_for_it(10)


class OutcomeForm(HouseForm):
    """What an item ended in."""

    outcome = RadioField(
        _l("Waarmee eindigt dit punt?"), [InputRequired(CHOOSE)], coerce=Outcome, invalid_choice_message=CHOOSE
    )
    words = _text(_l("In een paar woorden"), description=_l("Bij aanhouden: wat er gezegd is, voor de volgende keer."))

    def __init__(self, item: AgendaItem, possible: list[Outcome], **keywords: Any) -> None:
        super().__init__(**keywords)
        self.outcome.choices = [SelectChoice(value=one.value, label=_l(one.label)) for one in possible]


class NoteForm(HouseForm):
    """What was asked or said."""

    kind = RadioField(
        _l("Wat noteer je?"),
        choices=[SelectChoice(value=one.value, label=_l(one.label)) for one in NoteKind],
        coerce=NoteKind,
        default=NoteKind.SAID,
    )
    text = _text(_l("Notitie"), 2, required=_l("Schrijf eerst iets op."))


def fitting(item: AgendaItem) -> list[Outcome]:
    """The outcomes that fit an item, in their order."""
    return [one for one in Outcome if one in outcomes_of(item)]
