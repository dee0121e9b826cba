"""What is filled in while looking back on a decision, and about the actions that follow from it."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.core import clock
from app.decisions.models import Decision, Review
from app.decisions.service.actions import ActionData
from app.decisions.service.reviews import Finding
from app.decisions.service.wordings import WordingData, first_days
from app.decisions.states import Change, Fared
from app.organisation.forms.fields import REQUIRED, day, line, pick
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person

LONGEST = 4000
LONGEST_TITLE = 300


def _words(label: Any, missing: Any = None, rows: int = 2) -> Any:
    too_long = Length(max=LONGEST, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=LONGEST))
    return TextAreaField(
        label,
        [DataRequired(missing) if missing else Optional(), too_long],
        filters=[lambda written: (written or "").replace("\r\n", "\n").strip()],
        render_kw={"rows": rows},
    )


class GoOnForm(HouseForm):
    """That a decision goes on, or ends: why, and when the circle looks at it again."""

    reason = _words(_l("Waarom?"), _l("Schrijf in een paar woorden waarom."))
    review_on = day(_l("Wanneer kijken we weer terug?"))

    def __init__(self, **keywords: Any) -> None:
        super().__init__(data={"review_on": first_days()["review_on"]}, **keywords)

    def validate_review_on(self, field: Any) -> None:
        """One looks back later on."""
        if field.data and field.data <= clock.today():
            raise ValidationError(_l("Kies een dag die nog komt."))

    def to_data(self, decision: Decision, change: Change) -> WordingData:
        """What is put to the circle."""
        titles = {
            Change.REAFFIRM: _("Herbevestigen: %(title)s", title=decision.title),
            Change.REPEAL: _("Intrekken: %(title)s", title=decision.title),
        }
        return WordingData(what=titles[change][:LONGEST_TITLE], why=self.reason.data, review_on=self.review_on.data)


class InformationForm(HouseForm):
    """What somebody knows now and did not know when they consented."""

    information = _words(_l("Wat weet je nu, dat je toen nog niet wist?"), _l("Schrijf op wat je nu weet."), 3)


class ActionForm(HouseForm):
    """Who does what, and by when."""

    what = line(_l("Wat"), LONGEST_TITLE, "", DataRequired(REQUIRED))
    owner = pick(_l("Wie"))
    due_on = day(_l("Wanneer klaar?"), optional=True)

    def __init__(self, people: Iterable[Person], **keywords: Any) -> None:
        super().__init__(prefix="action-", **keywords)
        self.offer("owner", people, lambda person: str(person.name), none=_("Kies iemand"))

    def to_data(self) -> ActionData:
        """What was agreed."""
        return ActionData(self.what.data, self.chosen("owner"), self.due_on.data)


class ActionEndForm(HouseForm):
    """What came of an action."""

    words = _words(_l("Wat is ervan gekomen?"), _l("Schrijf in een paar woorden wat ervan gekomen is."))


def action_end_form(
    action_id: int, refused: tuple[int, ActionEndForm] | None = None, prefix: str = "end"
) -> ActionEndForm:
    """The form to end an action: as it was filled in when that was refused, else empty."""
    if refused is not None and refused[0] == action_id:
        return refused[1]
    return ActionEndForm(formdata=None, prefix=f"{prefix}-{action_id}-")


def findings_of(review: Review) -> Mapping[int, Finding]:
    """How each criterion fared, as it was filled in; what makes no sense is left out."""
    return {one.id: Finding(_fared(f"fared-{one.id}"), _note(f"note-{one.id}")) for one in review.criteria}


def _fared(name: str) -> Fared | None:
    written = request.form.get(name)
    return next((one for one in Fared if one.value == written), None)


def _note(name: str) -> str:
    return request.form.get(name, "").replace("\r\n", "\n").strip()[:LONGEST]
