"""Count events of which each may stand for many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from desktop.timeline.data.time_order import Step, no_step
from desktop.timeline.index import Edges, EventIndex, ExactTimes, Floats, Ints


class CountedIndex(EventIndex):
    """Indexes events that stand for a number of events each.

    `counts` has the number of each event, in the order of `starts`. All counts of stretches are sums of them.
    """

    def __init__(
        self,
        starts: Ints,
        ends: Ints,
        weights: Floats | None,
        counts: Ints,
        step: Step = no_step,
        exact: ExactTimes | None = None,
    ) -> None:
        super().__init__(starts, ends, weights, step, exact)
        self._counts: Ints = counts if self.order is None else counts[self.order]
        self._started = _running_sum(self._counts)
        by_end = np.argsort(self.ends if exact is None else exact[1], kind="stable")
        self._ended = _running_sum(self._counts[by_end])

    @property
    def total(self) -> int:
        """Return the number of events that all together stand for."""
        return int(self._started[-1])

    @property
    def bytes(self) -> int:
        """Return the memory that the index takes, in bytes."""
        return super().bytes + self._counts.nbytes + self._started.nbytes + self._ended.nbytes

    def count_ended(self, instant: float) -> int:
        """Return the number of events that have ended at an instant."""
        return int(self._ended[super().count_ended(instant)])

    def count_starting_from(self, instant: float) -> int:
        """Return the number of events that begin at an instant or later."""
        return self.total - int(self._started[len(self) - super().count_starting_from(instant)])

    def count_ongoing(self, instant: float) -> int:
        """Return the number of events in progress at an instant."""
        return self.total - self.count_starting_from(instant) - self.count_ended(instant)

    def _started_before(self, instants: Edges) -> Ints:
        return self._started[super()._started_before(instants)]

    def _ended_by(self, instants: Edges) -> Ints:
        return self._ended[super()._ended_by(instants)]

    def subset(self, positions: NDArray[np.uint32]) -> CountedIndex:
        """Return an index of some events, given by their positions in order."""
        exact = self._exact_times_of(positions)
        return CountedIndex(self.starts[positions], self.ends[positions], None, self._counts[positions], exact=exact)


def _running_sum(counts: Ints) -> Ints:
    sums = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=sums[1:])
    return sums
