"""Finding by words: Dutch, forgiving, the same on every database, and never a way in."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.core import search
from app.core.database import db
from app.core.transaction import transaction

FOUND = [
    # what stands there, what is typed, found or not, in words
    ("Alle bezwaren zijn verwerkt", "bezwaar", True, "one objection finds many"),
    ("Het bezwaar van de buurt", "bezwaren", True, "many find one"),
    ("Jaarplannen van de teams", "jaarplan", True, "a year plan finds year plans"),
    ("Het jaarplan 2027", "jaarplannen", True, "and the other way round"),
    ("Coördinatie van de financiën", "financien coordinatie", True, "accents need not be typed"),
    ("Eén loket", "EEN LOKET", True, "nor capitals be minded"),
    ("Gezamenlijk spreekuur", "gezam", True, "an unfinished word finds what it begins"),
    ("Besluit RUI-2026-4", "RUI-2026-4", True, "a number is found as it is written"),
    ("Zaak D.1529312", "1529312", True, "also without its letter"),
    ("Spreekuur op dinsdag", "dinsdag spreekuur", True, "in any order"),
    ("Spreekuur op dinsdag", "spreekuur woensdag", False, "but every word must be there"),
    ("Spreekuur op dinsdag", "uur", False, "and begin where a word begins"),
]
HARMLESS = [
    '"',
    "'",
    '"; DROP TABLE search_texts; --',
    "NOT",
    "a AND OR b",
    "NEAR(a b)",
    "words:a",
    "*",
    "(((",
    "^a",
    "-a",
]
HARMLESS += ["a:* & !b", "a | b", "<->", "\\", "%", "_", "\x00", "🙂", "   ", "a" * 5000, "a " * 500]


def _index(*texts: str) -> None:
    with transaction():
        for key, text in enumerate(texts, start=1):
            search.index("note", key, text)


def _find(query: str, kind: str = "note") -> set[int]:
    ids = search.matching(kind, query)
    return set() if ids is None else set(db.session.scalars(ids))


@pytest.mark.parametrize(("text", "query", "found", "why"), FOUND, ids=[row[3] for row in FOUND])
def test_words_find(app: Flask, text: str, query: str, found: bool, why: str) -> None:
    _index(text)
    assert _find(query) == ({1} if found else set())


def test_what_was_indexed_anew_is_found_by_its_new_words_only(app: Flask) -> None:
    _index("Spreekuur op dinsdag")
    _index("Loket op woensdag")
    assert (_find("dinsdag"), _find("woensdag")) == (set(), {1})


def test_each_kind_is_found_by_itself(app: Flask) -> None:
    _index("Spreekuur")
    assert _find("spreekuur", kind="other") == set()


def test_no_word_is_no_question(app: Flask) -> None:
    assert search.matching("note", " -!? ") is None


@pytest.mark.parametrize("typed", HARMLESS)
def test_whatever_is_typed_is_only_words(app: Flask, typed: str) -> None:
    _index("Spreekuur op dinsdag", "en een tweede tekst")
    _find(typed)
    assert _find("spreekuur") == {1}


WORDS = st.text(st.characters(max_codepoint=0x24F, exclude_characters="\x00"), max_size=12)
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)


def test_every_database_finds_what_the_words_say(app: Flask) -> None:
    """A text is found when each typed word, folded, begins a word of it, folded; a letter alone must be one."""

    def says(words: list[str], typed: str) -> bool:
        return any(word.startswith(typed) for word in words) if len(typed) > 1 else typed in words

    @settings(
        max_examples=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @example(["1e5 2.0 3,4", "0x1f a1b2"], "1e5")
    @example(["e-mail@voorbeeld.nl", "https://voorbeeld.nl/a/b"], "voorbeeld")
    @example(["½ ² ㎡ Å ß ĳ ﬁn"], "ss")
    @given(st.lists(TEXTS, min_size=1, max_size=4), TEXTS)
    def agrees(texts: list[str], query: str) -> None:
        _index(*texts)
        typed = search.fold(query).split()[:12]
        folded = [search.fold(text).split() for text in texts]
        expected = {
            key for key, words in enumerate(folded, start=1) if typed and all(says(words, one) for one in typed)
        }
        assert _find(query) & set(range(1, len(texts) + 1)) == expected

    agrees()


def test_words_are_folded_the_same_by_many_at_once() -> None:
    """The stemmer keeps the word it is at: two requests may not share it."""
    written = ["bezwaren jaarplannen vergaderingen", "gemeenten besluiten kringen", "wethouders opdrachten"] * 40
    alone = [search.fold(text) for text in written]
    with ThreadPoolExecutor(8) as threads:
        for _ in range(10):
            assert list(threads.map(search.fold, written)) == alone
