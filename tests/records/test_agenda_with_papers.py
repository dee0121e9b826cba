"""The agenda with its papers as one file: the texts that were frozen, and the PDF files that its reader may read."""

import subprocess
import sys

import pypdfium2
import pytest
from flask import Flask

from app.core.transaction import transaction
from app.decisions.models import Proposal
from app.decisions.service import attachments, proposals
from app.decisions.states import Confidentiality
from app.meetings.service import agenda
from app.meetings.service.agenda import ItemData
from app.meetings.states import Involvement, MeetingState
from app.organisation.models import Person
from app.records.documents.joined import JOINER, joined, page_counts
from app.records.documents.pages import Pages, Paragraph, Part, Span
from app.records.documents.pdf import pdf_of
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.meetings.meeting_cast import Meets
from tests.records.test_meeting_documents import words_in

pytestmark = ON_SQLITE_ALONE

NAME = "agenda.pdf"


def a_pdf(*pages: str) -> bytes:
    """A file that somebody brought, with these words, each on a page of its own."""
    parts = tuple(Part(one, (Paragraph((Span(one),)),), begins_page=True) for one in pages[1:])
    return pdf_of(Pages("Titel", (), pages[0], parts), number="")


class Invited:
    """A meeting with a proposal that has files, and the domain around the team invited for it."""

    def __init__(self, app: Flask, **circle: Confidentiality) -> None:
        self.app, self.meets = app, Meets(**circle)

    def put(self, *files: tuple[str, bytes, Confidentiality], invites: bool = False) -> Proposal:
        circle = self.meets.circle
        circle.draft(what="Een Zwaluwnest", body="Van **negen** tot elf.")
        for name, content, readers in files:
            with transaction():
                attachments.attach_to_proposal(
                    circle.proposal, content, name, by=circle.author, confidentiality=readers
                )
        with transaction():
            proposals.submit_proposal(circle.proposal, by=circle.author)
        self.meets.put(circle.proposal)
        if invites:
            with transaction():
                agenda.involve(self.meets.item, circle.wider, Involvement.INVITED, by=circle.sanne)
        self.meets.set_agenda()
        return circle.proposal

    def file(self, reader: Person, status: int = 200) -> bytes:
        visitor = Visitor(self.app).sign_in(reader)
        return visitor.download(f"/overleg/{self.meets.meeting_id}/{NAME}", status=status).get_data()

    def pages(self, reader: Person) -> list[str]:
        """The words of each page."""
        document = pypdfium2.PdfDocument(self.file(reader))
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


OPEN, CLOSED = Confidentiality.INTERNAL, Confidentiality.CONFIDENTIAL


@pytest.fixture
def invited(app: Flask) -> Invited:
    return Invited(app)


def test_the_cover_says_what_comes_when_and_by_whom(invited: Invited) -> None:
    invited.put()
    (cover, text) = invited.pages(invited.meets.circle.fatima)
    for words in (
        "Agenda van Teamoverleg",
        "Kring Team Ruimte",
        "Gespreksleider Marieke",
        "Vastgestelde agenda, versie 1",
        "1 Hoe gaat het met de balie? Meningsvormend",
        "2 Een Zwaluwnest Besluitvormend Joost",
    ):
        assert words in cover, words
    for words in ("2. Een Zwaluwnest", "Voorstel van Joost", "versie 1", "Van negen tot elf."):
        assert words in text, words


def test_files_come_behind_the_agenda_each_after_its_sheet(invited: Invited) -> None:
    files = [("rooster.pdf", a_pdf("Maandag", "Dinsdag"), OPEN), ("kaart.pdf", a_pdf("Noord"), OPEN)]
    invited.put(*files, ("notitie.txt", b"Een notitie.", OPEN), ("stuk.pdf", b"%PDF-1.7 stuk", OPEN))
    pages = invited.pages(invited.meets.circle.fatima)
    assert [one.split()[0] for one in pages] == ["Agenda", "2.", "Bijlage", "Titel", "Dinsdag", "Bijlage", "Titel"]
    text, sheet = pages[1], pages[2]
    assert "Bijlage 1: rooster, achter deze agenda" in text
    assert "Bijlage 2: kaart, achter deze agenda" in text
    for words in ("notitie (txt)", "stuk (pdf)"):
        assert f"{words}: te lezen bij het voorstel" in text
    assert "Bijlage 1 bij punt 2" in sheet
    assert "rooster · 2 pagina’s" in sheet
    assert "Maandag" in pages[3]
    assert "Noord" in pages[6]
    content = invited.file(invited.meets.circle.fatima)
    assert pypdfium2.PdfDocument(content).is_tagged(), "what is ours can be read aloud still"
    assert b"pdfuaid" not in content, "of what others made it says nothing"


