"""The papers of a meeting leave as Word and PDF: complete, tagged, and with exactly what their reader may know."""

from datetime import date
from io import BytesIO
from typing import NamedTuple

import docx
import pypdfium2
import pytest
from flask import Flask

from app.core.transaction import transaction
from app.decisions.service import actions, attachments, proposals
from app.decisions.service.actions import ActionData
from app.decisions.states import Choice, Confidentiality, RoundMode
from app.meetings.models import ItemAction
from app.meetings.queries.items import locked_item
from app.meetings.service import agenda, attendance, items, minutes, running
from app.meetings.service.agenda import ItemData
from app.meetings.states import Involvement, ItemType, MeetingState, NoteKind
from app.organisation.models import Person
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.on_screen import browse
from tests.meetings.meeting_cast import Meets
from tests.query_count import counted_queries

pytestmark = ON_SQLITE_ALONE

__all__ = ["browse"]

KINDS = ["docx", "pdf"]
SECRET = "Een Zwaluwnest"


class Held(NamedTuple):
    """A meeting that was held, in which much happened."""

    meets: Meets
    app: Flask

    def paper(self, reader: Person, name: str) -> str:
        """What stands in a file, in one line."""
        return words_in(self.file(reader, name))

    def file(self, reader: Person, name: str, status: int = 200) -> bytes:
        answer = Visitor(self.app).sign_in(reader).download(f"/overleg/{self.meets.meeting_id}/{name}", status=status)
        return answer.get_data()


def words_in(content: bytes) -> str:
    return " ".join((_word(content) if content.startswith(b"PK") else _pdf(content)).split())


