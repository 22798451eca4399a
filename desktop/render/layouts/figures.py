"""Draws the figures of a slide as a ring or a wall."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.frame import Font, GradientStop, HitZone, LinearGradient, Overflow, Polyline, Rectangle, RingSegment
from desktop.render.page.column import Column
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextStyle, break_text, cap_height, measure_text
from desktop.render.text_fit import common_font, common_rung, language_style, rung_style, splits_a_word
from desktop.story.model import Figure

_VALUE_SIZES: Final = (104.0, 86.0, 72.0, 60.0, 50.0, 42.0, 35.0, 29.0)
_MOST_TWO_LINE_SIZE: Final = 42.0
_VALUE_LEADING: Final = 1.1
_CARD_PADDING: Final = (48.0, 44.0)
_LEAST_RING: Final = 180.0  # the diameter in which a value can be read
_LEAST_LABELLED_RING: Final = 260.0  # and a label of two lines below it
_RING_SIZES: Final = (104.0, 86.0, 72.0, 60.0, 50.0, 42.0, 35.0, 29.0)
_LEAST_ROW_HEIGHT: Final = 100.0
_LEAST_CELL_WIDTH: Final = 280.0
MOST_CELL_HEIGHT: Final = 236.0
"""The height of a figure's cell that has room for the largest value and its label."""
_CELL_GAP: Final = 40.0
_LABEL_GAP: Final = 26.0  # from a value to the capitals of its label
_LEAST_LABEL_GAP: Final = 12.0  # below values of two lines in low cells
_CELL_FOOT: Final = 12.0
_LEAST_LABEL: Final = 24.0  # the size of its letters
_MOST_WIDENED: Final = 1.35  # of a figure among equal ones, so that its label has one line
_LEAST_LARGE_VALUE: Final = 50.0
_MOST_BESIDE_RING: Final = 4


def ring_index(figures: Sequence[Figure]) -> int | None:
    """Return the index of the figure drawn as a ring, or None.

    It is the first share, as long as the others fit below it.
    """
    if len(figures) > _MOST_BESIDE_RING:
        return None
    return next((index for index, figure in enumerate(figures) if figure.share is not None), None)


def wall_shape(count: int, width: float, height: float) -> tuple[int, int]:
    """Return how many columns and rows of figures fill a box.

    Four make two by two; nine make three by three, or two rows in a box that is low and wide.
    """
    in_two_rows = math.ceil(count / 2)
    if count <= 3:
        return (1, count) if width <= 1.5 * height else (count, 1)
    if count == 4:
        return (2, 2) if width <= 4 * height else (4, 1)
    if width >= 2.4 * height and width >= in_two_rows * _LEAST_CELL_WIDTH:
        return in_two_rows, 2
    columns = 3 if count > 6 or width > height * 1.5 else 2
    return columns, math.ceil(count / columns)


