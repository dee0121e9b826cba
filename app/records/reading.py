"""A decision document from whatever file it is in: text, Markdown, HTML, JSON, Word or PDF."""

import html
import json
import re
import subprocess
import sys
import threading
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.core.errors import N_, Refused
from app.core.file_kinds import refuse_macros
from app.records.documents.pages import pages_of, words_of
from app.records.documents.pdf import NO_SHAPE
from app.records.huizen.document import ImportedDocument, from_json
from app.records.huizen.errors import NotADecisionDocument
from app.records.huizen.parser import parse_document
from app.records.huizen.reading import decode

LARGEST_OFFICE_FILE = 10 * 1024 * 1024
SECONDS = 30
AT_ONCE = 2
OPENER = Path(__file__).parent / "office" / "opener.py"
REFUSALS = {
    "kind": N_("Dit is geen Word-bestand. Kies een docx, een pdf, of tekst, Markdown of HTML."),
    "broken": N_("Dit %(kind)s-bestand is beschadigd of kan niet worden gelezen."),
    "locked": N_(
        "Dit pdf-bestand is met een wachtwoord beveiligd. Bewaar het zonder wachtwoord en probeer het opnieuw."
    ),
    "large": N_("Dit %(kind)s-bestand is te groot of te ingewikkeld om te lezen."),
    "macros": N_(
        "In dit bestand zitten macro’s of andere bestanden. Bewaar het als gewone docx en probeer het opnieuw."
    ),
    "scan": N_("In dit pdf-bestand staat geen tekst, alleen plaatjes. Kies het bestand waar het van gemaakt is."),
}
EDITED = N_("De tekst van dit bestand is veranderd nadat het uit Samensturen kwam. Gelezen is wat er nu staat.")
_INVISIBLE = re.compile("[\\s\x00-\x1f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_turns = threading.BoundedSemaphore(AT_ONCE)


def read_file(content: bytes) -> ImportedDocument:
    """Read the decision document in a file. Raises `NotADecisionDocument`."""
    kind = kind_of(content)
    if kind is None:
        return document_in(decode(content))
    if len(content) > LARGEST_OFFICE_FILE:
        raise NotADecisionDocument(N_("Dit bestand is te groot. Kies een bestand tot 10 MB."))
    try:
        refuse_macros(content)
    except Refused as refusal:
        raise NotADecisionDocument(refusal.msgid) from None
    found = _opened(kind, content)
    if "refused" in found:
        words = {"kind": "Word" if kind == "word" else "pdf"}
        raise NotADecisionDocument(REFUSALS.get(found["refused"], REFUSALS["broken"]), **words)
    return _document_of(found["html"], found["carried"])


def kind_of(content: bytes) -> str | None:
    """Which program opens a file, by how it begins; None for text."""
    if content.startswith(b"PK\x03\x04"):
        return "word"
    return "pdf" if b"%PDF-" in content[:1024] else None


def document_in(text: str) -> ImportedDocument:
    """The document in a text, or in the JSON that `samensturen export` or `import --json` makes of one."""
    if text.lstrip("\ufeff \r\n\t").startswith("{"):
        try:
            return from_json(json.loads(text.lstrip("\ufeff")))
        except ValueError:
            raise NotADecisionDocument(
                N_("Dit JSON-bestand heeft niet alle velden van een besluitdocument, of andere dan we kennen.")
            ) from None
    return parse_document(text)


def _document_of(written: str, carried: str | None) -> ImportedDocument:
    """What can be read in a file; what it carries along counts only where that says the same, word for word.

    A file that came from here carries its fields, with the line breaks and lists that a page cannot show. But what
    people see is what was decided: when somebody edited the text, what they see is what is read.
    """
    try:
        fields = from_json(json.loads(carried)) if carried else None
    except ValueError:
        fields = None
    if fields is None:
        return parse_document(written)
    if _says(_squeezed(_visible(written)), _squeezed("".join(words_of(pages_of(fields))))):
        return fields
    read = parse_document(written)
    return replace(read, warnings=(EDITED, *read.warnings))


def _says(shown: str, carried: str) -> bool:
    """Whether what is shown is what is carried; a box may stand for a sign that no font has, never for a letter."""
    if NO_SHAPE not in shown:
        return shown == carried
    pattern = "[^\x00-\u024f]+".join(re.escape(part) for part in re.split(f"{NO_SHAPE}+", shown))
    return re.fullmatch(pattern, carried) is not None


def _visible(written: str) -> str:
    return html.unescape(re.sub(r"<[^<>]*>", "", written))


def _squeezed(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def _opened(kind: str, content: bytes) -> dict[str, Any]:
    """What a process of its own finds in a file: one that crashes or hangs takes nothing along."""
    with _turns:
        try:
            ended = subprocess.run(  # noqa: S603 - our own program; the file is its input
                [sys.executable, "-I", str(OPENER), kind],
                input=content,
                capture_output=True,
                timeout=SECONDS,
                check=False,
                env={},
            )
        except subprocess.TimeoutExpired:
            return {"refused": "large"}
    try:
        found = json.loads(ended.stdout)
    except ValueError:
        return {"refused": "broken"}
    return found if isinstance(found, dict) else {"refused": "broken"}
