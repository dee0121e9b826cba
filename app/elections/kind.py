"""Whom an election puts to consent, as a kind of proposal."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from app.core.errors import N_
from app.decisions.subjects import ProposalKind, Subject, Value, register
from app.elections import service
from app.elections.journal_sentences import TELLINGS
from app.organisation.forms.fields import day
from app.organisation.states import Role
from app.steering.fields import AgreementForm


def _parts(subject: Subject) -> list[tuple[str, Value]]:
    return [(N_("Rol"), Role(subject["role"])), (N_("Tot en met"), _day(subject))]


def _day(subject: Subject) -> date:
    return date.fromisoformat(subject["ends_on"])


def _nominee(subject: Subject) -> int | None:
    found: int | None = subject["nominee"]
    return found


TERM = AgreementForm(
    fields={"ends_on": day(_l("Tot en met"))},
    groups=(("", ("ends_on",)),),
    fill=lambda subject: {"ends_on": _day(subject)},
    read=lambda filled_in: {"ends_on": _iso(filled_in["ends_on"])},
)
"""Of whom a round is about, only the term can be changed in it: another person is another proposal."""


def _iso(day_: Any) -> str:
    return str(day_.isoformat())


ELECTION = register(
    ProposalKind(
        name=service.KIND,
        slug="verkiezing",
        label=N_("Verkiezing"),
        parts=_parts,
        form=TERM,
        may_be_confidential=False,
        stands_alone=False,
        is_put_by_chair=True,
        answers_last=_nominee,
        decided=service.take_office,
        undecided=service.go_on_without,
        journaled=lambda subject: [("election", subject["election"])],
        tellings=TELLINGS,
    )
)
