"""What is filled in about mandates, and what the register of mandates is filtered by."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.core import clock
from app.decisions.models import Decision, Mandate
from app.decisions.money import cents_in, euros
from app.decisions.queries.mandates import KINDS, NOW, WHEN, Wanted, decisions_by_number
from app.decisions.service.mandates import MandateData
from app.decisions.states import MandateKind
from app.organisation.forms.fields import REQUIRED, choose, day, line, pick, text
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person, Unit
from app.organisation.states import Role

_NUMBER = re.compile(r"[A-Z][A-Z0-9]*-\d{4}-\d+")
NO_MONEY = _l("Dit is geen bedrag. Schrijf het als 1.250 of 1250,50.")
NOTES_ON_KINDS = {
    MandateKind.MANDATE: _l("Van een bestuursorgaan: wie het heeft, beslist namens dat orgaan (Awb 10:1)."),
    MandateKind.DISCRETION: _l("Van een kring aan haar eigen leden en rollen."),
}


def money(label: Any, description: Any = "") -> Any:
    """An amount in euros, which may stay empty."""
    return StringField(
        label,
        [Optional(), Length(max=30), _is_money],
        filters=[lambda written: (written or "").strip()],
        description=description,
        render_kw={"inputmode": "decimal"},
    )


def _is_money(_form: Any, field: Any) -> None:
    if field.data and cents_in(field.data) is None:
        raise ValidationError(NO_MONEY)


class EndForm(HouseForm):
    """Why it ends."""

    reason: Any = TextAreaField(
        _l("Waarom?"),
        [DataRequired(_l("Schrijf erbij waarom.")), Length(max=1000)],
        filters=[lambda written: (written or "").strip()],
        render_kw={"rows": 2},
    )


class InstructionForm(HouseForm):
    """What the holder is told."""

    text = line(_l("Aanwijzing"), 1000, _l("Wie het mandaat heeft, ziet dit bij elk besluit (Awb 10:6)."))


class MandateForm(HouseForm):
    """A mandate to give, to give on, or to follow another."""

    kind = choose(_l("Wat geef je?"), MandateKind)
    scope: Any = TextAreaField(
        _l("Wat mag diegene beslissen?"),
        [DataRequired(REQUIRED), Length(max=2000)],
        description=_l("Zoals: kapvergunningen voor bomen in de openbare ruimte."),
        filters=[lambda written: " ".join((written or "").split())],
        render_kw={"rows": 2},
    )
    holder = pick(_l("Wie krijgt het?"), optional=True)
    role = SelectField(_l("Of welke rol?"), [Optional()], coerce=str)
    role_unit = pick(_l("In welke kring?"), optional=True)
    policies: Any = TextAreaField(
        _l("Binnen welk beleid?"),
        [Optional(), Length(max=2000)],
        description=_l("De nummers van besluiten. Laat leeg voor al het beleid van deze kring."),
        render_kw={"rows": 2},
    )
    limit = money(_l("Tot welk bedrag?"), _l("In euro’s. Laat leeg als er geen bedrag aan vastzit."))
    limit_words = text(_l("Andere grens"), _l("Zoals: niet bij monumentale bomen."), 2)
    starts_on = day(_l("Vanaf"))
    ends_on = day(_l("Tot en met"), optional=True)
    given_by: Any = StringField(
        _l("Met welk besluit is dit gegeven?"), [Optional(), Length(max=40)], description=_l("Het nummer.")
    )
    written_in: Any = StringField(
        _l("Of waar staat het opgeschreven?"),
        [Optional(), Length(max=300)],
        description=_l("Als dat besluit niet in het register staat, zoals: mandaatregeling 2024, artikel 3."),
        filters=[lambda written: (written or "").strip()],
    )
    allows_submandate = BooleanField(
        _l("Ondermandaat mag"), description=_l("Wie dit mandaat krijgt, mag het doorgeven (Awb 10:9).")
    )

    def __init__(self, people: Iterable[Person], units: Iterable[Unit], *, by: Person, **keywords: Any) -> None:
        super().__init__(**keywords)
        self._reader = by
        self._named: dict[str, Decision] = {}
        self.offer("holder", people, lambda person: f"{person.name} ({person.email})", none=_("Niemand bij naam"))
        self.offer("role_unit", units, lambda unit: str(unit.name), none=_("Kies een kring"))
        self.role.choices = [
            SelectChoice(value="", label=_("Geen rol")),
            *(SelectChoice(value=role.value, label=_(role.label)) for role in Role),
        ]

    def validate_holder(self, field: Any) -> None:
        """Somebody, or a role in a unit, and not both."""
        if bool(field.data) == bool(self.role.data):
            raise ValidationError(_l("Kies iemand, of een rol: één van beide."))

    def validate_role_unit(self, field: Any) -> None:
        """A role is a role somewhere."""
        if self.role.data and not field.data:
            raise ValidationError(_l("Kies de kring van die rol."))

    def validate_policies(self, field: Any) -> None:
        """Only decisions that its writer may read."""
        self._know(field, _NUMBER.findall((field.data or "").upper()), _words(field.data))

    def validate_given_by(self, field: Any) -> None:
        """As above."""
        self._know(field, _NUMBER.findall((field.data or "").upper()), _words(field.data))

    def to_data(self) -> MandateData:
        """What was filled in."""
        by_role = bool(self.role.data)
        given_by = _NUMBER.findall((self.given_by.data or "").upper())
        return MandateData(
            kind=self.kind.data,
            scope=self.scope.data,
            holder=self.chosen("holder"),
            holder_role=Role(self.role.data) if by_role else None,
            holder_unit=self.chosen("role_unit") if by_role else None,
            limit_cents=cents_in(self.limit.data) if self.limit.data else None,
            limit_words=self.limit_words.data or "",
            allows_submandate=self.allows_submandate.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            given_by=self._named[given_by[0]] if given_by else None,
            written_in=self.written_in.data or "",
            policies=tuple(self._named[number] for number in dict.fromkeys(self._policy_numbers)),
        )

    @property
    def _policy_numbers(self) -> list[str]:
        return _NUMBER.findall((self.policies.data or "").upper())

    def _know(self, field: Any, numbers: list[str], words: list[str]) -> None:
        """Find what is named; of what does not exist and what may not be read the same is said."""
        found = decisions_by_number(numbers, self._reader) if numbers else {}
        self._named |= found
        unknown = [word for word in words if word.upper() not in found]
        if unknown:
            raise ValidationError(_("Dit besluit ken ik niet: %(number)s.", number=", ".join(unknown)))


def _words(written: str | None) -> list[str]:
    return re.split(r"[\s,;]+", (written or "").strip(" \n\t,;")) if (written or "").strip(" \n\t,;") else []


def as_filled_in(mandate: Mandate, policies: Iterable[Decision]) -> dict[str, Any]:
    """What the form of a successor, or of an ondermandaat, shows before anything was typed."""
    return {
        "kind": mandate.kind,
        "scope": mandate.scope,
        "policies": "\n".join(policy.number for policy in policies),
        "limit": euros(mandate.limit_cents) if mandate.limit_cents is not None else "",
        "limit_words": mandate.limit_words,
        "starts_on": clock.today(),
        "ends_on": mandate.ends_on if mandate.ends_on and mandate.ends_on >= clock.today() else None,
        "written_in": mandate.written_in,
        "allows_submandate": mandate.allows_submandate,
    }


def wanted_from(arguments: "MultiDict[str, str]") -> Wanted:
    """What an address asks of the mandate register; what makes no sense is left out."""
    kind, when = arguments.get("soort"), arguments.get("wanneer", NOW)
    return Wanted(
        words=arguments.get("zoek", "").strip()[:200],
        unit_id=arguments.get("kring", type=int),
        kind=kind if kind in KINDS else None,
        when=when if when in WHEN else None,
        page=max(1, arguments.get("pagina", 1, type=int)),
    )
