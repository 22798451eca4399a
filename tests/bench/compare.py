"""Compare figures of two runs: what moved beyond the noise of both."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from measure import Figure

LEAST_MOVE: Final = 0.05
"""Two processes that do the same differ by so much: where memory lies, what else the machine did. Less is noise."""


def moved(old: Figure, new: Figure) -> float:
    """Return by which factor a figure moved, 1.0 where that may be noise.

    It moved when the two ranges have nothing in common and the middles lie further apart than `LEAST_MOVE`. Compared is
    the ratio to the floor where both runs have one, else the value.
    """
    if old.ratio is None or new.ratio is None:
        before, after = (old.value, old.low, old.high), (new.value, new.low, new.high)
    else:
        before, after = old.range, new.range
    if max(before[1], after[1]) <= min(before[2], after[2]) or not before[0]:
        return 1.0
    factor = after[0] / before[0]
    return factor if abs(factor - 1) > LEAST_MOVE else 1.0


def read_figures(file: Path) -> list[Figure]:
    """Return the figures that `--json` wrote; an older file has no ranges."""
    return [figure_of(entry) for entry in json.loads(file.read_text("utf-8"))]


def figure_of(entry: Mapping[str, Any]) -> Figure:
    """Return a figure of JSON's plain data."""
    value, ratio = entry["value"], entry.get("ratio")
    return Figure(
        entry["name"],
        entry["unit"],
        value,
        entry.get("low", value),
        entry.get("high", value),
        entry.get("floor"),
        ratio,
        entry.get("ratio_low", ratio),
        entry.get("ratio_high", ratio),
        entry.get("bound"),
        entry.get("runs", 1),
    )


def over_rounds(rounds: Iterable[Sequence[Figure]]) -> list[Figure]:
    """Return one figure of each name from several processes: the middle one, with the range that they span."""
    by_name: dict[str, list[Figure]] = {}
    for figures in rounds:
        for figure in figures:
            by_name.setdefault(figure.name, []).append(figure)
    found = []
    for figures in by_name.values():
        middle = sorted(figures, key=lambda one: one.range[0])[len(figures) // 2]
        values = [one.value for one in figures]
        ratios = [one.ratio for one in figures if one.ratio is not None]
        found.append(
            Figure(
                middle.name, middle.unit, middle.value, min(values), max(values), middle.floor, middle.ratio,
                min(ratios, default=None), max(ratios, default=None), middle.bound, sum(one.runs for one in figures),
            )
        )  # fmt: skip
    return found


def comparison(old: Iterable[Figure], new: Iterable[Figure]) -> list[tuple[str, ...]]:
    """Return the lines of a table of both, with its head; only what both measured."""
    before = {figure.name: figure for figure in old}
    lines: list[tuple[str, ...]] = [("name", "old", "new", "unit", "old ratio", "new ratio", "moved")]
    for figure in new:
        if figure.name not in before:
            continue
        other = before[figure.name]
        factor = moved(other, figure)
        told = "" if factor == 1.0 else f"{factor:.2f} × {'slower' if factor > 1 else 'better'}"
        values = (number(other.value), number(figure.value), figure.unit, number(other.ratio), number(figure.ratio))
        lines.append((figure.name, *values, told))
    return lines


def figures_table(figures: Iterable[Figure]) -> list[tuple[str, ...]]:
    """Return the lines of a table of figures, with its head."""
    lines: list[tuple[str, ...]] = [("name", "value", "unit", "noise", "floor", "ratio", "bound", "runs", "")]
    for figure in figures:
        middle, low, high = figure.range
        noise = f"{number(low)}–{number(high)}" if high > low and middle else ""
        bound = f"{number(figure.bound)}{' ×' if figure.ratio is not None else ''}" if figure.bound is not None else ""
        cells = (number(figure.value), figure.unit, noise, number(figure.floor), number(figure.ratio), bound)
        lines.append((figure.name, *cells, str(figure.runs), figure.verdict))
    return lines


def number(value: float | None) -> str:
    """Return a number with three digits that count."""
    if value is None:
        return ""
    if value >= 100 or value == round(value):
        return f"{value:.0f}"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def markdown(lines: Sequence[tuple[str, ...]]) -> str:
    """Return lines as a Markdown table; the first is the head."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]

    def row(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([row(lines[0]), rule, *map(row, lines[1:])])
