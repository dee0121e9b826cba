"""The voortgangsrapportage leaves as Word and PDF: complete, tagged, and with nobody's name but the opdrachtgever's."""

import pypdfium2
import pytest
from flask import Flask

from app.assignments.programme_models import ProgrammeReport
from app.assignments.programme_states import ReportState, Standing
from app.assignments.states import PartyRole
from app.core.transaction import transaction
from app.decisions.states import Confidentiality
from app.organisation.models import Person
from app.records.documents.programme import report_pages, status_of
from tests.assignments.assignment_cast import TITLE
from tests.assignments.programme_cast import Steering
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.query_count import counted_queries
from tests.records.test_meeting_documents import words_in

KINDS = ["docx", "pdf"]
SAID = {
    "why": "De levering is laat.",
    "reached": "De kaart ligt er.",
    "deviates": "Een week later dan gedacht.",
    "asked": "Een besluit over parkeren.",
}


def reported(state: ReportState = ReportState.NOTED) -> Steering:
    """A report about an assignment with a bestuurlijk opdrachtgever, and a work group."""
    steering = Steering()
    with transaction():
        steering.agreeing.party(steering.agreeing.asking).role = PartyRole.GOVERNING_COMMISSIONER
    steering.take_in()
    steering.begin_report()
    with transaction():
        group = {"name": "Groep Schaduw", "kind": "working_group", "task": "Bomen kiezen.", "since": "2026-09-01"}
        steering.report.groups = [{**group, "members": 3}]  # type: ignore[typeddict-item]
    steering.write(Standing.ATTENTION, **SAID)
    if state is not ReportState.DRAFT:
        steering.propose()
    if state.is_for_colleagues:
        steering.note()
    if state is ReportState.RELEASED:
        steering.release()
    return steering


def file(app: Flask, steering: Steering, reader: Person, kind: str, status: int = 200) -> bytes:
    path = f"/programmas/rapportage/{steering.report_key}/document.{kind}"
    return Visitor(app).sign_in(reader).download(path, status=status).get_data()


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_says_all_that_college_and_raad_must_know(app: Flask, kind: str) -> None:
    """The one story that is tried on both databases."""
    steering = reported()
    told = words_in(file(app, steering, steering.colleague, kind))
    for words in (
        "Voortgangsrapportage Koele stad, rapportage 1",
        "Peildatum",
        "College van burgemeester en wethouders, gemeenteraad",
        "Kennisnemen van deze rapportage",
        "Het college nam kennis op",
        "In het kort Het loopt.",
        "Alle opdrachten op een rij",
        f"1. {TITLE}",
        "▲ Vraagt aandacht",
        "bestuurlijk opdrachtgever Joost",
        *SAID.values(),
        "De kaart is er",
        "Groep Schaduw (werkgroep)",
        "3 personen",
    ):
        assert words in told, words


@ON_SQLITE_ALONE
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_else_is_named(app: Flask, kind: str) -> None:
    steering = reported(ReportState.RELEASED)
    told = words_in(file(app, steering, steering.leader, kind))
    circle = steering.circle
    for somebody in (circle.fatima, circle.sanne, circle.marieke, circle.ben, steering.gijs, steering.carla):
        assert somebody.name not in told


@ON_SQLITE_ALONE
def test_the_pdf_is_tagged_and_has_a_title(app: Flask) -> None:
    content = file(app, (steering := reported()), steering.leader, "pdf")
    document = pypdfium2.PdfDocument(content)
    assert document.is_tagged()
    assert document.get_metadata_value("Title") == "Voortgangsrapportage Koele stad, rapportage 1"
    assert b"pdfuaid:part" in content or b"/StructTreeRoot" in content


@ON_SQLITE_ALONE
@pytest.mark.parametrize("kind", KINDS)
def test_what_became_closed_stands_in_no_document(app: Flask, kind: str) -> None:
    steering = reported()
    with transaction():
        proposal = steering.agreeing.assignment.proposal
        assert proposal is not None
        proposal.confidentiality = Confidentiality.CONFIDENTIAL
    told = words_in(file(app, steering, steering.colleague, kind))
    assert TITLE not in told
    assert SAID["reached"] not in told
    assert TITLE in words_in(file(app, steering, steering.agreeing.doing, kind))


READERS = [
    (ReportState.DRAFT, "colleague", 404, "a draft is its writers'"),
    (ReportState.DRAFT, "carla", 404, "also for the college"),
    (ReportState.DRAFT, "leader", 200, "who take it along"),
    (ReportState.PROPOSED, "carla", 200, "the college reads what lies before it"),
    (ReportState.PROPOSED, "colleague", 404, "a colleague does not yet"),
    (ReportState.NOTED, "colleague", 200, "and does once it is noted"),
]


@ON_SQLITE_ALONE
@pytest.mark.parametrize(("state", "who", "status", "says"), READERS, ids=[row[3] for row in READERS])
def test_who_takes_it_along(app: Flask, state: ReportState, who: str, status: int, says: str) -> None:
    steering = reported(state)
    assert file(app, steering, getattr(steering, who), "pdf", status), says


STATUSES = [
    (ReportState.DRAFT, "Concept"),
    (ReportState.PROPOSED, "Bij het college"),
    (ReportState.NOTED, "Het college nam kennis op"),
    (ReportState.RELEASED, "; vrijgegeven voor de raad op"),
]


@ON_SQLITE_ALONE
@pytest.mark.parametrize(("state", "said"), STATUSES, ids=[state.value for state, _said in STATUSES])
def test_it_says_how_far_it_has_come(app: Flask, state: ReportState, said: str) -> None:
    assert said in status_of(reported(state).report)


@ON_SQLITE_ALONE
def test_without_a_summary_it_counts_how_they_stand(app: Flask) -> None:
    report: ProgrammeReport = reported(ReportState.DRAFT).report
    report.summary = ""
    pages = report_pages(report, report.lines, "Gemeente Voorbeeld")
    assert "Dit programma telt 1 opdracht. Vraagt aandacht: 1." in str(pages.opening)
    assert ("Gemeente", "Voorbeeld") in pages.head


@ON_SQLITE_ALONE
def test_a_document_takes_a_constant_number_of_queries(app: Flask) -> None:
    steering = reported()
    reader = Visitor(app).sign_in(steering.leader)
    path = f"/programmas/rapportage/{steering.report_key}/document.docx"
    reader.download(path)

    def count() -> int:
        with counted_queries() as statements:
            reader.download(path)
        return len(statements)

    before = count()
    with transaction():
        steering.report.lines = steering.report.lines * 3
    assert count() == before
