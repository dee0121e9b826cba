"""Elections in the demo municipality: one that is finished, and one in which people still write down a name."""

from datetime import timedelta

from app.core import clock
from app.core.transaction import transaction
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers, attendance, rounds
from app.decisions.service.answers import AnswerData
from app.decisions.states import Choice, RoundMode
from app.demo.agreements import set_agreement
from app.demo.organisation import Town
from app.elections import service
from app.elections.queries import locked_election
from app.elections.service import Candidacy, NominationData
from app.organisation.states import Role
from app.steering.kinds import ROLES

REPRESENTATIVE = {
    "task": "Je neemt mee naar Afdeling Ruimte wat er in ons team leeft, en je komt terug met wat daar is besloten.",
    "qualities": "Je luistert goed en je durft ook te zeggen wat wij anders zien dan jij.",
    "term_months": 24,
}
SECRETARY = {
    "task": "Je maakt de agenda met de gespreksleider, en je schrijft op wat we besluiten.",
    "qualities": "Je schrijft helder en kort, en je vraagt door als het nog niet duidelijk is.",
    "term_months": 12,
}
NOMINATIONS = {
    "Marit": ("Fatima", "Zij legt in Ruimte dingen uit zonder dat iemand zich overvallen voelt."),
    "Sanne": ("Fatima", "Je hoort bij haar altijd terug hoe het ging."),
    "Fatima": ("Noor", "Noor ziet verbanden die ik mis."),
    "Joris": ("Fatima", "Ze zegt het ook als wij ernaast zitten."),
    "Daan": ("Noor", "Een ander gezicht aan die tafel mag ook wel eens."),
    "Noor": ("Fatima", "Zij heeft het vertrouwen van de andere teams."),
    "Emre": ("Fatima", ""),
    "Łucja": ("Noor", "Noor bereidt zich goed voor."),
}


def elect(town: Town) -> None:
    """Let the green team choose its representative, and begin to choose its secretary."""
    green, marit = town.units["GRO"], town.person("Marit")
    for role, content in ((Role.REPRESENTATIVE, REPRESENTATIVE), (Role.SECRETARY, SECRETARY)):
        what = f"De rol van {role.label.lower()} in Team Groen en spelen"
        set_agreement(green, marit, ROLES[role].name, content, what)
    key = _nominate(town, Role.REPRESENTATIVE, tuple(NOMINATIONS))
    _choose(town, key)
    _nominate(town, Role.SECRETARY, ("Daan", "Emre"))


def _nominate(town: Town, role: Role, by: tuple[str, ...]) -> int:
    with transaction():
        election = service.start_election(town.units["GRO"], role, by=town.person("Marit"))
        service.ask_nominations(election, by=town.person("Marit"))
        for name in by:
            whom, reason = NOMINATIONS[name]
            service.nominate(election, NominationData(town.person(whom), reason), by=town.person(name))
    return election.id


def _choose(town: Town, key: int) -> None:
    marit, fatima = town.person("Marit"), town.person("Fatima")
    with transaction():
        election = locked_election(key)
        service.show(election, by=marit)
        because = "Emre overtuigde mij: nu is juist rust nodig aan die tafel."
        service.change(election, NominationData(fatima, "Zij kent de mensen daar.", because), by=town.person("Daan"))
        argument = "Zij heeft het vertrouwen van de andere teams, en wij horen altijd terug hoe het ging."
        day = clock.today() + timedelta(days=30)
        service.propose(
            election, Candidacy(fatima, argument, day, clock.months_after(day, 24) - timedelta(days=1)), by=marit
        )
        what = "Fatima Belhaj wordt afgevaardigde van Team Groen en spelen"
        round_id = service.ask_consent(election, what, by=marit).id
        round_ = locked_round(round_id)
        attendance.mark_present(round_, [one.id for one in round_.electors], by=marit)
        rounds.open_round(round_, by=marit, mode=RoundMode.HAMMER, papers_sent=True)
        for place in round_.electors:
            if place.person is not None and place.person != fatima:
                answers.answer(round_, AnswerData(Choice.CONSENT), by=place.person)
        rounds.reveal(round_, by=marit)
        answers.answer_again(round_, AnswerData(Choice.CONSENT), by=fatima)
        rounds.conclude(round_, by=marit)
