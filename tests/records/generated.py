"""Documents as nobody would write them on purpose, and everybody does: for the round trip through Word and PDF."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from app.records.huizen import Advice, Argument, ImportedDocument

AWKWARD = [
    "kosten < 5 & baten > 3", "&amp; en &lt;b&gt;", "\\<naam invullen>", "a | b | c", "**vet** en *schuin*", "_x_y_z",
    "1. geen lijst", "- geen opsomming", "1.1 Geen argument", "Besluit: akkoord", "Kaders", "Financiën", "## Kop",
    "https://voorbeeld.example/a_b?c=1&d=2", "[hier](https://voorbeeld.example/x)", "€ 1.000,-", "½ m² → ≥ 3 ✓",
    "‘citaat’ – “nog een” …", "Rioolwaterzuiveringsinstallatieonderhoudscontract" * 3, "Łucja Ŝmit", "naïef ﬁets",
    "🌳 groen", "汉字", "één\u00a0twee", "zacht\u00adafbreken", "`code`", "Z.1 / D.2", "12 maart 2024",
    "!", "\\", "*", "|", "Pagina 1 van 2", "<script>alert(1)</script>", "team-/ en clusterplannen", "in- en externe",
    "CMT/College", "a  b",
]  # fmt: skip
WORDS = st.sampled_from(["De", "straat", "wordt", "groener", "en", "koeler", "voor", "wie", "er", "woont", "of", "5"])
Draw = Callable[..., Any]


@st.composite
def lines(draw: Draw) -> str:
    """One line: ordinary words, here and there something awkward."""
    words = draw(st.lists(WORDS | st.sampled_from(AWKWARD), min_size=1, max_size=25))
    return " ".join(words)


@st.composite
def texts(draw: Draw) -> str:
    """A Markdown text: paragraphs, breaks within them, lists within lists, tables, with either kind of line end."""
    kinds = st.sampled_from(["paragraph", "paragraph", "broken", "bullets", "numbers", "nested", "table", "heading"])
    text = "\n\n".join(_piece(draw, kind) for kind in draw(st.lists(kinds, min_size=1, max_size=4)))
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))


def _piece(draw: Draw, kind: str) -> str:
    said = [draw(lines()) for _ in range(draw(st.integers(1, 4)))]
    match kind:
        case "broken":
            return draw(st.sampled_from(["\n", "  \n"])).join(said)
        case "bullets":
            return "\n".join(f"- {one}" for one in said)
        case "numbers":
            start = draw(st.integers(1, 4))
            return "\n".join(f"{number}. {one}" for number, one in enumerate(said, start))
        case "nested":
            return "\n".join(f"- {one}\n    - {one}\n\n      {one}" for one in said)
        case "table":
            cells = [one.replace("|", "\\|") for one in said]
            return "\n".join([f"| {cells[0]} | b |", "| --- | --- |", *(f"| {one} | 2 |" for one in cells)])
        case "heading":
            return f"### {said[0]}"
    return said[0]


OR_NONE = st.none() | texts()
SHORT = st.none() | lines()
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))


@st.composite
def documents(draw: Draw) -> ImportedDocument:
    """A whole document. Its advices are numbered in their order, as JSON has them."""
    advices = draw(st.lists(texts(), max_size=4))
    arguments = draw(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9), lines(), OR_NONE), max_size=4))
    return ImportedDocument(
        case_number=draw(st.sampled_from([None, "Z.204411"])),
        document_number=draw(st.sampled_from([None, "D.1700233", "GRO-2026-1"])),
        **{name: draw(DAYS) for name in ("document_date", "embargo_until", "decided_on")},
        **{
            name: draw(SHORT)
            for name in ("subject", "author", "department", "portfolio_holder", "meeting", "confidentiality", "secrecy")
        },
        decision=draw(SHORT),
        advices=tuple(Advice(number, text) for number, text in enumerate(advices, 1)),
        arguments=tuple(Argument(f"{first}.{then}", first, head, text) for first, then, head, text in arguments),
        **{
            name: draw(OR_NONE)
            for name in (
                "decided_with_changes", "background", "purpose", "caveats", "alternatives", "finances",
                "participation", "communication", "execution", "secrecy_explanation", "advised_by",
            )
        },
        **{name: tuple(draw(st.lists(texts(), max_size=3))) for name in ("frameworks", "attachments")},
        unplaced=tuple(draw(st.sampled_from([[], ["Besluit van college B&W van Eikenburg"]])))
        + tuple(draw(st.lists(texts(), max_size=2))),
        warnings=tuple(draw(st.lists(lines(), max_size=1))),
    )  # fmt: skip
