"""A programme with an assignment, for tests; every act a transaction of its own.

Marieke leads Team Ruimte and began it, Ben leads the programme, Carla sits in the college, Gijs is its secretaris.
"""

from typing import Any

from app.assignments.programme_models import Programme, ProgrammeReport
from app.assignments.programme_queries import locked_programme, locked_report
from app.assignments.programme_states import ProgrammeState, ReportState, Standing
from app.assignments.service import programme_reporting, programmes
from app.assignments.service.programme_reporting import LineData
from app.assignments.service.programmes import ProgrammeData
from app.core import clock
from app.core.transaction import transaction
from app.organisation.models import Person, Unit
from app.organisation.states import Role, StatutoryBody
from tests.assignments.assignment_cast import Agreeing

NAME = "Koele stad"


class Steering:
    """One programme on its way, with one assignment that runs."""

    def __init__(self, **agreeing: Any) -> None:
        self.agreeing = Agreeing(**agreeing)
        self.agreeing.be_active()
        self.circle = self.agreeing.circle
        number = self.circle.unit.code
        with transaction() as session:
            level = self.circle.unit.level
            self.college = Unit(name="College", code=f"C{number}", level=level, statutory=StatutoryBody.COLLEGE)
            session.add(self.college)
            self.carla = self.circle.someone("Carla", Role.MEMBER, of=self.college)
            self.gijs = self.circle.someone("Gijs", Role.SECRETARY, of=self.college)
        self.leader, self.leading, self.colleague = self.circle.ben, self.circle.marieke, self.circle.cor
        self.key = self.begin()
        self.report_key = 0

    def data(self, **known: Any) -> ProgrammeData:
        told = {"name": NAME, "purpose": "Een stad die koel blijft.", "leader": self.leader}
        return ProgrammeData(**{**told, "starts_on": clock.today(), **known})

    def begin(self) -> int:
        with transaction():
            return programmes.begin_programme(self.circle.unit, self.data(), by=self.leading).id

    @property
    def programme(self) -> Programme:
        """As it is now. Inside a transaction: locked, ready to act on."""
        return locked_programme(self.key)

    @property
    def report(self) -> ProgrammeReport:
        """As it is now. Inside a transaction: locked, ready to act on."""
        return locked_report(self.report_key)

    def take_in(self, agreeing: Agreeing | None = None, by: Person | None = None) -> None:
        with transaction():
            programmes.take_in(self.programme, (agreeing or self.agreeing).assignment, by=by or self.leader)

    def begin_report(self) -> None:
        with transaction():
            made = programme_reporting.begin_report(self.programme, clock.today(), by=self.leader)
        self.report_key = made.id

    def write(self, standing: Standing = Standing.ON_COURSE, **said: str) -> None:
        with transaction():
            line = LineData(self.agreeing.key, standing, **{"purpose": "Koel blijven.", **said})
            programme_reporting.edit_report(self.report, "Het loopt.", [line], by=self.leader)

    def propose(self) -> None:
        with transaction():
            programme_reporting.propose(self.report, by=self.leader)

    def note(self) -> None:
        with transaction():
            programme_reporting.note(self.report, by=self.gijs)

    def release(self) -> None:
        with transaction():
            programme_reporting.release(self.report, by=self.leader)

    def end(self) -> None:
        with transaction():
            programmes.end_programme(self.programme, by=self.leader, reason="Het is af.")

    def come_to(self, state: ReportState | ProgrammeState) -> "Steering":
        """A programme in a state, or one with a report in a state."""
        self.take_in()
        if isinstance(state, ProgrammeState):
            if state is ProgrammeState.ENDED:
                self.end()
            return self
        self.begin_report()
        self.write()
        for reached, step in (
            (ReportState.PROPOSED, self.propose),
            (ReportState.NOTED, self.note),
            (ReportState.RELEASED, self.release),
        ):
            if list(ReportState).index(state) >= list(ReportState).index(reached):
                step()
        return self
