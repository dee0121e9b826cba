"""Counts the words of a document before and after, knowing nothing of the parser."""

import html
import re
from collections import Counter
from typing import Any

DUTCH_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905


def words_of(text: str) -> Counter[str]:
    """The words and numbers in a text, without its markup and in lower case."""
    without_tags = re.sub(r"<[a-zA-Z/!][^<>]*>", " ", text)
    return Counter(re.findall(r"\w+", html.unescape(without_tags).replace("_", " ").casefold()))


def words_in(document: dict[str, Any]) -> Counter[str]:
    """The words in all that an import printed, but for its warnings; a date as it is written in Dutch."""
    words: Counter[str] = Counter()
    for name, value in document.items():
        if name == "waarschuwingen" or value is None:
            continue
        if name in {"datum_document", "datum_besluit", "embargo"}:
            year, month, day = value.split("-")
            value = f"{int(day)} {DUTCH_MONTHS[int(month) - 1]} {year}"
        words += _words_in_value(value)
    return words


def _words_in_value(value: Any) -> Counter[str]:
    if isinstance(value, str):
        return words_of(value)
    if isinstance(value, dict):
        value = [value["nummer"], value["kop"], value["tekst"] or ""]
    return sum((_words_in_value(each) for each in value), Counter())
