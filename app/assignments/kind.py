"""What the parties to an assignment consent to, as a kind of proposal (D.1529312: by mutual agreement)."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from app.assignments.journal_sentences import TELLINGS
from app.assignments.parts import IN_WORDING, PARTS
from app.assignments.queries import locked_assignment
from app.assignments.service import agreeing
from app.assignments.shapes import TEXT, parts_of
from app.core.errors import N_
from app.decisions.models import Proposal
from app.decisions.subjects import Party, ProposalKind, register
from app.steering.fields import AgreementForm

LONGEST_PART = 8000


def part_field(label: str) -> Any:
    """The field of one part of the text."""
    too_long = Length(max=LONGEST_PART, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=LONGEST_PART))
    return TextAreaField(_l(label), [Optional(), too_long], render_kw={"rows": 3})


def as_written(written: str | None) -> str:
    """Without spaces around it, and with plain line ends."""
    return (written or "").replace("\r\n", "\n").strip()


_FIELDS = {TEXT + name: part_field(label) for name, label in PARTS.items() if name not in IN_WORDING}

IN_THE_ROUND = AgreementForm(
    fields=_FIELDS,
    groups=(("", tuple(_FIELDS)),),
    fill=lambda subject: {name: subject[name] for name in _FIELDS},
    read=lambda filled_in: {name: as_written(filled_in[name]) for name in _FIELDS},
)
"""In a round its text can be changed. Who are the parties, and what is agreed on time, is talked over outside it."""


def parties_of(proposal: Proposal) -> Sequence[Party]:
    """Who agree with each other: the parties to the assignment today."""
    assignment = locked_assignment(proposal.current.wording.subject["assignment"])
    return [Party(one.person, one.capacity) for one in assignment.living]


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
        tellings=TELLINGS,
    )
)
