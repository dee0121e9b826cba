"""How a round shows itself: its phases, the sentence to read aloud, and the one clear next step.

Everything here is worked out from a loaded round; nothing asks the database and nothing knows who is looking.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.core.errors import N_
from app.decisions.models import Answer, ConsentRound, Objection, Participant
from app.decisions.states import (
    PHASES,
    AnswerChannel,
    Choice,
    RoundSetting,
    RoundState,
)

NAMES_IN_A_LINE = 3
GIVEN, WAITING = "given", "waiting"
"""The marks of who has and who has not answered, beside those of the answers themselves."""
MISSING = {
    "owner_id": N_("wie het doet"),
    "starts_on": N_("vanaf wanneer"),
    "review_on": N_("wanneer jullie terugkijken"),
}
TALKED_ABOUT_FIRST = (Choice.OBJECTION, Choice.NOT_YET, Choice.CONCERN, Choice.CONSENT, Choice.RECUSED)


@dataclass(frozen=True)
class Said:
    """A sentence to translate, with its words; the template filter `said` gives the text."""

    msgid: str
    words: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """A button of the chair: where it goes, what it says, and whether it is the one to press now."""

    endpoint: str
    label: str
    primary: bool = False
    confirm: str | None = None


def phases(round_: ConsentRound) -> list[tuple[str, str]]:
    """The phases as (label, "done" | "current" | "todo" | "skipped"), in order."""
    now = round_.resume_to if round_.state is RoundState.ADJOURNED else round_.state
    if now is RoundState.AWAITING:
        now = RoundState.CONCLUDING
    order = (*PHASES, RoundState.CONSENTED)
    reached = order.index(now) if now in order else -1
    through = set(round_.mode.phases)
    if round_.setting is RoundSetting.WRITTEN:
        through.discard(RoundState.PRESENTING)
    steps = []
    for place, phase in enumerate(PHASES):
        if place == reached:
            standing = "current"
        elif phase not in through or (phase is RoundState.WEIGHING and place < reached):
            standing = "skipped"
        else:
            standing = "done" if place < reached else "todo"
        steps.append((phase.label, standing))
    return steps


def deadlines(round_: ConsentRound) -> list[tuple[str, datetime, bool]]:
    """When each phase of a round in writing ends by itself: its label, when, and whether it is the present."""
    if not round_.is_in_writing:
        return []
    if round_.state is RoundState.AWAITING:
        ends = {RoundState.AWAITING: round_.awaiting_until}
    else:
        ends = {
            RoundState.QUESTIONING: round_.questions_until,
            RoundState.REACTING: round_.reactions_until,
            RoundState.CONSENTING: round_.consent_until,
        }
    return [(phase.label, moment, phase is round_.state) for phase, moment in ends.items() if moment is not None]


def sentence(round_: ConsentRound, objections: list[Objection]) -> Said | None:
    """What the gespreksleider reads aloud in this phase (practice.md, "Words on the screen")."""
    review = round_.version.wording.review_on
    match round_.state:
        case RoundState.AWAITING:
            names = ", ".join(one.name for one in round_.unanswered)
            return Said(N_("We wachten op het antwoord van %(names)s."), {"names": names})
        case RoundState.WEIGHING if round_.is_in_writing and in_hand(objections) is not None:
            return Said(N_("Een bezwaar maakt het voorstel beter. Schrijf het op, en denk mee in de werkversie."))
        case RoundState.CONCLUDING if round_.is_in_writing and not missing_in(round_):
            return Said(N_("Geen bezwaar meer. Wie voorzit, legt het besluit vast."))
        case RoundState.PREPARED:
            return Said(N_("We beginnen zo. Wie is er?"))
        case RoundState.PRESENTING:
            return Said(N_("%(name)s licht toe; wij luisteren."), {"name": round_.proposal.author.name})
        case RoundState.QUESTIONING:
            return Said(N_("Wat wil je weten om het te begrijpen? Nog geen mening."))
        case RoundState.REACTING:
            return Said(N_("Ieder kort: wat vind je ervan? We reageren niet op elkaar."))
        case RoundState.CONSENTING:
            return _asking(round_)
        case RoundState.WEIGHING:
            return _weighing(round_, objections)
        case RoundState.CONCLUDING:
            if missing := missing_in(round_):
                names = ", ".join(one.name for one in missing)
                return Said(N_("Nog even: %(names)s, kun jij hiermee werken?"), {"names": names})
            if review is None:
                return Said(N_("Geen bezwaar meer. Wanneer kijken we terug?"))
            return Said(N_("Geen bezwaar meer: besloten. Op %(date)s kijken we terug."), {"date": review})
        case RoundState.ADJOURNED:
            return Said(N_("De ronde ligt stil. We gaan later verder."))
    return None


def _asking(round_: ConsentRound) -> Said:
    review = round_.version.wording.review_on
    if round_.is_in_writing:
        return Said(N_("Kun je hiermee werken? Alle antwoorden worden tegelijk getoond."))
    if round_.aloud:
        if review:
            return Said(N_("Kun je hiermee werken tot %(date)s? We zeggen het om de beurt hardop."), {"date": review})
        return Said(N_("Kun je hiermee werken? We zeggen het om de beurt hardop."))
    if review:
        return Said(N_("Kun je hiermee werken tot %(date)s? We tonen tegelijk."), {"date": review})
    return Said(N_("Kun je hiermee werken? We tonen tegelijk."))


def _weighing(round_: ConsentRound, objections: list[Objection]) -> Said:
    standing = in_hand(objections)
    if standing is not None:
        return Said(N_("Een bezwaar maakt het voorstel beter. %(name)s, vertel."), {"name": standing.owner.name})
    unsure = [one.name for one in round_.electors if one.answer and one.answer.choice is Choice.NOT_YET]
    return Said(N_("%(names)s, wat wil je nog weten om te kunnen kiezen?"), {"names": ", ".join(unsure)})


def in_hand(objections: list[Objection]) -> Objection | None:
    """The objection the group is at: the first that still stands."""
    return next((one for one in objections if one.state.is_standing), None)


def missing_in_text(round_: ConsentRound) -> list[str]:
    """What the text does not say yet and consent must cover, while it can still be put in before consent is given."""
    if not round_.state.is_sealed:
        return []
    return [MISSING[name] for name in round_.version.wording.missing_for_decision]


def question(round_: ConsentRound) -> Said:
    """What the participant is asked in the consent phase."""
    review = round_.version.wording.review_on
    if review:
        return Said(N_("Kun je hiermee werken tot %(date)s?"), {"date": review})
    return Said(N_("Kun je hiermee werken?"))


def next_step(round_: ConsentRound) -> Step | None:
    """The one thing for the chair to do now; None where a form on the screen itself is the step."""
    if round_.is_in_writing and not _goes_on_by_hand(round_):
        return None
    match round_.state:
        case RoundState.PRESENTING:
            return Step("chair.advance", N_("Naar de vragen"), primary=True)
        case RoundState.QUESTIONING if RoundState.REACTING in round_.mode.phases:
            return Step("chair.advance", N_("Rondje klaar: naar de reacties"), primary=True)
        case RoundState.QUESTIONING | RoundState.REACTING:
            return Step("chair.advance", N_("Vraag consent"), primary=True)
        case RoundState.CONSENTING if round_.awaited:
            return Step("chair.reveal_now", N_("Toon nu"))
        case RoundState.CONSENTING:
            return Step("chair.reveal", N_("Toon antwoorden"), primary=True)
        case RoundState.CONCLUDING if not missing_in(round_):
            return Step("chair.conclude", N_("Leg besluit vast"), primary=True)
        case RoundState.ADJOURNED:
            return Step("chair.resume", N_("Ga verder"), primary=True)
    return None


def _goes_on_by_hand(round_: ConsentRound) -> bool:
    """Whether a round in writing waits for its chair, and not for time or for people."""
    match round_.state:
        case RoundState.QUESTIONING | RoundState.REACTING:
            return all(one.had_turn for one in round_.electors)
        case RoundState.CONSENTING:
            return not round_.unanswered
        case RoundState.AWAITING:
            return False
    return True


def explanation(round_: ConsentRound) -> Said | None:
    """What stands beside the next step: why it is, or is not yet, time for it."""
    if round_.is_in_writing and round_.due_at is not None:
        return _by_itself(round_)
    match round_.state:
        case RoundState.CONCLUDING if round_.is_in_writing and not missing_in(round_):
            silent = [one.name for one in round_.electors if one.answer is None]
            if silent:
                return Said(N_("Niet geantwoord, dus afwezig: %(names)s."), {"names": ", ".join(silent)})
        case RoundState.CONSENTING if round_.awaited:
            return _awaiting([one.name for one in round_.awaited])
        case RoundState.CONSENTING if round_.aloud:
            return Said(N_("Kleine kring: ieder zegt het hardop, daarna noteer je het."))
        case RoundState.CONSENTING if round_.unanswered:
            return Said(N_("Tel af: kaarten of handen bij nul, samen met het tonen."))
        case RoundState.CONSENTING:
            return Said(N_("Iedereen die er is heeft geantwoord."))
        case RoundState.QUESTIONING | RoundState.REACTING:
            waiting = [one.name for one in round_.present_electors if not one.had_turn]
            if waiting and len(waiting) <= NAMES_IN_A_LINE:
                return Said(N_("Nog niet aan het woord geweest: %(names)s."), {"names": ", ".join(waiting)})
            if waiting:
                return Said(N_("%(count)s mensen zijn nog niet aan het woord geweest."), {"count": len(waiting)})
            return Said(N_("Iedereen is aan het woord geweest."))
        case RoundState.WEIGHING:
            return Said(N_("Alle bezwaren samen, één nieuwe tekst."))
        case RoundState.CONCLUDING if missing_in(round_):
            names = ", ".join(one.name for one in missing_in(round_))
            return Said(N_("Noteer eerst wat %(names)s zegt."), {"names": names})
    return None


def _by_itself(round_: ConsentRound) -> Said:
    """When a round in writing goes on by itself."""
    words = {"moment": round_.due_at}
    if round_.state in (RoundState.QUESTIONING, RoundState.REACTING):
        return Said(N_("Kan tot %(moment)s. Daarna gaat het vanzelf verder."), words)
    if round_.state is RoundState.CONSENTING:
        return Said(N_("Kan tot %(moment)s. Dan, of als iedereen er is, worden de antwoorden vanzelf getoond."), words)
    return Said(N_("We wachten tot %(moment)s."), words)


def missing_in(round_: ConsentRound) -> list[Participant]:
    """Whose answer is still needed before there can be a decision."""
    return [one for one in round_.required if one.answer is None]


def _awaiting(names: list[str]) -> Said:
    if len(names) > NAMES_IN_A_LINE:
        return Said(N_("Nog geen antwoord van %(count)s mensen: je ziet ze in de lijst."), {"count": len(names)})
    return Said(N_("Nog geen antwoord van %(names)s. Wie mist, zegt het straks hardop."), {"names": ", ".join(names)})


def marks(round_: ConsentRound) -> dict[int, str]:
    """The marks beside names in sight of others, by place: never what, as long as the answers are sealed."""
    if round_.state is RoundState.CONSENTING:
        return {one.id: GIVEN if one.answer else WAITING for one in round_.electors}
    if round_.is_in_writing and round_.state in (RoundState.QUESTIONING, RoundState.REACTING):
        return {one.id: GIVEN if one.had_turn else WAITING for one in round_.electors}
    if round_.revealed_at is None:
        return {}
    answers = [(one.id, one.answer) for one in round_.electors]
    return {place: answer.choice.value if answer else WAITING for place, answer in answers}


def answers_shown(round_: ConsentRound) -> list[tuple[str, list[Participant]]]:
    """Who gave which answer, for all to see after the reveal: first what is still to be talked about."""
    order = [*(choice.value for choice in TALKED_ABOUT_FIRST), WAITING]
    found = marks(round_)
    given = [(found[one.id], one) for one in round_.electors if found[one.id] != WAITING or one.is_present]
    groups = [(kind, [one for mark, one in given if mark == kind]) for kind in order]
    return [(kind, places) for kind, places in groups if places]


def time_taken(round_: ConsentRound, now: datetime) -> str:
    """How long this phase takes by now, as "03:12"; empty while the clock is off."""
    if round_.timer_started_at is None:
        return ""
    return clock_face(now - round_.timer_started_at)


def clock_face(taken: timedelta) -> str:
    """How long something took as a clock shows it: "03:12", or "1:03:12"."""
    minutes, seconds = divmod(int(taken.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def first_to_speak(round_: ConsentRound) -> Participant | None:
    """Whose turn it is by the list, while everybody speaks in turn. It is an aid: whoever speaks, speaks."""
    if round_.is_in_writing or round_.state not in (RoundState.QUESTIONING, RoundState.REACTING):
        return None
    return next((one for one in round_.present_electors if not one.had_turn), None)


def note_on(answer: Answer | None) -> str:
    """How an answer came in, when that is worth saying."""
    if answer is None:
        return ""
    if answer.channel is not AnswerChannel.SCREEN:
        return answer.channel.label
    return N_("na het tonen") if answer.after_reveal else ""
