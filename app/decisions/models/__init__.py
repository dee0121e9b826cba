"""Everything that is decided, as rows: wordings, proposals, rounds, objections, decisions."""

from app.decisions.models.action import Action
from app.decisions.models.attachment import Attachment
from app.decisions.models.college import Ballot, CollegeMark, Presence, Sitting, SittingItem
from app.decisions.models.contribution import Contribution
from app.decisions.models.decision import Decision
from app.decisions.models.disclosure import Disclosed, DisclosedDossier, NamedReader, Secrecy
from app.decisions.models.execution import Advice, Contest, Execution
from app.decisions.models.initial import Initial
from app.decisions.models.joint import JointBody, JointSeat
from app.decisions.models.mandate import Instruction, Mandate
from app.decisions.models.objection import Objection
from app.decisions.models.proposal import Proposal, ProposalVersion
from app.decisions.models.referral import Referral
from app.decisions.models.review import Criterion, Review
from app.decisions.models.round import Answer, ConsentRound, Participant
from app.decisions.models.wording import Wording

__all__ = [
    "Action",
    "Advice",
    "Answer",
    "Attachment",
    "Ballot",
    "CollegeMark",
    "ConsentRound",
    "Contest",
    "Contribution",
    "Criterion",
    "Decision",
    "Disclosed",
    "DisclosedDossier",
    "Execution",
    "Initial",
    "Instruction",
    "JointBody",
    "JointSeat",
    "Mandate",
    "NamedReader",
    "Objection",
    "Participant",
    "Presence",
    "Proposal",
    "ProposalVersion",
    "Referral",
    "Review",
    "Secrecy",
    "Sitting",
    "SittingItem",
    "Wording",
]
