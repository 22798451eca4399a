"""Maps values to heights, and finds round ones."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Reals = NDArray[np.floating[Any]]


def nice_step(span: float, count: int) -> float:
    """Return the step of about `count` ticks: 1, 2 or 5, scaled."""
    raw = span / max(1, count)
    power = 10.0 ** math.floor(math.log10(raw))
    return next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= raw * 0.999)


def decimals_of(value: float) -> int:
    """Return the decimals with which a number was written."""
    return len(f"{value:.6f}".rstrip("0").rpartition(".")[2])


def tick_decimals(ticks: list[float]) -> int:
    """Return the decimals that tell ticks apart, and those of one alone."""
    if len(ticks) < 2:
        return max(map(decimals_of, ticks), default=0)
    step = ticks[1] - ticks[0]
    return max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0.0 else 0


def range_of_one(value: float) -> tuple[float, float]:
    """Return the range of a scale for one value alone.

    Its ends differ, however large the value is.
    """
    return (value, value + max(1.0, 1e-9 * value)) if value >= 0 else (value, 0.0)


class ValueAxis:
    """Maps values to the y of a plot's area."""

    def __init__(self, low: float, high: float, top: float, bottom: float) -> None:
        self.low, self.high, self.top, self.bottom = low, high, top, bottom

    @overload
    def y(self, value: float) -> float: ...

    @overload
    def y(self, value: Reals) -> Reals: ...

    def y(self, value: float | Reals) -> float | Reals:
        """Return the y of a value, or of each of an array."""
        return self.bottom - (value - self.low) * (self.bottom - self.top) / (self.high - self.low)

    @property
    def zero_y(self) -> float:
        """Return the y of zero, or of the nearest end."""
        return self.y(min(max(0.0, self.low), self.high))

    def ticks(self, height_per_tick: float = 110.0) -> list[float]:
        """Return the round values of a grid."""
        count = max(2, int((self.bottom - self.top) / height_per_tick))
        step = nice_step(self.high - self.low, count)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        # Between large numbers that are almost equal there may be no other one.
        return list(dict.fromkeys(number * step for number in range(first, last + 1)))
