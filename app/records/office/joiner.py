"""Joins PDF files that strangers sent to one of our own. Run as a program, in a process that may do little.

Takes on standard input a line of JSON with the sizes of the files that follow it, ours first. With "count" as its
argument it prints a line of JSON: how many pages each of the others has, or null for one that cannot be joined. With
"join" it prints our document with each of the others behind its sheet: the last pages of ours are sheets, one for each.
What is ours keeps its tags. It imports nothing of the house but the limits of the opener.
"""

import io
import json
import sys
from pathlib import Path
from typing import Any, BinaryIO

MOST_PAGES = 300


def count(files: list[bytes]) -> list[int | None]:
    """The number of pages of each file, None for what is broken, locked with a password, or too long."""
    return [len(document) if document is not None else None for document in map(_opened, files)]


def join(ours: bytes, others: list[bytes]) -> bytes:
    """Our document with each of the others behind its own sheet; one that cannot be opened leaves its sheet alone."""
    import pypdfium2

    document = pypdfium2.PdfDocument(ours)
    first = len(document) - len(others)
    for place in reversed(range(len(others))):
        other = _opened(others[place])
        if other is not None:
            document.import_pages(other, index=first + place + 1)
    joined = io.BytesIO()
    document.save(joined)
    return joined.getvalue()


def _opened(content: bytes) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return None
    return document if 0 < len(document) <= MOST_PAGES else None


def _received(stream: BinaryIO) -> list[bytes]:
    return [stream.read(size) for size in json.loads(stream.readline())]


def main() -> None:
    """Do what the argument says with the files on standard input."""
    sys.path.insert(0, str(Path(__file__).parent))
    from opener import limits

    limits()
    files = _received(sys.stdin.buffer)
    if sys.argv[1] == "count":
        sys.stdout.write(json.dumps(count(files)))
    else:
        sys.stdout.buffer.write(join(files[0], files[1:]))


if __name__ == "__main__":
    main()
