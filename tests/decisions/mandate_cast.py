"""A circle with beleid in force and mandates: a college that gives mandaat, a team that gives beslisruimte."""

from datetime import date, timedelta
from typing import Any

from app.core import clock
from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import Decision, Mandate
from app.decisions.queries.mandates import locked_mandate
from app.decisions.service import executions, mandates, register
from app.decisions.service.executions import ExecutionData
from app.decisions.service.mandates import MandateData
from app.decisions.service.register import TakenElsewhere
from app.decisions.service.wordings import WordingData
from app.decisions.states import Confidentiality, MandateKind, Nature
from app.organisation.models import Person, Unit
from app.organisation.states import Role, StatutoryBody
from tests.decisions.round_cast import Circle

DAY = timedelta(days=1)


class Steering(Circle):
    """Team Ruimte, whose wider unit is a bestuursorgaan: Wim leads it, and Fatima holds what is given."""

    def __init__(self, **keywords: Any) -> None:
        super().__init__(**keywords)
        with transaction() as session:
            session.merge(self.wider).statutory = StatutoryBody.COLLEGE
            self.beleid = self.decided("Bomen blijven staan", self.unit)
            self.college_beleid = self.decided("Kapvergunningen", self.wider)
            self.nina = self.someone("Nina", Role.SECRETARY, of=self.wider)

    def decided(
        self, what: str, unit: Unit, nature: Nature = Nature.POLICY, confidentiality: Confidentiality | None = None
    ) -> Decision:
        """A decision of a unit that is in force. Inside a transaction."""
        taken = TakenElsewhere(
            WordingData(what=what),
            clock.today(),
            confidentiality or self.confidentiality,
            {},
            f"{what} {unit.id}",
            nature,
        )
        by = self.marieke if unit is self.unit else self.wim
        return register.record_taken_elsewhere(unit, taken, by=by)

    def data(self, kind: MandateKind = MandateKind.DISCRETION, **changes: Any) -> MandateData:
        """What is filled in about a mandate for Fatima, except where `changes` say otherwise."""
        usual: dict[str, Any] = {
            "kind": kind,
            "scope": "Snoeien en planten",
            "holder": self.fatima,
            "written_in": "Verslag van 3 maart",
            "limit_cents": 500_00,
        }
        return MandateData(**usual | changes)

    def give(self, **changes: Any) -> Mandate:
        """Beslisruimte of the team, for Fatima."""
        with transaction():
            return mandates.give_mandate(self.unit, self.data(**changes), by=self.marieke)

    def mandaat(self, **changes: Any) -> Mandate:
        """Mandaat of the bestuursorgaan, for Fatima."""
        with transaction():
            return mandates.give_mandate(self.wider, self.data(MandateKind.MANDATE, **changes), by=self.wim)

    def order(self, what: str = "De wilg aan de Kerkstraat snoeien", **changes: Any) -> ExecutionData:
        """What is filled in about an uitvoeringsbesluit within the beleid of the team."""
        today = clock.today()
        wording = WordingData(what=what, owner_id=self.fatima.id, starts_on=today, review_on=today + 180 * DAY)
        return ExecutionData(**{"wording": wording, "policy": self.beleid, "amount_cents": 250_00, **changes})

    def take(self, mandate: Mandate, by: Person | None = None, **changes: Any) -> Decision:
        """Fatima takes an uitvoeringsbesluit."""
        with transaction():
            found = locked_mandate(mandate.id)
            return executions.take_execution(found, self.order(**changes), by=by or self.fatima)


def passed(days: int = 1) -> date:
    """A day that is over."""
    return clock.today() - days * DAY


def fresh(mandate: Mandate) -> Mandate:
    """A mandate as it is now."""
    return db.session.get_one(Mandate, mandate.id, populate_existing=True)
