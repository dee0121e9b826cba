"""From a file to text: encodings, and a plain refusal of what is no text at all."""

import codecs
from os import PathLike
from pathlib import Path

from app.core.errors import N_
from app.records.huizen.document import ImportedDocument
from app.records.huizen.errors import NotADecisionDocument
from app.records.huizen.parser import parse_document

LARGEST_FILE = 1024 * 1024

_KNOWN_BINARIES = {
    b"%PDF": "pdf",
    b"PK\x03\x04": "Word, Excel of zip",
    b"\xd0\xcf\x11\xe0": "Word of Excel",
    b"{\\rtf": "rtf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TEXT_CONTROLS = frozenset("\t\n\v\f\r\x1a\x85")
_MOST_CONTROLS = 0.01  # a stray control character in a text is forgiven, a file full of them is no text


def read_document(source: bytes | str | PathLike[str]) -> ImportedDocument:
    """Read the decision document in a file (a path) or in the bytes of one.

    Raises `NotADecisionDocument` for a file that is missing, too large, not text, or no decision document.
    """
    return parse_document(decode(source if isinstance(source, bytes) else _bytes_of(Path(source))))


def decode(raw: bytes) -> str:
    """The text in `raw`: by its byte order mark, else as UTF-8, else as Windows wrote it before Unicode.

    Raises `NotADecisionDocument` for what is too large, empty or no text.
    """
    if len(raw) > LARGEST_FILE:
        raise NotADecisionDocument(N_("Dit bestand is te groot. Kies een bestand tot 1 MB."))
    for beginning, kind in _KNOWN_BINARIES.items():
        if raw.startswith(beginning):
            raise NotADecisionDocument(
                N_(
                    "Dit is een bestand van het soort %(kind)s. "
                    "Bewaar het als docx, pdf of tekst en probeer het opnieuw."
                ),
                kind=kind,
            )
    text = _as_text(raw)
    controls = sum(character < " " and character not in _TEXT_CONTROLS for character in text)
    if "\0" in text or controls > len(text) * _MOST_CONTROLS:
        raise NotADecisionDocument(N_("Dit is geen tekstbestand. Kies een bestand met tekst, Markdown of HTML."))
    return text


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise NotADecisionDocument(N_("Het bestand %(name)s bestaat niet."), name=path.name) from None
    except IsADirectoryError:
        raise NotADecisionDocument(N_("%(name)s is een map, geen bestand."), name=path.name) from None
    except OSError:
        raise NotADecisionDocument(N_("Het bestand %(name)s kan niet worden gelezen."), name=path.name) from None


def _as_text(raw: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return raw.removeprefix(mark).decode(encoding, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
