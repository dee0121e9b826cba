"""Whatever the document looks like, each of its words comes out exactly once."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records.huizen import parse_document, read_document, to_json
from app.records.huizen.labels import LAYOUT, find_label

from .seeds import SAMPLES
from .test_mixtures import unhurried
from .words import words_in, words_of

LABELS = sorted({label for layout in LAYOUT.values() for label in (layout.label, *layout.other_labels)})
LABEL_FORMS = [
    "{}",
    "**{}**",
    "<b>{}</b>",
    "### {}",
    "*{}*",
    "{}:",
    "- **{}**:",
    "<td>{}</td>",
    "<dt>{}",
    "<h2>{}</h2>",
    "2. {}",
]
TAGS = re.findall(
    r"<[^<>]+>",
    """
    <p> </p> <ul> </ul> <ol> </ol> <li> </li> <table> </table> <tr> </tr> <br> <b> </b> <i> </i> <div> </div> <h3> </h3>
    <span> <script> </script> <style> </style> <!-- --> <a href="https://x.nl/a"> </a> <onbekend> <o:p> <img onerror=1>
    """,
)
SIGNS = [
    "",
    "",
    "",
    ".",
    ",",
    ";",
    ":",
    "?",
    " -",
    " |",
    "  ",
    " •",
    " *",
    "**",
    " _",
    " <",
    " >",
    " &",
    "\t",
    " 1.",
    " 2.",
    " 1.1",
    " (",
]
SHAPES = [
    "{words}", "{words}", "- {words}", "   * {words}", "{number}. {words}", "{number}.1 {words}", "*{words}*",
    "**{word}** {words}", "| {words} | {words} | {words} |", "|---|---|", "{label}\t{words}", "{label} | {words}",
    "| {label} | {words} |", "{label} {words}", "{label}", "<tr><td>{label}</td><td>{words}</td></tr>", "### {words}",
    "{word}\t{words}", "{word}: {words}", ": {words}", "{tag}{words}{tag}{words}{tag}", "---", "\f", "> {words}",
    "a. {words}", "o\t{words}", "{word}    {words}",
]  # fmt: skip
SMALL_WORDS = ["x", "Q", "ik", "zo", "een", "ja", "wij", "ten", "A", "B", "nu"]  # none is a word of a label
PLACES = ["{label} {word}", "{word} {label}", "{label}-{word}", "{label} {word} {word}", "{label} ({word})"]
LINES = [
    "{}",
    "{}\n\nInhoud",
    "{}\tInhoud",
    "{} | Inhoud",
    "{}: Inhoud",
    ": {}",
    "<td>{}</td>",
    "<dt>{}<dd>Inhoud</dd>",
]
CORE = ["Zaaknummer\tZ.1", "Onderwerp\tTitel", "Besluit\tAkkoord", "Datum besluit\t1 mei 2024", "Afdeling\tGroen"]


def fresh_words() -> Iterator[str]:
    """Words that occur nowhere else, so that each can be followed through the import."""
    number = 0
    while True:
        number += 1
        yield f"woord{number}x"


@st.composite
def heap(draw: Callable[..., Any]) -> str:
    """A heap of everything that a document may hold, in any order, each of its words another."""
    supply = fresh_words()

    def words(_: Any = None) -> str:
        manner = draw(st.sampled_from([str.lower, str.capitalize]))
        return "".join(f"{manner(next(supply))}{draw(st.sampled_from(SIGNS))} " for _ in range(draw(st.integers(1, 6))))

    lines = list(CORE)
    for _ in range(draw(st.integers(1, 14))):
        line = draw(st.sampled_from(SHAPES))
        line = re.sub(
            r"\{label\}", lambda _: draw(st.sampled_from(LABEL_FORMS)).format(draw(st.sampled_from(LABELS))), line
        )
        line = re.sub(r"\{tag\}", lambda _: draw(st.sampled_from(TAGS)), line)
        line = re.sub(r"\{number\}", lambda _: str(draw(st.integers(1, 4))), line)
        line = re.sub(r"\{word\}", lambda _: next(supply), line)
        line = re.sub(r"\{words\}", words, line)
        lines.insert(draw(st.integers(0, len(lines))), line)
    return "".join(line + draw(st.sampled_from(["\n", "\n\n"])) for line in lines)


@unhurried
@given(text=heap())
def test_no_word_of_any_heap_is_lost_or_doubled(text: str) -> None:
    document = to_json(parse_document(text))
    found = Counter(word for word in words_in(document).elements() if word.startswith("woord"))
    assert found == Counter(re.findall(r"woord\d+x", text.casefold()))
    assert not re.search(r"(?<!\\)</?[a-z][^<>]*>", " ".join(strings_in(document)), re.IGNORECASE)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("word", SMALL_WORDS)
def test_a_word_beyond_a_label_is_no_slip_of_the_pen(place: str, word: str) -> None:
    beside = {label: place.format(label=label, word=word) for label in LABELS}
    assert [written for written in beside.values() if find_label(written)] == []


@st.composite
def labels_with_a_word_beside_them(draw: Callable[..., Any]) -> str:
    """A document of labels, each with a small word before or behind it, written in any form."""
    lines = list(CORE)
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.sampled_from(PLACES))
        written = place.format(label=draw(st.sampled_from(LABELS)), word=draw(st.sampled_from(SMALL_WORDS)))
        written = draw(st.sampled_from(LABEL_FORMS)).format(written)
        lines.append(draw(st.sampled_from(LINES)).format(written))
    return "".join(line + draw(st.sampled_from(["\n", "\n\n"])) for line in lines)


@unhurried
@given(text=labels_with_a_word_beside_them())
def test_no_small_word_beside_a_label_is_lost_or_doubled(text: str) -> None:
    small = {word.casefold() for word in SMALL_WORDS}
    found = words_in(to_json(parse_document(text)))
    assert {word: found[word] for word in small} == {word: words_of(text)[word] for word in small}


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings_in(each)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_no_word_of_a_sample_is_lost_or_doubled(sample: Any) -> None:
    """Labels are not counted, and neither are the figures: those of lists and dates come out in another form."""
    source = sample.read_bytes().decode("cp1252" if sample.name == "fietsen.txt" else "utf-8")
    labels = {word for label in LABELS for word in words_of(label)} | {"kantttekeningen"}
    months = words_of("januari februari maart april mei juni juli augustus september oktober november december")

    def telling(words: Counter[str]) -> Counter[str]:
        return Counter(
            {word: times for word, times in words.items() if word.isalpha() and word not in labels | set(months)}
        )

    assert telling(words_in(to_json(read_document(sample)))) == telling(words_of(source))
