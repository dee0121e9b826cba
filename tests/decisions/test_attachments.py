"""Files that go with a proposal or a decision: what may come in, where it stays, who has it, and when it is fixed."""

import os
import time
import zipfile
from io import BytesIO

import pytest

from app.core import file_store
from app.core.database import db
from app.core.errors import Refused
from app.core.file_kinds import LARGEST_FILE, kind_of, name_for, refuse_macros
from app.core.transaction import transaction
from app.decisions.models import Attachment, Decision, Proposal
from app.decisions.queries.proposals import locked_proposal
from app.decisions.queries.rounds import locked_round
from app.decisions.service import attachments, proposals, rounds, working
from app.decisions.states import Confidentiality, RoundState
from app.records.documents.content import document_of_proposal
from app.records.huizen import read_document
from app.records.samples import SAMPLES
from app.records.service import import_document
from tests.decisions.on_screen import browse, circle, message
from tests.decisions.round_cast import Circle
from tests.snapshot import contents, difference

__all__ = ["browse", "circle"]

PDF = b"%PDF-1.7 een plattegrond"
PNG = b"\x89PNG\r\n\x1a\n een tekening"


def package(*names: str, **parts: str) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as new:
        for name in names:
            new.writestr(name, "x")
        for name, part in parts.items():
            new.writestr({"types": "[Content_Types].xml"}.get(name, name), part)
    return written.getvalue()


