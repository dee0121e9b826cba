"""Quorum, majority and ties of the college as the Gemeentewet has them: plain arithmetic, a sentence a row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.decisions.college_law import Mark, Tally, VoteOutcome, has_quorum, may_decide, outcome
from app.decisions.queries.college import all_say_hamer

V = VoteOutcome

QUORUM = [
    # in words, seats, present, and whether they may open (Gemeentewet 56)
    ("half of an even number is enough", 4, 2, True),
    ("one less is not", 4, 1, False),
    ("half of an odd number is rounded up", 5, 2, False),
    ("three of five are there", 5, 3, True),
    ("one wethouder is not the college", 3, 1, False),
    ("nobody opens nothing", 0, 0, False),
]

DECIDING = [
    # in words, seats, present, of whom recused, called again, and whether they may decide
    ("everybody is there", 5, 5, 0, False, True),
    ("who has a personal interest does not count among those present", 4, 2, 1, False, False),
    ("nor among the seats", 3, 2, 1, False, True),
    ("in a second convocation one member is enough", 5, 1, 0, True, True),
    ("but not when that member takes no part", 5, 1, 1, True, False),
]

VOTES = [
    # in words, entitled, ballots, the voorzitter's vote, called again, and what it comes to
    ("an absolute majority of who voted carries it (30)", 5, [(3, 2)], None, False, V.CARRIED),
    ("a minority does not", 5, [(2, 3)], None, False, V.REJECTED),
    ("more than half must take part (29): two of five is no vote", 5, [(2, 0)], None, False, V.NOT_VALID),
    ("exactly half is not more than half", 4, [(2, 0)], None, False, V.NOT_VALID),
    ("three of five is", 5, [(2, 1)], None, False, V.CARRIED),
    ("in a second convocation fewer may vote (29, second paragraph)", 5, [(1, 0)], None, True, V.CARRIED),
    ("nobody is no vote", 5, [(0, 0)], None, True, V.NOT_VALID),
    ("on a tie it is voted on again (59)", 4, [(2, 2)], True, False, V.AGAIN),
    ("the second vote may settle it", 4, [(2, 2), (3, 1)], None, False, V.CARRIED),
    ("on a second tie the voorzitter decides: for", 4, [(2, 2), (2, 2)], True, False, V.CARRIED),
    ("on a second tie the voorzitter decides: against", 4, [(2, 2), (2, 2)], False, False, V.REJECTED),
    ("unless the voorzitter did not vote", 4, [(2, 2), (2, 2)], None, False, V.NOBODY_DECIDES),
]

MARKS = [
    # in words, who is asked, what they said, and whether it is proposed as conform
    ("every member says hamerstuk", [1, 2], {1: Mark.HAMER, 2: Mark.HAMER}, True),
    ("silence is no mark", [1, 2], {1: Mark.HAMER}, False),
    ("one who wants to discuss it is enough", [1, 2], {1: Mark.HAMER, 2: Mark.DISCUSS}, False),
    ("what nobody is asked about is not conform", [], {}, False),
]


@pytest.mark.parametrize(("seated", "present", "holds"), [row[1:] for row in QUORUM], ids=[row[0] for row in QUORUM])
def test_quorum(seated: int, present: int, holds: bool) -> None:
    assert has_quorum(seated, present) is holds


@pytest.mark.parametrize(
    ("seated", "present", "recused", "again", "may"), [row[1:] for row in DECIDING], ids=[row[0] for row in DECIDING]
)
def test_who_may_decide(seated: int, present: int, recused: int, again: bool, may: bool) -> None:
    assert may_decide(seated, present, recused=recused, called_again=again) is may


@pytest.mark.parametrize(
    ("entitled", "ballots", "chair", "again", "result"), [row[1:] for row in VOTES], ids=[row[0] for row in VOTES]
)
def test_a_vote(
    entitled: int, ballots: list[tuple[int, int]], chair: bool | None, again: bool, result: VoteOutcome
) -> None:
    tallies = [Tally(*one) for one in ballots]
    assert outcome(entitled, *tallies, chair_in_favour=chair, called_again=again) is result


@pytest.mark.parametrize(("asked", "said", "conform"), [row[1:] for row in MARKS], ids=[row[0] for row in MARKS])
def test_voorgesteld_conform(asked: list[int], said: dict[int, Mark], conform: bool) -> None:
    assert all_say_hamer(asked, said) is conform


tallies = st.builds(Tally, st.integers(0, 9), st.integers(0, 9))


@given(st.integers(1, 9), st.lists(tallies, min_size=1, max_size=2), st.sampled_from([None, True, False]))
def test_whatever_is_cast_what_is_carried_has_half_or_more(
    entitled: int, ballots: list[Tally], chair: bool | None
) -> None:
    """Nothing is carried against a majority, nor by a vote in which too few took part; a first tie decides nothing."""
    result, last = outcome(entitled, *ballots, chair_in_favour=chair), ballots[-1]
    if result in (V.CARRIED, V.REJECTED):
        assert 2 * last.cast > entitled
        assert (last.in_favour >= last.against) if result is V.CARRIED else (last.in_favour <= last.against)
        assert last.in_favour != last.against or (len(ballots) == 2 and chair is (result is V.CARRIED))
