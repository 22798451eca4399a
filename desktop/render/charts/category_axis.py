"""Names the categories below a plot, as many as have room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from desktop.i18n.phrases import phrase_ends
from desktop.render import theme as themes
from desktop.render.charts.plot import Plot
from desktop.render.frame import Font
from desktop.render.text import TextStyle, break_text, cap_height, measure_text
from desktop.render.text_breaks import UNSPACED
from desktop.render.text_fit import splits_a_word

SIZES: Final = (29.0, 24.0)
_GAP: Final = 18.0
_NUMBER: Final = re.compile(r"-?\d{1,4}", re.ASCII)
_WHOLE_NUMBER: Final = re.compile(r"-?\d+", re.ASCII)
_LEADING: Final = 1.2


def numbers_of(labels: Sequence[str]) -> list[int]:
    """Return the categories as increasing integers, else an empty list."""
    if len(labels) < 2 or not all(map(_NUMBER.fullmatch, labels)):
        return []
    numbers = [int(label) for label in labels]
    return numbers if all(one < two for one, two in pairwise(numbers)) else []


def label_font(labels: Sequence[str], slot: float) -> tuple[Font, int] | None:
    """Return the font and lines with which all labels fit, or None."""
    for lines in (1, 2):
        for size in SIZES:
            font = themes.body_font(size, 500)
            if lines == 1 and all(measure_text(label, font) <= slot - _GAP for label in labels):
                return font, 1
            if lines == 2 and all(_fits_two_lines(label, font, slot - _GAP) for label in labels):
                return font, 2
    return None


def _fits_two_lines(label: str, font: Font, width: float) -> bool:
    if splits_a_word(label, font, width):
        return False
    block = break_text(label, TextStyle(font, "#000000", leading=_LEADING), width)
    if block.line_count != 2 or not UNSPACED.occur_in(label):
        return block.line_count <= 2
    # Where words have no spaces, a name is not parted within one either.
    first_line = sum(len(run.text) for run in block.runs if run.y == block.runs[0].y)
    return first_line in (phrase_ends(label, "") or (first_line,))


def shown_labels(labels: Sequence[str], xs: Sequence[float], font: Font, keep: Sequence[int]) -> list[int]:
    """Return the labels that stand apart, thinned by 1, 2, 5.

    Those of `keep` come first. Numbers at even distances keep round ones; others lose what touches its neighbour.
    """
    widths = [measure_text(label, font) for label in labels]
    chosen: list[int] = []

    def is_free(index: int) -> bool:
        return all(
            abs(xs[index] - xs[other]) >= (widths[index] + widths[other]) / 2 + _GAP
            for other in chosen
            if other != index
        )

    for index in keep:
        if is_free(index):
            chosen.append(index)
    numbers = numbers_of(labels)
    places = numbers or list(range(len(labels)))
    distances = {two - one for one, two in pairwise(places)}
    if len(distances) > 1:
        last = len(labels) - 1
        for index in dict.fromkeys((0, last, *range(1, last))):
            if index not in chosen and is_free(index):
                chosen.append(index)
        return sorted(chosen)
    power = 1
    while True:
        for factor in (1, 2, 5):
            step = factor * power
            members = [index for index, place in enumerate(places) if place % step == 0]
            apart = all(xs[two] - xs[one] >= (widths[one] + widths[two]) / 2 + _GAP for one, two in pairwise(members))
            if apart or step > 20_000:
                chosen += [index for index in members if index not in chosen and is_free(index)]
                return sorted(chosen)
        power *= 10


def draw_labels(
    plot: Plot, labels: Sequence[str], xs: Sequence[float], top: float, slot: float, most_lines: int = 2
) -> None:
    """Draw the category labels with their cap height at `top`.

    Those that do not fit into `most_lines` are thinned.
    """
    fitting = label_font(labels, slot)
    if fitting is not None and fitting[1] > most_lines:
        fitting = None
    font, lines = fitting or (themes.body_font(24.0, 500), 1)
    keep = [index for index, point in enumerate(plot.points) if point.highlight]
    indexes = list(range(len(labels))) if fitting else shown_labels(labels, xs, font, keep)
    theme, box = plot.page.theme, plot.box
    taken: list[tuple[float, float]] = []  # a long label at an edge is moved inwards, onto its neighbour
    for index in indexes:
        point = plot.points[index]
        color = theme.paper if point.highlight else theme.muted
        words = _in_own_signs(plot, labels[index])
        own_font = font if point.value is not None or lines > 1 else themes.body_font(font.size)
        style = TextStyle(own_font, color, align="center", leading=_LEADING, max_lines=lines)
        if lines == 1:
            width = measure_text(words, own_font) + 2.0
            left = min(max(xs[index] - width / 2, box.x), box.right - width)
        else:
            width = slot - _GAP
            left = xs[index] - width / 2
        if any(left < end + 6.0 and begin - 6.0 < left + width for begin, end in taken):
            continue
        taken.append((left, left + width))
        plot.page.add_text(
            words, style, left, top, width + 2.0, lines * 1.3 * font.size, part=plot.part(index), least=24.0,
            path=point.at.path_for(plot.page.language),
        )  # fmt: skip


def _in_own_signs(plot: Plot, label: str) -> str:
    """Return a whole number in the signs of the page's language."""
    return plot.page.own_language.format_decimal(label) if _WHOLE_NUMBER.fullmatch(label) else label


def labels_height(labels: Sequence[str], slot: float) -> float:
    """Return the height of the categories with the gap above them."""
    font, lines = label_font(labels, slot) or (themes.body_font(24.0, 500), 1)
    return 26.0 + cap_height(font) + (lines - 1) * _LEADING * font.size + 8.0
