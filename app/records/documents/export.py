"""A document as a file: Word, PDF or JSON, with a name that says no more than its number."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from app.records.documents.pages import Pages, pages_of
from app.records.documents.pdf import pdf_of
from app.records.documents.word import word_of
from app.records.huizen.document import ImportedDocument, to_json


@dataclass(frozen=True)
class Format:
    """A kind of file: how its name ends, its media type, and how it is made."""

    ending: str
    media_type: str
    make: Callable[[ImportedDocument, str], bytes]


def _word(document: ImportedDocument, number: str) -> bytes:
    return word_of(pages_of(document), number=number, carried=_json(document))


def _pdf(document: ImportedDocument, number: str) -> bytes:
    return pdf_of(pages_of(document), number=number, carried=_json(document))


def _as_json(document: ImportedDocument, _number: str) -> bytes:
    return (json.dumps(to_json(document), ensure_ascii=False, indent=2) + "\n").encode()


def _json(document: ImportedDocument) -> str:
    return json.dumps(to_json(document), ensure_ascii=True)


def pages_as(pages: Pages, number: str, kind: str) -> bytes:
    """What is only to be read, such as minutes, as Word or PDF. Raises `KeyError` for another kind."""
    return {"docx": word_of, "pdf": pdf_of}[kind](pages, number=number)


WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {
    "docx": Format("docx", WORD_TYPE, _word),
    "pdf": Format("pdf", "application/pdf", _pdf),
    "json": Format("json", "application/json", _as_json),
}


def file_of(document: ImportedDocument, number: str, kind: str) -> bytes:
    """The document as a file of this kind. Raises `KeyError` for a kind there is none of."""
    return FORMATS[kind].make(document, number)


def file_name(number: str, kind: str) -> str:
    """A name in letters, digits and dashes alone, without the title: names of files travel further than files."""
    return f"{re.sub(r'[^A-Za-z0-9-]+', '-', number).strip('-') or 'document'}.{FORMATS[kind].ending}"
