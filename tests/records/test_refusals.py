"""What is no decision document is refused in plain Dutch; what is one is read in any encoding."""

import codecs
from pathlib import Path

import pytest

from app.records.huizen import LARGEST_FILE, NotADecisionDocument, parse_document, read_document

DOCUMENT = "Zaaknummer / Documentnummer\tZ.1 / D.2\nOnderwerp\tEén café\nBesluit\tAkkoord\nDatum besluit\t1 mei 2024\n"
RECIPE = "Appeltaart\n\nOnderwerp: taart\n\nNeem drie appels en snijd ze in stukken.\n\nAdvies: eet hem warm.\n"
MAIL = "Van: Jo\nAan: Mo\nOnderwerp: lunch\nBijlagen: 1\n\nBeste Mo,\n\nGa je mee?\n\nCommunicatie is alles.\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "leeg"),
        (" \n\t\n", "leeg"),
        ("Zomaar een stukje tekst, dat nergens over besluit.", "geen enkel veld"),
        (RECIPE, "we herkennen alleen Onderwerp en Advies"),
        (MAIL, "we herkennen alleen Onderwerp"),
        ("<html><body><h1>Welkom</h1><p>Besluit: we gaan open.</p></body></html>", "we herkennen alleen Besluit"),
        ("Aanleiding\n\nA.\n\nKaders\n\nB.\n\nFinanciën\n\nC.\n\nCommunicatie\n\nD.\n", "we herkennen alleen"),
        ("Onderwerp\t\nOpsteller\t\nBesluit\t\nDatum besluit\t\nAanleiding\n\nKaders\n", "geen enkel veld ingevuld"),
        ('{"onderwerp": "x", "besluit": "y", "afdeling": "z", "datum_besluit": null}', "geen enkel veld"),
    ],
)
def test_a_text_that_is_no_decision_document_is_refused(text: str, says: str) -> None:
    with pytest.raises(NotADecisionDocument) as refusal:
        parse_document(text)
    assert says in refusal.value.reason


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "leeg"),
        (b"%PDF-1.7 ...", "van het soort pdf"),
        (b"PK\x03\x04....", "van het soort Word"),
        (b"{\\rtf1\\ansi Onderwerp}", "van het soort rtf"),
        (b"\x89PNG\r\n\x1a\n", "van het soort png"),
        (bytes(range(256)) * 4, "geen tekstbestand"),
        (DOCUMENT.encode("utf-16-le"), "geen tekstbestand"),
        (b" " * (LARGEST_FILE + 1), "te groot"),
    ],
)
def test_bytes_that_are_no_text_are_refused(raw: bytes, says: str) -> None:
    with pytest.raises(NotADecisionDocument) as refusal:
        read_document(raw)
    assert says in refusal.value.reason


def test_a_path_that_leads_nowhere_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(NotADecisionDocument, match=r"besluit\.txt bestaat niet"):
        read_document(tmp_path / "besluit.txt")
    with pytest.raises(NotADecisionDocument, match="is een map"):
        read_document(tmp_path)


@pytest.mark.parametrize(
    "raw",
    [
        DOCUMENT.encode("utf-8"),
        codecs.BOM_UTF8 + DOCUMENT.encode("utf-8"),
        DOCUMENT.encode("cp1252"),
        DOCUMENT.encode("utf-16"),
        codecs.BOM_UTF16_BE + DOCUMENT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + DOCUMENT.encode("utf-32-le"),
        DOCUMENT.replace("\n", "\r\n").encode("cp1252"),
        DOCUMENT.replace("\n", "\r").encode("utf-8"),
        DOCUMENT.replace("é", "e\u0301").encode("utf-8"),
        DOCUMENT.encode("utf-8") + b"\x1a",
    ],
)
def test_every_usual_encoding_gives_the_same_words(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "besluit.txt"
    path.write_bytes(raw)
    for source in (raw, path, str(path)):
        assert read_document(source).subject == "Eén café"
