"""What a row of the bench is, and how sure its figures are.

A bound on a time is a multiple of a floor, which is measured in the same run: what nothing that does the same can beat.
So a slow machine, or a busy one, is no excuse and no alarm. The time itself is printed beside it, for information.
"""

from __future__ import annotations

import math
import os
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

TINY: Final = bool(os.environ.get("PASSEUR_BENCH_TINY"))
"""Whether each row only shows that it still runs: once, and with next to nothing (`run.py --smoke`)."""

RESAMPLES: Final = 400
SHARE_SURE: Final = 0.95

Statistic = Callable[[Sequence[float]], float]


def size(full: int, tiny: int) -> int:
    """Return how many of something a row takes."""
    return tiny if TINY else full


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share (0 to 1) of all values lies, the next one up: never better than the truth."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1))]


def p95(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return percentile(values, 0.95)


def p99(values: Sequence[float]) -> float:
    """Return the 99th percentile."""
    return percentile(values, 0.99)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as it is printed, saved and compared: each with the range in which a repetition would fall."""

    name: str
    unit: str
    value: float
    low: float
    high: float
    floor: float | None = None
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    bound: float | None = None
    runs: int = 1

    @property
    def range(self) -> tuple[float, float, float]:
        """Return what is compared, with its range: the ratio to the floor where there is one."""
        if self.ratio is None or self.ratio_low is None or self.ratio_high is None:
            return self.value, self.low, self.high
        return self.ratio, self.ratio_low, self.ratio_high

    @property
    def verdict(self) -> str:
        """Return whether the bound holds; in doubt where only the noise stands between."""
        if self.bound is None:
            return ""
        middle, low, _ = self.range
        return "ok" if middle <= self.bound else "in doubt" if low <= self.bound else "FALLS SHORT"

    def as_dict(self) -> dict[str, object]:
        """Return the figure as JSON's plain data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured: repetitions of it and of its floor, and how to make one figure of them.

    `bound` is a multiple of the floor; without a floor it is a count or a size, never a time.
    """

    name: str
    unit: str
    samples: Sequence[float]
    floor: Sequence[float] = ()
    bound: float | None = None
    statistic: Statistic = statistics.median

    def __post_init__(self) -> None:
        """Refuse a bound on a bare time: it would say more about the machine than about the program."""
        if self.bound is not None and self.unit in ("ms", "s") and not self.floor:
            raise ValueError(f"{self.name}: a bound on a time needs a floor")

    def figure(self) -> Figure:
        """Return the figure, with the range of 95 % of what the repetitions would give if they were drawn anew."""
        chance = random.Random(0)
        values: list[float] = []
        ratios: list[float] = []
        paired = len(self.samples) == len(self.floor)
        for _ in range(RESAMPLES):
            drawn = [chance.randrange(len(self.samples)) for _ in self.samples]
            values.append(self.statistic([self.samples[index] for index in drawn]))
            if self.floor:
                if not paired:
                    drawn = [chance.randrange(len(self.floor)) for _ in self.floor]
                ratios.append(values[-1] / self.statistic([self.floor[index] for index in drawn]))
        value = self.statistic(self.samples)
        floor = self.statistic(self.floor) if self.floor else None
        share = (1 - SHARE_SURE) / 2
        return Figure(
            self.name,
            self.unit,
            value,
            percentile(values, share),
            percentile(values, 1 - share),
            floor,
            value / floor if floor else None,
            percentile(ratios, share) if floor else None,
            percentile(ratios, 1 - share) if floor else None,
            self.bound,
            len(self.samples),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A named measurement: `measure(runs)` returns one or more results."""

    name: str
    measure: Callable[[int], list[Result]]
    runs: int = 9
    smoke: bool = True  # False for the same code at another size: a smoke run leaves it out


def in_turn(runs: int, *measurements: Callable[[], float]) -> list[list[float]]:
    """Run measurements in turn, after a warm-up of each, so that a busy minute falls on all; return each one's values."""
    if not TINY:
        for measure in measurements:
            measure()
    values: list[list[float]] = [[] for _ in measurements]
    for _ in range(runs):
        for measure, found in zip(measurements, values, strict=True):
            found.append(measure())
    return values
