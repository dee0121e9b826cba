"""Names as they fit in a drawing, which cannot break or shrink them by itself."""

from textwrap import wrap


def two_lines(name: str, letters: int) -> list[str]:
    """A name in at most two lines of this many letters, with a sign where something was left out."""
    lines = wrap(name, letters, break_long_words=False)
    return [cut(line, letters) for line in (*lines[:1], " ".join(lines[1:])) if line]


def cut(line: str, letters: int) -> str:
    """A line of at most this many letters, with a sign where something was left out."""
    return line if len(line) <= letters else line[: letters - 1].rstrip() + "…"
