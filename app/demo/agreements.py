"""What the units of the demo municipality have agreed about themselves."""

from datetime import timedelta
from typing import Any

from app.core import clock
from app.core.actor import SYSTEM
from app.core.transaction import transaction
from app.decisions.models import Decision
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers, attendance, proposals, rounds
from app.decisions.service.answers import AnswerData
from app.decisions.service.wordings import WordingData
from app.decisions.states import AnswerChannel, Choice, RoundMode
from app.demo.organisation import Town
from app.organisation.agreements import UnitRules
from app.organisation.models import Person, Unit
from app.organisation.states import Chairing
from app.steering import kinds, service

GREEN_FOCUS = {
    "steers_on": "- Bewoners zijn betrokken voordat de schop de grond in gaat.\n"
    "- Elke wijk heeft binnen vijf minuten lopen een plek om te spelen.\n- Wat we planten, kunnen we onderhouden.",
    "leaves": "De verdeling van uren over de teams: die hoort bij Afdeling Ruimte.",
    "seen_by": "Minder meldingen over onderhoud, en drie bewonersgroepen die zelf een plek beheren.",
}
GREEN_MEETINGS = [
    {
        "name": "Weekstart",
        "rhythm": "Elke maandag, een half uur",
        "people": "Het hele team",
        "purpose": "Het werk van de week verdelen en elkaar helpen.",
    },
    {
        "name": "Kringoverleg",
        "rhythm": "Elke vier weken, anderhalf uur",
        "people": "Het hele team; Marit zit voor",
        "purpose": "Samen beslissen over ons eigen beleid.",
    },
]
RUI_FOCUS = {
    "steers_on": "- De teams van Ruimte kunnen elkaars uren lenen zonder omweg.\n- Eén aanspreekpunt per wijk.",
    "leaves": "Hoe een team zijn eigen werk indeelt.",
    "seen_by": "",
}


def agree(town: Town) -> None:
    """Let the units agree on what they steer on and how they work together."""
    green, marit = town.units["GRO"], town.person("Marit")
    with transaction():
        service.enter_first(town.units["RUI"], kinds.FOCUS.name, RUI_FOCUS, by=SYSTEM)
        earlier = {**GREEN_FOCUS, "steers_on": "- Elke wijk heeft een plek om te spelen."}
        service.enter_first(green, kinds.FOCUS.name, earlier, by=SYSTEM)
    set_agreement(green, marit, kinds.FOCUS.name, GREEN_FOCUS, "Sturingsfocus van Team Groen en spelen")
    rules = UnitRules(notice_days=3, contest_days=14, chairing=Chairing.ELECTED).content()
    set_agreement(town.units["BUR"], town.person("Mo"), kinds.RULES.name, rules, "Regels van Team Burgerzaken")
    meetings = {"meetings": GREEN_MEETINGS}
    set_agreement(green, marit, kinds.STRUCTURE.name, meetings, "Overlegstructuur van Team Groen en spelen")


def decide(unit: Unit, data: WordingData, *, by: Person) -> Decision:
    """Hold a round at which everybody of the unit is there and nobody objects."""
    with transaction():
        key = rounds.prepare_round(proposals.hand_in_new(unit, data, by=by, author=_author(unit, by)), by=by).id
        round_ = locked_round(key)
        attendance.mark_present(round_, [one.id for one in round_.electors], by=by)
        rounds.open_round(round_, by=by, mode=RoundMode.HAMMER, papers_sent=True)
        for place in round_.electors:
            if place.person is not None and not round_.aloud:
                answers.answer(round_, AnswerData(Choice.CONSENT), by=place.person)
        rounds.reveal(round_, by=by)
        for place in round_.unanswered:
            answers.enter_answer(round_, place, AnswerData(Choice.CONSENT), AnswerChannel.SPOKEN, by=by)
        decision = rounds.conclude(round_, by=by)
        if decision is None:
            raise RuntimeError("only a rehearsal leaves no decision")
    return decision


def _author(unit: Unit, chair: Person) -> Person:
    """Somebody of the unit who does not chair."""
    return next(one.person for one in unit.memberships if one.person_id != chair.id and one.role != "adviser")


def set_agreement(unit: Unit, chair: Person, kind_name: str, subject: dict[str, Any], what: str) -> None:
    """Let a unit set one of its agreements, in a round that its gespreksleider chairs."""
    data = WordingData(
        what=what,
        owner_id=chair.id,
        starts_on=clock.today(),
        review_on=clock.today() + timedelta(days=364),
        kind_name=kind_name,
        subject=subject,
    )
    decide(unit, data, by=chair)
