"""Counting what has no row: columns at the foot of a band, as high as their events are many, and clusters that open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from desktop.render import theme as themes
from desktop.render.frame import Box, Item, Marks, Run, Zone
from desktop.render.text import measure
from desktop.render.timeline.aggregates import COLUMN, TILE, Crowd, Purse, Tile
from desktop.render.timeline.marks import WORDS, Band, Mark, seen_seconds
from desktop.render.timeline.plot import Plot, unknown_from

_ZONE: Final = 16


def cluster_of(zone: Zone) -> tuple[int, int, int]:
    """Return from when to when (seconds) a cluster's events are, and how many: what its zone's id says."""
    start, end, count = zone.id.split("..")
    return int(start), int(end), int(count)


def cluster(x: float, y: float, width: float, height: float, start: int, end: int, count: int) -> Zone:
    """Return the zone of a cluster."""
    return Zone(x, y, width, height, "cluster", id=f"{start}..{end}..{count}")


def step_of(plot: Plot) -> int:
    """Return the width of a column in seconds: a power of two, so that columns are fixed in time."""
    step = 1
    while step * plot.width < COLUMN * plot.window.span:
        step *= 2
    return step


def columns(counts: Mapping[int, float], step: int, plot: Plot, foot: float, color: str) -> Item:
    """Return columns by their number: heights in pixels, feet on the line `foot`."""
    boxes: list[float] = []
    for number, high in counts.items():
        left = max(plot.x, float(round(plot.place(number * step))))
        right = min(plot.right, float(round(plot.place((number + 1) * step))))
        if right > left:
            boxes += (left, foot - high, max(1.0, right - left - 1.0), high)
    return Marks("box", tuple(boxes), color)


def count_left(
    left: Collection[tuple[Mark, int, int]], band: Band, plot: Plot, top: float, lane: float
) -> tuple[list[Item], list[Zone]]:
    """Count the events that no row has room for: columns in the lane at the foot of the band, and how many they are.

    Each comes with its first and its last second.
    """
    if not left:
        return [], []
    look = plot.look
    step = step_of(plot)
    low, high = seen_seconds(plot.window)
    piles: dict[int, list[tuple[Mark, int, int]]] = {}
    twice = 2 * step
    for one in left:
        _, start, end = one
        middle = (max(start, low) + min(end, high)) // twice
        pile = piles.get(middle)
        if pile is None:
            piles[middle] = [one]
        else:
            pile.append(one)
    foot = top + lane + 0.5 * look.pad
    room = 0.85 * max(lane, look.lane)
    unit = min(max(3.0, 7.0 * look.size), room / max(len(pile) for pile in piles.values()))
    color = themes.with_alpha(plot.theme.color(band.track.color), 0.75)
    items: list[Item] = [columns({number: unit * len(pile) for number, pile in piles.items()}, step, plot, foot, color)]
    zones: list[Zone] = []
    scale = plot.width / plot.window.span
    apart = max(2, round(2.4 * look.small.size / (step * scale)))
    written = plot.x - look.space  # where the last number ends
    for group in _groups(sorted(piles), apart):
        inside = [one for number in group for one in piles[number]]
        x0 = max(plot.x, plot.place(group[0] * step))
        x1 = min(plot.right, plot.place((group[-1] + 1) * step))
        tall = unit * max(len(piles[number]) for number in group) + 4.0
        if len(inside) == 1:
            event = inside[0][0].event
            zones.append(Zone(x0 - 3, foot - tall, x1 - x0 + 6, tall, "event", event.path, event.id))
            continue
        start, end = min(first for _, first, _ in inside), max(last for _, _, last in inside)
        zones.append(cluster(x0 - 3, foot - tall, x1 - x0 + 6, tall, start, end, len(inside)))
        number = _number(len(inside), x0, x1, foot - 0.1 * look.lane, plot)
        if number.x < written + 0.4 * look.space:
            # The number before stands there: this one lies on its own last columns, on a ground that lets it be read.
            number = Run(plot.right - number.width, number.y, number.text, number.font, number.color, number.width)
            veil = themes.with_alpha(plot.theme.ground, 0.8)
            top = number.y - 0.9 * look.small.size
            items.append(Box(number.x - 2.0, top, number.width + 2.0, 1.1 * look.small.size, veil))
        written = number.x + number.width
        items.append(number)
    return items, zones


def _number(count: int, left: float, right: float, base: float, plot: Plot) -> Run:
    """Write a count beside its columns."""
    look = plot.look
    words = str(count)
    wide = measure(words, look.small)
    x = right + 0.4 * look.space
    if x + wide > plot.right:
        x = left - 0.4 * look.space - wide
    return Run(x, base, words, look.small, plot.theme.muted, wide)


def _groups(numbers: list[int], least: int) -> list[list[int]]:
    """Return columns that stand close together as one."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number - found[-1][-1] <= least:
            found[-1].append(number)
        else:
            found.append([number])
    return found


