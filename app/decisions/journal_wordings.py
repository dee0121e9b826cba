"""Sentences of the journal that depend on what an event noted: which way a round went, what was chosen, for whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.errors import N_
from app.decisions.college_law import Mark
from app.decisions.states import Choice, Confidentiality, ContributionKind, ReferralOutcome, RoundMode, RoundState

Noted = Mapping[str, Any]
"""What an event noted, as far as the reader may know it, with `whom` and `target` beside it."""


@dataclass(frozen=True)
class Telling:
    """How an event is told: by a sentence, or by one that depends on what was noted; main lines stand out."""

    sentence: str | Callable[[Noted], str]
    icon: str = "circle-dashed"
    is_main: bool = False
    is_brief: bool = False
    """Whether what was noted with it stands elsewhere, and is not told again here."""

    def msgid(self, noted: Noted) -> str:
        """The sentence to translate."""
        return self.sentence if isinstance(self.sentence, str) else self.sentence(noted)


def by(name: str, sentences: Mapping[Any, str], otherwise: str) -> Callable[[Noted], str]:
    """The sentence for what was noted under `name`."""
    return lambda noted: sentences.get(noted.get(name), otherwise)


def on_behalf(own: str, other: str) -> Callable[[Noted], str]:
    """One sentence for what people did themselves, another for what was done for them."""
    return lambda noted: other if noted.get("whom") else own


def arriving(noted: Noted) -> str:
    """Who came in, who noted who is there, or who stands at the door."""
    if "present" in noted:
        return N_("%(who)s noteerde wie er is.")
    if noted.get("at_the_door"):
        return N_("%(who)s vroeg als gast om binnen te komen.")
    if "let_in" in noted:
        return N_("%(who)s liet %(whom)s binnen als gast.")
    return N_("%(who)s kwam later binnen.") if noted.get("late") else N_("%(who)s deed mee.")


def contributing(noted: Noted) -> str:
    """A question, a reaction or a note, of oneself or written down for somebody."""
    sentences: dict[tuple[Any, bool], str] = {
        (ContributionKind.QUESTION, False): N_("%(who)s stelde een vraag."),
        (ContributionKind.QUESTION, True): N_("%(who)s noteerde een vraag van %(whom)s."),
        (ContributionKind.REACTION, False): N_("%(who)s reageerde."),
        (ContributionKind.REACTION, True): N_("%(who)s noteerde een reactie van %(whom)s."),
    }
    for_another = bool(noted.get("whom"))
    otherwise = N_("%(who)s noteerde wat %(whom)s zei.") if for_another else N_("%(who)s schreef iets op.")
    return sentences.get((noted.get("kind"), for_another), otherwise)


def noting(noted: Noted) -> str:
    """The clock that was set or stopped, or a note of the circle."""
    if "timer" in noted:
        return N_("%(who)s zette de klok aan.") if noted["timer"] else N_("%(who)s zette de klok uit.")
    return N_("%(who)s maakte een notitie.")


def editing(noted: Noted) -> str:
    """The text of a draft, or a file that goes with it."""
    return _changing_files(noted) or N_("%(who)s paste de tekst aan.")


def working(noted: Noted) -> str:
    """The text that is being made in a round, or a file that goes with it."""
    return _changing_files(noted) or N_("%(who)s werkte aan de nieuwe tekst.")


def _changing_files(noted: Noted) -> str | None:
    if "closed_attachment" in noted:
        added = noted["closed_attachment"] == "added"
        return (
            N_("%(who)s voegde een besloten bijlage toe.") if added else N_("%(who)s haalde een besloten bijlage weg.")
        )
    if "attached" in noted:
        return N_("%(who)s voegde de bijlage ‘%(attached)s’ toe.")
    if "detached" in noted:
        return N_("%(who)s haalde de bijlage ‘%(detached)s’ weg.")
    return None


def superseding(noted: Noted) -> str:
    """What took the place of a decision, when that was noted."""
    if "by" in noted:
        return N_("Besluit %(by)s kwam in de plaats van dit besluit.")
    return N_("Een ander besluit kwam in de plaats van dit besluit.")


def taking_up(noted: Noted) -> str:
    """How a route went on after somebody sent the proposal back."""
    if noted.get("again"):
        return N_("%(who)s pakte op wat was teruggestuurd, en vroeg opnieuw een paraaf.")
    return N_("%(who)s pakte op wat was teruggestuurd, en ging verder.")


WITHHELD = {
    True: N_("%(who)s houdt dit uit het openbare register tot wie het aangaat het weet."),
    False: N_("%(who)s laat dit in het openbare register: wie het aangaat weet het."),
}


def disclosing(noted: Noted) -> str:
    """Who may know of it from now on."""
    _before, now = noted.get("confidentiality") or (None, None)
    if now is not None:
        return DISCLOSED.get(now, N_("%(who)s veranderde wie dit mag lezen."))
    _before, is_withheld = noted.get("is_withheld") or (None, None)
    if is_withheld is not None:
        return WITHHELD[is_withheld]
    _before, until = noted.get("embargo_until") or (None, None)
    return N_("%(who)s legde een embargo op.") if until else N_("%(who)s haalde het embargo weg.")


def answering_again(noted: Noted) -> str:
    """What somebody answered after the reveal, or what was noted for them."""
    sentences = NOTED_FOR if noted.get("whom") else CHOSE
    otherwise = N_("%(who)s noteerde een antwoord voor %(whom)s.") if noted.get("whom") else ANSWERED
    return sentences.get(noted.get("choice"), otherwise)


ANSWERED = N_("%(who)s gaf antwoord.")
CHOSE: Mapping[Any, str] = {
    Choice.CONSENT: N_("%(who)s gaf consent."),
    Choice.CONCERN: N_("%(who)s gaf consent met een zorg."),
    Choice.OBJECTION: N_("%(who)s had bezwaar."),
    Choice.NOT_YET: N_("%(who)s kon nog niet kiezen."),
    Choice.RECUSED: N_("%(who)s deed niet mee vanwege een persoonlijk belang."),
}
NOTED_FOR: Mapping[Any, str] = {
    Choice.CONSENT: N_("%(who)s noteerde voor %(whom)s: consent."),
    Choice.CONCERN: N_("%(who)s noteerde voor %(whom)s: consent met een zorg."),
    Choice.OBJECTION: N_("%(who)s noteerde voor %(whom)s: bezwaar."),
    Choice.NOT_YET: N_("%(who)s noteerde voor %(whom)s: kan nog niet kiezen."),
    Choice.RECUSED: N_("%(who)s noteerde voor %(whom)s: doet niet mee."),
}
DISCLOSED: Mapping[Any, str] = {
    Confidentiality.OPEN: N_("%(who)s maakte dit openbaar."),
    Confidentiality.INTERNAL: N_("%(who)s maakte dit intern."),
    Confidentiality.CONFIDENTIAL: N_("%(who)s maakte dit vertrouwelijk."),
}
MARKED: Mapping[Any, str] = {
    Mark.HAMER: N_("%(who)s vindt dit een hamerstuk."),
    Mark.DISCUSS: N_("%(who)s wil dit bespreken."),
    Mark.RECUSED: N_("%(who)s doet niet mee vanwege een persoonlijk belang."),
}
OPENED = {
    RoundMode.FULL: N_("%(who)s opende de ronde als Volledig."),
    RoundMode.SHORT: N_("%(who)s opende de ronde als Kort."),
    RoundMode.HAMMER: N_("%(who)s opende de ronde als Hamer."),
}
WENT_ON = {
    RoundState.QUESTIONING: N_("%(who)s ging verder met de vragen."),
    RoundState.REACTING: N_("%(who)s ging verder met de reacties."),
    RoundState.CONSENTING: N_("%(who)s vroeg consent."),
}
CAME_BACK: Mapping[Any, str] = {
    ReferralOutcome.GUIDANCE: N_("%(unit)s stuurde dit terug met een aanwijzing."),
    ReferralOutcome.NOT_TAKEN_UP: N_("%(unit)s pakte dit niet op."),
    ReferralOutcome.NO_CONSENT: N_("In %(unit)s was geen consent."),
    ReferralOutcome.WITHDRAWN: N_("In %(unit)s is dit ingetrokken."),
}
SETTLED: Mapping[Any, str] = {
    ReferralOutcome.DECIDED: N_("%(unit)s besloot hierover."),
    ReferralOutcome.DELEGATED: N_("%(unit)s gaf dit aan de uitvoering."),
}
HANDED_BACK: Mapping[Any, str] = {
    ReferralOutcome.GUIDANCE: N_("%(who)s stuurde dit terug met een aanwijzing."),
    ReferralOutcome.NOT_TAKEN_UP: N_("%(who)s stuurde dit terug: het wordt hier niet opgepakt."),
}
OPENED_IN_WRITING = {
    RoundMode.FULL: N_("%(who)s opende de ronde schriftelijk: eerst vragen, dan reacties, dan consent."),
    RoundMode.SHORT: N_("%(who)s opende de ronde schriftelijk: eerst vragen, dan consent."),
    RoundMode.HAMMER: N_("%(who)s vroeg schriftelijk consent."),
}
TIME_PASSED = {
    RoundState.REACTING: N_("De tijd voor vragen was voorbij: verder met de reacties."),
    RoundState.CONSENTING: N_("De tijd was voorbij: er werd consent gevraagd."),
    RoundState.WEIGHING: N_("De termijn was voorbij: de antwoorden werden getoond."),
    RoundState.CONCLUDING: N_("De termijn was voorbij: de antwoorden werden getoond."),
    RoundState.LAPSED: N_("De termijn ging voorbij zonder één antwoord."),
}
STOPPED_WAITING = {
    RoundState.LAPSED: N_("Het wachten was voorbij, en niet iedereen had geantwoord."),
    RoundState.CONCLUDING: N_("Het wachten was voorbij: terug naar het besluit."),
    RoundState.WEIGHING: N_("Het wachten was voorbij: er was een bezwaar te verwerken."),
}
STEPPED_BACK = {
    RoundState.PREPARED: N_("%(who)s deed een stap terug, naar het begin."),
    RoundState.PRESENTING: N_("%(who)s deed een stap terug, naar de toelichting."),
    RoundState.QUESTIONING: N_("%(who)s deed een stap terug, naar de vragen."),
    RoundState.REACTING: N_("%(who)s deed een stap terug, naar de reacties."),
    RoundState.CONSENTING: N_("%(who)s deed een stap terug, naar het vragen van consent."),
}
