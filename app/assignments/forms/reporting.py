"""What is filled in while an assignment runs: how it stands, an answer to it, and what its parties said."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from app.assignments.courses import Aspect, Course
from app.assignments.forms.fields import LONGEST_LINE, no_longer, select, stripped, words
from app.assignments.reporting_models import Conversation, ProgressReport
from app.assignments.service.reporting import FeelingData, ReportData
from app.core import clock
from app.organisation.forms.fields import day
from app.organisation.forms.house_form import HouseForm

LONGEST_TEXT, LONGEST_WORD = 4000, 200
COURSE, WHY = "course_", "why_"
SCALE = range(1, 6)


class ReportFields(HouseForm):
    """How it stands; the fields of the aspects are put in below. It begins with what was said last."""

    reached = words(_l("Wat is er bereikt?"), 3, longest=LONGEST_TEXT)
    deviates = words(_l("Wat gaat anders dan afgesproken?"), 3, longest=LONGEST_TEXT)
    asked = words(
        _l("Wat vraag je van de opdrachtgever?"),
        2,
        _l("Een keuze, geld, een gesprek: de opdrachtgever antwoordt hier."),
        longest=LONGEST_TEXT,
    )
    after = HiddenField()

    def __init__(self, last: ProgressReport | None) -> None:
        super().__init__(data=_as_said_last(last))

    @property
    def seen_number(self) -> int | None:
        """The number of the last report that was on the screen."""
        written = self.after.data or ""
        return int(written) if written.isdigit() else None

    @property
    def aspects(self) -> list[tuple[Any, Any]]:
        """Of each aspect the fields for how it goes and why."""
        return [(self[COURSE + one.value], self[WHY + one.value]) for one in Aspect]

    def to_data(self) -> ReportData:
        """What was filled in."""
        return ReportData(
            courses={one: self[COURSE + one.value].data for one in Aspect},
            whys={one: self[WHY + one.value].data or "" for one in Aspect},
            reached=self.reached.data or "",
            deviates=self.deviates.data or "",
            asked=self.asked.data or "",
        )


def _aspect_fields() -> dict[str, Any]:
    fields: dict[str, Any] = {"order": tuple(name + one.value for one in Aspect for name in (COURSE, WHY))}
    for one in Aspect:
        fields[COURSE + one.value] = select(_l(one.label), Course)
        fields[WHY + one.value] = StringField(
            _l("%(aspect)s: waarom?", aspect=_l(one.label)), [Optional(), no_longer(LONGEST_LINE)], filters=[stripped]
        )
    return fields


ReportForm: type[ReportFields] = type("ReportForm", (ReportFields,), _aspect_fields())
"""With a field for how each aspect goes, and one for why."""


class AnswerReportForm(HouseForm):
    """An answer to what a report asks."""

    answer = words(_l("Je antwoord"), 3, required=_l("Schrijf je antwoord op."), longest=LONGEST_TEXT)

    def __init__(self, report_id: int) -> None:
        super().__init__(prefix=f"report-{report_id}-")


class FeelingForm(HouseForm):
    """How the cooperation feels to whoever fills it in."""

    score = SelectField(_l("Hoe voelt de samenwerking voor jou?"), coerce=int)
    word = StringField(_l("In een paar woorden"), [Optional(), no_longer(LONGEST_WORD)], filters=[stripped])

    def __init__(self, conversation: Conversation | None = None, reader_id: int = 0) -> None:
        said = conversation.feeling_of(reader_id) if conversation is not None else None
        before = {"score": said.score, "word": said.word} if said is not None else {"score": 0}
        super().__init__(prefix=f"feeling-{conversation.id}-" if conversation is not None else "", data=before)
        skipped = [SelectChoice(value=0, label=_l("Zeg ik later"))] if said is None else []
        self.score.choices = [*skipped, *(SelectChoice(value=one, label=SCORES[one]) for one in SCALE)]

    def to_data(self) -> FeelingData | None:
        """What was filled in, if anything."""
        return FeelingData(self.score.data, self.word.data or "") if self.score.data else None


SCORES = {
    1: _l("1: het gaat niet goed"),
    2: _l("2: het schuurt"),
    3: _l("3: het gaat"),
    4: _l("4: goed"),
    5: _l("5: heel goed"),
}


class ConversationForm(FeelingForm):
    """What the parties said to each other on a day, and how it feels to whoever writes it down."""

    order = ("held_on", "agreed", "score", "word")
    held_on = day(_l("Wanneer?"))
    agreed = words(
        _l("Wat spraken jullie af?"), 4, required=_l("Schrijf op wat jullie afspraken."), longest=LONGEST_TEXT
    )

    def __init__(self) -> None:
        super().__init__()
        if not self.is_submitted():
            self.held_on.data = clock.today()


def _as_said_last(last: ProgressReport | None) -> dict[str, Any]:
    """What the form shows before anything was typed. What was asked and answered is not asked again."""
    if last is None:
        return {"after": "0"}
    standings: dict[str, Any] = {}
    for one in Aspect:
        standings[COURSE + one.value] = last.course_of(one)
        standings[WHY + one.value] = last.why_of(one)
    asked = last.asked if last.waits_for_answer else ""
    return standings | {"reached": last.reached, "deviates": last.deviates, "asked": asked, "after": str(last.number)}
