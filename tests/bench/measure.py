"""What a row of the bench is, and how to repeat it fairly."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One figure: a median or a percentile, with what it must not pass and what nothing can beat."""

    name: str
    value: float
    unit: str
    bound: float | None = None
    floor: float | None = None
    runs: int = 1
    relative: bool = False  # the bound is on the ratio to the floor

    @property
    def ratio(self) -> float | None:
        """Return the value as a multiple of the floor."""
        return self.value / self.floor if self.floor else None

    @property
    def kept(self) -> bool:
        """Return whether the bound holds."""
        if self.bound is None:
            return True
        measured = self.ratio if self.relative else self.value
        return measured is not None and measured <= self.bound

    def cells(self) -> tuple[str, ...]:
        """Return the cells of a table's row."""

        def number(value: float | None) -> str:
            if value is None:
                return ""
            digits = 0 if value >= 1000 or value == round(value) else max(0, 2 - int(math.log10(max(value, 1e-9))))
            return f"{value:.{digits}f}"

        bound = f"{number(self.bound)} ×" if self.relative and self.bound is not None else number(self.bound)
        verdict = "" if self.bound is None else "ok" if self.kept else "FALLS SHORT"
        cells = (self.name, number(self.value), self.unit, bound, number(self.floor), number(self.ratio))
        return (*cells, str(self.runs), verdict)

    def as_dict(self) -> dict[str, object]:
        """Return the result as JSON's plain data."""
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "bound": self.bound,
            "floor": self.floor,
            "ratio": self.ratio,
            "runs": self.runs,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A named measurement: `measure(runs)` returns one or more results."""

    name: str
    measure: Callable[[int], list[Result]]
    runs: int = 9


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share (0 to 1) of all values lies, the next one up: never better than the truth."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def in_turn(one: Callable[[], float], other: Callable[[], float], runs: int) -> tuple[float, float, float]:
    """Run two measurements in turn, after a warm-up of each; return both medians and the median of the pairs' ratios."""
    one()
    other()
    pairs = [(one(), other()) for _ in range(runs)]
    return (
        statistics.median(first for first, _ in pairs),
        statistics.median(second for _, second in pairs),
        statistics.median(first / second for first, second in pairs),
    )
