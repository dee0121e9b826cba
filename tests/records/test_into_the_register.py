"""A decision that was taken elsewhere comes into the register: after a look, once, and never as consent."""

import pytest
from flask import Flask

from app.core.actor import SYSTEM
from app.core.database import db
from app.core.errors import Refused
from app.core.transaction import transaction
from app.decisions.models import Decision, Proposal
from app.decisions.states import Confidentiality, Origin
from app.records.huizen import read_document
from app.records.samples import SAMPLES
from app.records.service import import_document, unit_for
from tests.browserless import Visitor
from tests.cast import Cast
from tests.decisions.on_screen import message
from tests.records.seeds import seed
from tests.snapshot import contents, difference

GREEN = SAMPLES / "bewonersgroen.md"


def upload(visitor: Visitor, content: bytes, status: int = 200) -> Visitor:
    """Choose a file on the upload page and have it read."""
    visitor.open("/besluiten/importeren")
    return visitor.submit("Lees het document", status=status, file=(content, "besluit.txt"))


@pytest.fixture
def chair(app: Flask, cast: Cast) -> Visitor:
    return Visitor(app).sign_in(cast.chair)


def test_a_document_is_looked_at_before_it_is_taken_over(chair: Visitor, cast: Cast) -> None:
    before = contents()
    upload(chair, GREEN.read_bytes())
    assert chair.sees("Bewoners beheren het groen in hun straat", "D.2100117", "Er is nog niets bewaard.")
    assert difference(before, contents()) == {}
    chair.submit("Neem over in het register", unit=cast.college.id)
    assert chair.path == "/besluiten/COL-2024-1"
    assert chair.sees("Dit besluit is elders genomen")
    decision = db.session.query(Decision).one()
    assert (decision.origin, decision.round_id, decision.confidentiality) == (
        Origin.IMPORTED,
        None,
        Confidentiality.OPEN,
    )


def test_from_the_register_to_a_draft_to_a_round(chair: Visitor, cast: Cast) -> None:
    """Maak hiervan een voorstel: the draft says what the document said, and goes into a round of one's own unit."""
    upload(chair, GREEN.read_bytes()).submit("Neem over in het register", unit=cast.college.id)
    chair.submit("Maak hiervan een voorstel")
    proposal = db.session.query(Proposal).one()
    assert proposal.current.wording.advices == db.session.query(Decision).one().wording.advices
    assert proposal.unit.id == cast.ruimte.id


def test_the_same_document_a_second_time_changes_nothing_and_says_so(chair: Visitor, cast: Cast) -> None:
    upload(chair, GREEN.read_bytes()).submit("Neem over in het register", unit=cast.college.id)
    before = contents()
    windows = GREEN.read_bytes().replace(b"\n", b"\r\n")
    upload(chair, windows).submit("Neem over in het register", unit=cast.college.id)
    assert message(chair) == "Dit document staat al in het register, als COL-2024-1. Er is niets veranderd."
    assert difference(before, contents()) == {}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Dit bestand is leeg"),
        (b"Neem 200 gram bloem en een ei.", "geen besluitdocument"),
        (b"%PDF-1.7", "pdf"),
    ],
    ids=["an empty file", "a recipe", "a PDF"],
)
def test_what_is_no_decision_document_is_refused_plainly(chair: Visitor, content: bytes, said: str) -> None:
    before = contents()
    upload(chair, content, status=422)
    assert said in chair.error_at("file")
    assert difference(before, contents()) == {}


def test_no_file_is_an_error_at_the_field(chair: Visitor) -> None:
    chair.open("/besluiten/importeren").submit("Lees het document", status=422)
    assert chair.error_at("file") == "Kies eerst een bestand."


def test_who_leads_nowhere_cannot_import(app: Flask, cast: Cast) -> None:
    Visitor(app).sign_in(cast.outsider).open("/besluiten/importeren", status=403)


def test_a_confidential_document_is_only_for_who_may_read_it_after(chair: Visitor, cast: Cast) -> None:
    before = contents()
    secret = GREEN.read_text().replace("| Openbaar", "| Vertrouwelijk").encode()
    upload(chair, secret).submit("Neem over in het register", status=422, unit=cast.college.id)
    assert chair.sees("Dit document is vertrouwelijk.")
    assert difference(before, contents()) == {}


def test_without_a_code_it_is_a_decision_of_the_widest_unit(app: Flask, cast: Cast) -> None:
    assert unit_for(None).id == cast.college.id
    assert unit_for(" cmt ").id == cast.cmt.id
    with pytest.raises(Refused):
        unit_for("XYZ")


@pytest.mark.parametrize("number", [1, 2])
def test_the_real_documents_come_in_whole(app: Flask, cast: Cast, number: int) -> None:
    """Every word of every field stands in the wording or with the source."""
    document = read_document(seed(number))
    with transaction():
        decision = import_document(document, cast.college, by=SYSTEM).decision
    kept = str(decision.wording.content()) + str(decision.source)
    lost = [
        word
        for text in (document.background, document.execution, document.advised_by, *document.unplaced)
        for word in (text or "").split()
        if repr(word)[1:-1] not in kept
    ]
    assert lost == []
    assert len(decision.wording.arguments) == len(document.arguments)
    with transaction():
        assert import_document(read_document(seed(number)), cast.college, by=SYSTEM).was_there
