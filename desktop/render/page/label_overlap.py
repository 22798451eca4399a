"""Moves labels on one line apart, each as little as possible."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float, gap: float = 0.0) -> list[float]:
    """Return the starts of labels that stand `gap` apart between limits.

    `wanted` are the starts they would like, in any order; they keep that order. All are in pixels. Where there is no room
    for all of them, they stand closer than `gap`, evenly, and in the worst case reach beyond `high`.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    total = sum(sizes)
    if len(order) > 1 and total + gap * (len(order) - 1) > high - low:
        gap = max(0.0, (high - low - total) / (len(order) - 1))
    # Labels that touch form a block. A block stands where the sum of its squared shifts is least, within the limits.
    blocks: list[_Block] = []
    for index in order:
        block = _Block([index], wanted[index], sizes[index])
        while blocks and blocks[-1].start(low, high) + blocks[-1].size + gap > block.start(low, high):
            block = blocks.pop().joined(block, gap)
        blocks.append(block)
    starts = [0.0] * len(wanted)
    for block in blocks:
        at = block.start(low, high)
        for index in block.members:
            starts[index] = at
            at += sizes[index] + gap
    return starts


class _Block:
    """Holds labels that stand in a row without free space."""

    def __init__(self, members: list[int], wanted: float, size: float) -> None:
        self.members = members
        self.wanted = wanted  # the mean of the block's starts that its members would like
        self.size = size

    def start(self, low: float, high: float) -> float:
        return max(low, min(self.wanted, high - self.size))

    def joined(self, after: _Block, gap: float) -> _Block:
        count, more = len(self.members), len(after.members)
        shifted = after.wanted - self.size - gap
        wanted = (self.wanted * count + shifted * more) / (count + more)
        return _Block(self.members + after.members, wanted, self.size + gap + after.size)
