"""What is filled in about an agenda item, before and in the meeting."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.decisions.states import Confidentiality
from app.meetings.item_machine import outcomes_of
from app.meetings.models import AgendaItem
from app.meetings.service.agenda import ItemData
from app.meetings.states import ItemKind, ItemType, NoteKind, Outcome
from app.organisation.forms.fields import CHOOSE, LONGEST_TEXT, line
from app.organisation.forms.house_form import HouseForm

NEW_KINDS = (ItemKind.ORDINARY, ItemKind.ANNOUNCEMENT, ItemKind.ANY_OTHER, ItemKind.OPENING, ItemKind.CLOSING)


def _text(label: Any, rows: int = 2, description: Any = "", required: Any = None) -> Any:
    too_long = Length(max=LONGEST_TEXT, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=LONGEST_TEXT))
    rule = InputRequired(required) if required else Optional()
    return TextAreaField(label, [rule, too_long], description=description, render_kw={"rows": rows})


class ItemForm(HouseForm):
    """Something new on the agenda, or a suggestion for one."""

    title = line(_l("Onderwerp"), 300)
    aim = _text(_l("Wat vraag je aan de tafel?"))
    type = SelectField(
        _l("Soort"),
        choices=[SelectChoice(value=one.value, label=_l(one.label)) for one in ItemType],
        coerce=ItemType,
        default=ItemType.FORMING,
        invalid_choice_message=CHOOSE,
    )
    minutes = IntegerField(
        _l("Minuten"),
        [InputRequired(_l("Vul een aantal minuten in.")), NumberRange(0, 480, _l("Vul 0 tot 480 in."))],
        default=10,
    )
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


class TimeBoxForm(HouseForm):
    """How long an item takes."""

    minutes = IntegerField(
        _l("Minuten"), [InputRequired(_l("Vul een aantal minuten in.")), NumberRange(0, 480, _l("Vul 0 tot 480 in."))]
    )


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
