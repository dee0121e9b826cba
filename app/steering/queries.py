"""What a unit has agreed about itself, for its screens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from app.decisions.queries.differences import Change, difference_of_subjects
from app.decisions.subjects import ProposalKind, Value
from app.organisation.agreements import RULES, UnitAgreement, agreements_of, rules_given_to
from app.organisation.models import Unit


@dataclass(frozen=True)
class Agreed:
    """One thing a unit may agree about: what holds now, what is to come, and what there was, the latest first."""

    kind: ProposalKind
    now: UnitAgreement | None
    given: Mapping[str, Any]
    """What holds while nothing was agreed, if anything does."""
    coming: list[UnitAgreement] = field(default_factory=list)
    earlier: list[UnitAgreement] = field(default_factory=list)

    @cached_property
    def content(self) -> Mapping[str, Any]:
        """What holds now."""
        return self.now.content if self.now else self.given

    @property
    def parts(self) -> list[tuple[str, Value]]:
        """What holds now, as labels and values."""
        return [(label, value) for label, value in self.kind.parts(self.content) if value] if self.content else []

    @property
    def may_be_given(self) -> bool:
        """Whether the unit never decided on it, so that the beheerder may fill it in."""
        known = [*([self.now] if self.now else []), *self.coming, *self.earlier]
        return all(one.decision_id is None for one in known)

    def is_due(self, on: date) -> bool:
        """Whether the day to look back on it has come."""
        return self.now is not None and self.now.review_on is not None and self.now.review_on <= on

    @property
    def history(self) -> list[tuple[UnitAgreement, list[Change]]]:
        """Everything that was agreed, the latest first, each with what it changed of the one before it."""
        steps = [*reversed(self.coming), *([self.now] if self.now else []), *self.earlier]
        before: list[UnitAgreement | None] = [*steps[1:], None][: len(steps)]
        return [(one, self._changes(old, one) if old else []) for one, old in zip(steps, before, strict=True)]

    def _changes(self, old: UnitAgreement, new: UnitAgreement) -> list[Change]:
        return difference_of_subjects(self.kind, old.content, new.content)


def agreed_in(unit: Unit, kinds: tuple[ProposalKind, ...], on: date) -> list[Agreed]:
    """Where a unit stands on each of these kinds. One query, whatever it has agreed."""
    rows = agreements_of(unit, kinds[0].name if len(kinds) == 1 else None)
    return [_agreed(kind, unit, [one for one in rows if one.kind_name == kind.name], on) for kind in kinds]


def _agreed(kind: ProposalKind, unit: Unit, rows: list[UnitAgreement], on: date) -> Agreed:
    now = next((one for one in rows if one.holds(on)), None)
    coming = [one for one in reversed(rows) if one.is_coming(on)]
    return Agreed(
        kind=kind,
        now=now,
        given=rules_given_to(unit).content() if kind.name == RULES else {},
        coming=coming,
        earlier=[one for one in rows if one is not now and one not in coming],
    )
