"""The states and choices of series, meetings and agenda items, with the labels people see."""

from app.core.errors import N_
from app.core.states import LabelledState


class SeriesState(LabelledState):
    """Whether a series of meetings goes on."""

    RUNNING = "running", N_("Loopt")
    ENDED = "ended", N_("Gestopt")


class StepState(LabelledState):
    """Whether a step of the year still comes back, or is still expected."""

    RUNNING = "running", N_("Loopt")
    ENDED = "ended", N_("Vervallen")


class Rhythm(LabelledState):
    """How often a series meets; school holidays and the like are pauses of the series."""

    WEEKLY = "weekly", N_("Om de zoveel weken")
    MONTHLY = "monthly", N_("Eens per maand")
    BY_HAND = "by_hand", N_("Wanneer we het afspreken")


class MeetingState(LabelledState):
    """The life of a meeting (design.md, "Meeting")."""

    CONCEPT = "concept", N_("In voorbereiding")
    PROVISIONAL = "provisional", N_("Voorlopige agenda")
    SET = "set", N_("Agenda vastgesteld")
    OPEN = "open", N_("Bezig")
    SUSPENDED = "suspended", N_("Geschorst")
    CLOSED = "closed", N_("Gesloten")
    MINUTES_DRAFT = "minutes_draft", N_("Verslag voorlopig")
    MINUTES_ADOPTED = "minutes_adopted", N_("Verslag vastgesteld")
    ARCHIVED = "archived", N_("Gearchiveerd")
    CANCELLED = "cancelled", N_("Afgezegd")

    @property
    def is_before(self) -> bool:
        """Whether it has not been opened."""
        return self in BEFORE

    @property
    def is_going_on(self) -> bool:
        """Whether people are together, or interrupted."""
        return self in {MeetingState.OPEN, MeetingState.SUSPENDED}

    @property
    def is_over(self) -> bool:
        """Whether it was held and closed."""
        return not self.is_before and not self.is_going_on and self is not MeetingState.CANCELLED


BEFORE = frozenset({MeetingState.CONCEPT, MeetingState.PROVISIONAL, MeetingState.SET})
OVER = tuple(one for one in MeetingState if one.is_over)
"""Held and closed."""
MEETING_ENDS = frozenset({MeetingState.ARCHIVED, MeetingState.CANCELLED})


class ItemState(LabelledState):
    """The life of an agenda item (design.md, "AgendaItem"). Before a meeting takes it in hand it may be dropped."""

    PLANNED = "planned", N_("Gepland")
    IN_HAND = "in_hand", N_("Nu")
    PARKED = "parked", N_("Geparkeerd")
    CONCLUDED = "concluded", N_("Afgerond")
    DROPPED = "dropped", N_("Vervallen")


ITEM_ENDS = frozenset({ItemState.CONCLUDED, ItemState.DROPPED})


class Outcome(LabelledState):
    """What an item ended in: exactly one (design.md)."""

    CONFORM = "conform", N_("Conform")
    AMENDED = "amended", N_("Gewijzigd")
    NOTED = "noted", N_("Kennisgenomen")
    OPINIONS = "opinions", N_("Mening opgehaald")
    HELD_OVER = "held_over", N_("Aangehouden")
    TAKEN_BACK = "taken_back", N_("Teruggenomen")
    NO_CONSENT = "no_consent", N_("Geen consent")
    REFERRED = "referred", N_("Verwezen")


class ItemType(LabelledState):
    """What an item is meant to do."""

    INFORMING = "informing", N_("Informerend")
    PICTURING = "picturing", N_("Beeldvormend")
    FORMING = "forming", N_("Meningsvormend")
    DECIDING = "deciding", N_("Besluitvormend")


class ItemKind(LabelledState):
    """Where an item stands in the course of a meeting."""

    ORDINARY = "ordinary", N_("Agendapunt")
    HAMMER = "hammer", N_("Hamerstuk")
    ANNOUNCEMENT = "announcement", N_("Mededeling")
    ANY_OTHER = "any_other", N_("Rondvraag")
    OPENING = "opening", N_("Openingsronde")
    CLOSING = "closing", N_("Sluitingsronde")
    MINUTES = "minutes", N_("Verslag van de vorige keer")


class Involvement(LabelledState):
    """What is asked of a unit that an item touches."""

    INVITED = "invited", N_("Uitgenodigd voor dit punt")
    INFORMED = "informed", N_("Geïnformeerd over dit punt")


class NoteKind(LabelledState):
    """What was written down with an item."""

    ASKED = "asked", N_("Gevraagd")
    SAID = "said", N_("Gezegd")


class Feeling(LabelledState):
    """What the anonymous card asks: the four gevoelens (mission.md F1), and whether every voice weighed the same."""

    SAFE = "safe", N_("Ik voelde me veilig")
    VALUED = "valued", N_("Ik voelde me gewaardeerd")
    HEARD = "heard", N_("Ik voelde me gehoord, gezien en begrepen")
    STIMULATED = "stimulated", N_("Ik voelde me gestimuleerd")
    EQUAL = "equal", N_("Ieders stem was gelijk")


ALWAYS_POSSIBLE = frozenset({Outcome.HELD_OVER, Outcome.TAKEN_BACK, Outcome.REFERRED})
DECIDED = frozenset({Outcome.CONFORM, Outcome.AMENDED})
"""What an item ends in when what it is about was decided."""
BY_A_DECISION = frozenset({Outcome.CONFORM, Outcome.AMENDED, Outcome.NO_CONSENT})
"""What an item ends in because something was decided, never because somebody says so."""
TYPE_OUTCOMES = {
    ItemType.INFORMING: frozenset({Outcome.NOTED}),
    ItemType.PICTURING: frozenset({Outcome.OPINIONS, Outcome.NOTED}),
    ItemType.FORMING: frozenset({Outcome.OPINIONS, Outcome.NOTED}),
    ItemType.DECIDING: BY_A_DECISION,
}
"""What an item of a type may end in, beside what every item may."""
MINUTES_OUTCOMES = frozenset({Outcome.CONFORM, Outcome.AMENDED})
STANDING_KINDS = frozenset(
    {ItemKind.ANNOUNCEMENT, ItemKind.ANY_OTHER, ItemKind.OPENING, ItemKind.CLOSING, ItemKind.MINUTES}
)
"""What comes back by itself on every agenda, and never waits in the pool."""
ROUNDS_OF_WORDS = frozenset({ItemKind.OPENING, ItemKind.CLOSING})
"""In which everybody says a word of their own. It is for the room: when the meeting closes it is gone."""
AT_THE_END = frozenset({ItemKind.ANY_OTHER, ItemKind.CLOSING})
"""What is put before nothing else."""
