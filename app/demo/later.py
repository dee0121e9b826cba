"""What came of decisions in the demo municipality: looked back on, referred to the wider unit, and acted on."""

from dataclasses import replace
from datetime import timedelta

from app.core import clock
from app.core.transaction import transaction
from app.decisions.models import Decision
from app.decisions.queries.decision_story import locked_decision
from app.decisions.queries.rounds import locked_round
from app.decisions.service import (
    actions,
    answers,
    attendance,
    changes,
    deadlines,
    objections,
    proposals,
    referrals,
    register,
    reviews,
    rounds,
)
from app.decisions.service.actions import ActionData
from app.decisions.service.answers import AnswerData
from app.decisions.service.reviews import Finding
from app.decisions.service.wordings import WordingData
from app.decisions.states import Change, Choice, Confidentiality, CriterionKind, Fared, RoundMode
from app.demo.organisation import Town
from app.organisation.models import Person

DAY = timedelta(days=1)


def tell_what_came_later(town: Town) -> None:
    """Let the people of the town look back, ask the wider circle, and do what they said."""
    _look_back_on_tools(town)
    _watering_is_due(town)
    _ask_the_department(town)


def wait_for_who_is_away(town: Town) -> None:
    """A round that began in the room and waits in writing for who was not there, by the rule of the circle."""
    mo, anouk = town.person("Mo"), town.person("Anouk")
    text = _text(
        town,
        "Een afspraak aan de balie duurt tien minuten",
        "Dan weet iedereen waar die aan toe is, en loopt het spreekuur niet uit.",
        "Anouk",
    )
    with transaction():
        proposal = proposals.hand_in_new(town.units["BUR"], text, by=anouk, confidentiality=Confidentiality.INTERNAL)
        key = rounds.prepare_round(proposal, by=mo).id
    concern = AnswerData(Choice.CONCERN, "Let op wie meer tijd nodig heeft om iets te lezen.", as_criterion=True)
    _answer(key, mo, {"Anouk": concern}, away="Els Zandstra")
    with transaction():
        deadlines.await_absentees(locked_round(key), 5, by=mo)


def _look_back_on_tools(town: Town) -> None:
    """A finished review: the decision goes on, and two actions came of it."""
    text = _text(
        town,
        "Elke ploeg keurt haar gereedschap op de eerste maandag",
        "Zo staat niemand in het veld met een maaier die het niet doet.",
        "Joris",
    )
    concern = AnswerData(Choice.CONCERN, "Kijk of het op maandag niet te druk wordt.", as_criterion=True)
    number = _decide(town, text, "Joris", {"Łucja": concern})
    marit = town.person("Marit")
    with transaction():
        decision = locked_decision(number)
        register.start_review(decision, by=marit)
        review = reviews.review_in_hand(decision)
        assert review is not None, "it has just begun"  # noqa: S101
        findings = {
            CriterionKind.PURPOSE: Finding(Fared.WELL, "In het hele voorjaar viel er geen machine uit."),
            CriterionKind.CONCERN: Finding(Fared.PARTLY, "In mei liep het uit; met z’n tweeën lukt het wel."),
        }
        reviews.note_findings(decision, review, {one.id: findings[one.kind] for one in review.criteria}, by=marit)
        words = WordingData(
            what=f"Herbevestigen: {decision.title}",
            why="Het werkt. In mei doen we het met z’n tweeën.",
            review_on=clock.today() + 365 * DAY,
        )
        key = rounds.prepare_round(changes.put_to_circle(decision, Change.REAFFIRM, words, by=marit), by=marit).id
    _consent(key, marit)
    with transaction():
        decision = locked_decision(number)
        emre, daan = town.person("Emre"), town.person("Daan")
        in_may = ActionData("In mei een tweede paar handen inroosteren", emre, clock.today() + 60 * DAY)
        actions.agree_on(decision, in_may, by=marit)
        done = ActionData("De keuringslijst in de loods hangen", daan, clock.today() - 20 * DAY)
        actions.finish(actions.agree_on(decision, done, by=marit), "Hangt naast de deur.", by=daan)


