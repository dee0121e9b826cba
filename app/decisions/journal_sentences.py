"""What the journal says: one sentence for every event of every chart. The words are filled in by `queries.journal`.

`who` acted, `whom` it was done for, `version` is the version it was about; `owner` and `settled_in` belong to
objections, and further words are those the event noted itself. tests/decisions/test_journal.py demands a sentence for
each event.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.errors import N_
from app.decisions.states import Choice, Confidentiality, ContributionKind, ReferralOutcome, RoundMode, RoundState

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


def _superseding(noted: Noted) -> str:
    if "by" in noted:
        return N_("Besluit %(by)s kwam in de plaats van dit besluit.")
    return N_("Een ander besluit kwam in de plaats van dit besluit.")


def _disclosing(noted: Noted) -> str:
    _before, now = noted.get("confidentiality") or (None, None)
    if now is not None:
        return _DISCLOSED.get(now, N_("%(who)s veranderde wie dit mag lezen."))
    _before, until = noted.get("embargo_until") or (None, None)
    return N_("%(who)s legde een embargo op.") if until else N_("%(who)s haalde het embargo weg.")


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
_DISCLOSED: Mapping[Any, str] = {
    Confidentiality.OPEN: N_("%(who)s maakte dit openbaar."),
    Confidentiality.INTERNAL: N_("%(who)s maakte dit intern."),
    Confidentiality.CONFIDENTIAL: N_("%(who)s maakte dit vertrouwelijk."),
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
_CAME_BACK: Mapping[Any, str] = {
    ReferralOutcome.GUIDANCE: N_("%(unit)s stuurde dit terug met een aanwijzing."),
    ReferralOutcome.NOT_TAKEN_UP: N_("%(unit)s pakte dit niet op."),
    ReferralOutcome.NO_CONSENT: N_("In %(unit)s was geen consent."),
    ReferralOutcome.WITHDRAWN: N_("In %(unit)s is dit ingetrokken."),
}
_SETTLED: Mapping[Any, str] = {
    ReferralOutcome.DECIDED: N_("%(unit)s besloot hierover."),
    ReferralOutcome.DELEGATED: N_("%(unit)s gaf dit aan de uitvoering."),
}
_HANDED_BACK: Mapping[Any, str] = {
    ReferralOutcome.GUIDANCE: N_("%(who)s stuurde dit terug met een aanwijzing."),
    ReferralOutcome.NOT_TAKEN_UP: N_("%(who)s stuurde dit terug: het wordt hier niet opgepakt."),
}
_OPENED_IN_WRITING = {
    RoundMode.FULL: N_("%(who)s opende de ronde schriftelijk: eerst vragen, dan reacties, dan consent."),
    RoundMode.SHORT: N_("%(who)s opende de ronde schriftelijk: eerst vragen, dan consent."),
    RoundMode.HAMMER: N_("%(who)s vroeg schriftelijk consent."),
}
_TIME_PASSED = {
    RoundState.REACTING: N_("De tijd voor vragen was voorbij: verder met de reacties."),
    RoundState.CONSENTING: N_("De tijd was voorbij: er werd consent gevraagd."),
    RoundState.WEIGHING: N_("De termijn was voorbij: de antwoorden werden getoond."),
    RoundState.CONCLUDING: N_("De termijn was voorbij: de antwoorden werden getoond."),
    RoundState.LAPSED: N_("De termijn ging voorbij zonder één antwoord."),
}
_STOPPED_WAITING = {
    RoundState.LAPSED: N_("Het wachten was voorbij, en niet iedereen had geantwoord."),
    RoundState.CONCLUDING: N_("Het wachten was voorbij: terug naar het besluit."),
    RoundState.WEIGHING: N_("Het wachten was voorbij: er was een bezwaar te verwerken."),
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
    "proposal:edit": Telling(N_("%(who)s paste de tekst aan."), "pencil"),
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
    "proposal:execute": Telling(N_("%(who)s nam hierover een uitvoeringsbesluit."), "circle-check", is_main=True),
    "proposal:ask_advice": Telling(N_("%(who)s vroeg advies."), "message-2", is_main=True),
    "proposal:advise": Telling(N_("%(who)s gaf advies."), "message-2", is_main=True),
    "proposal:to_the_circle": Telling(N_("%(who)s vond dit beleid: de kring beslist."), "users", is_main=True),
    "proposal:rework": Telling(N_("%(who)s pakte het voorstel weer op."), "refresh", is_main=True),
    "proposal:withdraw": Telling(N_("%(who)s trok het voorstel in."), "archive", is_main=True),
    "proposal:arise": Telling(N_("%(who)s legde dit voor, namens %(unit)s."), "send", is_main=True),
    "proposal:refer": Telling(N_("Het voorstel ging naar %(unit)s."), "arrow-right"),
    "proposal:come_back": Telling(_by("answer", _CAME_BACK, N_("%(unit)s gaf antwoord.")), "refresh", is_main=True),
    "proposal:settle_wider": Telling(
        _by("answer", _SETTLED, N_("%(unit)s handelde dit af.")), "circle-check", is_main=True
    ),
    "proposal:hand_back": Telling(
        _by("answer", _HANDED_BACK, N_("%(who)s stuurde dit terug.")), "arrow-back-up", is_main=True
    ),
    # A round
    "round:prepare": Telling(N_("%(who)s zette een ronde klaar voor versie %(version)s."), "users"),
    "round:open": Telling(_by("mode", _OPENED, N_("%(who)s opende de ronde.")), "users", is_main=True),
    "round:open_in_writing": Telling(
        _by("mode", _OPENED_IN_WRITING, N_("%(who)s opende de ronde schriftelijk.")), "send", is_main=True
    ),
    "round:pass_deadline": Telling(
        _by("target", _TIME_PASSED, N_("De termijn was voorbij.")), "hourglass", is_main=True
    ),
    "round:extend": Telling(N_("%(who)s gaf meer tijd."), "hourglass", is_main=True),
    "round:bring_to_the_room": Telling(N_("%(who)s bracht de ronde naar het overleg."), "users", is_main=True),
    "round:await_absentees": Telling(N_("%(who)s besloot te wachten op wie er niet was."), "hourglass", is_main=True),
    "round:close_window": Telling(_by("target", _STOPPED_WAITING, N_("Het wachten was voorbij.")), "hourglass"),
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
    "round:refer": Telling(N_("%(who)s legde dit voor aan %(unit)s."), "arrow-right", is_main=True),
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
    "objection:refer": Telling(N_("Het bezwaar van %(owner)s ging mee naar de bredere kring."), "bulb", is_main=True),
    "objection:name_deputy": Telling(N_("%(deputy)s spreekt verder voor %(owner)s."), "user-check"),
    # A decision
    "decision:record": Telling(N_("Besluit %(number)s kwam in het register."), "circle-check", is_main=True),
    "decision:take": Telling(N_("%(who)s nam uitvoeringsbesluit %(number)s."), "circle-check", is_main=True),
    "decision:import": Telling(N_("%(who)s nam een elders genomen besluit over."), "file-import", is_main=True),
    "decision:start_review": Telling(
        _by(
            "reopened",
            {True: N_("%(who)s was er niet bij, en vroeg de kring er opnieuw naar te kijken.")},
            N_("%(who)s begon met terugkijken."),
        ),
        "calendar-repeat",
        is_main=True,
    ),
    "decision:withdraw_consent": Telling(
        N_("%(who)s trok het consent in, op nieuwe informatie: de kring kijkt terug."), "calendar-repeat", is_main=True
    ),
    "decision:note_review": Telling(N_("%(who)s noteerde hoe het gaat."), "notes"),
    "decision:reaffirm": Telling(N_("Na het terugkijken blijft dit besluit gelden."), "circle-check", is_main=True),
    "decision:supersede": Telling(_superseding, "refresh", is_main=True),
    "decision:repeal": Telling(N_("%(who)s trok het besluit in."), "archive", is_main=True),
    "decision:contest": Telling(N_("%(who)s zei: dit is beleid."), "bulb", is_main=True),
    "decision:let_stand": Telling(N_("De kring liet dit besluit gelden."), "circle-check", is_main=True),
    "decision:expire": Telling(N_("Dit besluit liep af."), "hourglass", is_main=True),
    # A mandate
    "mandate:give": Telling(N_("%(who)s gaf deze ruimte om te beslissen."), "user-check", is_main=True),
    "mandate:use": Telling(N_("%(who)s nam hiermee een uitvoeringsbesluit."), "circle-check"),
    "mandate:decide_oneself": Telling(N_("%(who)s besliste zelf, als mandaatgever."), "circle-check", is_main=True),
    "mandate:instruct": Telling(N_("%(who)s gaf een aanwijzing."), "message-2", is_main=True),
    "mandate:pass_on": Telling(N_("%(who)s gaf ondermandaat."), "arrow-right", is_main=True),
    "mandate:end": Telling(N_("%(who)s liet dit eindigen."), "hourglass", is_main=True),
    "mandate:withdraw": Telling(N_("%(who)s trok dit in."), "archive", is_main=True),
    "mandate:succeed": Telling(N_("Een ander kwam hiervoor in de plaats."), "refresh", is_main=True),
    # Who may know of it
    "proposal:disclose": Telling(_disclosing, "eye", is_main=True),
    "proposal:name_reader": Telling(N_("%(who)s noemde %(person)s als lezer."), "user-plus"),
    "proposal:unname_reader": Telling(N_("%(who)s haalde %(person)s weg als lezer."), "user-minus"),
    "decision:disclose": Telling(_disclosing, "eye", is_main=True),
    "decision:name_reader": Telling(N_("%(who)s noemde %(person)s als lezer."), "user-plus"),
    "decision:unname_reader": Telling(N_("%(who)s haalde %(person)s weg als lezer."), "user-minus"),
    "decision:write_public_text": Telling(N_("%(who)s schreef een openbare tekst."), "writing", is_main=True),
    "secrecy:impose": Telling(N_("%(body)s legde geheimhouding op. %(ground)s."), "lock", is_main=True),
    "secrecy:give_to_council": Telling(
        N_("De raad kreeg dit onder geheimhouding. Alleen de raad heft die op."), "lock"
    ),
    "secrecy:lift": Telling(N_("%(who)s hief de geheimhouding op."), "eye", is_main=True),
    # An action
    "action:agree": Telling(N_("%(to)s gaat iets doen; %(who)s noteerde het."), "list-check"),
    "action:finish": Telling(N_("%(who)s rondde een actie af."), "check"),
    "action:drop": Telling(N_("%(who)s liet een actie vervallen."), "archive"),
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
    "words": N_("Wat is meegegeven"),
}
"""What people wrote with an event, by the name under which it was noted; told under the sentence."""

PEOPLE: dict[str, str] = {
    "electorate": N_("Wie meebeslist"),
    "present": N_("Aanwezig"),
    "missing": N_("Nog geen antwoord van"),
    "came": N_("Erbij gekomen"),
    "went": N_("Niet meer bij"),
    "asked": N_("Gevraagd aan"),
}
"""Lists of people that were noted with an event."""
