"""The chart of a meeting (design.md, "Meeting"): its agenda, the meeting itself, and its minutes.

Read a line as: an event, from which state to which, and what may refuse it (`validators`). Who may is in `rules.py`;
what follows from an event is called by `service`, never from here.
"""

from typing import Any, ClassVar

from statemachine.states import States

from app.core import permissions
from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.meetings.models import AgendaItem, Meeting
from app.meetings.states import DECIDED, MEETING_ENDS, ROUNDS_OF_WORDS, MeetingState

NAMES_IN_A_REFUSAL = 3


class MeetingMachine(StrictMachine[Meeting]):
    """One meeting, from the first idea of its agenda to its archived minutes."""

    subject_kind = "meeting"

    s = States.from_enum(MeetingState, initial=MeetingState.CONCEPT, final=MEETING_ENDS)
    before = (s.CONCEPT, s.PROVISIONAL, s.SET)
    going_on = (s.OPEN, s.SUSPENDED)

    # Before
    change = stay_in(*before)
    arrange = stay_in(*before, *going_on)
    announce = s.CONCEPT.to(s.PROVISIONAL, validators="has_items") | s.PROVISIONAL.to.itself(validators="has_items")
    set_agenda = (
        s.CONCEPT.to(s.SET, validators="has_items")
        | s.PROVISIONAL.to(s.SET, validators="has_items")
        | s.SET.to.itself(validators="has_items")
    )
    cancel = s.CANCELLED.from_(*before, validators="has_reason")
    excuse = stay_in(*before)

    # In the room
    attend = stay_in(s.SET, *going_on)
    pass_chair = stay_in(*before, *going_on)
    open = s.SET.to(s.OPEN, validators="somebody_is_here")
    note = stay_in(*going_on)
    say = stay_in(s.OPEN, validators=["actor_is_here", "round_of_words_goes_on"])
    ask_to_speak = stay_in(s.OPEN, validators=["actor_is_here", "something_is_in_hand"])
    give_floor = stay_in(s.OPEN, validators="something_is_in_hand")
    fill_in_card = stay_in(s.OPEN, validators="actor_is_here")
    suspend = s.OPEN.to(s.SUSPENDED)
    resume = s.SUSPENDED.to(s.OPEN)
    close = s.OPEN.to(s.CLOSED, validators="every_item_has_an_outcome")

    # After
    edit_minutes = stay_in(s.CLOSED, s.MINUTES_DRAFT)
    share_minutes = s.CLOSED.to(s.MINUTES_DRAFT)
    adopt_minutes = s.MINUTES_DRAFT.to(s.MINUTES_ADOPTED)
    correct_minutes = s.MINUTES_ADOPTED.to.itself(validators="has_reason")
    hold_back = stay_in(s.CLOSED, s.MINUTES_DRAFT, s.MINUTES_ADOPTED, validators="something_was_decided")
    let_go = stay_in(s.CLOSED, s.MINUTES_DRAFT, s.MINUTES_ADOPTED)
    archive = s.MINUTES_ADOPTED.to(s.ARCHIVED, validators="nothing_is_held_back")

    refusals: ClassVar = {
        "open": dict.fromkeys(
            (MeetingState.CONCEPT, MeetingState.PROVISIONAL), N_("Stel eerst de agenda vast. Daarna kun je openen.")
        ),
        "close": {MeetingState.SUSPENDED: N_("Het overleg is geschorst. Hervat het eerst.")},
        "cancel": dict.fromkeys(
            (MeetingState.OPEN, MeetingState.SUSPENDED), N_("Het overleg is al begonnen. Sluit het in plaats daarvan.")
        ),
        "edit_minutes": {
            MeetingState.MINUTES_ADOPTED: N_("Dit verslag is vastgesteld. Maak een correctie, met de reden erbij.")
        },
        "hold_back": dict.fromkeys(
            (MeetingState.OPEN, MeetingState.SUSPENDED), N_("Dat kan zodra het overleg is gesloten.")
        ),
        "adopt_minutes": {
            MeetingState.CLOSED: N_("Deel het verslag eerst: dan kan iedereen het lezen."),
            MeetingState.MINUTES_ADOPTED: N_("Dit verslag is al vastgesteld."),
        },
    }

    def has_items(self) -> None:
        """An agenda says what is treated."""
        if not self.subject.items:
            raise Refused(N_("Er staat nog niets op de agenda."))

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """The others read why."""
        if not reason.strip():
            raise Refused(N_("Schrijf erbij waarom."))

    def somebody_is_here(self) -> None:
        """Nobody meets alone with an empty room."""
        if not self.subject.present:
            raise Refused(N_("Er is nog niemand aanwezig. Zet eerst wie er is op aanwezig."))

    def actor_is_here(self, actor: Any = None, **_given: Any) -> None:
        """Who is not there says nothing there."""
        place = self.subject.attendee_of(actor.id) if actor is not None else None
        if place is None or not place.is_present:
            raise Refused(N_("Meld je eerst aanwezig."))

    def something_is_in_hand(self) -> None:
        """One speaks to an item."""
        if self.subject.in_hand is None:
            raise Refused(N_("Er is nog geen punt aan de orde."))

    def round_of_words_goes_on(self) -> None:
        """In the opening and the closing round everybody says a word; otherwise the secretaris writes."""
        item = self.subject.in_hand
        if item is None or item.kind not in ROUNDS_OF_WORDS:
            raise Refused(N_("De openings- of sluitingsronde is nu niet aan de orde."))

    def something_was_decided(self, item: AgendaItem | None = None, **_given: Any) -> None:
        """What is held back is a decision; an item that ended otherwise stands on no list of them."""
        if item is None or item.proposal_id is None or item.outcome not in DECIDED:
            raise Refused(N_("Over dit punt is niets besloten."))

    def nothing_is_held_back(self) -> None:
        """Whoever lays the minutes down leaves nothing behind that nobody can let go any more."""
        if any(one.held_back for one in self.subject.items):
            raise Refused(N_("Er is nog een besluit achtergehouden. Geef het eerst vrij."))

    def every_item_has_an_outcome(self, actor: Any = None, **_given: Any) -> None:
        """Nothing is silently dropped: it says which items are left, to who may know of them."""
        left = self.subject.without_outcome
        if not left:
            return
        named = [one.title for one in left if permissions.may(actor, "item:read", one)]
        if not named:
            raise Refused(N_("Een besloten punt heeft nog geen uitkomst."))
        raise Refused(N_("Nog zonder uitkomst: %(titles)s. Rond dat eerst af, of houd het aan."), titles=_list(named))


def _list(titles: list[str]) -> str:
    shown = ", ".join(f"‘{title}’" for title in titles[:NAMES_IN_A_REFUSAL])
    return shown + (" …" if len(titles) > NAMES_IN_A_REFUSAL else "")
