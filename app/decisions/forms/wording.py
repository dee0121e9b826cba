"""The text of a proposal as a form: the short form, and behind it everything the full Huizen form has."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.core import clock
from app.decisions.models import Wording
from app.decisions.service.wordings import WordingData, first_days
from app.decisions.subjects import PLAIN, ProposalKind, Subject
from app.decisions.wording_parts import DAYS, HEAD, SECTIONS
from app.decisions.wording_text import read_advices, read_arguments, write_advices, write_arguments
from app.organisation.forms.fields import REQUIRED, day, line, pick
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person

LONGEST = 200_000
LONGEST_LINE = 200
SECTION = "section_"
SUBJECT = "subject_"
YEAR_AND_A_DAY = 366

AnyForm = TypeVar("AnyForm", bound="WordingForm")
_of_kinds: dict[tuple[type, str], Any] = {}


def _tidy(written: str | None) -> str:
    """What was typed, with one kind of line end and nothing around it."""
    return (written or "").replace("\r\n", "\n").strip()


def _long(label: Any, rows: int, description: Any = "") -> Any:
    too_long = Length(max=LONGEST, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=LONGEST))
    return TextAreaField(
        label, [Optional(), too_long], filters=[_tidy], description=description, render_kw={"rows": rows}
    )


def _short(label: Any) -> Any:
    too_long = Length(max=LONGEST_LINE, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=LONGEST_LINE))
    return StringField(label, [Optional(), too_long], filters=[_on_one_line])


def _on_one_line(written: str | None) -> str:
    return " ".join((written or "").split())


class WordingForm(HouseForm):
    """What a text says. Only "wat" must be filled in; the rest may come later, in the round at the latest."""

    what = line(_l("Wat"), 300, _l("In één zin, zoals het in de besluitenlijst komt te staan."), DataRequired(REQUIRED))
    why = _long(_l("Waarom"), 3, _l("Eén of twee zinnen: wat wordt hier beter van?"))
    owner = pick(_l("Wie zorgt ervoor?"), optional=True)
    starts_on = day(_l("Vanaf"), optional=True)
    review_on = day(_l("Wanneer kijken we terug?"), optional=True)
    body = _long(_l("Tekst"), 8, _l("Zo lang of kort als nodig. Markdown mag: ## kop, **vet**, - opsomming."))
    advices = _long(_l("Adviezen"), 4, _l("Eén per regel, elk met een werkwoord voorop: instemmen, kennisnemen."))
    arguments = _long(
        _l("Argumenten"), 6, _l("Een kop per argument, zoals ‘1.1 Het scheelt tijd’ bij advies 1. Daaronder de uitleg.")
    )
    revision = HiddenField()
    """The revision of the text that was on the screen."""

    kind: ClassVar[ProposalKind] = PLAIN
    """Of what kind the text is: `of_kind` makes the same form with the fields of another subject."""

    def __init__(self, people: Iterable[Person], wording: Wording | None = None, **keywords: Any) -> None:
        data = (as_filled_in(wording) if wording else as_it_begins(self.kind)) | keywords.pop("data", {})
        self._kept_subject = dict(wording.subject) if wording else {}
        super().__init__(data=data, **keywords)
        choosable = {person.id: person for person in people}
        if wording is not None and wording.owner is not None:
            choosable.setdefault(wording.owner.id, wording.owner)
        self.offer("owner", choosable.values(), lambda person: str(person.name), none=_("Nog niet bekend"))

    def validate_review_on(self, field: Any) -> None:
        """Nobody looks back on what has not begun."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_l("Terugkijken kan pas na de dag waarop het begint."))
        begins = self.starts_on.data or clock.today()
        if self.kind.is_reviewed_yearly and field.data and (field.data - begins).days > YEAR_AND_A_DAY:
            raise ValidationError(_l("Hierop kijken jullie elk jaar terug: kies een dag binnen een jaar."))

    def to_data(self) -> WordingData:
        """What was filled in."""
        owner, advices = self.chosen("owner"), read_advices(self.advices.data)
        return WordingData(
            what=self.what.data or "",
            why=self.why.data or "",
            owner_id=owner.id if owner else None,
            starts_on=self.starts_on.data,
            review_on=self.review_on.data,
            body=self.body.data or "",
            advices=advices,
            arguments=read_arguments(self.arguments.data or "", len(advices)),
            sections={name: str(self[SECTION + name].data) for name in (*HEAD, *SECTIONS) if self[SECTION + name].data},
            kind_name=self.kind.name,
            subject=self._subject(),
        )

    def _subject(self) -> Subject:
        """What was filled in about the subject; where the form has no fields for it, it stays what it was."""
        if self.kind.form is None:
            return self._kept_subject
        read = self.kind.form.read({name: self[SUBJECT + name].data for name in self.kind.form.fields})
        return {**self._kept_subject, **read}

    @property
    def subject_groups(self) -> list[tuple[str, list[Any]]]:
        """The fields of the subject as they belong together, each group with its legend."""
        if self.kind.form is None:
            return []
        return [(legend, [self[SUBJECT + name] for name in names]) for legend, names in self.kind.form.groups]

    @property
    def section_fields(self) -> list[Any]:
        """The fields of the further parts, in their order."""
        return [self[SECTION + name] for name in SECTIONS]

    @property
    def head_fields(self) -> list[Any]:
        """The fields of the head of a college proposal, in their order."""
        return [self[SECTION + name] for name in HEAD]

    @property
    def says_head(self) -> bool:
        """Whether any of these is filled in, or filled in wrong."""
        return any(field.data or field.errors for field in self.head_fields)

    @property
    def seen_revision(self) -> int:
        """The revision of the text that was on the screen; 0 when there was none yet."""
        written = self.revision.data or ""
        return int(written) if written.isdigit() else 0

    @property
    def says_more(self) -> bool:
        """Whether anything beyond the short form is filled in, or filled in wrong."""
        beyond = [self.body, self.advices, self.arguments, *self.head_fields, *self.section_fields]
        return any(field.data or field.errors for field in beyond)