def draw_wall(page: SlidePage, figures: Sequence[Figure], box: Box) -> None:
    """Draw figures in equal cells, with one size for all values."""
    columns, most_rows = wall_shape(len(figures), box.width, box.height)
    width = (box.width - _CELL_GAP * (columns - 1)) / columns
    least_label = cap_height(themes.body_font(_LEAST_LABEL)) + _CELL_FOOT
    for rows in range(min(most_rows, max(1, int(box.height / _LEAST_ROW_HEIGHT))), 0, -1):
        shown = figures[: rows * columns]
        height = min(box.height / rows, MOST_CELL_HEIGHT)
        padding = 34.0 if height > 150.0 else 24.0
        font, value_height = _value_font(page, shown, width, height - padding)
        gap = min(height - padding - value_height - least_label, _LABEL_GAP)
        if gap >= _LEAST_LABEL_GAP or not any(page.localized(figure.label) for figure in shown):
            break  # else the rule of the next row would strike labels
    if len(figures) > len(shown):
        page.overflows.append(Overflow("figures", page.slide.path, _LEAST_ROW_HEIGHT, len(figures) - len(shown)))
        figures = shown
    top = box.y + (box.height - rows * height) * (0.5 if len(figures) < 3 else 0.3)
    label_top = padding + value_height + max(gap, _LEAST_LABEL_GAP)
    label_style = language_style(
        TextStyle(themes.body_font(29 if height > 130.0 else 24), page.theme.muted, leading=1.24), page.language
    )
    label_height = height - label_top - _CELL_FOOT
    labels = []
    for figure in figures:
        label_width = width - page.marks_width(page.marks(figure.sources), label_style.font)
        labels.append((page.localized(figure.label), label_style, label_width, label_height))
    label_style = rung_style(label_style, common_rung(labels, _LEAST_LABEL), _LEAST_LABEL)
    widths = [width] * columns
    if rows == 1 and columns > 1:
        widths = _widths_by_need(page, figures, font, label_style.font, width)
    for index, figure in enumerate(figures):
        column, row = index % columns, index // columns
        width = widths[column]
        cell = Box(box.x + sum(widths[:column]) + column * _CELL_GAP, top + row * height, width, height)
        part = f"figure:{index}"
        rule = (cell.x, cell.y, cell.right, cell.y)
        page.items.append(Polyline(rule, page.theme.line, 1.5))
        has_label = bool(page.localized(figure.label))
        page.add_text(
            figure.value, _value_style(page, font, tone_color(page, figure)), cell.x, cell.y + padding, width,
            value_height + 1.0, part=part, least=font.size, sources=() if has_label else figure.sources,
        )  # fmt: skip
        page.add_text(
            figure.label, label_style, cell.x, cell.y + label_top, width, label_height, part=part, least=24.0,
            sources=figure.sources,
        )  # fmt: skip


def _widths_by_need(
    page: SlidePage, figures: Sequence[Figure], value_font: Font, label_font: Font, width: float
) -> list[float]:
    """Return the widths of figures side by side.

    They are equal, or such that each label has one line.
    """
    needs = []
    for figure in figures:
        label = page.localized(figure.label)
        marks = page.marks_width(page.marks(figure.sources), label_font if label else value_font)
        value_width = measure_text(page.localized(figure.value), value_font) + (0.0 if label else marks)
        needs.append(max(value_width, measure_text(label, label_font) + marks if label else 0.0) + 2.0)
    spare = width * len(figures) - sum(needs)
    if spare < 0.0 or not width < max(needs) <= _MOST_WIDENED * width:
        return [width] * len(figures)
    return [need + spare / len(figures) for need in needs]


def tone_color(page: SlidePage, figure: Figure) -> str:
    """Return the colour of good or bad news, "" for neither."""
    colors = {"good": page.theme.jade, "bad": page.theme.vermilion}
    return themes.readable(colors[figure.tone], page.theme) if figure.tone in colors else ""


def _value_style(page: SlidePage, font: Font, color: str = "") -> TextStyle:
    return language_style(
        TextStyle(font, color or page.theme.paper, leading=_VALUE_LEADING, max_lines=2), page.language
    )


