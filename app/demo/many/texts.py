"""Texts of decisions and proposals, as rows of wordings with what is needed to find and to freeze them."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from app.decisions.models import Wording
from app.demo.many.rows import Rows
from app.demo.many.words import Writer


@dataclass(frozen=True)
class Text:
    """A wording that was written."""

    id: int
    content: dict[str, Any]

    @property
    def what(self) -> str:
        """What it is about."""
        return str(self.content["what"])

    @property
    def digest(self) -> str:
        """What `Wording.digest` gives for it."""
        canonical = json.dumps(self.content, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(canonical.encode()).hexdigest()

    @property
    def findable(self) -> list[str]:
        """What one can find a decision with this text by."""
        said = self.content
        arguments = [part for one in said["arguments"] for part in (one["heading"], one["text"])]
        return [said["what"], said["why"], said["body"], *said["advices"], *said["sections"].values(), *arguments]

    @property
    def findable_as_proposal(self) -> list[str]:
        """What one can find a proposal with this text by."""
        return [self.content["what"], self.content["why"], self.content["body"], *self.content["advices"]]


class Texts:
    """Writes texts."""

    def __init__(self, rows: Rows, chance: Random) -> None:
        self._rows = rows
        self._chance = chance
        self.writer = Writer(chance)

    def short(self, day: date, owner_id: int | None, review_on: date | None) -> Text:
        """A text as a proposal has it: what, why, who, from when, and when we look back."""
        return self._keep(
            what=self.writer.title(day.year),
            why=self.writer.because(),
            owner_id=owner_id,
            starts_on=day if owner_id else None,
            review_on=review_on,
            body=self.writer.paragraph("Wij spreken af"),
        )

    def next_version(self, text: Text, remedy: str) -> Text:
        """The same with something added, that meets an objection."""
        return self._keep(**text.content | {"body": f"{text.content['body']} {remedy}"})

    def of_document(self, day: date | None, year: int) -> Text:
        """A text as a document of the college has it: advices, arguments, and the further parts."""
        title, writer = self.writer.title(year), self.writer
        arguments = [
            {"number": f"{number}.1", "advice": number, "heading": writer.reason(), "text": writer.because()}
            for number in (1, 2)
        ]
        sections = {
            "background": writer.because(),
            "aim": writer.paragraph(title),
            "drawbacks": writer.reason(),
            "finances": "De kosten passen in de begroting.",
            "advised_by": f"{writer.body()} gaf op tijd een positief advies.",
        }
        advices = [writer.advice(title), writer.advice(title)]
        return self._keep(what=title, starts_on=day, advices=advices, arguments=arguments, sections=sections)

    def _keep(self, **said: Any) -> Text:
        content = _NOTHING | said
        return Text(self._rows.add(Wording, **content), content)


_NOTHING: dict[str, Any] = {
    "what": "", "why": "", "owner_id": None, "starts_on": None, "review_on": None, "body": "",
    "advices": [], "arguments": [], "sections": {},
}  # fmt: skip