for _name, _label in HEAD.items():
    setattr(WordingForm, SECTION + _name, day(_l(_label), optional=True) if _name in DAYS else _short(_l(_label)))
for _name, _label in SECTIONS.items():
    setattr(WordingForm, SECTION + _name, _long(_l(_label), 3))


def of_kind(form: type[AnyForm], kind: ProposalKind) -> type[AnyForm]:
    """The same form, with the fields of the subject of a kind among those of the text."""
    if kind is PLAIN:
        return form
    key = (form, kind.name)
    if key not in _of_kinds:
        fields = {SUBJECT + name: field for name, field in kind.form.fields.items()} if kind.form else {}
        _of_kinds[key] = type(form.__name__, (form,), {"kind": kind, **fields})
    made: type[AnyForm] = _of_kinds[key]
    return made


def subject_as_filled_in(kind: ProposalKind, subject: Subject) -> dict[str, Any]:
    """What the fields of a subject show of it before anything was typed."""
    return {SUBJECT + name: value for name, value in kind.form.fill(subject).items()} if kind.form else {}


def as_filled_in(wording: Wording) -> dict[str, Any]:
    """What the form shows of a text before anything was typed."""
    return {
        "what": wording.what,
        "why": wording.why,
        "owner": wording.owner_id or 0,
        "starts_on": wording.starts_on,
        "review_on": wording.review_on,
        "body": wording.body,
        "advices": write_advices(wording.advices),
        "arguments": write_arguments(wording.arguments),
        "revision": str(wording.revision),
        **subject_as_filled_in(wording.kind, wording.subject),
    } | {SECTION + name: _shown(name, wording.sections.get(name, "")) for name in (*HEAD, *SECTIONS)}


def _shown(name: str, value: str) -> Any:
    if name in DAYS:
        return date.fromisoformat(value) if value else None
    return value


def as_it_begins(kind: ProposalKind = PLAIN) -> dict[str, Any]:
    """What the form shows of a new text: from today on, and looking back after as long as its kind says."""
    return {"owner": 0} | first_days(kind)
