"""What goes out as Word, PDF or JSON and comes in again says the same, field by field."""

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings

from app.core.actor import SYSTEM
from app.core.transaction import transaction
from app.records import reading
from app.records.documents.content import document_of_decision
from app.records.documents.export import file_of
from app.records.huizen import Argument, ImportedDocument, parse_document, read_document, to_json
from app.records.office import opener
from app.records.reading import EDITED, read_file
from app.records.service import import_document
from tests.cast import Cast
from tests.databases import ON_SQLITE_ALONE

from .generated import documents
from .seeds import SAMPLES, assert_fits_schema, seed

pytestmark = ON_SQLITE_ALONE

KINDS = ("docx", "pdf", "json")
FILES = [
    *(pytest.param(number, id=f"seed {number}") for number in (1, 2)),
    *(pytest.param(path, id=path.name) for path in SAMPLES),
]
unhurried = settings(
    deadline=None,
    max_examples=8,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.generate],  # an example is a whole document: shrinking one takes minutes
)


def document_at(place: Any) -> ImportedDocument:
    return read_document(seed(place) if isinstance(place, int) else place)


def opened_here(kind: str, content: bytes) -> dict[str, Any]:
    """What the opener finds, in this process: a generated document is not hostile, and a process each is slow."""
    return {"word": opener.open_word, "pdf": opener.open_pdf}[kind](content)


def visible_alone(content: bytes, kind: str) -> dict[str, Any]:
    """What a reader sees in a file, without the fields that it carries along."""
    return to_json(parse_document(opened_here(kind, content)["html"]))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", FILES)
def test_an_exported_decision_comes_in_again_the_same(app: Flask, cast: Cast, place: Any, kind: str) -> None:
    """Through the register: imported, kept in the database, exported, and read by the process that opens files."""
    document = document_at(place)
    with transaction():
        decision = import_document(document, cast.college, by=SYSTEM).decision
    exported = document_of_decision(decision)
    assert to_json(exported) == to_json(document)
    read = to_json(read_file(file_of(exported, decision.number, kind)))
    assert read == to_json(document)
    assert_fits_schema(read)


@pytest.mark.parametrize(("kind", "opens"), [("docx", "word"), ("pdf", "pdf")])
@pytest.mark.parametrize("place", FILES)
def test_what_people_see_alone_says_the_same(place: Any, kind: str, opens: str) -> None:
    """Without the carried fields: as after a program that drops them. Only our own warnings may differ."""
    document = document_at(place)
    read = visible_alone(file_of(document, "D.1", kind), opens)
    assert read | {"waarschuwingen": []} == to_json(document) | {"waarschuwingen": []} | {
        "niet_geplaatst": read["niet_geplaatst"]
    }
    assert [one for one in read["niet_geplaatst"] if one != "Besluitdocument"] == to_json(document)["niet_geplaatst"]


@unhurried
@given(document=documents())
def test_any_document_comes_back_from_word(document: ImportedDocument) -> None:
    assert comes_back(document, "docx", "word") == to_json(document)


@unhurried
@given(document=documents())
def test_any_document_comes_back_from_pdf(document: ImportedDocument) -> None:
    assert comes_back(document, "pdf", "pdf") == to_json(document)


@unhurried
@given(document=documents())
def test_any_document_comes_back_from_json(document: ImportedDocument) -> None:
    assert to_json(read_file(file_of(document, "D.1", "json"))) == to_json(document)


ODD = [
    "### ", "###\n\ntekst", "[](https://x.nl)", "## [kop](https://x.nl)", "| | |\n|-|-|\n| | |", "- \n- ",
    "![alt](https://x.nl/a)",
    "| [a](https://x.nl) | b |\n|-|-|\n" + "| [x](https://x.nl) | y |\n" * 60,
    "".join("  " * depth + "- a\n" for depth in range(20)),
    "> citaat\n> - a", "```\ncode\n  meer\n```", "[js](javascript:alert(1))", "x" * 5000,
    "- | a | b |\n  |---|---|\n  | c | d |",
    "\u202eomgekeerd", "a\u2028b\u2029c\x85d", "🌳👩‍🌾 汉字 \ue000 \x07", "99999. x",
]  # fmt: skip
"""What no writer of PDF, or none that must be read aloud, takes as it is: nothing of it stops an export."""


@pytest.mark.parametrize(("kind", "opens"), [("docx", "word"), ("pdf", "pdf")])
def test_whatever_is_typed_can_be_exported_and_comes_back(kind: str, opens: str) -> None:
    plain = document_at(next(path for path in SAMPLES if path.name == "balie.txt"))
    for text in ODD:
        line = " ".join(text.split())[:200]
        document = replace(
            plain, finances=text, subject=line or None, arguments=(Argument("1.1", 1, line, text),), attachments=(text,)
        )
        assert comes_back(document, kind, opens) == to_json(document), text


def comes_back(document: ImportedDocument, kind: str, opens: str) -> dict[str, Any]:
    found = opened_here(opens, file_of(document, "D.1", kind))
    return to_json(reading._document_of(found["html"], found["carried"]))


def test_who_edits_the_word_file_is_believed() -> None:
    """The text that people see goes before the fields that the file carries along, and the import says so."""
    document = document_at(next(path for path in SAMPLES if path.name == "bewonersgroen.md"))
    edited = with_part(
        file_of(document, "D.1", "docx"), "word/document.xml", b"twee keer gesproken", b"drie keer gesproken"
    )
    read = read_file(edited)
    assert read.participation == (document.participation or "").replace("twee keer", "drie keer")
    assert read.warnings[0] == EDITED
    assert to_json(replace(read, participation=document.participation, warnings=())) == to_json(document)


def test_what_a_file_carries_unseen_is_never_taken_for_what_it_says() -> None:
    """Fields that say something else than the text, put there by hand."""
    document = document_at(next(path for path in SAMPLES if path.name == "balie.txt"))
    other = json.dumps(to_json(replace(document, decision="Afgewezen")), ensure_ascii=True).encode()
    name = next(
        one for one in zipfile.ZipFile(BytesIO(file_of(document, "D.1", "docx"))).namelist() if "item2.xml" in one
    )
    same = json.dumps(to_json(document), ensure_ascii=True).encode()
    swapped = with_part(
        file_of(document, "D.1", "docx"), name, same.replace(b"&", b"&amp;"), other.replace(b"&", b"&amp;")
    )
    assert read_file(swapped).decision == document.decision


@pytest.mark.parametrize("carried", [None, "", "geen json", "{}", "[]", '{"advies": 3}', "null"])
def test_carried_fields_that_are_none_count_for_nothing(carried: str | None) -> None:
    document = document_at(next(path for path in SAMPLES if path.name == "balie.txt"))
    html = opened_here("word", file_of(document, "D.1", "docx"))["html"]
    assert reading._document_of(html, carried).subject == document.subject


def with_part(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """A Word file in which something else stands in one part."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(written, "w") as again:
        for one in package.namelist():
            part = package.read(one)
            if one == name:
                assert old in part
                part = part.replace(old, new)
            again.writestr(one, part)
    return written.getvalue()
