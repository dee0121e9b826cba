"""Word and PDF files of strangers: read when they say something, refused in plain words, and never a danger."""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import typst
from docx import Document

from app.records import reading
from app.records.documents.export import file_of
from app.records.huizen import NotADecisionDocument, read_document
from app.records.reading import LARGEST_OFFICE_FILE, OPENER, read_file
from app.records.samples import SAMPLES

GREEN = read_document(SAMPLES / "bewonersgroen.md")
HEAD = [("Zaaknummer / Documentnummer", "Z.1 / D.2"), ("Onderwerp", "Een bankje"), ("Besluit", "Akkoord")]


def word_file(**parts: bytes | str) -> bytes:
    """A small decision in Word as somebody may have typed it, with these parts put in or replaced."""
    document = Document()
    table = document.add_table(rows=0, cols=2)
    for label, value in HEAD:
        row = table.add_row().cells
        row[0].text, row[1].text = label, value
    document.add_heading("Advies", level=2)
    document.add_paragraph("Instemmen met een bankje", style="List Number")
    document.add_paragraph("Kennisnemen van de kosten", style="List Number")
    written = BytesIO()
    document.save(written)
    return with_parts(written.getvalue(), {name.replace("__", "/"): part for name, part in parts.items()})


def with_parts(content: bytes, parts: dict[str, bytes | str]) -> bytes:
    again = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in package.namelist():
            if name not in parts:
                new.writestr(name, package.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return again.getvalue()


def test_a_word_file_that_somebody_typed_is_read() -> None:
    read = read_file(word_file())
    assert (read.case_number, read.document_number, read.subject) == ("Z.1", "D.2", "Een bankje")
    assert [one.text for one in read.advices] == ["Instemmen met een bankje", "Kennisnemen van de kosten"]


def test_a_pdf_without_tags_is_read_by_its_lines() -> None:
    source = "Onderwerp: Een bankje\n\nDocumentnummer: D.2\n\nBesluit: Akkoord\n\nDatum besluit: 3 maart 2025\n\n"
    source += "Advies\n\n+ Instemmen met een bankje\n+ Kennisnemen van de kosten"
    read = read_file(typst.compile(source.encode(), format="pdf", pdf_tags=False, ignore_system_fonts=True))
    assert (read.document_number, read.subject, read.decision) == ("D.2", "Een bankje", "Akkoord")
    assert [one.text for one in read.advices] == ["Instemmen met een bankje", "Kennisnemen van de kosten"]


def test_the_word_file_has_headings_a_language_and_nobody_s_name() -> None:
    document = Document(BytesIO(file_of(GREEN, "D.2100117", "docx")))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert headings[:3] == ["Advies", "Gewijzigd besloten", "Aanleiding"]
    assert document.core_properties.language == "nl-NL"
    assert document.core_properties.author == ""
    assert 'w:lang w:val="nl-NL"' in document.styles.element.xml
    numbered = [one.text[:9] for one in document.paragraphs if one.style.name == "List Number"]
    assert numbered == ["Instemmen", "Kennisnem", "Modelafsp", "Verslag v"]


def test_the_pdf_is_tagged_dutch_and_has_its_fonts_in_it() -> None:
    content = file_of(GREEN, "D.2100117", "pdf")
    document = pypdfium2.PdfDocument(content)
    assert document.is_tagged()
    assert document.get_metadata_value("Title") == "Besluit van college B&W van Eikenburg"
    assert b"/Lang (nl" in content or b"/Lang(nl" in content
    assert b"pdfuaid:part" in content
    fonts = {one.get_font() for page in document for one in page.get_objects() if hasattr(one, "get_font")}
    assert fonts
    assert all(font.is_embedded for font in fonts)


BOMB = b"<w:document>" + b"a" * (80 * 1024 * 1024)
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><w:document>&d;</w:document>'
MACRO_TYPES = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
REFUSED = [
    ("a file with macros", lambda: word_file(word__vbaProject_bin=b"x"), "macro"),
    ("macros under another name, told of in the list of types",
     lambda: word_file(**{"[Content_Types].xml": MACRO_TYPES}), "macro"),
    ("a part that unpacks to far more than it is", lambda: word_file(**{"word/document.xml": BOMB}), "te groot"),
    ("entities that multiply", lambda: word_file(**{"word/document.xml": LAUGHS}), "beschadigd"),
    ("entities in another encoding",
     lambda: word_file(**{"word/document.xml": LAUGHS.decode().encode("utf-16")}), "beschadigd"),
    ("a cut Word file", lambda: word_file()[:2000], "beschadigd"),
    ("a zip of something else", lambda: with_parts(zip_of("foto.txt"), {}), "geen Word-bestand"),
    ("a cut PDF", lambda: file_of(GREEN, "x", "pdf")[:3000], "beschadigd"),
    ("only the beginning of a PDF", lambda: b"%PDF-1.7", "beschadigd"),
    ("too large", lambda: b"%PDF-1.7" + b"0" * LARGEST_OFFICE_FILE, "tot 10 MB"),
    ("JSON of something else", lambda: b'{"naam": "x"}', "JSON"),
]  # fmt: skip


def zip_of(*names: str) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return written.getvalue()


@pytest.mark.parametrize(("content", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_hostile_or_broken_is_refused_in_plain_words(content, said) -> None:
    with pytest.raises(NotADecisionDocument, match=said):
        read_file(content())


def test_a_process_that_hangs_or_dies_takes_nothing_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("import time; time.sleep(30)", "import os; os.abort()", "print('geen json')", "print('[]')"):
        path = tmp_path / "opener.py"
        path.write_text(program)
        monkeypatch.setattr(reading, "OPENER", path)
        monkeypatch.setattr(reading, "SECONDS", 1)
        with pytest.raises(NotADecisionDocument):
            read_file(b"%PDF-1.7 iets")


def test_the_opener_may_write_no_file_and_use_little_memory(tmp_path: Path) -> None:
    greedy = f"import sys; sys.path.insert(0, {str(OPENER.parent)!r}); import opener; opener.limits(); "
    for act in ("bytearray(3 * 1024 ** 3)", f"open({str(tmp_path / 'file')!r}, 'wb', buffering=0).write(b'x')"):
        ended = subprocess.run([sys.executable, "-c", greedy + act], capture_output=True, check=False)
        assert ended.returncode != 0
