"""Reads a decision document in the layout of the college of Huizen: text, Markdown, HTML or a mixture of these.

The way of a document through this package, one module a step:

    reading    bytes become text, or a plain refusal
    markup     HTML becomes text with marks, and what a browser would not show is set apart
    lines      the text becomes lines and rows of tables
    labels     the fields of the layout, and which words name them
    headings   which lines could be the heading of a field, and how sure that is
    sections   which of them are: every line now belongs to a field
    blocks     the lines of a field become paragraphs, lists and tables, mended where a page broke them
    values     dates, numbers, lists of lines, advices;   arguments   the arguments
    checks     what does not add up
    parser     all of this in order

Nothing is dropped: what finds no field is kept in `ImportedDocument.unplaced`.
"""

from app.records.huizen.document import Advice, Argument, ImportedDocument, to_json
from app.records.huizen.errors import NotADecisionDocument
from app.records.huizen.parser import parse_document
from app.records.huizen.reading import LARGEST_FILE, read_document

__all__ = [
    "LARGEST_FILE",
    "Advice",
    "Argument",
    "ImportedDocument",
    "NotADecisionDocument",
    "parse_document",
    "read_document",
    "to_json",
]
