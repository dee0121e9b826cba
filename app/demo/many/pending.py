"""What is in hand: concepts, proposals that were handed in, rounds that go on, and what ended without a decision."""

from datetime import timedelta
from random import Random

from app.core import clock
from app.decisions.states import Confidentiality, Nature, ProposalState, RoundMode, RoundState
from app.demo.many.rows import Rows
from app.demo.many.texts import Texts
from app.demo.many.town import Circle
from app.demo.many.treated import About, Treatment

SHARES = {
    ProposalState.DRAFT: 0.002,
    ProposalState.SUBMITTED: 0.003,
    ProposalState.IN_ROUND: 0.0005,
    ProposalState.NO_CONSENT: 0.003,
    ProposalState.WITHDRAWN: 0.002,
}
"""How many proposals there are in each state, for one decision."""

OVER = (ProposalState.NO_CONSENT, ProposalState.WITHDRAWN)


def put_in_hand(rows: Rows, chance: Random, town: list[Circle], decisions: int) -> None:
    """Make the proposals that are no decision, in proportion to those that are; the first team has one of each."""
    texts = Texts(rows, chance)
    tables = [circle for circle in town if circle.level != "individu"]
    first = next(circle for circle in tables if circle.level == "team")
    for state, share in SHARES.items():
        for number in range(max(2, round(share * decisions))):
            _treat(rows, chance, texts, chance.choice(tables) if number else first, state)


def _treat(rows: Rows, chance: Random, texts: Texts, circle: Circle, state: ProposalState) -> None:
    ago = chance.randrange(60, 2000) if state in OVER else chance.randrange(1, 30)
    day = clock.today() - timedelta(days=ago)
    shared = chance.choice((Confidentiality.OPEN, Confidentiality.INTERNAL))
    treated = Treatment(rows, chance, circle, day, About(shared, Nature.POLICY))
    treated.draft(texts.short(day, treated.author, day + timedelta(days=400)), becomes=state)
    if state is ProposalState.DRAFT:
        return
    treated.submit()
    if state is ProposalState.WITHDRAWN:
        treated.withdraw()
    elif state is ProposalState.IN_ROUND:
        going_on = chance.choice((RoundState.PREPARED, RoundState.CONSENTING))
        room = treated.prepare(going_on)
        if going_on is RoundState.CONSENTING:
            treated.open(room, RoundMode.HAMMER)
    elif state is ProposalState.NO_CONSENT:
        room = treated.prepare(RoundState.NOT_CONSENTED, mode=RoundMode.SHORT)
        treated.open(room, RoundMode.SHORT)
        objector = treated.objector(room) or treated.author
        treated.answer(room, objector)
        treated.fail(room, treated.object(room, objector, settled=False))
