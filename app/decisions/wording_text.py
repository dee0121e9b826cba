"""Advices and arguments as people type them in one field, and back.

Whatever is typed finds a place, and what was read is written such that it reads as the same again. So a text may go
through the form any number of times and keep its structure.
"""

import re
from collections.abc import Sequence
from itertools import count

from app.decisions.models.wording import Argument

_ADVICE = re.compile(r"(\d{1,2})[.)](?:\s+|$)(.*)")
_BULLET = re.compile(r"[-*•]\s+")
_DOTTED = r"\d{1,2}(?:\.\d{1,2}){1,2}"
_HEADING = re.compile(rf"({_DOTTED}|\d{{1,2}}(?=[.):](?:\s|$))|\d{{1,2}}(?=\s+[A-Z]))[.):]?(?:\s+(.*)|$)")
_INDENT = "   "


def read_advices(written: str) -> list[str]:
    """The advices in a text: each behind its number ("1. Instemmen met …"), or one a line when none has a number.

    They are counted anew from 1; lines that follow a numbered one belong to it.
    """
    lines = _lines(written)
    if not any(_ADVICE.match(line) for line in lines):
        return [_BULLET.sub("", line.strip(), count=1) for line in lines if line.strip()]
    advices: list[list[str]] = []
    for line in lines:
        found = _ADVICE.match(line)
        if found:
            advices.append([found[2]])
        elif advices:
            advices[-1].append(line.removeprefix(_INDENT))
        elif line.strip():
            advices.append([line.strip()])
    return [text for text in ("\n".join(advice).strip() for advice in advices) if text]


def write_advices(advices: Sequence[str]) -> str:
    """Advices as a text that `read_advices` reads: numbered, further lines indented."""
    return "\n".join(
        f"{number}. " + "\n".join(_INDENT + line if place else line for place, line in enumerate(_lines(advice)))
        for number, advice in enumerate(advices, 1)
    )


def read_arguments(written: str, advices: int) -> list[Argument]:
    """The arguments in a text: "1.1 Kop" with its text under it, a blank line before the next.

    The first figure of a dotted number names the advice, when there are that many `advices`; a plain number belongs to
    none. Blocks without a number get the next free plain one.
    """
    blocks = _blocks(_lines(written))
    if not any(number for number, _lines_of in blocks):
        blocks = [(None, block) for _none, lines in blocks for block in _paragraphs(lines)]
    taken = {number for number, _lines_of in blocks}
    free = (str(number) for number in count(1) if str(number) not in taken)
    return [_argument(number or next(free), lines, advices) for number, lines in blocks]


def write_arguments(arguments: Sequence[Argument]) -> str:
    """Arguments as a text that `read_arguments` reads."""
    return "\n\n".join(_write_argument(argument) for argument in arguments)


def _argument(number: str, lines: list[str], advices: int) -> Argument:
    first, _dot, rest = number.partition(".")
    advice = int(first) if rest and 1 <= int(first) <= advices else None
    heading, *text = lines
    return Argument(
        number=number, advice=advice, heading=" ".join(heading.split()), text=_joined(map(_uncovered, text))
    )


def _write_argument(argument: Argument) -> str:
    number = argument["number"] if "." in argument["number"] else f"{argument['number']}."
    heading = " ".join(argument["heading"].split())
    lines = [f"{number} {heading}".rstrip(), *map(_covered, _lines(argument["text"]))]
    return "\n".join(lines).rstrip()


def _blocks(lines: list[str]) -> list[tuple[str | None, list[str]]]:
    """Lines by the number they stand under; what stands before the first number is a block without one."""
    blocks: list[tuple[str | None, list[str]]] = []
    after_blank = True
    for line in lines:
        found = _HEADING.match(line) if after_blank else None
        if found:
            blocks.append((found[1], [found[2] or ""]))
        elif blocks:
            blocks[-1][1].append(line)
        elif line.strip():
            blocks.append((None, [line]))
        after_blank = not line.strip()
    return blocks


def _paragraphs(lines: list[str]) -> list[list[str]]:
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def _covered(line: str) -> str:
    """A line of text that looks like the number of an argument, moved one space so that it is not taken for one."""
    return f" {line}" if _HEADING.match(line.lstrip(" ")) else line


def _uncovered(line: str) -> str:
    return line[1:] if line.startswith(" ") and _HEADING.match(line.lstrip(" ")) else line


def _joined(lines: "map[str]") -> str:
    return "\n".join(lines).strip("\n").rstrip()


def _lines(written: str) -> list[str]:
    return [line.rstrip() for line in written.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
