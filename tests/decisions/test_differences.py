"""The difference between two wordings: true, in whole words, and fast on long texts."""

import random
import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.decisions.models import Wording
from app.decisions.models.wording import Argument
from app.decisions.queries.differences import Change, compare_words, difference

ARGUMENT = Argument(number="1.1", advice=1, heading="Het scheelt tijd", text="Twee uur per week.")

CHANGES = [
    ("nothing changed", {}, {}, []),
    ("a word in the title", {"what": "Bermen twee keer maaien"}, {"what": "Bermen drie keer maaien"},
     [("Wat", [("equal", "Bermen "), ("delete", "twee"), ("insert", "drie"), ("equal", " keer maaien")])]),
    ("the reason was added", {}, {"why": "Meer bloemen."}, [("Waarom", [("insert", "Meer bloemen.")])]),
    ("another day to start", {"starts_on": date(2027, 1, 1)}, {"starts_on": date(2027, 2, 1)},
     [("Vanaf", [("delete", date(2027, 1, 1)), ("insert", date(2027, 2, 1))])]),
    ("a first day to look back", {}, {"review_on": date(2027, 5, 1)},
     [("We kijken terug", [("insert", date(2027, 5, 1))])]),
    ("an advice was added", {"advices": ["Instemmen"]}, {"advices": ["Instemmen", "Kennisnemen"]},
     [("Adviezen", [("equal", "1. Instemmen"), ("insert", "\n2. Kennisnemen")])]),
    ("an argument went", {"arguments": [ARGUMENT]}, {},
     [("Argumenten", [("delete", "1.1 Het scheelt tijd\nTwee uur per week.")])]),
    ("a section of the full form", {"sections": {"finances": "Geen"}}, {"sections": {"finances": "Geen kosten"}},
     [("Financiën", [("equal", "Geen"), ("insert", " kosten")])]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_what_changed(old, new, expected):
    changes = difference(Wording(**{"what": "Iets", **old}), Wording(**{"what": "Iets", **new}))
    assert [(change.label, change.parts) for change in changes] == expected


WORDS = st.lists(
    st.sampled_from(["de", "het", "plein", "plein's", "twee", " ", "\n", ".", "é", "🌳", "1.2"]), max_size=40
)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_back_from_their_difference(old, new):
    old, new = " ".join(old), " ".join(new)
    parts = compare_words(old, new)
    assert "".join(text for kind, text in parts if kind != "insert") == old
    assert "".join(text for kind, text in parts if kind != "delete") == new


@given(WORDS, WORDS)
def test_no_word_is_cut_in_two(old, new):
    old, new = " ".join(old), " ".join(new)
    parts = compare_words(old, new)
    for left_out, whole in (("insert", old), ("delete", new)):
        at = 0
        for _kind, text in [part for part in parts if part[0] != left_out][:-1]:
            at += len(text)
            assert not re.fullmatch(r"\w\w", whole[at - 1 : at + 1])


@pytest.mark.parametrize("changed_words", [1, 300, 10_000])
def test_a_text_of_ten_thousand_words_is_compared_within_half_a_second(changed_words):
    draw = random.Random(7)
    nouns = ["plein", "boom", "kind", "school", "bank", "pad", "gras", "zand", "water", "hek"]
    words = [draw.choice(nouns) + str(draw.randrange(900)) for _ in range(10_000)]
    changed = list(words)
    for place in draw.sample(range(10_000), changed_words):
        changed[place] = f"nieuw{draw.randrange(900)}"
    lines = ["\n\n".join(" ".join(text[at : at + 80]) for at in range(0, 10_000, 80)) for text in (words, changed)]
    began = time.perf_counter()
    parts = compare_words(*lines)
    took = time.perf_counter() - began
    assert "".join(text for kind, text in parts if kind != "delete") == lines[1]
    assert took < 0.5


def test_what_stayed_is_left_out_where_it_is_far_from_what_changed():
    far = "woord " * 500
    change = Change("Tekst", list(compare_words(f"{far}oud {far}", f"{far}nieuw {far}")))
    brief = change.brief
    assert [kind for kind, _text in brief] == [kind for kind, _text in change.parts]
    assert sum(len(text) for _kind, text in brief) < 600
    assert [text for kind, text in brief if kind != "equal"] == ["oud", "nieuw"]
