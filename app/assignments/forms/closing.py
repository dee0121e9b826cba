"""What is filled in when an assignment is done: its result, and what was learned."""

from flask_babel import lazy_gettext as _l

from app.assignments.forms.fields import words
from app.assignments.models import Assignment
from app.assignments.service.closing import LookBackData, ResultData
from app.organisation.forms.house_form import HouseForm

LONGEST_TEXT = 4000


class ResultForm(HouseForm):
    """What there is now. It begins with what was offered before, and was sent back."""

    result = words(_l("Wat is er nu?"), 5, required=_l("Schrijf op wat er nu is."))
    differs = words(
        _l("Wat is anders dan jullie afspraken?"),
        3,
        _l("Ook wat er niet van kwam, of wat er juist bij kwam."),
    )

    def __init__(self, assignment: Assignment) -> None:
        super().__init__(data={"result": assignment.result})

    def to_data(self) -> ResultData:
        """What was filled in."""
        return ResultData(self.result.data, self.differs.data or "")


class LookBackForm(HouseForm):
    """How it was, and what others can learn from it."""

    result = words(_l("Hoe is het resultaat?"), 3, _l("Wat merken mensen ervan?"), longest=LONGEST_TEXT)
    cooperation = words(_l("Hoe was de samenwerking?"), 3, _l("Dit lezen alleen de partijen."), longest=LONGEST_TEXT)
    lessons = words(
        _l("Wat kunnen anderen hiervan leren?"),
        4,
        _l("Te vinden voor iedereen die de opdracht mag lezen."),
        required=_l("Schrijf op wat anderen hiervan kunnen leren."),
        longest=LONGEST_TEXT,
    )

    def to_data(self) -> LookBackData:
        """What was filled in."""
        return LookBackData(self.result.data or "", self.cooperation.data or "", self.lessons.data)
