"""What forms and addresses of proposals and the register make of what people fill in."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
from werkzeug.datastructures import MultiDict

from app.core.clock import months_after
from app.decisions.forms.register import wanted_from
from app.decisions.queries.register import Wanted
from app.decisions.source_fields import source_fields

MONTHS = [
    ("half a year later", date(2026, 3, 12), date(2026, 9, 12)),
    ("over the turn of the year", date(2026, 11, 22), date(2027, 5, 22)),
    ("to a shorter month", date(2026, 8, 31), date(2027, 2, 28)),
    ("to the end of a leap year's February", date(2027, 8, 31), date(2028, 2, 29)),
    ("from December to June", date(2026, 12, 31), date(2027, 6, 30)),
]


@pytest.mark.parametrize(("day", "later"), [row[1:] for row in MONTHS], ids=[row[0] for row in MONTHS])
def test_six_months_after_a_day(day, later):
    assert months_after(day, 6) == later


ADDRESSES = [
    ("nothing", "", Wanted()),
    ("words without the spaces around them", "zoek=+groene+bermen+", Wanted(words="groene bermen")),
    ("a day as a browser writes it", "van=2026-03-01", Wanted(since=date(2026, 3, 1))),
    ("a day as people write it", "tot=1-3-2026", Wanted(until=date(2026, 3, 1))),
    ("a day that is none", "van=31-2-2026", Wanted()),
    ("a state", "staat=van-kracht", Wanted(state="van-kracht")),
    ("a state that is none", "staat=kwijt", Wanted()),
    ("a number that is none", "kring=ruimte&niveau=3&pagina=veel", Wanted(level_id=3)),
    ("a page before the first", "pagina=-4", Wanted()),
]


@pytest.mark.parametrize(("address", "wanted"), [row[1:] for row in ADDRESSES], ids=[row[0] for row in ADDRESSES])
def test_what_an_address_asks_of_the_register(address, wanted):
    assert wanted_from(MultiDict(parse_qsl(address))) == wanted


SOURCES = [
    ("nothing", {}, []),
    ("fields in the order of the form, whatever the order in the document", {"afdeling": "Ruimte", "zaaknummer": "Z.1"},
     [("Zaaknummer", "Z.1"), ("Afdeling", "Ruimte")]),
    ("a field we do not know", {"eigen_veld": "iets"}, [("Eigen veld", "iets")]),
    ("empty fields are left out", {"zaaknummer": None, "afdeling": "", "waarschuwingen": []}, []),
    ("a day is a day", {"datum_document": "2024-03-12"}, [("Datum document", date(2024, 3, 12))]),
    ("what only looks like a day stays text", {"datum_document": "2024-13-12"}, [("Datum document", "2024-13-12")]),
    ("several lines", {"waarschuwingen": ["een", "twee"]}, [("Let op", ["een", "twee"])]),
    ("fields within a field", {"extra": {"a": "1", "b": None}}, [("Extra", ["a: 1"])]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "fields"), [row[1:] for row in SOURCES], ids=[row[0] for row in SOURCES])
def test_what_a_document_said(source, fields):
    assert source_fields(source) == fields
