"""What the journal says: one sentence for every event of every chart. The words are filled in by `queries.journal`.

`who` acted, `whom` it was done for, `version` is the version it was about; `owner` and `settled_in` belong to
objections, and further words are those the event noted itself. tests/decisions/test_journal.py demands a sentence for
each event.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.errors import N_
from app.decisions.states import Choice, ContributionKind, RoundMode, RoundState

Noted = Mapping[str, Any]
"""What an event noted, as far as the reader may know it, with `whom` and `target` beside it."""


@dataclass(frozen=True)
class Telling:
    """How an event is told: by a sentence, or by one that depends on what was noted; main lines stand out."""

    sentence: str | Callable[[Noted], str]
    icon: str = "circle-dashed"
    is_main: bool = False

    def msgid(self, noted: Noted) -> str:
        """The sentence to translate."""
        return self.sentence if isinstance(self.sentence, str) else self.sentence(noted)


def _by(name: str, sentences: Mapping[Any, str], otherwise: str) -> Callable[[Noted], str]:
    """The sentence for what was noted under `name`."""
    return lambda noted: sentences.get(noted.get(name), otherwise)


def _on_behalf(own: str, other: str) -> Callable[[Noted], str]:
    """One sentence for what people did themselves, another for what was done for them."""
    return lambda noted: other if noted.get("whom") else own


def _arriving(noted: Noted) -> str:
    if "present" in noted:
        return N_("%(who)s noteerde wie er is.")
    if noted.get("at_the_door"):
        return N_("%(who)s vroeg als gast om binnen te komen.")
    if "let_in" in noted:
        return N_("%(who)s liet %(whom)s binnen als gast.")
    return N_("%(who)s kwam later binnen.") if noted.get("late") else N_("%(who)s deed mee.")


def _contributing(noted: Noted) -> str:
    sentences: dict[tuple[Any, bool], str] = {
        (ContributionKind.QUESTION, False): N_("%(who)s stelde een vraag."),
        (ContributionKind.QUESTION, True): N_("%(who)s noteerde een vraag van %(whom)s."),
        (ContributionKind.REACTION, False): N_("%(who)s reageerde."),
        (ContributionKind.REACTION, True): N_("%(who)s noteerde een reactie van %(whom)s."),
    }
    for_another = bool(noted.get("whom"))
    otherwise = N_("%(who)s noteerde wat %(whom)s zei.") if for_another else N_("%(who)s schreef iets op.")
    return sentences.get((noted.get("kind"), for_another), otherwise)


def _noting(noted: Noted) -> str:
    if "timer" in noted:
        return N_("%(who)s zette de klok aan.") if noted["timer"] else N_("%(who)s zette de klok uit.")
    return N_("%(who)s maakte een notitie.")


def _editing(noted: Noted) -> str:
    if "attached" in noted:
        return N_("%(who)s voegde de bijlage ‘%(attached)s’ toe.")
    return (
        N_("%(who)s haalde de bijlage ‘%(detached)s’ weg.")
        if "detached" in noted
        else N_("%(who)s paste de tekst aan.")
    )


def _superseding(noted: Noted) -> str:
    if "by" in noted:
        return N_("Besluit %(by)s kwam in de plaats van dit besluit.")
    return N_("Een ander besluit kwam in de plaats van dit besluit.")


def _answering_again(noted: Noted) -> str:
    sentences = _NOTED_FOR if noted.get("whom") else _CHOSE
    otherwise = N_("%(who)s noteerde een antwoord voor %(whom)s.") if noted.get("whom") else _ANSWERED
    return sentences.get(noted.get("choice"), otherwise)


_ANSWERED = N_("%(who)s gaf antwoord.")
_CHOSE: Mapping[Any, str] = {
    Choice.CONSENT: N_("%(who)s gaf consent."),
    Choice.CONCERN: N_("%(who)s gaf consent met een zorg."),
    Choice.OBJECTION: N_("%(who)s had bezwaar."),
    Choice.NOT_YET: N_("%(who)s kon nog niet kiezen."),
    Choice.RECUSED: N_("%(who)s deed niet mee vanwege een persoonlijk belang."),
}
_NOTED_FOR: Mapping[Any, str] = {
    Choice.CONSENT: N_("%(who)s noteerde voor %(whom)s: consent."),
    Choice.CONCERN: N_("%(who)s noteerde voor %(whom)s: consent met een zorg."),
    Choice.OBJECTION: N_("%(who)s noteerde voor %(whom)s: bezwaar."),
    Choice.NOT_YET: N_("%(who)s noteerde voor %(whom)s: kan nog niet kiezen."),
    Choice.RECUSED: N_("%(who)s noteerde voor %(whom)s: doet niet mee."),
}
_OPENED = {
    RoundMode.FULL: N_("%(who)s opende de ronde als Volledig."),
    RoundMode.SHORT: N_("%(who)s opende de ronde als Kort."),
    RoundMode.HAMMER: N_("%(who)s opende de ronde als Hamer."),
}
_WENT_ON = {
    RoundState.QUESTIONING: N_("%(who)s ging verder met de vragen."),
    RoundState.REACTING: N_("%(who)s ging verder met de reacties."),
    RoundState.CONSENTING: N_("%(who)s vroeg consent."),
}
_STEPPED_BACK = {
    RoundState.PREPARED: N_("%(who)s deed een stap terug, naar het begin."),
    RoundState.PRESENTING: N_("%(who)s deed een stap terug, naar de toelichting."),
    RoundState.QUESTIONING: N_("%(who)s deed een stap terug, naar de vragen."),
    RoundState.REACTING: N_("%(who)s deed een stap terug, naar de reacties."),
    RoundState.CONSENTING: N_("%(who)s deed een stap terug, naar het vragen van consent."),
}

TELLINGS: dict[str, Telling] = {
    # A proposal
    "proposal:draft": Telling(N_("%(who)s begon aan een voorstel."), "pencil", is_main=True),
    "proposal:edit": Telling(_editing, "pencil"),
    "proposal:submit": Telling(
        _on_behalf(N_("%(who)s diende het voorstel in."), N_("%(who)s diende het voorstel in namens %(whom)s.")),
        "send",
        is_main=True,
    ),
    "proposal:give_back": Telling(N_("%(who)s gaf het voorstel terug."), "arrow-back-up", is_main=True),
    "proposal:enter_round": Telling(N_("Het voorstel ging een consentronde in."), "users"),
    "proposal:renew": Telling(N_("Het voorstel ging verder als nieuwe versie."), "writing"),
    "proposal:decide": Telling(N_("Het voorstel werd een besluit."), "circle-check"),
    "proposal:fail": Telling(N_("Het voorstel vond geen consent."), "archive"),
    "proposal:delegate": Telling(N_("Het voorstel ging naar uitvoering."), "arrow-right"),
    "proposal:rework": Telling(N_("%(who)s pakte het voorstel weer op."), "refresh", is_main=True),
    "proposal:withdraw": Telling(N_("%(who)s trok het voorstel in."), "archive", is_main=True),
    # A round
    "round:prepare": Telling(N_("%(who)s zette een ronde klaar voor versie %(version)s."), "users"),
    "round:open": Telling(_by("mode", _OPENED, N_("%(who)s opende de ronde.")), "users", is_main=True),
    "round:go_on": Telling(N_("Over versie %(version)s werd meteen consent gevraagd."), "users"),
    "round:next": Telling(_by("target", _WENT_ON, N_("%(who)s ging een stap verder.")), "arrow-right"),
    "round:reveal": Telling(N_("%(who)s toonde de antwoorden."), "eye", is_main=True),
    "round:reveal_now": Telling(
        N_("%(who)s toonde de antwoorden; nog niet iedereen had geantwoord."), "eye", is_main=True
    ),
    "round:clear": Telling(N_("Er stond geen bezwaar meer in de weg."), "check"),
    "round:discuss_first": Telling(
        N_("%(who)s wilde dit eerst bespreken. Wat al was geantwoord, verviel."), "messages", is_main=True
    ),
    "round:step_back": Telling(
        _by("target", _STEPPED_BACK, N_("%(who)s deed een stap terug.")), "arrow-back-up", is_main=True
    ),
    "round:adjourn": Telling(N_("%(who)s onderbrak de ronde."), "hourglass", is_main=True),
    "round:resume": Telling(N_("%(who)s hervatte de ronde."), "hourglass", is_main=True),
    "round:arrive": Telling(_arriving, "login"),
    "round:leave": Telling(_on_behalf(N_("%(who)s ging weg."), N_("%(who)s liet %(whom)s niet binnen.")), "door-exit"),
    "round:set_aside": Telling(N_("Deze versie ging verder zonder %(subject)s."), "user-minus"),
    "round:hand_over_chair": Telling(N_("%(who)s droeg het voorzitten over aan %(to)s."), "user-check", is_main=True),
    "round:take_chair": Telling(N_("%(who)s nam het voorzitten over van %(from)s."), "user-check", is_main=True),
    "round:take_turn": Telling(
        _on_behalf(N_("%(who)s was aan het woord."), N_("%(whom)s was aan het woord.")), "microphone"
    ),
    "round:contribute": Telling(_contributing, "message-2"),
    "round:note": Telling(_noting, "notes"),
    "round:answer": Telling(_by("choice", _CHOSE, _ANSWERED), "hand-click"),
    "round:leave_answer": Telling(N_("%(who)s liet een antwoord achter bij vertrek."), "hand-click"),
    "round:answer_again": Telling(_answering_again, "hand-click"),
    "round:confirm": Telling(N_("%(who)s bevestigde wat was ingevuld: voorgelezen, klopt."), "check"),
    "round:edit": Telling(N_("%(who)s werkte aan de nieuwe tekst."), "writing"),
    "round:conclude": Telling(N_("%(who)s legde het besluit vast: geen bezwaar meer."), "circle-check", is_main=True),
    "round:amend": Telling(N_("%(who)s maakte een nieuwe versie van de tekst."), "writing", is_main=True),
    "round:end_without_consent": Telling(N_("%(who)s sloot de ronde zonder consent."), "archive", is_main=True),
    "round:delegate": Telling(N_("%(who)s gaf dit aan de uitvoering: %(to)s beslist."), "arrow-right", is_main=True),
    "round:withdraw": Telling(N_("%(who)s trok het voorstel in; de ronde was voorbij."), "archive"),
    # An objection
    "objection:raise": Telling(N_("%(owner)s maakte bezwaar tegen versie %(version)s."), "bulb", is_main=True),
    "objection:argue": Telling(N_("Het bezwaar van %(owner)s werd toegelicht."), "bulb", is_main=True),
    "objection:note_outcome": Telling(N_("%(who)s noteerde wat de kring vond van het bezwaar van %(owner)s."), "notes"),
    "objection:uphold": Telling(N_("Het bezwaar van %(owner)s bleef staan."), "bulb"),
    "objection:become_concern": Telling(N_("%(owner)s maakte van het bezwaar een zorg."), "eye", is_main=True),
    "objection:withdraw": Telling(N_("%(owner)s trok het bezwaar in."), "check", is_main=True),
    "objection:settle": Telling(
        N_("Het bezwaar van %(owner)s is opgelost in versie %(settled_in)s."), "check", is_main=True
    ),
    "objection:leave_unsettled": Telling(N_("Het bezwaar van %(owner)s bleef onopgelost."), "bulb", is_main=True),
    "objection:name_deputy": Telling(N_("%(deputy)s spreekt verder voor %(owner)s."), "user-check"),
    # A decision
    "decision:record": Telling(N_("Besluit %(number)s kwam in het register."), "circle-check", is_main=True),
    "decision:import": Telling(N_("%(who)s nam een elders genomen besluit over."), "file-import", is_main=True),
    "decision:attach": Telling(N_("%(who)s voegde een bijlage toe."), "file-text"),
    "decision:start_review": Telling(N_("%(who)s begon met terugkijken."), "calendar-repeat", is_main=True),
    "decision:reaffirm": Telling(N_("Na het terugkijken blijft dit besluit gelden."), "circle-check", is_main=True),
    "decision:supersede": Telling(_superseding, "refresh", is_main=True),
    "decision:repeal": Telling(N_("%(who)s trok het besluit in."), "archive", is_main=True),
    "decision:expire": Telling(N_("Dit besluit liep af."), "hourglass", is_main=True),
}
"""By "<kind>:<event>"."""

TEXTS: dict[str, str] = {
    "reason": N_("Reden"),
    "why": N_("Waarom"),
    "text": N_("Tekst"),
    "argument": N_("Wat er misgaat"),
    "wish": N_("Wat zou het oplossen"),
    "test": N_("Wat de kring vond"),
    "outcome": N_("Uitkomst"),
}
"""What people wrote with an event, by the name under which it was noted; told under the sentence."""

PEOPLE: dict[str, str] = {
    "electorate": N_("Wie meebeslist"),
    "present": N_("Aanwezig"),
    "missing": N_("Nog geen antwoord van"),
    "came": N_("Erbij gekomen"),
    "went": N_("Niet meer bij"),
}
"""Lists of people that were noted with an event."""
