"""Who is told by mail that they are asked something: an invitation for each phase, and the chair when it is done.

What is not openbaar is not named in mail, and its link asks to sign in first.
"""

from app.core import clock, outbox
from app.core.errors import N_
from app.core.letters import Appointment, Letter, address_of
from app.decisions.links import ANSWERING, link_for
from app.decisions.models import ConsentRound, Participant
from app.decisions.presentation import Said
from app.decisions.states import RoundState
from app.organisation.states import AbsenceRule

ASKED = {
    RoundState.QUESTIONING: N_("Wat wil je weten om het te begrijpen? Je vraag kan tot %(moment)s."),
    RoundState.REACTING: N_("Wat vind je ervan? Je reactie kan tot %(moment)s."),
    RoundState.CONSENTING: N_(
        "Kun je hiermee werken? Je antwoord kan tot %(moment)s, en blijft verzegeld tot alle antwoorden worden getoond."
    ),
    RoundState.AWAITING: N_("Jij was er niet bij. De kring wacht op je antwoord: dat kan tot %(moment)s."),
}
BUTTONS = {
    RoundState.QUESTIONING: N_("Stel je vraag"),
    RoundState.REACTING: N_("Geef je reactie"),
    RoundState.CONSENTING: N_("Geef je antwoord"),
    RoundState.AWAITING: N_("Geef je antwoord"),
}
SUBJECTS = {
    True: (N_("Graag je antwoord: %(title)s"), N_("%(unit)s vraagt je antwoord")),
    False: (N_("Denk je mee? %(title)s"), N_("%(unit)s vraagt je mee te denken")),
}
"""With the title and without it; for an answer, and for a question or a reaction."""
OUTCOMES = {
    RoundState.WEIGHING: N_(
        "Er is een bezwaar, of iemand kan nog niet kiezen. Verwerk het schriftelijk, of neem het mee naar het overleg."
    ),
    RoundState.CONCLUDING: N_("Er staat geen bezwaar in de weg. Kijk of iedereen die nodig is heeft geantwoord."),
    RoundState.LAPSED: N_("Er kwam geen antwoord, of niet van iedereen. Er is dus geen besluit."),
}


def invite(round_: ConsentRound) -> None:
    """Ask everybody who has not answered for what this phase asks, with a link of their own."""
    if round_.due_at is None:
        return
    letter = _asking(round_)
    for place in round_.electors:
        if place.answer is None and place.person is not None and place.person.is_active:
            place.invited_at = clock.now()
            outbox.write(
                Letter(letter.subject, letter.lines, [link_to(place)], letter.appointment),
                to=place.actor_key,
                name=place.person.name,
                address=place.person.email,
                useful_until=round_.due_at,
            )


def tell_the_chair(round_: ConsentRound) -> None:
    """Tell who chairs that the answers are there, or that they did not come."""
    lines = [Said(OUTCOMES[round_.state])] if round_.state in OUTCOMES else []
    outbox.write(
        Letter(
            named(round_, N_("De antwoorden zijn er: %(title)s"), N_("%(unit)s: de antwoorden zijn er")),
            lines,
            [(Said(N_("Naar de ronde")), address_of(f"/ronde/{round_.id}"))],
        ),
        to=round_.chair.actor_key,
        name=round_.chair.name,
        address=round_.chair.email,
    )


def named(round_: ConsentRound, openly: str, discreetly: str) -> Said:
    """A sentence with the title of what is openbaar, or one without."""
    words = {"title": round_.version.wording.what, "unit": round_.proposal.unit.name}
    return Said(openly if _is_open(round_) else discreetly, words)


def link_to(place: Participant) -> tuple[Said, str]:
    """The button of somebody's mail and where it leads."""
    return Said(BUTTONS[place.round.state]), link_for(place)


def _asking(round_: ConsentRound) -> Letter:
    due = round_.due_at
    assert due is not None, "only asked where there is a deadline"  # noqa: S101
    opening = named(
        round_,
        N_("%(unit)s behandelt schriftelijk een voorstel: %(title)s."),
        N_("%(unit)s behandelt schriftelijk een voorstel. Je leest het na het inloggen."),
    )
    lines = [opening, Said(ASKED[round_.state], {"moment": due})]
    if round_.state in (RoundState.QUESTIONING, RoundState.REACTING) and round_.consent_until:
        lines.append(Said(N_("Daarna gaat het vanzelf verder: consent vragen we tot %(moment)s."), _until(round_)))
    elif round_.absence_rule is AbsenceRule.PRESENT_DECIDE:
        lines.append(Said(N_("Zwijgen is geen consent: wie niet antwoordt, komt als afwezig in het verslag.")))
    return Letter(
        subject=named(round_, *SUBJECTS[round_.state in ANSWERING]),
        lines=lines,
        appointment=Appointment(
            key=f"ronde-{round_.id}-{round_.state.value}",
            title=named(round_, N_("Laatste moment: %(title)s"), N_("Laatste moment voor je antwoord aan %(unit)s")),
            ends_at=due,
        ),
    )


def _until(round_: ConsentRound) -> dict[str, object]:
    return {"moment": round_.consent_until}


def _is_open(round_: ConsentRound) -> bool:
    return round_.proposal.is_public
