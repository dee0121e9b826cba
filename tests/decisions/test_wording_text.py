"""Advices and arguments go through the form and come back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.decisions.models.wording import Argument
from app.decisions.wording_text import read_advices, read_arguments, write_advices, write_arguments

ADVICES = [
    ("nothing typed", "", []),
    (
        "one a line",
        "Instemmen met de proef\nKennisnemen van de kosten",
        ["Instemmen met de proef", "Kennisnemen van de kosten"],
    ),
    ("blank lines between do not matter", "Instemmen\n\n\nKennisnemen\n", ["Instemmen", "Kennisnemen"]),
    ("bullets fall away", "- Instemmen\n* Kennisnemen", ["Instemmen", "Kennisnemen"]),
    ("numbers fall away", "1. Instemmen\n2) Kennisnemen", ["Instemmen", "Kennisnemen"]),
    ("numbers that skip are counted anew", "1. Instemmen\n4. Kennisnemen", ["Instemmen", "Kennisnemen"]),
    (
        "a line under a number belongs to it",
        "1. Instemmen met:\n   - de proef\n   - de kosten\n2. Kennisnemen",
        ["Instemmen met:\n- de proef\n- de kosten", "Kennisnemen"],
    ),
    (
        "what stands before the first number is kept",
        "Het college besluit:\n1. Instemmen",
        ["Het college besluit:", "Instemmen"],
    ),
    ("Windows line ends", "1. Instemmen\r\n2. Kennisnemen\r\n", ["Instemmen", "Kennisnemen"]),
    ("a year is no number of an advice", "2026 wordt het proefjaar", ["2026 wordt het proefjaar"]),
]


def argument(number, heading, text="", advice=None) -> Argument:
    return Argument(number=number, advice=advice, heading=heading, text=text)


ARGUMENTS = [
    ("nothing typed", "", []),
    (
        "a dotted number names its advice",
        "1.1 Het scheelt tijd\nTwee uur per week.",
        [argument("1.1", "Het scheelt tijd", "Twee uur per week.", 1)],
    ),
    ("a dotted number of an advice that is not there", "7.1 Het scheelt tijd", [argument("7.1", "Het scheelt tijd")]),
    ("a plain number belongs to no advice", "1. Het scheelt tijd", [argument("1", "Het scheelt tijd")]),
    ("a plain number may do without a dot", "1 Het scheelt tijd", [argument("1", "Het scheelt tijd")]),
    (
        "an amount at the start of a paragraph is no number",
        "12 bewoners doen mee",
        [argument("1", "12 bewoners doen mee")],
    ),
    (
        "several paragraphs under one number",
        "1.1 Kop\nEen.\n\nTwee.\n\n1.2 Kop twee",
        [argument("1.1", "Kop", "Een.\n\nTwee.", 1), argument("1.2", "Kop twee", "", 1)],
    ),
    ("a number without a heading", "2.1\nAlleen tekst.", [argument("2.1", "", "Alleen tekst.", 2)]),
    (
        "blocks without numbers are numbered",
        "Het scheelt tijd\nTwee uur.\n\nHet kost weinig",
        [argument("1", "Het scheelt tijd", "Twee uur."), argument("2", "Het kost weinig")],
    ),
    (
        "a block before the first number gets a free one",
        "Vooraf\n\n1. Het scheelt tijd",
        [argument("2", "Vooraf"), argument("1", "Het scheelt tijd")],
    ),
    (
        "a numbered line in the middle of a paragraph stays text",
        "1.1 Kop\nStappen:\n1. eerst",
        [argument("1.1", "Kop", "Stappen:\n1. eerst", 1)],
    ),
]


@pytest.mark.parametrize(("written", "advices"), [row[1:] for row in ADVICES], ids=[row[0] for row in ADVICES])
def test_advices_as_people_type_them(written, advices):
    assert read_advices(written) == advices


@pytest.mark.parametrize(("written", "arguments"), [row[1:] for row in ARGUMENTS], ids=[row[0] for row in ARGUMENTS])
def test_arguments_as_people_type_them(written, arguments):
    assert read_arguments(written, advices=3) == arguments


SIGNS = st.sampled_from(list("aB1.2) -#*\n é"))
TEXTS = st.text(SIGNS, max_size=60)


def tidy(text: str) -> str:
    """A text without what no one sees: spaces at the ends of its lines, blank lines around it."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


ADVICE_TEXTS = TEXTS.map(tidy).filter(bool)
NUMBERS = st.from_regex(r"[1-9]\d?(\.[1-9]\d?){0,2}", fullmatch=True)


@st.composite
def any_arguments(draw):
    advices = draw(st.integers(0, 4))
    arguments = []
    for number in draw(st.lists(NUMBERS, unique=True, max_size=5)):
        first, dot, _rest = number.partition(".")
        heading = " ".join(draw(TEXTS).split())
        text = "\n".join(line.rstrip() for line in draw(TEXTS).split("\n")).strip("\n")
        arguments.append(argument(number, heading, text, int(first) if dot and int(first) <= advices else None))
    return arguments, advices


@given(st.lists(ADVICE_TEXTS, max_size=6))
def test_advices_that_were_written_read_as_the_same(advices):
    assert read_advices(write_advices(advices)) == advices


@given(any_arguments())
def test_arguments_that_were_written_read_as_the_same(case):
    arguments, advices = case
    assert read_arguments(write_arguments(arguments), advices) == arguments


@given(TEXTS)
def test_a_typed_text_settles_at_once(written):
    advices = read_advices(written)
    assert read_advices(write_advices(advices)) == advices
    arguments = read_arguments(written, 2)
    assert read_arguments(write_arguments(arguments), 2) == arguments


@given(TEXTS)
def test_no_word_of_what_was_typed_gets_lost(written):
    def letters(text):
        return [sign for sign in text if sign.isalpha()]

    assert letters("".join(read_advices(written))) == letters(written)
    assert letters("".join(one["heading"] + one["text"] for one in read_arguments(written, 2))) == letters(written)
