"""What is filled in about uitvoering: the decision itself, and the advice that is asked first."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from app.decisions.forms.mandates import money
from app.decisions.forms.wording import WordingForm
from app.decisions.models import Decision, Mandate, Wording
from app.decisions.money import cents_in
from app.decisions.service.executions import ExecutionData
from app.decisions.states import Confidentiality
from app.organisation.forms.fields import pick
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person


class ExecutionForm(WordingForm):
    """An uitvoeringsbesluit, or what is brought to whoever may take it."""

    policy = pick(_l("Binnen welk beleid?"), optional=True)
    mandate = pick(_l("Met welk mandaat?"), optional=True)
    amount = money(_l("Om welk bedrag gaat het?"), _l("In euro’s. Laat leeg als er geen geld mee gemoeid is."))
    outside_effect = BooleanField(
        _l("Het heeft gevolgen buiten de organisatie"),
        description=_l("Zoals een vergunning of een opdracht aan een bedrijf. Dan wordt het nooit opgeschort."),
    )

    def __init__(
        self,
        people: Iterable[Person],
        policies: list[Decision],
        *,
        by: Person,
        wording: Wording | None = None,
        within: int | None = None,
        mandates: Iterable[Mandate] = (),
        without_mandate: str = "",
        confidentiality: Confidentiality = Confidentiality.INTERNAL,
    ) -> None:
        begins: dict[str, Any] = {"policy": within or (policies[0].id if len(policies) == 1 else 0), "mandate": 0}
        if wording is None:
            begins["owner"] = by.id
        super().__init__({one.id: one for one in [by, *people]}.values(), wording, data=begins)
        self.confidentiality = confidentiality
        self.offer("policy", policies, lambda one: f"{one.number}: {one.title}", none=_("Kies beleid"))
        self.offer("mandate", mandates, _named, none=without_mandate or _("Kies een mandaat"))

    def to_execution(self) -> ExecutionData:
        """What was filled in."""
        return ExecutionData(
            wording=self.to_data(),
            policy=self.chosen("policy"),
            amount_cents=cents_in(self.amount.data) if self.amount.data else None,
            outside_effect=self.outside_effect.data,
            confidentiality=self.confidentiality,
        )


def _named(mandate: Mandate) -> str:
    return f"{_(mandate.kind.label)}: {mandate.scope[:80]}"


class AskAdviceForm(HouseForm):
    """Whom to ask, and what."""

    person = pick(_l("Aan wie vraag je advies?"))
    question: Any = TextAreaField(
        _l("Wat wil je weten?"),
        [Optional(), Length(max=2000)],
        filters=[lambda written: (written or "").strip()],
        render_kw={"rows": 2},
    )

    def __init__(self, people: Iterable[Person], **keywords: Any) -> None:
        super().__init__(**keywords)
        self.offer("person", people, lambda person: str(person.name), none=_("Kies iemand"))


class AdviceForm(HouseForm):
    """What somebody advises."""

    text: Any = TextAreaField(
        _l("Wat adviseer je?"),
        [DataRequired(_l("Schrijf op wat je advies is.")), Length(max=10_000)],
        filters=[lambda written: (written or "").strip()],
        render_kw={"rows": 3},
    )
