"""A document may be hostile: no markup of it survives, and no size or shape of it makes the parser stand still."""

import pytest

from app.records.huizen import NotADecisionDocument, parse_document

from .test_fields import CORE, read

HEAD = "".join(f"{label}\t{value}\n" for label, value in CORE.items())
SIZE = 2_000_000


@pytest.mark.parametrize(
    ("written", "text", "kept"),
    [
        ("Voor <script>alert(1)</script> na.", "Voor na.", ["alert(1)"]),
        ("Voor <SCRIPT src=x>stelen()</SCRIPT > na.", "Voor na.", ["stelen()"]),
        ("Voor <style>p { color: red }</style> na.", "Voor na.", ["p { color: red }"]),
        ("Voor <!-- stille hint --> na.", "Voor na.", ["stille hint"]),
        ("Voor <script>nooit gesloten", "Voor nooit gesloten", []),
        ("Voor <!-- nooit gesloten", "Voor nooit gesloten", []),
        ("Voor <img src=x onerror=alert(1)> na.", "Voor na.", []),
        ('Voor <img src="x" alt="een boom"> na.', "Voor een boom na.", []),
        ("Voor <iframe src=x></iframe> na.", "Voor na.", []),
        ('<a href="javascript:alert(1)">Klik</a> hier.', "Klik hier.", []),
        ('<a href="https://x.nl/a b">Klik</a> hier.', "[Klik](https://x.nl/a%20b) hier.", []),
        ("&lt;script&gt;boe&lt;/script&gt;", "\\<script>boe\\</script>", []),
        ("<<b>script>boe", "<**script>boe**", []),
        ("Als 3 < 5 en <naam invullen> ontbreekt.", "Als 3 < 5 en \\<naam invullen> ontbreekt.", []),
        ("Zie <https://huizen.nl/x>.", "Zie https://huizen.nl/x.", []),
    ],
)
def test_html_ends_as_plain_markdown_and_hidden_words_are_kept(written: str, text: str, kept: list[str]) -> None:
    found = read(f"Financiën\n\n{written}\n\nParticipatie\n\nJa.\n")
    assert (found["financien"], found["niet_geplaatst"]) == (text, kept)


@pytest.mark.parametrize(
    "pattern",
    [
        "<", "<a ", "<!--", "<script>", "<b>x", "<td>", "<tr><td>x", "<ul><li>x", "<table>", "&amp", "[a](",
        "*a ", "**a", "_a ", "a | ", "| a | b |\n", "a\t", "a  ", "• a ", "- a\n", "woord ", "a. ", "1. A ",
        "1.1 Foo\n", "Kadres\n", "Besluit\n", "Besluit Foo\n\n", "Foo: bar\n", "**Foo**\n\nx\n\n", "1 mei ",
        "bijeenkomst gepland 1 mei 2020 ", "bijlage 9 en ", "een regel zonder punt die op de volgende\n\n",
        "a.b.", "Z.1", "Een titel die terugkeert\n", "1-1-", "#", "\n",
    ],
)  # fmt: skip
def test_what_is_meant_to_keep_us_busy_is_read_to_the_end(pattern: str) -> None:
    """A hundred thousand characters of one trick: a pattern that backtracks without end would hang here."""
    assert is_read_or_refused(pattern, SIZE // 20)


def test_half_a_million_characters_of_everything_are_read_to_the_end() -> None:
    assert is_read_or_refused("<td>a <b>b | **c** • d\n\n1.1 e: f\tg <!-- h\n| i | j |\n- Kadres\n", SIZE // 4)


def is_read_or_refused(pattern: str, size: int) -> bool:
    try:
        document = parse_document(HEAD + "Advies\n1. Instemmen. " + pattern * (size // len(pattern)))
    except NotADecisionDocument as refusal:
        return bool(refusal.reason)
    return bool(document.advices)
