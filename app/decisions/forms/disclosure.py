"""Who may know of a dossier: how open it is, until when it waits, who is named, and secrecy."""

from datetime import UTC, datetime
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from app.core import clock
from app.decisions.disclosure import SecrecyGround
from app.decisions.forms.proposals import readers_field
from app.decisions.models import Decision, Disclosed, Wording
from app.decisions.service.wordings import WordingData
from app.organisation.forms.fields import CHOOSE, REQUIRED, pick, text
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person, Unit

MOMENT = _l("Vul een dag en een tijd in, zoals 01-05-2027 12:00.")


def _reason(label: Any, missing: Any) -> Any:
    return TextAreaField(
        label,
        [InputRequired(missing), Length(max=1000)],
        filters=[lambda written: (written or "").strip()],
        render_kw={"rows": 2},
    )


class DisclosureForm(HouseForm):
    """How open it is, and until which moment it is under embargo."""

    confidentiality = readers_field()
    embargo = DateTimeLocalField(
        _l("Embargo tot"),
        [Optional()],
        format=["%Y-%m-%dT%H:%M", "%d-%m-%Y %H:%M"],
        invalid_value_message=MOMENT,
        description=_l("Tot dan zien alleen wie erbij hoort dit. Daarna gaat het embargo er vanzelf af."),
    )

    @classmethod
    def of(cls, subject: Disclosed) -> Self:
        """The form with how it stands now."""
        until = subject.embargo_until.astimezone(clock.AMSTERDAM) if subject.embargo_until else None
        return cls(data={"confidentiality": subject.confidentiality, "embargo": until}, prefix="open-")

    @property
    def embargo_until(self) -> datetime | None:
        """The moment on the clock of the Netherlands."""
        moment = self.embargo.data
        return moment.replace(tzinfo=clock.AMSTERDAM).astimezone(UTC) if moment else None


class NameForm(HouseForm):
    """Somebody who may read it as well."""

    person = pick(_l("Wie mag dit ook lezen?"))

    def __init__(self, people: list[Person], **keywords: Any) -> None:
        super().__init__(prefix="name-", **keywords)
        self.offer("person", people, lambda person: str(person.name), none=_("Kies iemand"))


class SecrecyForm(HouseForm):
    """Which body keeps it secret, and on which ground of the law."""

    body = pick(_l("Welk orgaan legt geheimhouding op?"))
    ground = SelectField(
        _l("Op welke grond?"),
        [InputRequired(CHOOSE)],
        choices=[
            SelectChoice(value="", label=_l("Kies een grond")),
            *(SelectChoice(value=ground.value, label=_l(ground.label)) for ground in SecrecyGround),
        ],
        coerce=lambda chosen: SecrecyGround(chosen) if chosen else "",
        invalid_value_message=CHOOSE,
        invalid_choice_message=CHOOSE,
    )
    reason = _reason(_l("Waarom weegt dit belang zwaarder?"), _l("Schrijf erbij waarom het geheim moet blijven."))

    def __init__(self, bodies: list[Unit], **keywords: Any) -> None:
        begins = {"body": bodies[0].id} if len(bodies) == 1 else {}
        super().__init__(prefix="secret-", data=begins, **keywords)
        self.offer("body", bodies, lambda unit: str(unit.name), none=_("Kies een orgaan"))


class LiftForm(HouseForm):
    """Why it need not be secret any more."""

    reason = _reason(
        _l("Waarom kan de geheimhouding eraf?"), _l("Schrijf erbij waarom het niet meer geheim hoeft te zijn.")
    )


class PublicTextForm(HouseForm):
    """The openbare tekst of a decision."""

    what = StringField(
        _l("Waar gaat het over?"),
        [InputRequired(REQUIRED), Length(max=300)],
        filters=[lambda written: (written or "").strip()],
    )
    why = text(_l("Waarom"))
    body = text(_l("Tekst"), rows=8)

    @classmethod
    def of(cls, decision: Decision) -> "PublicTextForm":
        """The form with what the openbare tekst says now; empty when there is none."""
        now: Wording | None = decision.public_wording
        begins = {"what": now.what, "why": now.why, "body": now.body} if now else {}
        return cls(data=begins)

    def to_data(self) -> WordingData:
        """A text without names: nobody is named in public (Woo 5.2)."""
        return WordingData(what=self.what.data, why=self.why.data, body=self.body.data)
