"""The charts of a programme and of its voortgangsrapportage (design.md; mission.md, D6)."""

from collections.abc import Collection
from typing import Any, ClassVar

from statemachine.states import States

from app.assignments.programme_models import Programme, ProgrammeReport
from app.assignments.programme_states import ProgrammeState, ReportState, Standing
from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.organisation.refusals import RefusedField


class ProgrammeMachine(StrictMachine[Programme]):
    """One programme, from the day it began."""

    subject_kind = "programme"

    s = States.from_enum(ProgrammeState, initial=ProgrammeState.RUNNING, final={ProgrammeState.ENDED})

    edit = stay_in(s.RUNNING)
    take_in = stay_in(s.RUNNING)
    leave_out = stay_in(s.RUNNING)
    add_group = stay_in(s.RUNNING)
    remove_group = stay_in(s.RUNNING)
    report = stay_in(s.RUNNING, validators="no_report_goes_on")
    end = s.RUNNING.to(s.ENDED, validators=["has_reason", "no_report_goes_on"])

    def no_report_goes_on(self, report_goes_on: bool = False, **_given: Any) -> None:
        """One report at a time: the raad reads them one after another."""
        if report_goes_on:
            raise Refused(N_("Er is nog een rapportage in de maak. Rond die eerst af."))

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """The others read why it ended."""
        if not reason.strip():
            raise RefusedField("reason", N_("Schrijf erbij waarom het programma eindigt."))


class ProgrammeReportMachine(StrictMachine[ProgrammeReport]):
    """One voortgangsrapportage, from putting it together to the raad. What the college noted is never changed."""

    subject_kind = "programme_report"

    s = States.from_enum(ReportState, initial=ReportState.DRAFT, final={ReportState.RELEASED})

    edit = stay_in(s.DRAFT)
    put_together = stay_in(s.DRAFT)
    propose = s.DRAFT.to(s.PROPOSED, validators=["says_how_it_stands", "holds_nothing_closed", "names_nobody"])
    take_back = s.PROPOSED.to(s.DRAFT, validators="is_on_no_agenda")
    put_on_agenda = stay_in(s.PROPOSED)
    send_back = s.PROPOSED.to(s.DRAFT)
    note = s.PROPOSED.to(s.NOTED)
    release = s.NOTED.to(s.RELEASED, validators="holds_nothing_closed")

    refusals: ClassVar = {
        "edit": {
            ReportState.PROPOSED: N_("De rapportage ligt bij het college. Haal haar eerst terug."),
            ReportState.NOTED: N_("Het college nam hiervan kennis. Wat anders moet, komt in de volgende rapportage."),
            ReportState.RELEASED: N_("De raad heeft deze tekst. Wat anders moet, komt in de volgende rapportage."),
        },
        "release": {
            ReportState.DRAFT: N_("Het college heeft hier nog geen kennis van genomen."),
            ReportState.PROPOSED: N_("Het college heeft hier nog geen kennis van genomen."),
        },
    }

    def says_how_it_stands(self) -> None:
        """The college is not asked to note what nobody says."""
        if not self.subject.lines:
            raise Refused(N_("Er staat nog geen opdracht in deze rapportage."))
        untold = [one["title"] for one in self.subject.lines if one["standing"] == Standing.UNTOLD.value]
        if untold:
            raise Refused(N_("Zeg nog hoe het ervoor staat bij: %(titles)s."), titles=", ".join(untold))

    def holds_nothing_closed(self, closed: Collection[int] = (), **_given: Any) -> None:
        """What became vertrouwelijk meanwhile goes to no raad; `closed` are the assignments that are so now."""
        found = [one["title"] for one in self.subject.lines if one["assignment"] in closed]
        if found:
            raise Refused(
                N_("‘%(titles)s’ is nu vertrouwelijk en hoort hier niet in. Maak een volgende rapportage."),
                titles=", ".join(found),
            )

    def names_nobody(self, named: Collection[str] = (), **_given: Any) -> None:
        """The raad and the public read it: of people it names the bestuurlijk opdrachtgever alone (Woo 5.2)."""
        if named:
            raise Refused(N_("De raad leest dit. Haal de naam van %(names)s uit de tekst."), names=", ".join(named))

    def is_on_no_agenda(self) -> None:
        """What the college has on its agenda is not taken from under it."""
        if self.subject.is_on_agenda:
            raise Refused(N_("De rapportage staat al op de agenda van het college. Vraag de secretaris om haar terug."))
