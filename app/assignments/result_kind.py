"""The result of an assignment, as a kind of proposal: accepted by consent of its parties, or sent back (D.1529312)."""

from flask_babel import lazy_gettext as _l

from app.assignments.forms.fields import words
from app.assignments.journal_sentences import TELLINGS
from app.assignments.kind import home_of, parties_of
from app.assignments.result_shape import parts_of_result
from app.assignments.service import closing
from app.core.errors import N_
from app.decisions.subjects import ProposalKind, Subject, register
from app.steering.fields import AgreementForm, Fields

_FIELDS = {
    "result": words(_l("Wat er nu is"), 3),
    "differs": words(_l("Wat anders is dan afgesproken"), 3),
}


def _shown(subject: Subject) -> Fields:
    return {name: subject[name] for name in _FIELDS}


def _read(filled_in: Fields) -> dict[str, str]:
    return {name: filled_in[name] or "" for name in _FIELDS}


RESULT = register(
    ProposalKind(
        name=closing.KIND,
        slug="resultaat",
        label=N_("Resultaat van een opdracht"),
        parts=parts_of_result,
        form=AgreementForm(fields=_FIELDS, groups=(("", tuple(_FIELDS)),), fill=_shown, read=_read),
        stands_alone=False,
        is_put_by_chair=True,
        parties=parties_of,
        decided=closing.accept,
        undecided=closing.send_back,
        journaled=lambda subject: [("assignment", subject["assignment"])],
        home=home_of,
        tellings=TELLINGS,
    )
)
