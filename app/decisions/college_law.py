"""The college by the Gemeentewet: quorum, majority and ties as plain arithmetic, and the words the record uses.

Nothing here knows a database: the tables in tests/decisions/test_college_law.py say it all.
"""

from dataclasses import dataclass
from enum import Enum

from app.core.errors import N_
from app.core.states import LabelledState


class SittingState(LabelledState):
    """The life of a sitting."""

    PLANNED = "planned", N_("Gepland")
    OPEN = "open", N_("Geopend")
    CLOSED = "closed", N_("Gesloten")
    NOT_HELD = "not_held", N_("Niet gehouden")


class Convocation(LabelledState):
    """On what ground the college decides."""

    FIRST = "first", N_("Eerste oproep")
    SECOND = "second", N_("Tweede oproep, na een zitting zonder quorum")
    OUTSIDE = "outside", N_("Buiten de zitting")
    """Only by naming the article of its own rules (Gemeentewet 52), or the mandate of a member (168)."""


class Mark(LabelledState):
    """What a member says beforehand of a proposal."""

    HAMER = "hamer", N_("Hamerstuk")
    DISCUSS = "discuss", N_("Bespreken")
    RECUSED = "recused", N_("Ik doe niet mee (persoonlijk belang)")
    """Gemeentewet 58, which applies 28; Awb 2:4."""


class Settlement(LabelledState):
    """What the college decided on an item, in the words of the besluitenlijst."""

    UNCHANGED = "unchanged", N_("Akkoord (Ongewijzigd besloten)")
    CHANGED = "changed", N_("Gewijzigd besloten")
    REJECTED = "rejected", N_("Niet akkoord")
    HELD_OVER = "held_over", N_("Aangehouden")

    @property
    def is_decision(self) -> bool:
        """Whether a decision came of it."""
        return self in (Settlement.UNCHANGED, Settlement.CHANGED)


class Way(LabelledState):
    """How the college came to it."""

    HAMER = "hamer", N_("Hamerstuk: conform de lijst, zonder bespreking")
    CONSENT = "consent", N_("Bespreekstuk: met consent")
    VOTE = "vote", N_("Besloten bij stemming, bezwaar onopgelost")


class VoteOutcome(Enum):
    """What a vote comes to."""

    CARRIED = "carried"
    REJECTED = "rejected"
    AGAIN = "again"
    """The votes are equal: it is voted on once more."""
    NOT_VALID = "not valid"
    """Too few took part."""
    NOBODY_DECIDES = "nobody decides"
    """Equal twice, and the voorzitter did not vote."""


@dataclass(frozen=True)
class Tally:
    """How many votes were cast."""

    in_favour: int
    against: int

    @property
    def cast(self) -> int:
        """How many took part."""
        return self.in_favour + self.against


def has_quorum(seated: int, present: int) -> bool:
    """At least half of the sitting members is there (Gemeentewet 56, first paragraph)."""
    return present > 0 and 2 * present >= seated


def may_decide(seated: int, present: int, *, recused: int = 0, called_again: bool = False) -> bool:
    """Whether this many may decide on a matter.

    Who has a personal interest takes no part and does not count (58, which applies 28). In a second convocation no
    quorum is needed for the matters the first was convened for (56, third paragraph): `called_again`.
    """
    taking_part = present - recused
    if called_again:
        return taking_part > 0
    return has_quorum(seated - recused, taking_part)


def outcome(
    entitled: int, *ballots: Tally, chair_in_favour: bool | None = None, called_again: bool = False
) -> VoteOutcome:
    """What one vote, or two about the same proposal, come to.

    A vote is valid only when more than half of the members who need not abstain took part (58, which applies 29, first
    paragraph), but for matters in a second convocation (29, second paragraph). An absolute majority of who voted
    decides (30). On a tie a new vote is held, and on a second the vote of the voorzitter decides (59).
    """
    last = ballots[-1]
    if last.cast == 0 or not (called_again or 2 * last.cast > entitled):
        return VoteOutcome.NOT_VALID
    if last.in_favour != last.against:
        return VoteOutcome.CARRIED if 2 * last.in_favour > last.cast else VoteOutcome.REJECTED
    if len(ballots) == 1:
        return VoteOutcome.AGAIN
    if chair_in_favour is None:
        return VoteOutcome.NOBODY_DECIDES
    return VoteOutcome.CARRIED if chair_in_favour else VoteOutcome.REJECTED
