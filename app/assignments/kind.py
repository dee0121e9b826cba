"""What the parties to an assignment consent to, as a kind of proposal (D.1529312: by mutual agreement)."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l

from app.assignments.forms.fields import words
from app.assignments.journal_sentences import TELLINGS
from app.assignments.parts import IN_WORDING, PARTS
from app.assignments.queries import locked_assignment
from app.assignments.service import agreeing
from app.assignments.shapes import TEXT, parts_of
from app.core.errors import N_
from app.decisions.models import Proposal
from app.decisions.subjects import Party, ProposalKind, Subject, register
from app.steering.fields import AgreementForm

_FIELDS = {TEXT + name: words(_l(label), 3) for name, label in PARTS.items() if name not in IN_WORDING}

IN_THE_ROUND = AgreementForm(
    fields=_FIELDS,
    groups=(("", tuple(_FIELDS)),),
    fill=lambda subject: {name: subject[name] for name in _FIELDS},
    read=lambda filled_in: {name: filled_in[name] or "" for name in _FIELDS},
)
"""In a round its text can be changed. Who are the parties, and what is agreed on time, is talked over outside it."""


def parties_of(proposal: Proposal) -> Sequence[Party]:
    """Who agree with each other: the parties to the assignment today."""
    assignment = locked_assignment(proposal.current.wording.subject["assignment"])
    return [Party(one.person, one.capacity) for one in assignment.living]


def home_of(subject: Subject) -> tuple[str, str, Mapping[str, int]]:
    """The page of the assignment."""
    return N_("Naar de opdracht"), "assignments.show", {"assignment_id": subject["assignment"]}


ASSIGNMENT = register(
    ProposalKind(
        name=agreeing.KIND,
        slug="opdracht",
        label=N_("Opdracht"),
        parts=parts_of,
        form=IN_THE_ROUND,
        stands_alone=False,
        is_put_by_chair=True,
        parties=parties_of,
        decided=agreeing.put_in_force,
        undecided=agreeing.go_on_talking,
        journaled=lambda subject: [("assignment", subject["assignment"])],
        home=home_of,
        tellings=TELLINGS,
    )
)
