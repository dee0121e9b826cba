"""Rows of tables: the fields of a document, or a table that belongs to the text of one field."""

import re
from collections.abc import Iterator, Sequence

from app.records.huizen.items import Certainty, Content, DataTable, Form, Heading, Item, could_be_label, plain
from app.records.huizen.labels import LAYOUT, Field, Kind, find_label, key_of
from app.records.huizen.lines import BLANK, Drawn, Edge, Line, Piece, Row, lines_of, pieces_of
from app.records.huizen.markup import LINE

_FIELDS_THAT_MAKE_A_TABLE = 3
_FIELDS_THAT_MAKE_COLUMNS = 2
_FIRST_COLUMN = frozenset({"veld", "kenmerk", "rubriek", "onderdeel"})
_SECOND_COLUMN = frozenset({"waarde", "inhoud", "invulling", "gegevens"})
_AMOUNT = re.compile(r"[€$]?\s*-?[\d.,]+\s*(?:%|,-|euro|uur|fte)?", re.IGNORECASE)


def items_in(pieces: Sequence[Piece], *, may_head: bool = True) -> Iterator[Item]:
    """The lines as they are, and the rows as fields or as tables; with `may_head` false never as fields."""
    for group in _groups(pieces):
        if isinstance(group, Line):
            yield group
        elif may_head:
            yield from _from_table(group)
        else:
            yield from _as_data([row for row in group if isinstance(row, Row)], drawn_lines=_drawn_lines(group))


def _groups(pieces: Sequence[Piece]) -> Iterator[Line | list[Row | Line]]:
    """Lines one by one; rows that belong together, with the drawn lines between them, as one table."""
    table: list[Row | Line] = []
    drawn: Drawn | None = None
    for piece in [*pieces, Edge()]:
        if isinstance(piece, Row) and (not table or drawn is piece.drawn):
            table.append(piece)
            drawn = piece.drawn
            continue
        if table and isinstance(piece, Line) and (piece.rule or (drawn is Drawn.HTML and not piece.text)):
            table.append(piece)
            continue
        if table:
            yield table
        table = []
        if isinstance(piece, Row):
            table, drawn = [piece], piece.drawn
        elif isinstance(piece, Line):
            yield piece


def _drawn_lines(table: Sequence[Row | Line]) -> bool:
    return any(isinstance(piece, Line) and piece.rule for piece in table)


def _from_table(table: Sequence[Row | Line]) -> Iterator[Item]:
    rows = [piece for piece in table if isinstance(piece, Row)]
    named = [row for row in rows if len(row.cells) > 1 and _cell_text(row.cells[0])]
    known = [row for row in named if _is_field_row(row)]
    if not known:
        yield from _without_fields(rows, drawn_lines=_drawn_lines(table))
        return
    if len(known) < _FIELDS_THAT_MAKE_A_TABLE and 2 * len(known) < len(named):
        yield from _as_data(rows, drawn_lines=_drawn_lines(table))
        return
    for piece in table:
        if isinstance(piece, Row):
            yield from _from_field_row(piece, many=len(known) >= _FIELDS_THAT_MAKE_COLUMNS)
        else:
            yield piece


def _is_field_row(row: Row) -> bool:
    match = find_label(_label_text(row.cells[0]))
    if match is None:
        return False
    return LAYOUT[match.field].kind in {Kind.DATE, Kind.NUMBERS} or not _AMOUNT.fullmatch(_cell_text(row.cells[1]))


def _from_field_row(row: Row, *, many: bool) -> Iterator[Item]:
    label = _label_text(row.cells[0]) if row.cells else ""
    match = find_label(label)
    if len(row.cells) < 2:
        yield from items_in(pieces_of(row.cells[0].replace(LINE, "\n")) if row.cells else ())
        return
    if match is None and row.drawn is Drawn.COLUMNS and not many:
        yield from row.as_lines()
        return
    if match is None and (not could_be_label(label) or _names_columns(row)):
        yield from _value_of(row.cells if label else row.cells[1:])
        return
    for place in range(2, len(row.cells) - 1):  # | Onderwerp | a title | Opsteller | a name |
        following = find_label(_label_text(row.cells[place]))
        if following and following.exact:
            yield _row_heading(row, label, match.field if match else None, row.cells[1:place])
            yield from _from_field_row(Row(row.cells[place:], row.drawn, row.source), many=many)
            return
    yield _row_heading(row, label, match.field if match else None, row.cells[1:])


def _names_columns(row: Row) -> bool:
    """Whether this is the head of a table of fields, such as `| Veld | Waarde |`."""
    return key_of(row.cells[0]) in _FIRST_COLUMN or key_of(row.cells[1]) in _SECOND_COLUMN


def _row_heading(row: Row, label: str, field: Field | None, cells: Sequence[str]) -> Heading:
    return Heading(label, field, Form.ROW, Certainty.SURE, _value_of(cells), row.as_lines(), in_field_table=True)


def _value_of(cells: Sequence[str]) -> tuple[Content, ...]:
    """What stands in the cells beside a label: lines and tables, among which there are no headings."""
    filled = [cell for cell in cells if _cell_text(cell)]
    value = " | ".join(filled) if len(filled) > 1 else "".join(filled)
    if LINE not in value or "|" not in value:
        return lines_of(value, settled=True)
    contents: list[Content] = []
    for item in items_in(pieces_of(value.replace(LINE, "\n")), may_head=False):
        if isinstance(item, Line):
            contents.append(Line(item.text, item.indent, item.hard, settled=True))
        elif isinstance(item, DataTable):
            contents.append(item)
    return tuple(contents)


def _without_fields(rows: Sequence[Row], *, drawn_lines: bool) -> Iterator[Item]:
    """A table without a known label: a single row may be a field that the layout does not know."""
    row = rows[0]
    label = _label_text(row.cells[0]) if row.cells else ""
    alone = len(rows) == 1 and len(row.cells) == 2 and row.drawn is not Drawn.COLUMNS
    value = _cell_text(row.cells[1]) if alone else ""
    in_a_sentence = row.drawn is Drawn.PIPES and value[:1].islower() and not row.source.lstrip().startswith("|")
    if alone and could_be_label(label) and not in_a_sentence and not _AMOUNT.fullmatch(value):
        otherwise = tuple(item for item in _as_data(rows, drawn_lines=drawn_lines) if not isinstance(item, Heading))
        yield Heading(label, None, Form.ROW, Certainty.LIKELY, _value_of(row.cells[1:]), otherwise)
        return
    yield from _as_data(rows, drawn_lines=drawn_lines)


def _as_data(rows: Sequence[Row], *, drawn_lines: bool) -> Iterator[Item]:
    wide = sum(sum(bool(_cell_text(cell)) for cell in row.cells) > 1 for row in rows)
    is_table = wide > 1 or (wide and (len(rows) > 1 or (drawn_lines and rows[0].drawn is Drawn.PIPES)))
    if is_table and rows[0].drawn is not Drawn.COLUMNS:
        cells = [tuple(_cell_text(cell) for cell in row.cells) for row in rows]
        yield DataTable(tuple(row for row in cells if any(row)))
        return
    for row in rows:
        if row.drawn is Drawn.HTML:
            for cell in row.cells:
                yield from items_in(pieces_of(cell.replace(LINE, "\n")))
                yield BLANK
        else:
            yield from row.as_lines()


def _cell_text(cell: str) -> str:
    return " ".join(line.text for line in lines_of(cell) if line.text)


def _label_text(cell: str) -> str:
    return plain(_cell_text(cell)).rstrip(" :")
