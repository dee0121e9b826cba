"""What something says: the text of a draft, a frozen version, a working text or a decision."""

import hashlib
import json
from datetime import date
from typing import Any, TypedDict

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.database import Base
from app.decisions.wording_parts import NAMING_PARTS, SECTIONS
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
    """Further parts of the full Huizen form, in Markdown, by the names in `SECTIONS`."""
    revision: Mapped[int] = mapped_column(init=False)

    owner: Mapped[Person | None] = relationship(lazy="joined", init=False, viewonly=True)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy's own way

    def content(self) -> dict[str, Any]:
        """Everything it says, ready to make another wording of."""
        return {
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

    def copy(self) -> "Wording":
        """A new wording that says the same."""
        return Wording(**self.content())

    def digest(self) -> str:
        """SHA-256 over everything it says; two wordings with one digest say the same."""
        canonical = json.dumps(self.content(), sort_keys=True, ensure_ascii=False, default=str)
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
    def further_parts(self) -> list[tuple[str, str]]:
        """The further parts that say something, as label and Markdown, in the order of the Huizen form."""
        return [(label, self.sections[name]) for name, label in SECTIONS.items() if self.sections.get(name)]

    def arguments_for(self, advice: int | None) -> list[Argument]:
        """The arguments for the advice with this number; for None those that belong to no advice."""
        return [argument for argument in self.arguments if argument["advice"] == advice]

    @property
    def missing_for_decision(self) -> list[str]:
        """Which of owner, start and review date the text does not yet name (practice.md: consent covers them)."""
        return [name for name in ("owner_id", "starts_on", "review_on") if getattr(self, name) is None]