def _watering_is_due(town: Town) -> None:
    """A decision that is to be looked back on, with concerns for criteria and an action that is late."""
    text = replace(
        _text(
            town,
            "Nieuwe bomen krijgen twee zomers water van de buurt",
            "De buurt helpt graag, en de jonge bomen halen de zomer.",
            "Noor",
        ),
        starts_on=clock.today() - 200 * DAY,
        review_on=clock.today() - 3 * DAY,
        body="Wie een watergever aanmeldt, krijgt een gieter en een appje bij droogte. "
        "Na twee zomers kan een boom het zelf.",
    )
    concerns = {
        "Fatima": AnswerData(Choice.CONCERN, "Let op straten waar niemand zich meldt.", as_criterion=True),
        "Daan": AnswerData(Choice.CONCERN, "Kijk of de gieters niet kwijtraken."),
    }
    number = _decide(town, text, "Noor", concerns)
    with transaction():
        late = ActionData("De watergevers bedanken met een kaartje", town.person("Noor"), clock.today() - 5 * DAY)
        actions.agree_on(locked_decision(number), late, by=town.person("Sanne"))


def _ask_the_department(town: Town) -> None:
    """An objection that is out of the team's domain went to the department, and came back with guidance."""
    text = _text(
        town,
        "Een eigen aanhanger voor snoeiwerk in de binnenstad",
        "Nu wachten we vaak op die van Wegen.",
        "Emre",
    )
    objection = AnswerData(
        Choice.OBJECTION, "Wie de wagens verdeelt, raakt alle teams van Ruimte. Dat kunnen wij niet alleen beslissen."
    )
    marit, bram = town.person("Marit"), town.person("Bram")
    with transaction():
        emre = town.person("Emre")
        proposal = proposals.hand_in_new(town.units["GRO"], text, by=emre, confidentiality=Confidentiality.INTERNAL)
        key = rounds.prepare_round(proposal, by=marit).id
    _answer(key, marit, {"Joris": objection})
    with transaction():
        round_ = locked_round(key)
        why = "De wagens zijn van de hele afdeling. Joris blijft bij zijn bezwaar."
        linked = rounds.refer(round_, why, by=marit, objection=objections.standing(round_.proposal)[0])
        referrals.hand_back(
            linked, "Deel tot de zomer de aanhanger van Wegen op vaste dagen, en vertel hoe dat gaat.", by=bram
        )


def _text(town: Town, what: str, why: str, owner: str) -> WordingData:
    return WordingData(
        what=what,
        why=why,
        owner_id=town.person(owner).id,
        starts_on=clock.today(),
        review_on=clock.today() + 180 * DAY,
    )


def _decide(town: Town, text: WordingData, author: str, other: dict[str, AnswerData]) -> str:
    """The green team decides on a text, in a round as short as can be. Gives the number of the decision."""
    marit = town.person("Marit")
    with transaction():
        proposal = proposals.hand_in_new(town.units["GRO"], text, by=town.person(author))
        key = rounds.prepare_round(proposal, by=marit).id
    return _consent(key, marit, other).number


def _consent(key: int, chair: Person, other: dict[str, AnswerData] | None = None) -> Decision:
    _answer(key, chair, other or {})
    with transaction():
        decision = rounds.conclude(locked_round(key), by=chair)
    assert decision is not None, "this is no oefenronde"  # noqa: S101
    return decision


def _answer(key: int, chair: Person, other: dict[str, AnswerData], away: str = "") -> None:
    """Everybody who is not away consents, but for these; and the answers are shown."""
    with transaction():
        round_ = locked_round(key)
        here = [one for one in round_.electors if one.name != away]
        attendance.mark_present(round_, [one.id for one in here], by=chair)
        rounds.open_round(round_, by=chair, mode=RoundMode.HAMMER, papers_sent=True)
        for place in here:
            assert place.person is not None, "guests do not decide"  # noqa: S101
            said = next((answer for name, answer in other.items() if place.name.startswith(name)), None)
            answers.answer(round_, said or AnswerData(Choice.CONSENT), by=place.person)
        rounds.reveal(round_, by=chair)
