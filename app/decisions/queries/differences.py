"""What changed between two wordings, in whole words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from diff_match_patch import diff_match_patch

from app.core.errors import N_
from app.core.states import LabelledState
from app.decisions.models import Wording
from app.decisions.subjects import ProposalKind, Subject, Value
from app.decisions.wording_parts import DAYS, HEAD, SECTIONS
from app.decisions.wording_text import write_advices, write_arguments

Kind = Literal["equal", "insert", "delete"]
Part = tuple[Kind, str | date]

_TOKEN = re.compile(r"\w[\w\u0300-\u036f]*|[^\S\n]+|\n|[^\w\s]")
_FIRST_SIGN = 0xF0000
"""Each word becomes one sign of a plane that no text uses, for diff-match-patch compares signs."""
_SECONDS = 0.2
"""After this long on one field the difference may get coarser, never wrong."""
_AROUND = 160
_GAP = " […] "
_KINDS: dict[int, Kind] = {-1: "delete", 0: "equal", 1: "insert"}


@dataclass(frozen=True)
class Change:
    """One part of a text that says something else now: its label, and what stayed, went and came, in order."""

    label: str
    parts: list[Part]

    @property
    def brief(self) -> list[Part]:
        """The parts, with what stayed left out where it is far from what changed."""
        last = len(self.parts) - 1
        return [(kind, _brief(kind, said, place == 0, place == last)) for place, (kind, said) in enumerate(self.parts)]

    @property
    def is_shortened(self) -> bool:
        """Whether anything was left out."""
        return self.brief != self.parts


def difference(old: Wording, new: Wording) -> list[Change]:
    """Every part in which `new` says something else than `old`, in the order of the page.

    No query when the files are loaded; of a file that is closed nothing is said.
    """
    changes = [
        Change(label, compare(before, after))
        for label, before, after in _beside_each_other(old, new)
        if before != after
    ]
    changes.append(Change(N_("Bijlagen"), _files(old, new)))
    return [change for change in changes if change.parts]


@lru_cache(maxsize=64)
def compare_words(old: str, new: str) -> tuple[Part, ...]:
    """What stayed, went and came between two texts, in whole words.

    Screens ask it again at every change of a round. What is kept stays in memory, is the latest few only, and each is
    asked with both texts in hand: it tells nobody what they could not read already.
    """
    signs: dict[str, str] = {"\n": "\n"}
    before, after = (_as_signs(text, signs) for text in (old, new))
    words = {sign: token for token, sign in signs.items()}
    engine = diff_match_patch()
    engine.Diff_Timeout = _SECONDS
    diffs = engine.diff_main(before, after)
    engine.diff_cleanupSemantic(diffs)
    return tuple((_KINDS[kind], "".join(words[sign] for sign in text)) for kind, text in diffs if text)


def difference_of_subjects(kind: ProposalKind, old: Subject, new: Subject) -> list[Change]:
    """Every part in which one subject of a kind says something else than another. No query."""
    before, after = (dict(kind.parts(one)) for one in (old, new))
    sides = [(label, _as_text(before.get(label)), _as_text(after.get(label))) for label in {**before, **after}]
    return [Change(label, compare(one, other)) for label, one, other in sides if one != other]


def _beside_each_other(old: Wording, new: Wording) -> Iterator[tuple[str, str | date | None, str | date | None]]:
    yield N_("Wat"), old.what, new.what
    yield N_("Waarom"), old.why, new.why
    yield N_("Wie"), _owner(old), _owner(new)
    yield N_("Vanaf"), old.starts_on, new.starts_on
    yield N_("We kijken terug"), old.review_on, new.review_on
    yield N_("Adviezen"), write_advices(old.advices), write_advices(new.advices)
    yield N_("Tekst"), old.body, new.body
    yield N_("Argumenten"), write_arguments(old.arguments), write_arguments(new.arguments)
    earlier, later = (dict(one.subject_parts) for one in (old, new))
    for label in dict.fromkeys([*earlier, *later]):
        yield label, _as_text(earlier.get(label)), _as_text(later.get(label))
    for name, label in (HEAD | SECTIONS).items():
        before, after = old.sections.get(name, ""), new.sections.get(name, "")
        yield label, _day(before) if name in DAYS else before, _day(after) if name in DAYS else after


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _as_text(value: Value | None) -> str | date | None:
    return value.label if isinstance(value, LabelledState) else value or ""


def _files(old: Wording, new: Wording) -> list[Part]:
    """The files that went and came, a name on each line; another file under the same name did both."""
    before, after = ({(one.name, one.digest): one.name for one in text.open_attachments} for text in (old, new))
    gone: list[Part] = [("delete", f"{name}\n") for key, name in before.items() if key not in after]
    return gone + [("insert", f"{name}\n") for key, name in after.items() if key not in before]


def _owner(wording: Wording) -> str:
    return wording.owner.name if wording.owner else ""


def compare(before: str | date | None, after: str | date | None) -> list[Part]:
    """What stayed, went and came between two values: texts word by word, days whole."""
    if isinstance(before, str) and isinstance(after, str):
        return list(compare_words(before, after))
    parts: list[Part] = []
    if before:
        parts.append(("delete", before))
    if after:
        parts.append(("insert", after))
    return parts


def _as_signs(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.setdefault(token, chr(_FIRST_SIGN + len(signs))) for token in _TOKEN.findall(text))


def _brief(kind: Kind, said: str | date, is_first: bool, is_last: bool) -> str | date:
    if kind != "equal" or isinstance(said, date) or len(said) <= 3 * _AROUND:
        return said
    before = "" if is_first else said[:_AROUND].rsplit(" ", 1)[0]
    after = "" if is_last else said[-_AROUND:].split(" ", 1)[-1]
    return before + _GAP + after
