"""Sort millions of times in steps short enough to stop between.

NumPy's stable `argsort` of ten million times takes 1.1 s, its `sort` of plain numbers 0.1 s: so a time and its place are
packed into one number. What is too long to be sorted at once is dealt out to parts by a sample of its numbers, and each
part is sorted by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Moments = NDArray[np.float64]
Step = Callable[[float], None]
"""Is called with the fraction of a work that is done; may raise to end it."""
_Number = TypeVar("_Number", bound=np.generic)
_Result = TypeVar("_Result")

_PART: Final = 1 << 18  # numbers that are copied or dealt out at once: some 5 ms, and in the processor's own memory
_AT_ONCE: Final = 1 << 24  # numbers that are sorted as one: some 0.2 s, and a second without the newer instructions
_MOST_PARTS: Final = 256  # so that the number of a part is a byte, which NumPy sorts fastest
_SAMPLED: Final = 64  # numbers of the sample for each part
_BIN_BITS: Final = 12
_ALL_BUT_SIGN: Final = 2**63 - 1


def no_step(_fraction: float) -> None:
    """Do nothing between two steps."""


def part_of(step: Step, begin: float, end: float) -> Step:
    """Return a step that goes from `begin` to `end` of another."""
    return lambda fraction: step(begin + (end - begin) * fraction)


def sort_times(times: Ints, step: Step = no_step) -> tuple[Ints, NDArray[np.uint32]]:
    """Return times in order, and the place that each had before.

    Of equal times the one that came first stays first. `step` is called with the fraction done and may raise.
    """
    count = len(times)
    low, high = int(times.min()), int(times.max())
    bits = max(1, (count - 1).bit_length())
    if (high - low).bit_length() + bits > 63:
        return _sort_far_times(times, bits)

    def packed(first: int, last: int, stride: int, out: Ints) -> None:
        np.subtract(times[first:last:stride], low, out=out)
        out <<= bits
        out |= np.arange(first, last, stride)

    order = np.empty(count, np.uint32)

    def unpack(stretch: slice, numbers: Ints) -> None:
        np.bitwise_and(numbers, (1 << bits) - 1, out=order[stretch], casting="unsafe")
        numbers >>= bits
        numbers += low

    return _sorted(packed, count, step, unpack), order


def _sort_far_times(times: Ints, bits: int) -> tuple[Ints, NDArray[np.uint32]]:
    """Sort times over billions of years.

    Not they, but their ranks are packed with their places.
    """
    order = np.argsort(times)
    ordered = times[order]
    numbers = np.zeros(len(times), np.int64)
    np.cumsum(ordered[1:] != ordered[:-1], out=numbers[1:])
    numbers <<= bits
    numbers |= order
    numbers.sort()  # `argsort` leaves equal times in any order
    numbers &= (1 << bits) - 1
    return ordered, numbers.astype(np.uint32)


def lasting_ends(starts: Ints, ends: Ints, out: Ints) -> None:
    """Write ends, at least a second after their starts, to an array.

    So an event never ends before it begins, and is in exactly one stretch of time.
    """
    np.add(starts, 1, out=out)
    np.maximum(ends, out, out=out)


def sort_ends(starts: Ints, ends: Ints, step: Step = no_step) -> Ints:
    """Return the lasting ends of starts in order; `step` may raise."""

    def fill(first: int, last: int, stride: int, out: Ints) -> None:
        lasting_ends(starts[first:last:stride], ends[first:last:stride], out)

    return _sorted(fill, len(ends), step)


def sort_moments(moments: Moments, step: Step = no_step) -> Moments:
    """Return moments in order; `step` may raise."""
    before_1970 = moments < 0.0
    if not before_1970.any():
        return _sorted_bits(moments, step)
    # Apart, since the bits of both together span more than an int64.
    parts = moments[before_1970], moments[~before_1970]
    return np.concatenate([_sorted_bits(part, step) for part in parts])


def _sorted_bits(moments: Moments, step: Step) -> Moments:
    """Sort moments on one side of 1970.

    The bits of floats are in the order of their numbers, of those below zero the other way round.
    """
    bits = moments.view(np.int64)

    def fill(first: int, last: int, stride: int, out: Ints) -> None:
        np.copyto(out, bits[first:last:stride])
        turn(slice(first, last), out)

    def turn(_stretch: slice, numbers: Ints) -> None:
        numbers ^= (numbers >> 63) & _ALL_BUT_SIGN

    return _sorted(fill, len(moments), step, turn).view(np.float64)


def _sorted(
    fill: Callable[[int, int, int, Ints], None],
    count: int,
    step: Step,
    change: Callable[[slice, Ints], None] = lambda _stretch, _numbers: None,
) -> Ints:
    """Return numbers in order.

    `fill` writes those of a range and a stride to an array. `change` is called with each stretch in order and its numbers,
    while they are in the processor's own memory, and may change them.
    """
    ordered: Ints = np.empty(count, np.int64)
    parts = min(_MOST_PARTS, -(-count // _PART)) if count > _AT_ONCE else 1
    if parts == 1:
        # In place: to have new memory from the system takes as long as to sort.
        for stretch in stretches(count):
            fill(stretch.start, stretch.stop, 1, ordered[stretch])
        ordered.sort()
        for stretch in stretches(count, step):
            change(stretch, ordered[stretch])
        return ordered
    stride = max(1, count // (_SAMPLED * parts))
    sample = np.empty(-(-count // stride), np.int64)
    fill(0, count, stride, sample)
    sample.sort()
    part_of = _dealer(sample, parts)
    dealt: list[list[Ints]] = [[] for _ in range(parts)]
    some = np.empty(_PART, np.int64)
    for first in range(0, count, _PART):
        last = min(count, first + _PART)
        some = some[: last - first]
        fill(first, last, 1, some)
        numbers_of_parts = part_of(some)
        grouped = some[np.argsort(numbers_of_parts, kind="stable")]
        ends = np.cumsum(np.bincount(numbers_of_parts, minlength=parts))
        for part, pieces in enumerate(dealt):
            pieces.append(grouped[ends[part - 1] if part else 0 : ends[part]])
        step(0.5 * first / count)
    done = 0
    for number, pieces in enumerate(dealt):
        stretch = slice(done, done := done + sum(map(len, pieces)))
        joined = np.concatenate(pieces, out=ordered[stretch])
        pieces.clear()
        joined.sort()
        change(stretch, joined)
        step(0.5 + 0.5 * (number + 1) / parts)
    return ordered


def _dealer(sample: Ints, parts: int) -> Callable[[Ints], NDArray[np.uint8]]:
    """Return what tells the parts of numbers, about as many in each.

    Mostly a table of even bins tells it, in a fifth of the time of a search; where too many numbers lie in one bin, the
    limits between the parts are searched.
    """
    first, span = int(sample[0]), int(sample[-1]) - int(sample[0])
    shift = max(0, span.bit_length() - _BIN_BITS)
    counts = np.bincount((sample - first) >> shift, minlength=1 << _BIN_BITS)
    if counts.max() * parts <= 2 * len(sample):
        # Beyond the last number of the sample there are bins without any.
        table = np.minimum((np.cumsum(counts) - counts) * parts // len(sample), parts - 1).astype(np.uint8)
        last = len(table) - 1

        def from_table(numbers: Ints) -> NDArray[np.uint8]:
            bins = (numbers - first) >> shift
            found: NDArray[np.uint8] = table[np.clip(bins, 0, last, out=bins)]
            return found

        return from_table
    limits = sample[len(sample) // parts :: len(sample) // parts][: parts - 1]
    return lambda numbers: limits.searchsorted(numbers, "right").astype(np.uint8)


class Aside:
    """Does works beside what the caller does, on a second processor.

    They have ended when the context does. What is too much to be sorted as one is done at once instead: as a whole it takes
    too long to wait for its end, and too much memory beside others.
    """

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(1) if _PART < count <= _AT_ONCE else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)

    def begin(self, work: Callable[[Step], _Result], step: Step) -> Callable[[], _Result]:
        """Begin a work; return what waits for its result.

        It gets `step` where the caller waits for it.
        """
        if self._threads is not None:
            return self._threads.submit(work, no_step).result
        result = work(step)
        return lambda: result


def stretches(count: int, step: Step = no_step) -> Iterator[slice]:
    """Yield the slices of `count` numbers that take a step each."""
    for first in range(0, count, _PART):
        yield slice(first, min(count, first + _PART))
        step(min(count, first + _PART) / count)


def is_in_order(numbers: Ints | Moments) -> bool:
    """Return whether no number is less than the one before."""
    pairs = stretches(max(0, len(numbers) - 1))
    return not any(bool(np.any(numbers[one.start + 1 : one.stop + 1] < numbers[one])) for one in pairs)


def gathered(values: NDArray[_Number], order: NDArray[np.uint32], step: Step = no_step) -> NDArray[_Number]:
    """Return values in an order."""
    result = np.empty(len(order), values.dtype)
    for stretch in stretches(len(order), step):
        np.take(values, order[stretch], out=result[stretch], mode="clip")  # "raise" takes through a buffer
    return result


def joined(
    arrays: Iterable[NDArray[_Number]], count: int, kind: type[_Number], step: Step = no_step
) -> NDArray[_Number]:
    """Return arrays of `count` numbers together as one."""
    result = np.empty(count, kind)
    done = 0
    for array in arrays:
        result[done : (done := done + len(array))] = array
        step(done / max(1, count))
    return result
