"""Everything that is decided, as rows: wordings, proposals, rounds, objections, decisions."""

from app.decisions.models.college import Ballot, CollegeMark, Presence, Sitting, SittingItem
from app.decisions.models.decision import Decision
from app.decisions.models.disclosure import Disclosed, NamedReader, Secrecy
from app.decisions.models.objection import Objection
from app.decisions.models.proposal import Proposal, ProposalVersion
from app.decisions.models.round import Answer, ConsentRound, Contribution, Participant
from app.decisions.models.wording import Wording

__all__ = [
    "Answer",
    "Ballot",
    "CollegeMark",
    "ConsentRound",
    "Contribution",
    "Decision",
    "Disclosed",
    "NamedReader",
    "Objection",
    "Participant",
    "Presence",
    "Proposal",
    "ProposalVersion",
    "Secrecy",
    "Sitting",
    "SittingItem",
    "Wording",
]