# -- crowds ------------------------------------------------------------------------------------------------------------


def tiles_of(crowd: Crowd, rows: int, plot: Plot, purse: Purse) -> list[tuple[int, Tile]]:
    """Return the tiles of a crowd that the window touches, by their numbers."""
    step = step_of(plot)
    low, high = seen_seconds(plot.window)
    numbers = range(low // (step * TILE), high // (step * TILE) + 1)
    return [(number, crowd.tile(number, step, rows, plot.look, purse)) for number in numbers]


def count_crowd(
    crowd: Crowd,
    tiles: Sequence[tuple[int, Tile]],
    begins: Sequence[Sequence[int]],
    band: Band,
    plot: Plot,
    top: float,
    lane: float,
) -> tuple[list[Item], list[Zone]]:
    """Count all events of a crowd that are not shown; every one of the window is in exactly one column.

    `begins` says for each tile at which seconds its events that are shown begin.
    """
    # Imported here: numpy is for crowds, and a slide is on the screen before there are any.
    from desktop.timeline.index import boxes

    look = plot.look
    step = step_of(plot)
    low, high = seen_seconds(plot.window)
    now = unknown_from(band, plot)
    until = high + 1 if now is None else max(low, min(high + 1, now))
    foot = top + lane + 0.5 * look.pad
    zones: list[Zone] = []
    # Tiles follow one another: all their columns are counted at once.
    first = tiles[0][0] * TILE * step
    counts = crowd.counts(
        first, step, len(tiles) * TILE, [start for starts in begins for start in starts], (low, until)
    )
    coords = boxes(counts, first, step, plot.window, (plot.x, plot.width), foot, 0.92 * lane, crowd.highest(step))
    sums = counts.reshape(-1, _ZONE).sum(axis=1)
    chunks = sums.nonzero()[0]
    long, left, right = _ZONE * step, plot.x, plot.right
    base, wide = plot.place(first), long * plot.width / plot.window.span
    for chunk, count in zip(chunks.tolist(), sums[chunks].tolist(), strict=True):
        start = first + chunk * long
        x0, x1 = max(left, base + chunk * wide), min(right, base + (chunk + 1) * wide)
        begin, end = max(start, low), min(start + long, until)
        zones.append(cluster(x0, foot - lane, x1 - x0, lane, begin, end, count))
    # Opaque: a pixel that is mixed with what is below takes nine times as long.
    color = themes.blend(plot.theme.color(band.track.color), plot.theme.ground, 0.72 if plot.highlight else 0.28)
    items: list[Item] = [Marks("box", tuple(coords), color)] if coords else []
    lit = (plot.lit or {}).get(band.track.id)
    if lit is not None:
        # Measured like all the others: a column never stands out more than it holds.
        found = lit.columns(first, step, len(tiles) * TILE, (low, until))
        bright = boxes(found, first, step, plot.window, (plot.x, plot.width), foot, 0.92 * lane, crowd.highest(step))
        items += [Marks("box", tuple(bright), plot.theme.color(band.track.color))] if bright else []
    going_on = crowd.index.going_on(low) - sum(start < low for starts in begins for start in starts)
    if going_on > 0 and (now is None or now > low):
        words = WORDS("going_on", plot.language, count=going_on)
        base = foot - lane + look.small.size
        wide = measure(words, look.small)
        # On a ground of its own: the columns behind it are as light as the words.
        veil = themes.with_alpha(plot.theme.ground, 0.8)
        items.append(Box(plot.x, base - look.small.size, wide + look.space, 1.4 * look.small.size, veil))
        items.append(Run(plot.x, base, words, look.small, plot.theme.muted, wide))
    return items, zones
