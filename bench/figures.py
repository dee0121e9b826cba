"""How figures are worked out and printed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Aim:
    """What a figure should be: at most, or at least."""

    at_most: float | None = None
    at_least: float | None = None

    def is_met_by(self, value: float) -> bool:
        """Whether the figure is as it should be."""
        return (self.at_most is None or value <= self.at_most) and (self.at_least is None or value >= self.at_least)


def report(aim: str, figure: str, value: float, unit: str, *, target: Aim | None = None, **about: object) -> None:
    """Print one figure as a line of JSON: which aim it belongs to, what was measured, and whether that is enough."""
    line: dict[str, object] = {"aim": aim, "figure": figure, **about, "value": round(value, 3), "unit": unit}
    if target is not None:
        wanted = {"at_most": target.at_most, "at_least": target.at_least}
        line |= {name: limit for name, limit in wanted.items() if limit is not None}
        line["met"] = target.is_met_by(value)
    print(json.dumps(line), flush=True)


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which this part of all values lies: 0.5 for the median."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
