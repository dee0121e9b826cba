"""What something says: the text of a draft, a frozen version, a working text or a decision."""

import hashlib
import json
from datetime import date
from typing import Any, TypedDict

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.database import Base
from app.decisions.models.attachment import Attachment
from app.decisions.subjects import PLAIN, ProposalKind, Value, kind_of
from app.decisions.wording_parts import DAYS, HEAD, NAMING_PARTS, SECTIONS
from app.organisation.models import Person


class Argument(TypedDict):
    """One numbered argument. `advice` is the number of the advice it supports, None for a plain number."""

    number: str
    advice: int | None
    heading: str
    text: str


class Wording(Base):
    """One wording. The short form is what, why, who, from when, and when we look back; the rest may stay empty."""

    __tablename__ = "wordings"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    what: Mapped[str] = mapped_column(String(300))
    why: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    """Who sees to it."""
    starts_on: Mapped[date | None] = mapped_column(default=None)
    review_on: Mapped[date | None] = mapped_column(default=None)
    body: Mapped[str] = mapped_column(Text, default="")
    """The text itself, in Markdown."""
    advices: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """What is to be decided, point by point; the first has number 1."""
    arguments: Mapped[list[Argument]] = mapped_column(JSON, default_factory=list)
    sections: Mapped[dict[str, str]] = mapped_column(JSON, default_factory=dict)
    """Further parts of the full Huizen form: by the names in `HEAD` a line each (a day as 2026-11-25), by those in
    `SECTIONS` in Markdown."""
    kind_name: Mapped[str] = mapped_column(String(32), default=PLAIN.name)
    """Of what kind it is: a name in `app.decisions.subjects`."""
    subject: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    """What is decided itself, where the kind has more to decide than a text."""
    revision: Mapped[int] = mapped_column(init=False)

    owner: Mapped[Person | None] = relationship(lazy="joined", init=False, viewonly=True)
    attachments: Mapped[list[Attachment]] = relationship(
        cascade="all, delete-orphan", order_by=Attachment.id, default_factory=list
    )

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy's own way

    def content(self) -> dict[str, Any]:
        """Everything it says, ready to make another wording of."""
        content = {
            "what": self.what,
            "why": self.why,
            "owner_id": self.owner_id,
            "starts_on": self.starts_on,
            "review_on": self.review_on,
            "body": self.body,
            "advices": list(self.advices),
            "arguments": [dict(argument) for argument in self.arguments],
            "sections": dict(self.sections),
        }
        if self.kind is not PLAIN:  # a text without a subject has the digest it always had
            content |= {"kind_name": self.kind_name, "subject": dict(self.subject)}
        return content

    def copy(self) -> "Wording":
        """A new wording that says the same, with the same files."""
        return Wording(**self.content(), attachments=self.copied_attachments())

    @property
    def has_closed_attachments(self) -> bool:
        """Whether a file goes with it that not everybody who reads the text may know of."""
        return any(one.is_closed for one in self.attachments)

    @property
    def open_attachments(self) -> list[Attachment]:
        """The files that everybody who reads the text may know of."""
        return [one for one in self.attachments if not one.is_closed]

    def copied_attachments(self) -> list[Attachment]:
        """The same files, to go with another wording."""
        return [one.copy() for one in self.attachments]

    def digest(self) -> str:
        """SHA-256 over everything it says and the files that go with it; two wordings with one digest say the same."""
        files = {"attachments": [[one.name, one.digest] for one in self.attachments]} if self.attachments else {}
        canonical = json.dumps(self.content() | files, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def words(self, *, in_public: bool = False) -> list[str]:
        """Every text in it, to be found by; for the public without the parts that name people (Woo 5.2)."""
        arguments = [part for one in self.arguments for part in (one["heading"], one["text"])]
        sections = [text for name, text in self.sections.items() if not (in_public and name in NAMING_PARTS)]
        return [self.what, self.why, self.body, *self.advices, *sections, *arguments]

    @property
    def public_parts(self) -> list[tuple[str, str]]:
        """The further parts without those that name people, as label and Markdown."""
        said = {name: text for name, text in self.sections.items() if name not in NAMING_PARTS}
        return [(label, said[name]) for name, label in SECTIONS.items() if said.get(name)]

    @property
    def kind(self) -> ProposalKind:
        """What differs between this kind of text and others."""
        return kind_of(self.kind_name)

    @property
    def subject_parts(self) -> list[tuple[str, Value]]:
        """What the subject says, as labels and values, without what was left empty."""
        return [(label, value) for label, value in self.kind.parts(self.subject) if value]

    @property
    def found_by(self) -> list[str]:
        """The words of the subject that search knows it by."""
        return [value for _label, value in self.subject_parts if isinstance(value, str)]

    @property
    def answers_last_id(self) -> int | None:
        """Whom it is about, when they answer after the others."""
        return self.kind.answers_last(self.subject)

    @property
    def is_among_parties(self) -> bool:
        """Whether parties agree to it with each other, each for themselves, instead of a unit."""
        return self.kind.parties is not None

    @property
    def further_parts(self) -> list[tuple[str, str]]:
        """The further parts that say something, as label and Markdown, in the order of the Huizen form."""
        return [(label, self.sections[name]) for name, label in SECTIONS.items() if self.sections.get(name)]

    @property
    def head_parts(self) -> list[tuple[str, str | date]]:
        """The lines of the head of a college proposal that are filled in, as label and value."""
        filled = [(label, self.sections[name], name) for name, label in HEAD.items() if self.sections.get(name)]
        return [(label, date.fromisoformat(value) if name in DAYS else value) for label, value, name in filled]

    def arguments_for(self, advice: int | None) -> list[Argument]:
        """The arguments for the advice with this number; for None those that belong to no advice."""
        return [argument for argument in self.arguments if argument["advice"] == advice]

    @property
    def missing_for_decision(self) -> list[str]:
        """Which of owner, start and review date the text does not yet name (practice.md: consent covers them)."""
        return [name for name in ("owner_id", "starts_on", "review_on") if getattr(self, name) is None]
