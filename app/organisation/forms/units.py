"""What is filled in about levels, units and roles."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Regexp

from app.organisation.forms.fields import CHOOSE, REQUIRED, choose, day, line, pick, text
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person, SteeringLevel, Unit
from app.organisation.service import UnitDetails
from app.organisation.states import AbsenceRule, ContestRule, Role, StatutoryBody

CODE = Regexp(
    r"[A-Z][A-Z0-9]{1,11}\Z", message=_l("Gebruik 2 tot 12 hoofdletters en cijfers, en begin met een letter.")
)


class UnitForm(HouseForm):
    """What may be changed about a unit."""

    name = line(_l("Naam"), 120)
    level = pick(_l("Sturingsniveau"))
    purpose = text(_l("Doel"), _l("Waar is deze kring voor?"))
    domain = text(_l("Domein"), _l("Waarover beslist deze kring zelf?"))
    absence_rule = choose(_l("Als iemand afwezig is bij een consentronde"), AbsenceRule)
    statutory = SelectField(
        _l("Orgaan volgens de wet"),
        choices=[
            SelectChoice(value="", label=_l("Geen")),
            *(SelectChoice(value=body.value, label=_l(body.label)) for body in StatutoryBody),
        ],
        coerce=lambda chosen: StatutoryBody(chosen) if chosen else None,
        invalid_choice_message=CHOOSE,
        invalid_value_message=CHOOSE,
        description=_l(
            "Alleen zo’n orgaan kan mandaat geven (Awb 10:1) en geheimhouding opleggen. "
            "Het college besluit volgens de Gemeentewet."
        ),
    )
    contest_days = IntegerField(
        _l("Hoeveel dagen kan iemand zeggen: dit is beleid?"),
        [InputRequired(REQUIRED), NumberRange(0, 365, _l("Kies een getal van 0 tot en met 365."))],
        default=14,
        description=_l("Gerekend vanaf een uitvoeringsbesluit binnen het beleid van deze kring."),
    )
    contest_rule = choose(
        _l("Wat geldt tot de kring daarover beslist?"),
        ContestRule,
        _l("Een besluit met gevolgen buiten de organisatie blijft altijd gelden."),
        default=ContestRule.STANDS,
    )

    def __init__(self, levels: list[SteeringLevel], **keywords: Any) -> None:
        super().__init__(**keywords)
        self.offer("level", levels, lambda level: str(level.name), none=_("Kies een niveau"))

    def to_data(self) -> UnitDetails:
        """What was filled in."""
        return UnitDetails(
            name=self.name.data,
            level=self.chosen("level"),
            purpose=self.purpose.data,
            domain=self.domain.data,
            absence_rule=AbsenceRule(self.absence_rule.data),
            statutory=self.statutory.data,
            contest_days=self.contest_days.data,
            contest_rule=ContestRule(self.contest_rule.data),
        )


class NewUnitForm(UnitForm):
    """A new unit, with what never changes and with its place."""

    order = ("name", "code", "level", "parent", "purpose", "domain", "starts_on", "ends_on")

    code = line(
        _l("Afkorting"),
        12,
        _l("Begint elk besluitnummer, zoals CMT in CMT-2026-4. Daarna verandert die nooit meer."),
        CODE,
    )
    parent = pick(_l("Bredere kring"), _l("De leider en de afgevaardigde doen daar ook mee."), optional=True)
    starts_on = day(_l("Vanaf"))
    ends_on = day(_l("Tot en met"), _l("Alleen voor een tijdelijke kring, zoals een werkgroep."), optional=True)

    def __init__(self, levels: list[SteeringLevel], parents: list[Unit], **keywords: Any) -> None:
        super().__init__(levels, **keywords)
        self.offer("parent", parents, lambda unit: str(unit.name), none=_("Geen: dit is de breedste kring"))

    def to_place(self) -> dict[str, Any]:
        """What was filled in about the place and the period of the unit, as `service.create_unit` calls it."""
        return {
            "code": self.code.data,
            "parent": self.chosen("parent"),
            "starts_on": self.starts_on.data,
            "ends_on": self.ends_on.data,
        }


class MoveUnitForm(HouseForm):
    """The place of a unit."""

    parent = pick(_l("Bredere kring"), _l("De leider en de afgevaardigde doen daar ook mee."), optional=True)

    def __init__(self, parents: list[Unit], **keywords: Any) -> None:
        super().__init__(**keywords)
        self.offer("parent", parents, lambda unit: str(unit.name), none=_("Geen: dit is de breedste kring"))


class MembershipForm(HouseForm):
    """A role for somebody in a unit."""

    person = pick(_l("Wie"))
    role = choose(_l("Rol"), Role)
    succeeding = BooleanField(
        _l("Volgt de huidige functioneel leider op"),
        description=_l("Alleen bij een nieuwe functioneel leider: de rol van de huidige eindigt dan een dag eerder."),
    )
    starts_on = day(_l("Vanaf"))
    ends_on = day(_l("Tot en met"), optional=True)

    def __init__(self, people: list[Person], **keywords: Any) -> None:
        super().__init__(**keywords)
        self.offer("person", people, lambda person: f"{person.name} ({person.email})", none=_("Kies iemand"))

    def to_data(self) -> dict[str, Any]:
        """What was filled in, as `service.add_membership` calls it."""
        return {
            "person": self.chosen("person"),
            "role": Role(self.role.data),
            "starts_on": self.starts_on.data,
            "ends_on": self.ends_on.data,
            "succeeding": self.succeeding.data,
        }


class LastDayForm(HouseForm):
    """The last day of a unit, a role or a person."""

    on = day(_l("Laatste dag"))


class AbsenceForm(HouseForm):
    """A long absence of somebody with a role."""

    absent_from = day(_l("Afwezig vanaf"))
    absent_until = day(_l("Tot en met"), _l("Laat leeg als nog niemand dat weet."), optional=True)
    everywhere = BooleanField(_l("Geldt ook voor de andere rollen van deze persoon"))


class ReturnForm(HouseForm):
    """The day from which somebody takes part again."""

    on = day(_l("Doet weer mee vanaf"))


class LevelForm(HouseForm):
    """A level and its place in the order from narrow to wide."""

    name = line(_l("Naam"), 60)
    place = pick(_l("Plaats"), _l("Van smal naar breed."), optional=True)

    def __init__(self, others: list[SteeringLevel], **keywords: Any) -> None:
        super().__init__(**keywords)
        self._others = others
        self.offer("place", others, lambda level: _("Breder dan %(name)s", name=level.name), none=_("Het smalst"))

    def to_place(self) -> int:
        """How many levels are narrower than this one."""
        below = self.chosen("place")
        return self._others.index(below) + 1 if below is not None else 0


def as_filled_in(unit: Unit) -> dict[str, Any]:
    """What a form about a unit shows before anything was typed."""
    return {
        "name": unit.name,
        "level": unit.level.id,
        "purpose": unit.purpose,
        "domain": unit.domain,
        "absence_rule": unit.absence_rule,
        "statutory": unit.statutory,
        "contest_days": unit.contest_days,
        "contest_rule": unit.contest_rule,
    }
