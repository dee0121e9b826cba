"""Everything that is decided, as rows: wordings, proposals, rounds, objections, decisions."""

from app.decisions.models.decision import Decision
from app.decisions.models.execution import Advice, Contest, Execution
from app.decisions.models.mandate import Instruction, Mandate
from app.decisions.models.objection import Objection
from app.decisions.models.proposal import Proposal, ProposalVersion
from app.decisions.models.round import Answer, ConsentRound, Contribution, Participant
from app.decisions.models.wording import Wording

__all__ = [
    "Advice",
    "Answer",
    "ConsentRound",
    "Contest",
    "Contribution",
    "Decision",
    "Execution",
    "Instruction",
    "Mandate",
    "Objection",
    "Participant",
    "Proposal",
    "ProposalVersion",
    "Wording",
]
