"""Finds room for clusters in the rows of a band."""

from __future__ import annotations

from desktop.render.timeline.aggregates.clusters import Cluster, clusters_of
from desktop.render.timeline.bands.mark_spans import MarkSpan
from desktop.render.timeline.bands.visible_mark import VisibleMark, label_width, move_inside
from desktop.render.timeline.plot_area import PlotArea
from desktop.timeline.label_box import Side

_Range = tuple[float, float]
_BESIDE: tuple[Side, Side] = ("right", "left")


def make_room(
    visible: list[VisibleMark], unplaced: list[MarkSpan], rows: int, plot: PlotArea
) -> list[tuple[int, Cluster]]:
    """Assign a row to each cluster.

    Labels in their way are left out, and points become part of them. Bars stay: a cluster moves to where none is.
    """
    while True:
        placed: list[tuple[int, Cluster]] = []
        taken: list[list[_Range]] = [[] for _ in range(rows)]
        for cluster in clusters_of(unplaced, plot, with_dates=False):
            row = _free_row(cluster, visible, taken, plot)
            if row is None:
                row = _give_way(cluster, visible, unplaced, taken, plot)
                if row is None:
                    break  # a point has become part of a cluster: all are arranged anew
            taken[row].append((cluster.x, cluster.x + cluster.width))
            placed.append((row, cluster))
        else:
            _label_again(visible, taken, plot)
            return placed


def _label_again(visible: list[VisibleMark], taken: list[list[_Range]], plot: PlotArea) -> None:
    """Label again what lost its label for a chip elsewhere."""
    for item in sorted(visible, key=lambda one: -one.mark.event.weight):
        if item.side != "none":
            continue
        item.shows_date, item.lines = False, ()
        item.label_width = label_width(item, plot)
        others = [other.occupied() for other in visible if other.row == item.row and other is not item]
        ranges = [*others, *taken[item.row]]
        for side in _BESIDE:
            x = item.label_x(side)
            label = (x, x + item.label_width)
            is_inside = plot.x <= label[0] and label[1] <= plot.right
            if is_inside and not any(_overlaps(label, one, item.gap) for one in ranges):
                item.side = side
                break


def _gap(plot: PlotArea) -> float:
    return 0.5 * plot.metrics.label_gap


def _overlaps(one: _Range, other: _Range, gap: float) -> bool:
    return one[0] < other[1] + gap and other[0] < one[1] + gap


def _free_row(cluster: Cluster, visible: list[VisibleMark], taken: list[list[_Range]], plot: PlotArea) -> int | None:
    """Return a row in which nothing lies where the cluster's chip is."""
    chip, gap = (cluster.x, cluster.x + cluster.width), _gap(plot)
    for row in reversed(range(len(taken))):
        marks = (item.occupied() for item in visible if item.row == row)
        if not any(_overlaps(chip, one, gap) for one in (*marks, *taken[row])):
            return row
    return None


def _give_way(
    cluster: Cluster,
    visible: list[VisibleMark],
    unplaced: list[MarkSpan],
    taken: list[list[_Range]],
    plot: PlotArea,
) -> int | None:
    """Return the row where the chip displaces least.

    In a row full of bars the chip moves beside them.
    """
    chip, gap = (cluster.x, cluster.x + cluster.width), _gap(plot)
    choices: list[tuple[float, int, list[VisibleMark]]] = []
    for row, chips in enumerate(taken):
        in_way = [item for item in visible if item.row == row and _overlaps(chip, item.occupied(), gap)]
        has_bar = any(_is_bar(item) and _overlaps(chip, (item.first, item.last), gap) for item in in_way)
        if not has_bar and not any(_overlaps(chip, one, gap) for one in chips):
            choices.append((sum(item.mark.event.weight for item in in_way), row, in_way))
    if not choices:
        return _move_beside_bars(cluster, visible, taken, plot)
    _, row, in_way = min(choices, key=lambda choice: choice[0])
    points = [item for item in in_way if _overlaps(chip, (item.first, item.last), gap)]
    for item in in_way:
        if item in points:
            visible.remove(item)
            unplaced.append((item.mark, *item.mark.exact_bounds))
        else:
            item.side = "none"
            move_inside(item, plot)
    return None if points else row


def _is_bar(item: VisibleMark) -> bool:
    return item.mark.shape.kind == "bar" and not item.mark.shape.is_within


def _move_beside_bars(cluster: Cluster, visible: list[VisibleMark], taken: list[list[_Range]], plot: PlotArea) -> int:
    """Move a chip to the nearest free place; return its row."""
    gap = _gap(plot)
    nearest: tuple[float, int, float] | None = None
    for row, chips in enumerate(taken):
        ranges = [*(item.occupied() for item in visible if item.row == row), *chips]
        for x in (*(last + gap for _, last in ranges), *(first - gap - cluster.width for first, _ in ranges)):
            chip = (x, x + cluster.width)
            is_free = (
                plot.x <= x and chip[1] <= plot.right and not any(_overlaps(chip, one, gap - 0.1) for one in ranges)
            )
            if is_free and (nearest is None or abs(x - cluster.x) < nearest[0]):
                nearest = abs(x - cluster.x), row, x
    if nearest is None:
        return len(taken) - 1
    cluster.x, cluster.is_moved = nearest[2], True
    return nearest[1]
