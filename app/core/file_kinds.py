"""What kind of file somebody brings, judged by what is in it, whatever its name says."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from app.core.errors import N_, Refused

LARGEST_FILE = 10 * 1024 * 1024
LONGEST_NAME = 150
MOST_PARTS = 5_000
LARGEST_LIST = 1024 * 1024
_MACROS = re.compile(
    r"vbaproject|vbadata|macroenabled|activex|\.(?:docm|dotm|xlsm|xlsb|xltm|pptm|ppsm)$", re.IGNORECASE
)
_SCRIPTS = re.compile(r"(?:^|/)(?:Basic|Scripts)/", re.IGNORECASE)
_NOT_IN_A_NAME = re.compile(r"""[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069"*:<>?|]+""")


@dataclass(frozen=True)
class Kind:
    """A kind of file: its media type, how names of it may end (the first is the usual one), and what people call it."""

    media_type: str
    endings: tuple[str, ...]
    label: str


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
PDF = Kind("application/pdf", ("pdf",), "pdf")
PNG = Kind("image/png", ("png",), N_("afbeelding"))
JPEG = Kind("image/jpeg", ("jpg", "jpeg"), N_("afbeelding"))
TEXT = Kind("text/plain", ("txt", "csv", "md"), N_("tekst"))
OFFICE = {
    "word/": Kind(_OOXML + "wordprocessingml.document", ("docx",), "Word"),
    "xl/": Kind(_OOXML + "spreadsheetml.sheet", ("xlsx",), "Excel"),
    "ppt/": Kind(_OOXML + "presentationml.presentation", ("pptx",), "PowerPoint"),
}
OPEN_OFFICE = {
    _ODF + "text": Kind(_ODF + "text", ("odt",), "OpenDocument"),
    _ODF + "spreadsheet": Kind(_ODF + "spreadsheet", ("ods",), "OpenDocument"),
    _ODF + "presentation": Kind(_ODF + "presentation", ("odp",), "OpenDocument"),
}
ENDINGS = sorted(
    ending for kind in (PDF, PNG, JPEG, TEXT, *OFFICE.values(), *OPEN_OFFICE.values()) for ending in kind.endings
)


def kind_of(content: bytes) -> Kind:
    """The kind of a file. Raises `Refused` for what is too large, empty, of a kind we do not keep, or has macros."""
    if not content:
        raise Refused(N_("Dit bestand is leeg."))
    if len(content) > LARGEST_FILE:
        raise Refused(N_("Dit bestand is te groot. Kies een bestand tot 10 MB."))
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    kind = _office_kind(content) if content.startswith(b"PK\x03\x04") else _text_kind(content)
    if kind is None:
        raise Refused(N_("Dit soort bestand kan er niet bij. Kies een pdf, Office-bestand, afbeelding of tekst."))
    return kind


def refuse_macros(content: bytes) -> None:
    """Refuse a packed office file that can run something by itself. Says nothing of what is no such file."""
    try:
        package = zipfile.ZipFile(BytesIO(content))
        names = package.namelist()[: MOST_PARTS + 1]
        listed = _read(package, "[Content_Types].xml") + _read(package, "META-INF/manifest.xml")
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, EOFError):
        return
    told = listed.replace(b"\0", b"").decode("latin-1")
    if any(_MACROS.search(name) or _SCRIPTS.search(name) for name in names) or re.search(
        "macroenabled|vbaproject", told, re.IGNORECASE
    ):
        raise Refused(N_("In dit bestand zitten macro’s. Bewaar het zonder macro’s en probeer het opnieuw."))


def name_for(given: str, kind: Kind) -> str:
    """A name to keep a file under: without folders and odd signs, and ending as its content asks."""
    name = _NOT_IN_A_NAME.sub(" ", given.replace("\\", "/").rsplit("/", 1)[-1])
    name = " ".join(name.split()).strip(". ")
    stem, _, ending = name.rpartition(".")
    if ending.casefold() not in kind.endings or not stem:
        stem, ending = name or "bestand", kind.endings[0]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


def _office_kind(content: bytes) -> Kind | None:
    refuse_macros(content)
    try:
        package = zipfile.ZipFile(BytesIO(content))
        names = package.namelist()
        opened = _read(package, "mimetype").decode("latin-1").strip()
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, EOFError):
        raise Refused(N_("Dit bestand is beschadigd.")) from None
    if len(names) > MOST_PARTS:
        return None
    if opened:
        return OPEN_OFFICE.get(opened)
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for folder, kind in OFFICE.items() if any(name.startswith(folder) for name in names)), None)


def _text_kind(content: bytes) -> Kind | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    odd = any(sign < " " and sign not in "\t\r\n\f" for sign in text)
    return None if odd or re.match(r"\s*<(?:!doctype|html|svg|\?xml|script)", text, re.IGNORECASE) else TEXT


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of one part; empty when it is not there."""
    if name not in package.namelist():
        return b""
    with package.open(name) as file:
        return file.read(LARGEST_LIST)
