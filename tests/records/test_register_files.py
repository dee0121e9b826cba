"""The register as CSV and as a sheet: what the reader may see and asked for, harmless, and in one query."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from odfdo import Document

from app.core.transaction import transaction
from app.records import document_routes
from app.records.huizen import read_document
from app.records.register_files import COLUMNS
from app.records.samples import SAMPLES
from app.records.service import import_document
from tests.decisions.on_screen import browse, circle
from tests.query_count import counted_queries

__all__ = ["browse", "circle"]


def take(circle, subject: str, **changes):
    """A decision about `subject` in the register of the circle."""
    document = replace(read_document(SAMPLES / "bewonersgroen.md"), subject=subject, **changes)
    with transaction():
        return import_document(document, circle.unit, by=circle.marieke).decision


def csv_of(visitor, asked: str = "") -> list[dict[str, str]]:
    answer = visitor._request("GET", f"/besluiten/register.csv{asked}")
    assert answer.status_code == 200
    text = answer.get_data().decode("utf-8")
    assert text.startswith("\ufeffNummer;Onderwerp")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=besluiten.csv;")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def sheet_rows(visitor, asked: str = "") -> list[list[object]]:
    answer = visitor._request("GET", f"/besluiten/register.ods{asked}")
    assert answer.status_code == 200
    table = Document(BytesIO(answer.get_data())).body.get_table(0)
    return [row.get_values() for row in table.rows]


def test_both_say_what_the_register_says(circle, browse):
    decision = take(circle, "Groen & <water>; in „de” straat")
    (row,) = csv_of(browse(circle.fatima))
    assert row["Onderwerp"] == "Groen & <water>; in „de” straat"
    assert (row["Nummer"], row["Datum besluit"], row["Documentnummer"]) == (decision.number, "2024-02-06", "D.2100117")
    head, cells = sheet_rows(browse(circle.fatima))
    assert tuple(head) == COLUMNS
    assert cells[1] == row["Onderwerp"]
    assert str(cells[6])[:10] == "2024-02-06"


@pytest.mark.parametrize(
    "subject", ["=1+1", "+31 6", "-2", "@SUM(A1)", '  =HYPERLINK("https://x")', "＝1", "=cmd|' /C calc'!A0"]
)
def test_no_text_becomes_a_formula(circle, browse, subject):
    take(circle, subject)
    (row,) = csv_of(browse(circle.fatima))
    assert row["Onderwerp"].startswith("'")
    assert row["Onderwerp"].removeprefix("'").strip() == subject.strip()


def test_what_was_asked_for_and_what_may_be_seen_and_nothing_else(circle, browse):
    take(circle, "Een bank")
    take(circle, "Een wilgenkatje")
    take(circle, "Het geheim", confidentiality="Vertrouwelijk")
    assert {row["Onderwerp"] for row in csv_of(browse(circle.fatima))} == {"Een bank", "Een wilgenkatje", "Het geheim"}
    for outsider in (circle.cor, circle.bea, circle.wim):
        assert {row["Onderwerp"] for row in csv_of(browse(outsider))} == {"Een bank", "Een wilgenkatje"}
        assert {row[1] for row in sheet_rows(browse(outsider))[1:]} == {"Een bank", "Een wilgenkatje"}
    assert [row["Onderwerp"] for row in csv_of(browse(circle.fatima), "?zoek=wilgenkatje")] == ["Een wilgenkatje"]
    assert csv_of(browse(circle.fatima), "?zoek=wilgenkatje&staat=vervangen") == []


def test_more_rows_cost_no_more_queries(circle, browse):
    take(circle, "Besluit 0")
    reader = browse(circle.fatima)
    with counted_queries() as few:
        csv_of(reader)
    for number in range(1, 8):
        take(circle, f"Besluit {number}")
    with counted_queries() as many:
        assert len(csv_of(reader)) == 8
    assert len(many) == len(few)


def test_a_sheet_that_would_be_too_large_is_refused_and_csv_is_not(circle, browse, monkeypatch):
    monkeypatch.setattr(document_routes, "MOST_ROWS", 1)
    take(circle, "Een bank")
    take(circle, "Een wilgenkatje")
    answer = browse(circle.fatima)._request("GET", "/besluiten/register.ods")
    assert answer.status_code == 409
    assert "Kies CSV" in answer.get_data(as_text=True)
    assert len(csv_of(browse(circle.fatima))) == 2