def test_without_files_it_keeps_to_the_standards(invited: Invited) -> None:
    invited.put()
    assert b"pdfuaid" in invited.file(invited.meets.circle.fatima)


def test_it_is_the_version_that_was_frozen_with_the_agenda(invited: Invited) -> None:
    circle = invited.meets.circle
    invited.put()
    circle.set_ready()
    circle.gather()
    circle.open()
    for _ in range(3):
        circle.advance()
    circle.all_answer()
    circle.reveal()
    with transaction():
        invited.meets.item.version_number = 1
    assert "Van negen tot elf." in " ".join(invited.pages(circle.fatima))


@pytest.mark.parametrize(
    ("who", "sees", "never"),
    [
        (
            "fatima",
            ["2. Een Zwaluwnest", "Van negen tot elf.", "geheim", "Bijlage 2 bij punt 2", "niet verspreiden"],
            [],
        ),
        ("wim", ["Een Zwaluwnest", "Maandag"], ["Hoe gaat het", "geheim", "Geldzaken", "Bijlage 2"]),
    ],
    ids=["at the table", "of a unit that is invited for one item"],
)
def test_a_closed_file_is_for_who_may_read_it(invited: Invited, who: str, sees: list[str], never: list[str]) -> None:
    files = [("rooster.pdf", a_pdf("Maandag"), OPEN), ("Geldzaken.pdf", a_pdf("Iets geheim"), CLOSED)]
    invited.put(*files, invites=True)
    everything = " ".join(invited.pages(getattr(invited.meets.circle, who)))
    for words in sees:
        assert words in everything, words
    for words in never:
        assert words not in everything, words


def test_of_a_closed_proposal_nothing_is_there_for_others(app: Flask) -> None:
    invited = Invited(app, confidentiality=CLOSED)
    invited.put(("rooster.pdf", a_pdf("Maandag"), OPEN))
    circle, meets = invited.meets.circle, invited.meets
    with transaction():
        later = agenda.add(meets.meeting, ItemData("De zomer"), by=circle.sanne)
        agenda.involve(later, circle.wider, Involvement.INVITED, by=circle.sanne)
    inside, outside = (" ".join(invited.pages(one)) for one in (circle.fatima, circle.wim))
    assert "2. Een Zwaluwnest" in inside
    assert "Vertrouwelijk" in inside
    assert "De zomer" in outside
    for words in ("Zwaluwnest", "Maandag", "Bijlage", "niet verspreiden"):
        assert words not in outside, words


@pytest.mark.parametrize(
    ("state", "who", "status"),
    [
        (MeetingState.CONCEPT, "sanne", 200),
        (MeetingState.CONCEPT, "fatima", 404),
        (MeetingState.PROVISIONAL, "fatima", 200),
        (MeetingState.MINUTES_DRAFT, "fatima", 200),
        (MeetingState.PROVISIONAL, "cor", 404),
        (MeetingState.PROVISIONAL, "bea", 404),
    ],
    ids=["who makes it", "nobody else yet", "once it is shared", "afterwards", "not a colleague", "nor the beheerder"],
)
def test_who_may_have_it(invited: Invited, state: MeetingState, who: str, status: int) -> None:
    invited.meets.come_to(state)
    invited.file(getattr(invited.meets.circle, who), status)


# Joining


def test_what_cannot_be_joined_is_told_apart(app: Flask) -> None:
    assert page_counts([]) == []
    assert page_counts([a_pdf("een", "twee"), b"%PDF-1.7 stuk", a_pdf("een")]) == [2, None, 1]


def test_too_much_stays_where_it_is(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.records.documents.joined.MOST_BYTES", len(a_pdf("een")) + 10)
    assert page_counts([a_pdf("een"), a_pdf("een")]) == [1, None]


def test_when_joining_breaks_ours_is_left(app: Flask) -> None:
    ours = a_pdf("Bijlage")
    assert joined(ours, [b"%PDF-1.7 stuk"]).startswith(b"%PDF-")
    assert words_in(joined(ours, [b"%PDF-1.7 stuk"])) == words_in(ours)
    assert joined(b"geen pdf", [ours]) == b"geen pdf"


def test_the_joiner_imports_nothing_of_the_house() -> None:
    told = "import sys; sys.path.insert(0, {!r}); import joiner; print([one for one in sys.modules if one == 'app'])"
    ended = subprocess.run(
        [sys.executable, "-I", "-c", told.format(str(JOINER.parent))], capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "[]"
