"""Opens one Word or PDF file that a stranger sent. Run as a program, in a process that may do little (see `limits`).

Takes "word" or "pdf" as its argument and the file on standard input. Prints one line of JSON: `html` (what can be
read in it) and `carried` (the fields that Samensturen put in it, or none), or `refused`: why it cannot be read.
It imports nothing of the house.
"""

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

CARRIED_NAME = "samensturen.json"
NAMESPACE = "urn:samensturen:besluit:1"
MOST_PARTS = 2_000
LARGEST_UNPACKED = 64 * 1024 * 1024
LARGEST_TEXT = 16 * 1024 * 1024
LARGEST_CARRIED = 4 * 1024 * 1024
MOST_PAGES = 300
CPU_SECONDS = 20
MEMORY = 1024 * 1024 * 1024
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CUSTOM = re.compile(r"customXml/item\d+\.xml")
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='List Continue'] => ul|ol > li > p:fresh
p[style-name='List Continue 2'] => ul|ol > li > ul|ol > li > p:fresh
p[style-name='List Continue 3'] => ul|ol > li > ul|ol > li > ul|ol > li > p:fresh
"""


class Refused(Exception):
    """The file is not opened. Carries the reason in one word."""


def open_word(content: bytes) -> dict[str, Any]:
    """What stands in a Word file."""
    import mammoth

    parts = dict(_parts_of(content))
    if "word/document.xml" not in parts:
        raise Refused("kind")
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as again:
        for name, part in parts.items():
            if not name.startswith("word/media/"):  # pictures say nothing to the parser
                again.writestr(name, part)
    ignored = mammoth.images.img_element(lambda _image: {"src": ""})
    read = mammoth.convert_to_html(plain, style_map=STYLES, convert_image=ignored)
    carried = [found for name, part in parts.items() if _CUSTOM.fullmatch(name) and (found := _carried_in(part))]
    return {"html": read.value, "carried": carried[0] if carried else None}


def _parts_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of the file, read within limits whatever their headers promise."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Refused("broken") from None
    names = package.namelist()
    if len(names) > MOST_PARTS or sum(one.file_size for one in package.infolist()) > LARGEST_UNPACKED:
        raise Refused("large")
    left = LARGEST_UNPACKED
    for name in dict.fromkeys(names):
        if name.endswith("/"):
            continue
        try:
            with package.open(name) as file:
                part = file.read(left + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
            raise Refused("broken") from None
        left -= len(part)
        if left < 0:
            raise Refused("large")
        if name.endswith((".xml", ".rels")) and _DECLARES.search(part.replace(b"\0", b"")):
            raise Refused("broken")
        yield name, part


def _carried_in(part: bytes) -> str | None:
    try:
        root = ElementTree.fromstring(part)  # noqa: S314 - a part that declares entities was refused
    except ElementTree.ParseError:
        return None
    text = root.text if root.tag == f"{{{NAMESPACE}}}besluit" else None
    return text if text and len(text) <= LARGEST_CARRIED else None


def open_pdf(content: bytes) -> dict[str, Any]:
    """What stands in a PDF."""
    import pypdfium2

    sys.path.insert(0, str(Path(__file__).parent))
    from tagged_pdf import html_of

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refused("locked" if "password" in str(error).casefold() else "broken") from None
    if len(document) > MOST_PAGES:
        raise Refused("large")
    written = html_of(document) if document.is_tagged() else ""
    if not _says_something(written):
        written = "\n".join(_lines_of(page) for page in document)
    if not _says_something(written):
        raise Refused("scan")
    return {"html": written, "carried": _attached_to(document)}


def _says_something(written: str) -> bool:
    return any(sign.isalnum() for sign in re.sub(r"<[^<>]*>", "", written))


def _lines_of(page: Any) -> str:
    """The text of a page without tags, kept from being read as HTML."""
    text = page.get_textpage().get_text_range()
    return str(text).replace("\ufffe", "-").replace("\x02", "-").replace("&", "&amp;").replace("<", "&lt;") + "\f"


def _attached_to(document: Any) -> str | None:
    for place in range(min(document.count_attachments(), 50)):
        attached = document.get_attachment(place)
        if attached.get_name() == CARRIED_NAME:
            content = bytes(attached.get_data())
            return content.decode("utf-8", errors="replace") if len(content) <= LARGEST_CARRIED else None
    return None


def limits() -> None:
    """Let this process use a little time and memory, and write no file."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


def main() -> None:
    """Open the file on standard input."""
    limits()
    content = sys.stdin.buffer.read()
    try:
        found = {"word": open_word, "pdf": open_pdf}[sys.argv[1]](content)
        if len(found["html"]) > LARGEST_TEXT:
            raise Refused("large")
    except Refused as refusal:
        found = {"refused": str(refusal)}
    except MemoryError:
        found = {"refused": "large"}
    except Exception:
        found = {"refused": "broken"}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