def _word(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    return "\n".join(
        paragraph.text
        for block in document.iter_inner_content()
        for paragraph in (
            [cell for row in block.rows for one in row.cells for cell in one.paragraphs]
            if hasattr(block, "rows")
            else [block]
        )
    )


def _pdf(content: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def hold(meets: Meets, *, what: str = "Elke dinsdag een gezamenlijk spreekuur") -> Meets:
    """Pien was excused; an objection was settled in a second version; Fatima calls; a question was asked."""
    circle = meets.circle
    first = meets.item_id
    meets.put(circle.submit(what=what, advices=["Instemmen met het spreekuur.", "Kennisnemen van het rooster."]))
    with transaction():
        other = agenda.add(meets.meeting, ItemData("De zomer", "Wie is er?", ItemType.PICTURING), by=circle.sanne)
        agenda.involve(other, circle.wider, Involvement.INVITED, by=circle.sanne)
    meets.set_agenda()
    with transaction():
        attendance.excuse(meets.meeting, by=circle.pien)
    meets.gather()
    with transaction():
        running.open_meeting(meets.meeting, by=circle.marieke)
    meets.take()
    with transaction():
        circle.round_id = items.ask_consent(meets.item, by=circle.marieke).id
    circle.open(RoundMode.HAMMER)
    circle.all_answer(but={circle.ben: Choice.OBJECTION})
    circle.reveal()
    circle.amend(advices=["Instemmen met het spreekuur om de week."])
    circle.all_answer()
    circle.reveal()
    circle.conclude()
    with transaction():
        data = ActionData("De balie bellen", circle.fatima, date(2027, 5, 1))
        action = actions.agree_on(circle.decision, data, by=circle.marieke)
        item = meets.item
        item.agreed.append(ItemAction(action=action, item_id=item.id))
    meets.item_id = first
    meets.take()
    with transaction():
        items.note(meets.item, "Wie staat er op maandag?", by=circle.sanne, kind=NoteKind.ASKED, person=circle.fatima)
        items.note(meets.item, "Het loopt goed.", by=circle.sanne)
    meets.conclude()
    meets.conclude_rest()
    meets.close()
    meets._do(minutes.share, circle.sanne)
    return meets


@pytest.fixture
def held(app: Flask) -> Held:
    return Held(hold(Meets()), app)


@pytest.mark.parametrize("kind", KINDS)
def test_the_minutes_say_everything_that_happened(held: Held, kind: str) -> None:
    circle = held.meets.circle
    paper = held.paper(circle.fatima, f"verslag.{kind}")
    for words in (
        "Verslag van Teamoverleg",
        circle.unit.name,
        "Kamer 2.14",
        "Gespreksleider Marieke",
        "Aanwezig Ben, Fatima, Joost, Marieke, Sanne",
        "Afgemeld Pien",
        "Status Voorlopig",
        "Vertrouwelijkheid Intern",
        "1. Elke dinsdag een gezamenlijk spreekuur",
        f"Uitkomst: gewijzigd · besluit {circle.decision.number}",
        "Bezwaar van Ben op versie 1: opgelost, in versie 2",
        "2. Hoe gaat het met de balie?",
        "Vraag van Fatima: Wie staat er op maandag?",
        "Het loopt goed.",
        "Actie: Fatima: De balie bellen (uiterlijk 1 mei 2027)",
        "3. De zomer",
        "Vraag aan de tafel: Wie is er?",
        "Uitkomst: aangehouden",
        "Actielijst",
        "1 De balie bellen Fatima 1 mei 2027",
    ):
        assert words in paper, words


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_says_what_was_decided(held: Held, kind: str) -> None:
    circle = held.meets.circle
    paper = held.paper(circle.fatima, f"besluitenlijst.{kind}")
    assert f"Besluit {circle.decision.number} · Gewijzigd" in paper
    assert "Instemmen met het spreekuur om de week." in paper
    assert "Joost zorgt hiervoor." in paper
    assert "De zomer" not in paper, "nothing was decided there"
    assert "Interne besluitenlijst" in paper


def test_a_meeting_in_which_nothing_was_decided_says_so(app: Flask) -> None:
    meets = Meets().come_to(MeetingState.CLOSED)
    assert "In dit overleg is niets besloten." in Held(meets, app).paper(meets.circle.fatima, "besluitenlijst.pdf")


@pytest.mark.parametrize("paper", ["verslag", "besluitenlijst"])
def test_the_pdf_can_be_read_aloud_and_says_so(held: Held, paper: str) -> None:
    content = held.file(held.meets.circle.fatima, f"{paper}.pdf")
    document = pypdfium2.PdfDocument(content)
    assert document.is_tagged()
    assert b"pdfuaid" in content
    assert document.count_attachments() == 0, "nothing is carried along"
    assert document.get_metadata_dict()["Title"].endswith("van Teamoverleg")


def test_word_has_headings_and_a_head_of_its_table(held: Held) -> None:
    document = docx.Document(BytesIO(held.file(held.meets.circle.fatima, "verslag.docx")))
    styles = [one.style.name for one in document.paragraphs if one.style is not None]
    assert styles.count("Title") == 1
    assert styles.count("Heading 2") == len(held.meets.meeting.items) + 1
    assert document.core_properties.language == "nl-NL"
    assert "Pagina" in document.sections[0].footer.paragraphs[0].text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("paper", ["verslag", "besluitenlijst"])
def test_a_closed_item_is_in_nobody_elses_paper_and_leaves_the_numbers(app: Flask, kind: str, paper: str) -> None:
    held = Held(hold(Meets(confidentiality=Confidentiality.CONFIDENTIAL), what=SECRET), app)
    circle = held.meets.circle
    inside, outside = (held.paper(one, f"{paper}.{kind}") for one in (circle.fatima, circle.wim))
    assert SECRET in inside
    assert "Bevat vertrouwelijke punten" in inside
    for word in ("Zwaluwnest", "ertrouwelijke punten", circle.decision.number, "Ben op versie"):
        assert word not in outside, word
    if paper == "verslag":
        assert "3. De zomer" in inside
        assert "3. De zomer" in outside


@pytest.mark.parametrize(
    ("who", "paper", "status"),
    [
        ("fatima", "verslag.pdf", 200),
        ("pien", "verslag.docx", 200),
        ("cor", "verslag.pdf", 404),
        ("bea", "besluitenlijst.docx", 404),
        ("fatima", "verslag.json", 404),
        ("fatima", "verslag.pdf?uitgave=2", 404),
        ("fatima", "verslag.pdf?uitgave=een", 404),
    ],
)
def test_who_may_have_them(held: Held, who: str, paper: str, status: int) -> None:
    held.file(getattr(held.meets.circle, who), paper, status)


def test_until_they_are_shared_they_are_for_who_writes_them(app: Flask) -> None:
    held = Held(Meets().come_to(MeetingState.CLOSED), app)
    assert "Concept, nog niet gedeeld" in held.paper(held.meets.circle.sanne, "verslag.pdf")
    held.file(held.meets.circle.fatima, "verslag.pdf", 404)
    assert "Status Voorlopig" in held.paper(held.meets.circle.fatima, "besluitenlijst.pdf")


def test_an_edition_says_which_it_is(app: Flask) -> None:
    held = Held(Meets().come_to(MeetingState.MINUTES_ADOPTED), app)
    meets = held.meets
    assert "Vastgesteld op" in held.paper(meets.circle.fatima, "verslag.pdf")
    with transaction():
        minutes.correct(meets.meeting, {meets.item_id: "Anders."}, by=meets.circle.sanne, reason="te stellig")
    latest, first = (held.paper(meets.circle.fatima, f"verslag.docx{one}") for one in ("", "?uitgave=1"))
    assert "Uitgave 2, gecorrigeerd op" in latest
    assert "te stellig" in latest
    assert "Anders." in latest
    assert "Vervangen door uitgave 2" in first
    assert "Anders." not in first


def test_a_file_has_a_name_without_the_title(held: Held) -> None:
    answer = Visitor(held.app).sign_in(held.meets.circle.fatima)
    key = held.meets.meeting_id
    found = answer.download(f"/overleg/{key}/verslag.pdf").headers["Content-Disposition"]
    assert f"verslag-{key}.pdf" in found
    assert "eamoverleg" not in found


@pytest.mark.parametrize("kind", KINDS)
def test_the_openbare_list_names_nobody(app: Flask, kind: str) -> None:
    held = Held(hold(Meets(confidentiality=Confidentiality.OPEN)), app)
    circle, meets = held.meets.circle, held.meets
    paper = held.paper(circle.sanne, f"besluitenlijst.{kind}?versie=openbaar")
    number = circle.decision.number
    for words in ("Openbare besluitenlijst van Teamoverleg", f"{number}: Om de week", "Instemmen met het spreekuur om"):
        assert words in paper, words
    for name in ("Joost", "Marieke", "Sanne", "Ben", "Fatima"):
        assert name not in paper, name
    item = next(one for one in meets.meeting.items if one.proposal_id is not None)
    with transaction():
        minutes.hold_back(locked_item(item.id), by=circle.sanne)
    assert number not in held.paper(circle.sanne, f"besluitenlijst.{kind}?versie=openbaar")
    inside = held.paper(circle.sanne, f"besluitenlijst.{kind}")
    assert f"Besluit {number}" in inside
    assert "Achtergehouden" in inside


@pytest.mark.parametrize("paper", ["agenda.pdf", "verslag.docx", "besluitenlijst.docx"])
def test_a_paper_costs_the_same_however_much_there_is(app: Flask, paper: str) -> None:
    meets = Meets(confidentiality=Confidentiality.OPEN)
    circle, visitor = meets.circle, Visitor(app).sign_in(meets.circle.sanne)

    def costs(number: int) -> int:
        meets.meeting_id = meets.plan()
        for _ in range(number):
            circle.draft(advices=["Instemmen."])
            with transaction():
                attachments.attach_to_proposal(circle.proposal, b"Een notitie.", "notitie.txt", by=circle.author)
            with transaction():
                proposals.submit_proposal(circle.proposal, by=circle.author)
            meets.put(circle.proposal)
        meets.set_agenda()
        meets.open()
        for item in list(meets.meeting.items):
            meets.item_id = item.id
            meets.take()
            with transaction():
                circle.round_id = items.ask_consent(meets.item, by=circle.marieke).id
            circle.open(RoundMode.HAMMER)
            circle.all_answer()
            circle.reveal()
            circle.conclude()
        meets.close()
        visitor.download(f"/overleg/{meets.meeting_id}/{paper}")
        with counted_queries() as queries:
            visitor.download(f"/overleg/{meets.meeting_id}/{paper}")
        return len(queries)

    few, many = costs(2), costs(4)
    assert many <= few, f"{few} became {many}"
