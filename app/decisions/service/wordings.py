"""What a form says, on its way into a wording."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from app.core import clock
from app.decisions.models import Wording
from app.decisions.models.wording import Argument
from app.decisions.subjects import PLAIN, ProposalKind


@dataclass(frozen=True)
class WordingData:
    """The content of a text as somebody typed it."""

    what: str
    why: str = ""
    owner_id: int | None = None
    starts_on: date | None = None
    review_on: date | None = None
    body: str = ""
    advices: list[str] = field(default_factory=list)
    arguments: list[Argument] = field(default_factory=list)
    sections: Mapping[str, str] = field(default_factory=dict)
    kind_name: str = PLAIN.name
    subject: Mapping[str, Any] = field(default_factory=dict)

    def new(self) -> Wording:
        """A new wording that says this."""
        return Wording(**self._content())

    def write_to(self, wording: Wording) -> None:
        """Make an existing wording say this; what does not differ stays untouched."""
        for name, value in self._content().items():
            if getattr(wording, name) != value:
                setattr(wording, name, value)

    def _content(self) -> dict[str, Any]:
        content = {one.name: getattr(self, one.name) for one in fields(self)}
        return content | {"sections": dict(self.sections), "subject": dict(self.subject)}


def first_days(kind: ProposalKind = PLAIN) -> dict[str, date]:
    """From when a new text counts, and when it is looked back on, until somebody says otherwise."""
    today = clock.today()
    return {"starts_on": today, "review_on": clock.months_after(today, kind.months_until_review)}
