"""College and CMT of the demo municipality in one round: each consents for itself, and the college decides later."""

from datetime import timedelta

from app.core import clock
from app.core.transaction import transaction
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers, attendance, joint, proposals, rounds
from app.decisions.service.answers import AnswerData
from app.decisions.service.wordings import WordingData
from app.decisions.states import Choice, RoundMode
from app.demo.organisation import Town

HERE = ("Tom", "Petra", "Ilse", "Ruben", "Bram", "Wouter", "Carolien", "Stijn")
CONCERN = AnswerData(Choice.CONCERN, "Laat in de zomer ruimte over: dan is de helft weg.", as_criterion=True)


def decide_together(town: Town) -> None:
    """A joint round that went well, with one concern."""
    chair, author = town.person("Tom"), town.person("Ilse")
    today = clock.today()
    text = WordingData(
        what="College en CMT werken met één jaaragenda",
        why="Nu vragen we teams soms twee keer om hetzelfde, en komt de begroting voor iedereen te vroeg.",
        body="In maart, juni en september leggen we onze agenda’s naast elkaar. Wat beide raakt, bespreken we samen.",
        owner_id=author.id,
        starts_on=today + timedelta(days=30),
        review_on=today + timedelta(days=365),
    )
    with transaction():
        proposal = proposals.hand_in_new(town.units["CMT"], text, by=author, author=author)
        key = rounds.prepare_round(proposal, by=chair, chair=chair).id
    with transaction():
        joint.invite_body(locked_round(key), town.units["COL"], by=chair)
    with transaction():
        round_ = locked_round(key)
        here = [one.id for one in round_.electors if one.name.startswith(HERE)]
        attendance.mark_present(round_, here, by=chair)
        rounds.open_round(round_, by=chair, mode=RoundMode.HAMMER, papers_sent=True)
        for one in round_.present_electors:
            if one.person is not None:
                said = CONCERN if one.name.startswith("Carolien") else AnswerData(Choice.CONSENT)
                answers.answer(round_, said, by=one.person)
        rounds.reveal(round_, by=chair)
        rounds.conclude(round_, by=chair)
