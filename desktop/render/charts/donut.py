"""Draws parts of a whole as a ring, each named."""

from __future__ import annotations

from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.charts.plot import Plot
from desktop.render.frame import ChartPlot, Font, HitZone, Rectangle, RingSegment
from desktop.render.page.grid import Box
from desktop.render.page.shorten import shorten
from desktop.render.text import TextStyle, break_text, cap_height, measure_text
from desktop.story.chart import Point
from desktop.story.format.limits import MAX_SHARES

_GAP_ANGLE: Final = 1.6
_THICKNESS: Final = 0.26  # of the ring, as a part of its radius
_MAX_ROW: Final = 150.0
_NAME_LEADING: Final = 1.2
_ROW_GAPS: Final = 56.0  # between a number and its name, and between rows
_ROW_GAPS_OF_TWO: Final = 40.0  # where names have two lines


@dataclass(frozen=True, slots=True)
class _Share:
    point: Point | None  # None for all that are left over
    value: float
    color: str
    index: int


def draw_donut(plot: Plot) -> None:
    """Draw a ring of at most five shares, named beside it.

    The smallest of more are one part, of which the number of shares is said.
    """
    shares = _shares(plot)
    if not shares:
        return
    box = plot.box
    is_wide = box.width > 1.3 * box.height
    diameter = min(box.height, 0.46 * box.width) if is_wide else min(box.width, 0.56 * box.height)
    ring = Box(box.x, box.y + (box.height - diameter) / 2, diameter, diameter)
    if not is_wide:
        ring = Box(box.x + (box.width - diameter) / 2, box.y, diameter, diameter)
    _draw_ring(plot, shares, ring)
    plot.page.plots.append(
        ChartPlot(
            "donut", ring.x, ring.y, ring.width, ring.height, 0.0, sum(share.value for share in shares),
            tuple(_name(plot, share, len(shares)) for share in shares), (tuple(share.value for share in shares),),
            (tuple(share.color for share in shares),), path=plot.chart.path,
        )
    )  # fmt: skip
    if is_wide:
        left = ring.right + 0.06 * box.width
        rows = Box(left, box.y, box.right - left, box.height)
    else:
        rows = Box(box.x, ring.bottom + 40.0, box.width, box.bottom - ring.bottom - 40.0)
    _draw_rows(plot, shares, rows)


def _shares(plot: Plot) -> list[_Share]:
    known = [(index, point) for index, point in enumerate(plot.points) if point.value is not None and point.value > 0]
    largest = sorted(known, key=lambda pair: -(pair[1].value or 0.0))
    kept = {index for index, _ in (largest if len(known) <= MAX_SHARES else largest[: MAX_SHARES - 1])}
    shares = [
        _Share(point, point.value or 0.0, _color(plot, number, point), index)
        for number, (index, point) in enumerate((index, point) for index, point in known if index in kept)
    ]
    rest = sum(point.value or 0.0 for index, point in known if index not in kept)
    if rest:
        shares.append(_Share(None, rest, plot.quiet_color, len(plot.points) - 1))
    return shares


def _name(plot: Plot, share: _Share, count: int) -> str:
    """Return the name of a share, or how many are left over."""
    return plot.page.localized(share.point.at) if share.point else f"+\u202f{len(plot.points) - count + 1}"


def _color(plot: Plot, number: int, point: Point) -> str:
    if plot.has_highlight:
        return (
            plot.default_color(0)
            if point.highlight
            else themes.blend(plot.quiet_color, plot.page.theme.paper, 0.1 * number)
        )
    return plot.default_color(number)


def _draw_ring(plot: Plot, shares: list[_Share], box: Box) -> None:
    x, y, radius = box.x + box.width / 2, box.y + box.height / 2, box.width / 2
    thickness = _THICKNESS * radius
    total = sum(share.value for share in shares)
    gap = _GAP_ANGLE if len(shares) > 1 else 0.0
    angle = 0.0
    for share in shares:
        sweep = 360.0 * share.value / total
        segment = max(0.3, sweep - gap)
        plot.page.items.append(
            RingSegment(
                x,
                y,
                radius - thickness / 2,
                thickness,
                angle + min(gap, sweep) / 2,
                segment,
                share.color,
                plot.step(share.index),
            )
        )
        angle += sweep


def _draw_rows(plot: Plot, shares: list[_Share], box: Box) -> None:
    """Draw a chip, the number and the name of each share."""
    page, theme = plot.page, plot.page.theme
    pitch = min(_MAX_ROW, box.height / len(shares))
    y = box.y + (box.height - pitch * len(shares)) / 2
    size = next(size for size in (60.0, 50.0, 42.0, 35.0, 29.0, 24.0) if size * 1.9 <= pitch or size == 24.0)
    value_font = themes.body_font(size, 600)
    chip = 24.0
    left = box.x + chip + 24.0
    names = [_name(plot, share, len(shares)) for share in shares]
    most_size = 29.0 if pitch > 96 else 24.0
    name_font, most_lines = _name_setting(names, most_size, box.right - left, pitch - cap_height(value_font))
    for share, name in zip(shares, names, strict=True):
        step = plot.step(share.index)
        point = share.point
        words = plot.value_text(point) if point else plot.number_text(share.value)
        cap, name_cap = cap_height(value_font), cap_height(name_font)
        is_tall = pitch >= cap + name_cap + _ROW_GAPS
        lines = most_lines if is_tall and measure_text(name, name_font) > box.right - left else 1
        name_height = name_cap + (lines - 1) * _NAME_LEADING * name_font.size
        top = y + (pitch - cap - ((name_height + 22.0) if is_tall else 0.0)) / 2
        page.items.append(Rectangle(box.x, top + cap / 2 - chip / 2, chip, chip, share.color, radius=4, step=step))
        value = shorten(words, TextStyle(value_font, theme.paper), box.right - left, 1)
        page.items.extend(value.runs_at(left, top, step))
        name_left, name_top = (left, top + cap + 22.0) if is_tall else (left + value.width + 24.0, top + cap - name_cap)
        style = TextStyle(name_font, theme.muted, leading=_NAME_LEADING)
        block = shorten(name, style, max(60.0, box.right - name_left), lines)
        page.items.extend(block.runs_at(name_left, name_top, step))
        if point:
            plot.tell_cut(block, name, point.at.path_for(page.language))
            page.zones.append(HitZone(box.x - 8, y, box.width, pitch, "text", point.path, step=step))
        y += pitch


def _name_setting(names: list[str], size: float, width: float, height: float) -> tuple[Font, int]:
    """Return the font of names and their most lines.

    `height` is that of a row without its number. Names below their numbers are smaller than `size`, then in two lines,
    before one is cut.
    """
    for lines in (1, 2):
        for font in (themes.body_font(size), themes.body_font(24.0)):
            gaps = _ROW_GAPS if lines == 1 else _ROW_GAPS_OF_TWO
            style = TextStyle(font, "", leading=_NAME_LEADING)
            if height < cap_height(font) + (lines - 1) * _NAME_LEADING * font.size + gaps:
                continue
            if all(break_text(name, style, width).line_count <= lines for name in names):
                return font, lines
    return themes.body_font(size), 1