def _value_font(page: SlidePage, figures: Sequence[Figure], width: float, height: float) -> tuple[Font, float]:
    """Return the font of all values, and the height of the longest.

    Values stand on one line each. Only in small type, a long one takes two. They are smaller where long labels would be
    cut, as long as they are still large.
    """
    values = [page.localized(figure.value) for figure in figures]
    has_labels = any(page.localized(figure.label) for figure in figures)
    room = height - (60.0 if has_labels else 10.0)
    fonts = [themes.display_font(size) for size in _VALUE_SIZES]
    label_style = language_style(TextStyle(themes.body_font(24.0), "", leading=1.24), page.language)
    label_height = 0.0
    for figure in figures:
        label_width = width - page.marks_width(page.marks(figure.sources), label_style.font)
        label_height = max(label_height, break_text(page.localized(figure.label), label_style, label_width).height)
    value_height = 0.0
    first_fit: tuple[Font, float] | None = None
    for font in fonts:
        marks_width = max(_marks_width(page, figure, font.size) for figure in figures)
        blocks = [break_text(value, _value_style(page, font), width - marks_width) for value in values]
        value_height = max(block.height for block in blocks)
        most_lines = 2 if font.size <= _MOST_TWO_LINE_SIZE else 1
        if (
            value_height <= min(room, 0.5 * height if has_labels else room)
            and all(block.line_count <= most_lines for block in blocks)
            and not any(splits_a_word(value, font, width - marks_width) for value in values)
        ):
            first_fit = first_fit or (font, value_height)
            if value_height + _LABEL_GAP + label_height + _CELL_FOOT <= height:
                return font, value_height
        if first_fit and font.size <= _LEAST_LARGE_VALUE:
            break
    two_lines = cap_height(fonts[-1]) + _VALUE_LEADING * fonts[-1].size
    return first_fit or (fonts[-1], min(value_height, two_lines))


def _marks_width(page: SlidePage, figure: Figure, size: float) -> float:
    """Return the width of the marks behind a value without a label."""
    if page.localized(figure.label):
        return 0.0
    return page.marks_width(page.marks(figure.sources), themes.display_font(size))


def ring_has_room(page: SlidePage, figures: Sequence[Figure], ring: int, box: Box) -> bool:
    """Return whether a card holds a ring beside the other figures."""
    inner = box.inset(*_CARD_PADDING)
    column = Column(page, inner.x, inner.width)
    _add_other_figures(page, column, figures, ring)
    least = _LEAST_LABELLED_RING if page.localized(figures[ring].label) else _LEAST_RING
    return inner.height - column.ideal_height >= least


def draw_ring_card(page: SlidePage, figures: Sequence[Figure], ring: int, box: Box, file: str = "") -> None:
    """Draw a card with a ring and the other figures below."""
    color = page.accent_color
    dark = themes.blend(color, page.theme.background, 0.72)
    darker = themes.blend(color, page.theme.background, 0.84)
    fill = LinearGradient(box.x, box.y, box.right, box.bottom, (GradientStop(0.0, dark), GradientStop(1.0, darker)))
    page.items.append(Rectangle(box.x, box.y, box.width, box.height, fill, radius=20))
    page.add_image(file, box.x, box.y, box.width, box.height, fit="cover", radius=20)
    inner = box.inset(*_CARD_PADDING)
    others = Column(page, inner.x, inner.width)
    _add_other_figures(page, others, figures, ring)
    most = min(0.8 * inner.width, 0.8 * inner.height)
    is_label_inside = _holds_label(page, figures[ring], min(most, inner.height - others.ideal_height) / 2)
    column = Column(page, inner.x, inner.width)
    column.add_box(
        lambda place: _draw_ring(page, figures[ring], ring, place, has_label=is_label_inside), part="ring",
        height=min(240.0, 0.5 * inner.height), weight=1.0, most=most,
    )  # fmt: skip
    if not is_label_inside:
        style = TextStyle(themes.body_font(29), page.theme.paper, align="center", leading=1.24)
        label, sources = figures[ring].label, figures[ring].sources
        column.add_text(label, style, part=f"figure:{ring}", gap=28.0, least=24.0, sources=sources)
    _add_other_figures(page, column, figures, ring)
    column.place(inner.y, inner.bottom, align=0.5)


