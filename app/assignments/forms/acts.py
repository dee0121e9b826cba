"""What is filled in about an assignment besides its text: beginning it, its parties, remarks, and reasons."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice

from app.assignments.forms.fields import LONGEST_LINE, select, words
from app.assignments.models import Assignment, AssignmentParty
from app.assignments.service.drafting import AssignmentData
from app.assignments.states import PartyRole, WorkType
from app.core import clock
from app.decisions.forms.proposals import readers_field
from app.decisions.states import Confidentiality
from app.organisation.forms.fields import CHOOSE, choose, day, line, pick
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person, Unit


class BeginForm(HouseForm):
    """What is known when somebody begins: a choice of the kind of work, and what it is about."""

    title = line(_l("Waar gaat de opdracht over?"), LONGEST_LINE)
    work_type = choose(_l("Wat voor werk is het?"), WorkType)
    unit = pick(_l("Namens welke kring wordt het gevraagd?"), _l("Daar komt de afspraak in het besluitenregister."))
    role = SelectField(
        _l("Wat ben jij hierin?"),
        coerce=lambda value: PartyRole(value) if value else None,
        invalid_choice_message=CHOOSE,
    )
    is_for_college = BooleanField(
        _l("Dit is een bestuursopdracht"), description=_l("Met een lid van het college als bestuurlijk opdrachtgever.")
    )
    confidentiality = readers_field()

    def __init__(self, units: Iterable[Unit]) -> None:
        super().__init__(data={"confidentiality": Confidentiality.INTERNAL})
        self.offer("unit", units, lambda unit: str(unit.name), none=_("Kies een kring"))
        roles = [SelectChoice(value=one.value, label=_(one.label)) for one in PartyRole]
        self.role.choices = [SelectChoice(value="", label=_("Ik schrijf het op voor anderen")), *roles]

    def to_data(self) -> AssignmentData:
        """What was filled in."""
        return AssignmentData(
            self.title.data,
            self.work_type.data,
            is_for_college=self.is_for_college.data,
            confidentiality=self.confidentiality.data,
            role=self.role.data,
        )


class PartyForm(HouseForm):
    """Who is a party, and as what."""

    person = pick(_l("Wie?"))
    role = select(_l("Als wat?"), PartyRole)

    def __init__(self, assignment: Assignment, people: Iterable[Person]) -> None:
        super().__init__(prefix="party-")
        self.offer("person", people, _name, none=_("Kies iemand"))
        if not assignment.is_for_college:
            self.role.choices = [
                one for one in self.role.choices if one.value != PartyRole.GOVERNING_COMMISSIONER.value
            ]


class SuccessionForm(HouseForm):
    """Who takes over from whom, and from when."""

    party = pick(_l("Van wie?"))
    successor = pick(_l("Wie neemt het over?"))
    starts_on = day(_l("Vanaf"))

    def __init__(self, assignment: Assignment, people: Iterable[Person]) -> None:
        super().__init__(prefix="succession-", data={"starts_on": clock.today()})
        self.offer("party", [one for one in assignment.living if one.ends_on is None], _name, none=_("Kies iemand"))
        self.offer("successor", people, _name, none=_("Kies iemand"))


class RemarkForm(HouseForm):
    """What a party remarks, on which part."""

    part = SelectField(_l("Waarover?"), invalid_choice_message=CHOOSE)
    text = words(
        _l("Je opmerking"), 3, required=_l("Schrijf op wat je opvalt, mist of anders zou willen."), longest=4000
    )

    def __init__(self, labels: Mapping[str, str]) -> None:
        super().__init__(prefix="remark-")
        choices = [SelectChoice(value=name, label=_(label)) for name, label in labels.items()]
        self.part.choices = [SelectChoice(value="", label=_("De hele opdracht")), *choices]


class AnswerForm(HouseForm):
    """An answer to a remark."""

    answer = words(_l("Je antwoord"), 2, required=_l("Schrijf je antwoord op."), longest=4000)

    def __init__(self, remark_id: int) -> None:
        super().__init__(prefix=f"answer-{remark_id}-")


class WhyForm(HouseForm):
    """Why something stops, or is opened again."""

    reason = words(_l("Waarom?"), 2, required=_l("Schrijf erbij waarom."), longest=1000)


def _name(somebody: Person | AssignmentParty) -> str:
    return str(somebody.name)
