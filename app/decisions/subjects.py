"""What may be put to consent: the kinds of proposals (design.md, "One engine serves everything that is decided").

A wording says of what kind it is, and holds beside its text what is decided itself: its subject, a snapshot in JSON
whose shape belongs to the kind. The features above register their kinds here, each with how its subject is shown and
compared (`parts`), edited (`form`) and begun, and with what follows when it is decided. So there is one kind of round,
one dossier and one register; nothing in this floor knows which kinds there are, but for the plain proposal.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from app.core.actor import Actor
from app.core.errors import N_, Refused
from app.core.states import LabelledState
from app.decisions.journal_wordings import Telling
from app.decisions.states import Confidentiality
from app.organisation.models import Person, Unit

if TYPE_CHECKING:
    from app.decisions.models import Decision, Proposal

Subject = Mapping[str, Any]
Value = str | date | LabelledState
"""What a part of a subject says: Markdown, a day, or one of a set of choices."""


class SubjectForm(Protocol):
    """How a subject is edited. Its fields stand among those of the text, so that the form stays one."""

    @property
    def fields(self) -> Mapping[str, Any]:
        """The fields by their names, as WTForms wants them, in the order of the screen."""

    @property
    def groups(self) -> Sequence[tuple[str, Sequence[str]]]:
        """The fields as they belong together: a legend (empty for none) and names. Empty groups are folded away."""

    def fill(self, subject: Subject) -> Mapping[str, Any]:
        """What the fields show of a subject."""

    def read(self, filled_in: Mapping[str, Any]) -> dict[str, Any]:
        """The subject that was filled in, in the shape of its kind; only what JSON knows."""


@dataclass(frozen=True)
class Begun:
    """What a new proposal of a kind begins with: what it is about, and its subject as it is now in force."""

    what: str
    subject: Subject


def _says_nothing(_subject: Subject) -> list[tuple[str, Value]]:
    return []


def _nobody(_subject: Subject) -> None:
    return None


def _nothing_else(_subject: Subject) -> Sequence[tuple[str, int]]:
    return ()


def _nothing_follows(_event: Any, _by: Actor) -> None:
    """Most outcomes are complete in themselves."""


@dataclass(frozen=True)
class Party:
    """Somebody who agrees to something with others, and as what."""

    person: Person
    capacity: str
    """Untranslated."""


@dataclass(frozen=True)
class ProposalKind:
    """One kind of proposal, and all that differs between kinds."""

    name: str
    """In the database."""
    slug: str
    """In addresses."""
    label: str
    parts: Callable[[Subject], Sequence[tuple[str, Value]]] = _says_nothing
    """What the subject says, as labels and values: shown, compared between versions, and found by search."""
    form: SubjectForm | None = None
    begin: Callable[[Unit], Begun] | None = None
    """Makes the beginning of a proposal of this kind in a unit; without it, the kind is not begun with a form."""
    months_until_review: int = 6
    """When we look back, unless the text says otherwise; where `is_reviewed_yearly`, at the latest after a year."""
    is_reviewed_yearly: bool = False
    may_be_confidential: bool = True
    """False where what is decided stands on a page that every colleague reads."""
    leaves_room: bool = False
    """Whether uitvoering is taken within it: what a unit agrees about its roles or its meetings is no course."""
    stands_alone: bool = True
    """False where a proposal is a step of something else: then it is not copied, and not taken up again by itself."""
    is_put_by_chair: bool = False
    """Whether it is the gespreksleider's part to propose it (SKM): then nobody asks them to hand the chair over."""
    answers_last: Callable[[Subject], int | None] = _nobody
    """The id of the person whom it is about, who answers when the others' answers have been shown."""
    parties: Callable[["Proposal"], Sequence[Party]] | None = None
    """Who agree with each other, where it is not the unit that decides: each must consent, and for themselves."""
    decided: Callable[["Decision", Actor], None] = _nothing_follows
    """Called in the transaction in which its round consented, with the decision and who recorded it."""
    undecided: Callable[["Proposal", Actor], None] = _nothing_follows
    """Called in the transaction in which a round ended without a decision, or the proposal was taken back."""
    ended: Callable[["Decision", Actor], None] = _nothing_follows
    """Called in the transaction in which a decision ended, unless another of its kind in its unit took its place."""
    home: Callable[[Subject], tuple[str, str, Mapping[str, int]]] | None = None
    """Where what it is a step of can be read: the text of a link, its endpoint, and the arguments of that."""
    journaled: Callable[[Subject], Sequence[tuple[str, int]]] = _nothing_else
    """What else happened on the way to it, as kinds and keys in the journal."""
    tellings: Mapping[str, Telling] = field(default_factory=dict)
    """How the events of that are told, by "<kind>:<event>"; what is not here is not told."""

    def demand_may_be(self, confidentiality: Confidentiality) -> None:
        """Raise `Refused` when a proposal of this kind cannot be kept from colleagues, and should be."""
        if confidentiality is Confidentiality.CONFIDENTIAL and not self.may_be_confidential:
            raise Refused(NOT_CONFIDENTIAL)


NOT_CONFIDENTIAL = N_("Dit komt op de pagina van de kring te staan en kan daarom niet vertrouwelijk zijn.")
PLAIN = ProposalKind(name="plain", slug="voorstel", label=N_("Voorstel"), leaves_room=True)

_kinds: dict[str, ProposalKind] = {PLAIN.name: PLAIN}


def register(kind: ProposalKind) -> ProposalKind:
    """Let proposals be of this kind. Raises `ValueError` when its name or address belongs to another kind."""
    for other in _kinds.values():
        if other is not kind and (other.name == kind.name or other.slug == kind.slug):
            raise ValueError(f"the kind {kind.name} is given twice")
    return _kinds.setdefault(kind.name, kind)


def kind_of(name: str) -> ProposalKind:
    """The kind with a name. Raises `KeyError`."""
    return _kinds[name]


def kinds_that_leave_room() -> list[str]:
    """The names of the kinds within which uitvoering is taken."""
    return [kind.name for kind in _kinds.values() if kind.leaves_room]


def begun_by_form(slug: str | None) -> ProposalKind | None:
    """The kind with this address, if a proposal of it is begun with a form."""
    return next((kind for kind in _kinds.values() if kind.slug == slug and kind.begin is not None), None)