def _add_other_figures(page: SlidePage, column: Column, figures: Sequence[Figure], ring: int) -> None:
    """Add a ring's marks, and each other figure on a line."""
    text_color = themes.blend(page.theme.muted, page.theme.paper, 0.45)
    style = TextStyle(themes.body_font(29), text_color, align="center", leading=1.24, strong_color=page.theme.paper)
    figure = figures[ring]
    if figure.sources and not page.localized(figure.label):
        # Beside a value in a ring, marks look like a part of the number.
        sources, step = figure.sources, page.step_of(f"figure:{ring}")
        column.add_box(
            lambda place: page.add_marks(sources, style.font, place.x + place.width / 2, place.y, step), part="marks",
            height=20.0, gap=20.0,
        )  # fmt: skip
    for index, figure in enumerate(figures):
        if index != ring:
            value, label = page.localized(figure.value), page.localized(figure.label)
            column.add_text(
                f"**{value}**  {label}" if label else value, style, part=f"figure:{index}", gap=28.0, least=24.0,
                sources=figure.sources, path=figure.value.path_for(page.language),
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Hole:
    """Holds the measures of what stands in a ring."""

    thickness: float
    value_font: Font
    width: float
    label_width: float
    label_style: TextStyle


def _hole(page: SlidePage, figure: Figure, radius: float, *, has_label: bool) -> _Hole:
    """Return the sizes of value and label in a ring."""
    thickness = radius * 0.25
    width = 1.8 * (radius - thickness) * (0.92 if has_label else 1.0)
    sizes = [size for size in _RING_SIZES if size < radius] or [_RING_SIZES[-1]]
    font = common_font([page.localized(figure.value)], [themes.display_font(size) for size in sizes], width)
    style = language_style(
        TextStyle(themes.body_font(24), page.theme.paper, leading=1.2, align="center", max_lines=2), page.language
    )
    # The second line stands where the hole is narrower.
    foot = cap_height(font) / 2 + 16.0 + cap_height(style.font) + style.leading * style.font.size + 8.0
    chord = 2.0 * math.sqrt(max(0.0, (radius - thickness) ** 2 - foot**2))
    if chord < 0.5 * width:
        style, chord = replace(style, max_lines=1), width
    return _Hole(thickness, font, width, min(0.84 * width, chord), style)


def _holds_label(page: SlidePage, figure: Figure, radius: float) -> bool:
    """Return whether a ring holds the label below its value."""
    hole = _hole(page, figure, radius, has_label=True)
    width = hole.label_width - page.marks_width(page.marks(figure.sources), hole.label_style.font)
    label = page.localized(figure.label)
    block = break_text(label, hole.label_style, width)
    return block.line_count <= hole.label_style.max_lines and not splits_a_word(label, hole.label_style.font, width)


def _draw_ring(page: SlidePage, figure: Figure, index: int, box: Box, *, has_label: bool) -> None:
    """Draw a share as a ring with its value inside."""
    part = f"figure:{index}"
    step = page.step_of(part)
    x, y, radius = box.x + box.width / 2, box.y + box.height / 2, min(box.width, box.height) / 2
    fraction = max(0.0, min(1.0, figure.share or 0.0))
    has_label = has_label and bool(page.localized(figure.label))
    hole = _hole(page, figure, radius, has_label=has_label)
    rest_color = themes.with_alpha(page.theme.background, 0.55)
    middle = radius - hole.thickness / 2
    page.items.append(RingSegment(x, y, middle, hole.thickness, 360 * fraction, 360 * (1 - fraction), rest_color, step))
    page.items.append(RingSegment(x, y, middle, hole.thickness, 0.0, 360 * fraction, page.accent_color, step))
    page.zones.append(HitZone(x - radius, y - radius, 2 * radius, 2 * radius, "chart", figure.path, step=step))
    half_height = cap_height(hole.value_font) / 2
    style = TextStyle(hole.value_font, tone_color(page, figure) or page.theme.paper, align="center", max_lines=1)
    value_y = y - half_height - (22.0 if has_label else 0.0)
    left = x - hole.width / 2
    page.add_text(figure.value, style, left, value_y, hole.width, 2 * half_height + 8, part=part, least=24.0)
    if has_label:
        page.add_text(
            figure.label, hole.label_style, x - hole.label_width / 2, y + half_height + 16.0, hole.label_width, 60.0,
            part=part, least=24.0, sources=figure.sources,
        )  # fmt: skip
