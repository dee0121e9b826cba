"""Following an assignment: reports of how it goes, what is answered to them, and what its parties say to each other.

A report is never changed. What the parties say to each other leaves no trace that others see.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from app.assignments.assignment_machine import AssignmentMachine
from app.assignments.courses import Aspect, Course
from app.assignments.models import Assignment
from app.assignments.reporting_models import Conversation, Feeling, ProgressReport, Standing
from app.assignments.reporting_queries import conversation_of, last_report, report_of
from app.core import clock
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import drive
from app.organisation.models import Person
from app.organisation.refusals import RefusedField


@dataclass(frozen=True)
class ReportData:
    """How it stands, as somebody typed it."""

    courses: Mapping[Aspect, Course]
    whys: Mapping[Aspect, str]
    reached: str = ""
    deviates: str = ""
    asked: str = ""

    def standings(self) -> dict[str, Standing]:
        """The same, in the shape of a report. Raises `Refused` when what is not on course has no word why."""
        for aspect in Aspect:
            if self.courses[aspect] is not Course.ON and not self.whys.get(aspect, "").strip():
                raise RefusedField(f"why_{aspect.value}", N_("Zeg in een paar woorden waarom."))
        return {
            aspect.value: {"course": self.courses[aspect].value, "why": self.whys.get(aspect, "").strip()}
            for aspect in Aspect
        }


@dataclass(frozen=True)
class FeelingData:
    """How the cooperation feels, from 1 to 5, and a word with it."""

    score: int
    word: str = ""


def report(assignment: Assignment, data: ReportData, *, by: Person, after: int | None = None) -> ProgressReport:
    """Say how it stands, as who does the work. `after` is the number of the last report on the screen.

    Raises `Refused` without a word why, and when somebody reported since.
    """
    last = last_report(assignment)
    number = last.number if last is not None else 0
    if after is not None and after != number:
        raise Refused(N_("Er is net al een verslag bijgekomen. Jouw tekst staat hier nog: vergelijk ze."))
    standings = data.standings()
    drive(
        AssignmentMachine,
        assignment,
        "report",
        actor=by,
        details={"number": number + 1, "course": data.courses[Aspect.WHOLE].value},
    )
    made = ProgressReport(
        assignment=assignment,
        written_by=by,
        number=number + 1,
        standings=standings,
        reached=data.reached.strip(),
        deviates=data.deviates.strip(),
        asked=data.asked.strip(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def answer_report(assignment: Assignment, report_id: int, answer: str, *, by: Person) -> None:
    """Answer what a report asks, as the side that asked for the work. Raises `Refused` for a second answer."""
    found = report_of(assignment, report_id)
    if found is None or not found.waits_for_answer:
        raise Refused(N_("Dit is al beantwoord, of er werd niets gevraagd."))
    if not answer.strip():
        raise RefusedField("answer", N_("Schrijf je antwoord op."))
    drive(AssignmentMachine, assignment, "answer_report", actor=by, details={"number": found.number})
    found.answer, found.answered_by_id, found.answered_at = answer.strip(), by.id, clock.now()


def converse(
    assignment: Assignment, held_on: date, agreed: str, *, by: Person, feeling: FeelingData | None = None
) -> Conversation:
    """Write down what the parties said to each other on a day. Raises `Refused` for a day to come, or no word."""
    if held_on > clock.today():
        raise RefusedField("held_on", N_("Deze dag moet nog komen."))
    if not agreed.strip():
        raise RefusedField("agreed", N_("Schrijf op wat jullie afspraken."))
    with _unseen(assignment):
        drive(AssignmentMachine, assignment, "converse", actor=by)
    made = Conversation(assignment=assignment, written_by=by, held_on=held_on, agreed=agreed.strip())
    db.session.add(made)
    db.session.flush()
    if feeling is not None:
        say_how_it_feels(assignment, made.id, feeling, by=by)
    return made


def say_how_it_feels(assignment: Assignment, conversation_id: int, data: FeelingData, *, by: Person) -> None:
    """Say for oneself how the cooperation feels; said again, the last holds. Raises `Refused` beyond 1 to 5."""
    found = conversation_of(assignment, conversation_id)
    own = assignment.party_of(by.id)
    if found is None:
        raise Refused(N_("Dit gesprek is er niet."))
    if not 1 <= data.score <= 5:
        raise RefusedField("score", N_("Kies een getal van 1 tot en met 5."))
    with _unseen(assignment):
        drive(AssignmentMachine, assignment, "say_how_it_feels", actor=by)
    said = found.feeling_of(by.id)
    if said is None and own is not None:
        said = Feeling(conversation=found, person=by, capacity=own.capacity, score=data.score)
        db.session.add(said)
    if said is not None:
        said.score, said.word, said.said_at = data.score, data.word.strip(), clock.now()
    db.session.flush()


@contextmanager
def _unseen(assignment: Assignment) -> Iterator[None]:
    """Let what happens not show in when the assignment changed: lists are in that order, and others read them.

    For the same reason the journal says no more of it than that it was.
    """
    before = assignment.changed_at
    yield
    assignment.changed_at = before