WORD = package("word/document.xml", types="<Types/>")
KINDS = [
    ("a PDF", PDF, "pdf"), ("a picture", PNG, "png"), ("a photo", b"\xff\xd8\xff\xe0 foto", "jpg"),
    ("a Word file", WORD, "docx"), ("a sheet", package("xl/workbook.xml", types="<Types/>"), "xlsx"),
    ("slides", package("ppt/presentation.xml", types="<Types/>"), "pptx"), ("plain text", "één regel".encode(), "txt"),
    ("an OpenDocument", package(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
]  # fmt: skip
REFUSED = [
    ("nothing", b"", "leeg"), ("a program", b"MZ\x90\x00\x03", "Dit soort"),
    ("old Word", b"\xd0\xcf\x11\xe0", "Dit soort"), ("a page that could run", b"<!DOCTYPE html><script>", "Dit soort"),
    ("a drawing that could run", b" <svg onload=x>", "Dit soort"),
    ("a zip of anything", package("a.exe"), "Dit soort"), ("a cut Word file", WORD[:40], "beschadigd"),
    ("Word with macros", package("word/document.xml", "word/vbaProject.bin", types="<Types/>"), "macro"),
    ("a sheet that says so in its types", package("xl/workbook.xml", types="ms-excel.sheet.macroEnabled"), "macro"),
    ("an OpenDocument with Basic", package("Basic/a.xml", mimetype="application/vnd.oasis.opendocument.text"), "macro"),
    ("macros in what is packed in it", package("word/document.xml", "word/a.xlsm", types="<Types/>"), "macro"),
    ("too large", b"%PDF-" + b"0" * LARGEST_FILE, "te groot"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "ending"), [row[1:] for row in KINDS], ids=[row[0] for row in KINDS])
def test_what_may_come_in(content, ending):
    assert kind_of(content).endings[0] == ending


@pytest.mark.parametrize(("content", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_may_not(content, said):
    with pytest.raises(Refused, match=said):
        kind_of(content)
    if said != "macro":
        refuse_macros(content)


@pytest.mark.parametrize(
    ("given", "content", "kept"),
    [
        ("Ontwerp plein.PDF", PDF, "Ontwerp plein.PDF"),
        ("foto.pdf", PNG, "foto.pdf.png"),
        (r"C:\Users\marit\plan.docx", WORD, "plan.docx"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("", PDF, "bestand.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', PDF, "a b Set-Cookie x.pdf"),
        ("\u202efdp.exe", PDF, "fdp.exe.pdf"),
        ("x" * 300 + ".pdf", PDF, "x" * 146 + ".pdf"),
    ],
)
def test_a_name_says_what_is_in_it_and_holds_nothing_odd(given, content, kept):
    assert name_for(given, kind_of(content)) == kept


def draft(circle: Circle) -> int:
    with transaction():
        return proposals.draft_proposal(circle.unit, circle.text("Een plein"), by=circle.joost).id


def test_a_draft_gets_files_and_loses_them_until_it_is_handed_in(circle, browse):
    key = draft(circle)
    page = browse(circle.joost).open(f"/voorstellen/{key}")
    page.submit("Voeg toe", **{"attachment-file": (PDF, "Ontwerp plein.pdf")})
    assert message(page) == "De bijlage is toegevoegd."
    page.submit("Voeg toe", **{"attachment-file": (PNG, "Tekening.png")})
    assert page.sees("Ontwerp plein pdf", "Tekening png")
    one, other = db.session.query(Attachment).order_by(Attachment.id)
    page.submit_form(f"/voorstellen/{key}/bijlagen/{other.id}/weg")
    assert db.session.query(Attachment).count() == 1
    assert document_of_proposal(db.session.get_one(Proposal, key)).attachments == ("Ontwerp plein",)
    with transaction():
        proposals.submit_proposal(locked_proposal(key), by=circle.joost)
    page.open(f"/voorstellen/{key}")
    assert "Voeg toe" not in page.buttons
    before = contents()
    page.send(f"/voorstellen/{key}/bijlagen/{one.id}/weg", status=409)
    assert difference(before, contents()) == {}


def test_a_file_leaves_as_something_to_keep_never_to_run(circle, browse):
    key = draft(circle)
    with transaction():
        of = attachments.attach_to_proposal(locked_proposal(key), PNG, "Één plein.png", by=circle.joost).id
    page = browse(circle.joost)
    answer = page._request("GET", f"/voorstellen/{key}/bijlagen/{of}")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, PNG, "image/png")
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=-n-plein.png; filename*=UTF-8''%C3%89%C3%A9n%20plein.png"
    )
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert page._request("GET", f"/voorstellen/{key}/bijlagen/{of + 1}").status_code == 404
    assert browse(circle.fatima)._request("GET", f"/voorstellen/{key}/bijlagen/{of}").status_code == 404


@pytest.mark.parametrize(("content", "said"), [(b"", "leeg"), (b"MZ\x90\x00", "Dit soort"), (None, "Kies eerst")])
def test_what_is_refused_is_said_at_the_form_and_leaves_nothing(circle, browse, content, said):
    key = draft(circle)
    page = browse(circle.joost).open(f"/voorstellen/{key}")
    before = contents()
    sent = {} if content is None else {"attachment-file": (content, "x.pdf")}
    page.submit("Voeg toe", status=422, **sent)
    assert page.sees(said)
    assert difference(before, contents()) == {}


def test_each_version_keeps_its_own_files_and_the_decision_those_of_its_version(circle):
    """What goes with version 1 goes with version 2 that a round made of it; a later change is nobody else's."""
    circle.draft()
    with transaction():
        attachments.attach_to_proposal(locked_proposal(circle.proposal_id), PDF, "Ontwerp.pdf", by=circle.joost)
        proposals.submit_proposal(locked_proposal(circle.proposal_id), by=circle.joost)
        circle.round_id = rounds.prepare_round(locked_proposal(circle.proposal_id), by=circle.marieke).id
    circle.bring_to(RoundState.WEIGHING)
    with transaction():
        round_ = locked_round(circle.round_id)
        working.edit_working(round_, circle.text("Een ander plein"), by=circle.joost)
        rounds.amend(round_, by=circle.marieke, why="Beter zo.")
    first, second = circle.proposal.versions
    assert [one.name for one in second.wording.attachments] == ["Ontwerp.pdf"]
    assert first.wording.attachments[0].id != second.wording.attachments[0].id
    assert first.frozen_digest == first.wording.digest()
    first.wording.attachments[0].digest = "0" * 64
    assert first.frozen_digest != first.wording.digest()
    db.session.rollback()


def test_a_decision_that_was_taken_elsewhere_gets_its_files_from_who_leads(circle, browse):
    with transaction():
        document = read_document(SAMPLES / "bewonersgroen.md")
        number = import_document(document, circle.unit, by=circle.marieke).decision.number
    page = browse(circle.marieke).open(f"/besluiten/{number}")
    page.submit("Voeg toe", **{"attachment-file": (PDF, "Modelafspraak.pdf")})
    assert page.sees("Modelafspraak pdf")
    (kept,) = db.session.query(Attachment)
    reader = browse(circle.cor)
    assert reader._request("GET", f"/besluiten/{number}/bijlagen/{kept.id}").data == PDF
    reader.open(f"/besluiten/{number}")
    assert "Voeg toe" not in reader.buttons
    with transaction():
        copy = proposals.copy_decision(db.session.query(Decision).one(), circle.unit, by=circle.marieke)
    assert [one.name for one in copy.current.wording.attachments] == ["Modelafspraak.pdf"]


def test_the_files_of_what_is_confidential_are_for_its_circle_alone(browse, circle):
    with transaction():
        key = proposals.hand_in_new(
            circle.unit, circle.text("Geheim"), by=circle.joost, confidentiality=Confidentiality.CONFIDENTIAL
        )
        proposals.give_back_proposal(key, by=circle.joost, reason="nog iets")
        of = attachments.attach_to_proposal(key, PDF, "Salarissen.pdf", by=circle.joost).id
        proposals.submit_proposal(key, by=circle.joost)
        key = key.id
    assert browse(circle.fatima)._request("GET", f"/voorstellen/{key}/bijlagen/{of}").status_code == 200
    for outsider in (circle.cor, circle.bea, circle.wim):
        answer = browse(outsider)._request("GET", f"/voorstellen/{key}/bijlagen/{of}")
        assert answer.status_code == 404
        assert b"Salarissen" not in answer.data + str(answer.headers).encode()


def _attach_and_fail(key: int, circle: Circle) -> None:
    with transaction():
        attachments.attach_to_proposal(locked_proposal(key), PNG, "Weg.png", by=circle.joost)
        raise RuntimeError("something goes wrong after the file was written")


def test_a_file_without_a_row_is_swept_after_a_day_and_one_with_a_row_never(app, circle, monkeypatch, tmp_path):
    monkeypatch.setitem(app.config, "SETTINGS", app.config["SETTINGS"].__class__(files_folder=tmp_path))
    key = draft(circle)
    with transaction():
        attachments.attach_to_proposal(locked_proposal(key), PDF, "Blijft.pdf", by=circle.joost)
    with pytest.raises(RuntimeError):
        _attach_and_fail(key, circle)
    assert attachments.sweep_files() == 0
    long_ago = time.time() - 2 * file_store.SWEPT_AFTER
    for path in tmp_path.glob("*/*"):
        os.utime(path, (long_ago, long_ago))
    assert attachments.sweep_files() == 1
    assert attachments.missing_files() == []
    (kept,) = tmp_path.glob("*/*")
    assert kept.read_bytes() == PDF
    file_store.keep(PDF)
    assert kept.stat().st_mtime > long_ago + file_store.SWEPT_AFTER, "brought again, it is as young as a new one"
    kept.write_bytes(b"iets anders")
    assert len(attachments.missing_files()) == 1
