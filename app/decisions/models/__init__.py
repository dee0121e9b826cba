"""Everything that is decided, as rows: wordings, proposals, rounds, objections, decisions."""

from app.decisions.models.attachment import Attachment
from app.decisions.models.decision import Decision
from app.decisions.models.objection import Objection
from app.decisions.models.proposal import Proposal, ProposalVersion
from app.decisions.models.round import Answer, ConsentRound, Contribution, Participant
from app.decisions.models.wording import Wording

__all__ = [
    "Answer",
    "Attachment",
    "ConsentRound",
    "Contribution",
    "Decision",
    "Objection",
    "Participant",
    "Proposal",
    "ProposalVersion",
    "Wording",
]
