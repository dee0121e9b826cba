"""What everybody says of the meeting itself: a word in the rounds, and the anonymous card."""

import json
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from app.meetings.models import ClosingCard
from app.meetings.service.closing import LONGEST_WORD, SCALE
from app.meetings.states import Feeling
from app.organisation.forms.fields import line
from app.organisation.forms.house_form import HouseForm

NO_ANSWER = 0


class WordForm(HouseForm):
    """One's own word in the opening or closing round."""

    word = line(_l("In een woord"), LONGEST_WORD)

    def __init__(self, **keywords: Any) -> None:
        super().__init__(prefix="word-", **keywords)


def _question(feeling: Feeling) -> Any:
    return RadioField(
        _l(feeling.label),
        [Optional()],
        choices=[SelectChoice(value=number, label=str(number)) for number in SCALE],
        coerce=int,
        default=NO_ANSWER,
        validate_choice=False,
    )


class CardForm(HouseForm):
    """The four gevoelens, and whether every voice weighed the same; each may be left out."""

    safe = _question(Feeling.SAFE)
    valued = _question(Feeling.VALUED)
    heard = _question(Feeling.HEARD)
    stimulated = _question(Feeling.STIMULATED)
    equal = _question(Feeling.EQUAL)

    def __init__(self, card: ClosingCard | None = None, **keywords: Any) -> None:
        given = json.loads(card.answers) if card is not None else {}
        super().__init__(prefix="card-", data=given, **keywords)

    def to_data(self) -> dict[Feeling, int]:
        """The questions that were answered."""
        return {one: self[one.value].data for one in Feeling if self[one.value].data}
