"""The register as a list to take along: CSV that Excel opens well, and an OpenDocument sheet."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO, StringIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from flask_babel import gettext as _
from odfdo import Document

from app.core.errors import N_
from app.decisions.queries.register_rows import RegisterRow

MOST_ROWS = 20_000
"""Of a sheet, which is made whole in memory; CSV has no end."""
BYTE_ORDER_MARK = "\ufeff"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
COLUMNS = (
    N_("Nummer"), N_("Onderwerp"), N_("Kring"), N_("Sturingsniveau"), N_("Staat"), N_("Herkomst"), N_("Datum besluit"),
    N_("Vanaf"), N_("We kijken terug"), N_("Wie zorgt ervoor"), N_("Openbaarheid"), N_("Zaaknummer"),
    N_("Documentnummer"),
)  # fmt: skip
_NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])

Cell = str | date | None


def csv_lines(rows: Iterable[RegisterRow]) -> Iterator[str]:
    """The list as CSV, line by line: semicolons, as Excel in Dutch expects, and no cell that is a formula."""
    yield BYTE_ORDER_MARK + _line([_(name) for name in COLUMNS])
    for row in rows:
        yield _line([_harmless(cell) for cell in _cells(row)])


def sheet_of(rows: Iterable[RegisterRow]) -> bytes:
    """The list as an OpenDocument sheet; its days are days."""
    head = "".join(_cell(_(name)) for name in COLUMNS)
    lines = "".join(
        f"<table:table-row>{''.join(_cell(cell) for cell in _cells(row))}</table:table-row>" for row in rows
    )
    table = (
        f"<table:table table:name={quoteattr(_('Besluiten'))}>"
        f'<table:table-column table:number-columns-repeated="{len(COLUMNS)}"/>'
        f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>{lines}"
        "</table:table>"
    )
    container: Any = Document("spreadsheet").container
    before, after = _around(container.get_part("content.xml"))
    container.set_part("content.xml", (before + table + after).encode())
    written = BytesIO()
    container.save(written)
    return written.getvalue()


def _around(skeleton: bytes) -> tuple[str, str]:
    """What stands before and after the tables of an empty sheet: odfdo takes minutes for ten thousand rows."""
    text = skeleton.decode()
    opening = text.index(">", text.index("<office:spreadsheet")) + 1
    return text[:opening], text[text.index("</office:spreadsheet>") :]


def _cells(row: RegisterRow) -> list[Cell]:
    return [
        row.number, row.title, row.unit, row.level, _(row.state.label), _(row.origin.label), row.decided_on,
        row.starts_on, row.review_on, row.owner, _(row.confidentiality.label), row.case_number, row.document_number,
    ]  # fmt: skip


def _harmless(cell: Cell) -> str:
    """A text that a spreadsheet shows as it is: one that it would take for a formula gets a sign in front."""
    if isinstance(cell, date):
        return cell.isoformat()
    text = cell or ""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_A_FORMULA) else text


def _line(cells: list[str]) -> str:
    written = StringIO()
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerow(cells)
    return written.getvalue()


def _cell(cell: Cell) -> str:
    if isinstance(cell, date):
        shown = f"{cell:%d-%m-%Y}"
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}">'
            f"<text:p>{shown}</text:p></table:table-cell>"
        )
    if not cell:
        return "<table:table-cell/>"
    text = escape(cell.translate(_NOT_IN_XML))
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
