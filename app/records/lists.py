"""Separate lines as one Markdown list, and back: what was joined comes apart as it was."""

import re
from collections.abc import Iterable

_MARKER = re.compile(r"(?:[-*•]|\d{1,3}[.)])(?: +|$)")
_BULLET_INDENT = "  "
_NUMBER_INDENT = "    "


def bulleted(lines: Iterable[str]) -> str:
    """Each line as an item; further lines of an item are indented."""
    return "\n".join("- " + line.replace("\n", "\n" + _BULLET_INDENT) for line in lines)


def numbered(lines: Iterable[str]) -> str:
    """The same, with numbers from 1."""
    indented = (line.replace("\n", "\n" + _NUMBER_INDENT) for line in lines)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(indented, start=1))


def apart(written: str) -> tuple[str, ...]:
    """The items of a list; of a text that is no list its paragraphs."""
    lines = written.split("\n")
    if not _MARKER.match(lines[0]):
        return tuple(paragraph for paragraph in re.split(r"\n\s*\n", written.strip("\n")) if paragraph.strip())
    indent = _NUMBER_INDENT if lines[0][0].isdigit() else _BULLET_INDENT
    items: list[list[str]] = []
    for line in lines:
        marker = _MARKER.match(line)
        if marker:
            items.append([line[marker.end() :]])
        else:
            items[-1].append(line.removeprefix(indent))
    return tuple("\n".join(item) for item in items)
