"""From one phase of a round to another: who has spoken, and what was answered."""

from app.core import clock
from app.decisions.models import ConsentRound
from app.decisions.states import AnswerChannel


def begin_phase(round_: ConsentRound) -> None:
    """Nobody has spoken in it yet, and no clock runs."""
    round_.timer_started_at = None
    for one in round_.participants:
        one.had_turn = False


def lapse_answers(round_: ConsentRound) -> int:
    """Let the answers lapse that were given in the phase that is left; what was left behind at a departure stays."""
    lapsing = [
        one.answer
        for one in round_.participants
        if one.answer is not None and one.answer.channel is not AnswerChannel.LEFT_BEHIND
    ]
    for answer in lapsing:
        answer.lapsed_at = clock.now()
    return len(lapsing)
