"""Draws the names and dates of marks, beside them or inside."""

from __future__ import annotations

from desktop.i18n.direction import has_right_to_left
from desktop.render.frame import Font, Item, TextRun
from desktop.render.text import cap_height, measure_text
from desktop.render.timeline.bands.label_boxes import elide
from desktop.render.timeline.bands.visible_mark import VisibleMark
from desktop.render.timeline.plot_area import PlotArea, is_dimmed, text_color_on

_LINE_GAP = 0.42  # between the two lines of a label, in sizes of the date's font
_TALL_LINE_GAP = 0.6  # where the letters of the upper line reach further down, as Arabic ones do
_TALL_RISE = 0.08  # of a line whose letters reach further down than up from its middle, in sizes of its font
_TALL_TITLE_RISE = 0.1  # of two lines of a title in such letters
_LEAST_CUT = 2.2  # the width of a name cut short inside its bar that tells anything, in sizes of its font
_RISE = 0.05  # of a name inside its bar, in sizes of its font


class LabelDrawing:
    """Draws the labels of one band with what they have in common."""

    __slots__ = ("_cap_on_bar", "_cap_title", "_colors_on_bars", "_metrics", "_plot", "_right", "_title_font")

    def __init__(self, plot: PlotArea) -> None:
        metrics = plot.metrics
        self._plot, self._metrics, self._right = plot, metrics, plot.right
        self._title_font = metrics.title_font
        self._cap_title = cap_height(metrics.title_font) / 2
        # A little higher than the middle: the letters below the line stay on the bar.
        self._cap_on_bar = cap_height(metrics.on_bar_font) / 2 - _RISE * metrics.on_bar_font.size
        self._colors_on_bars: dict[str, str] = {}  # of words, by the colour of a bar

    def draw(self, item: VisibleMark, y: float) -> tuple[list[Item], float, float]:
        """Return a mark's title and date.

        Also returns the first and last x of mark and label together.
        """
        return self._inside(item, y) if item.side == "inside" else self._beside(item, y)

    def _beside(self, item: VisibleMark, y: float) -> tuple[list[Item], float, float]:
        plot, metrics, mark, step = self._plot, self._metrics, item.mark, item.pen.step
        left, right, width = plot.x, self._right, item.label_width
        # A dimmed title is muted: a darker one could not be read on a glow.
        color = plot.theme.muted if plot.highlight_ids and is_dimmed(mark, plot) else plot.theme.paper
        on_left, title, title_font = item.side == "left", mark.title, self._title_font
        x = item.first - item.gap - width if on_left else item.last + item.gap
        if x < left or x + width > right:  # its mark is half out of view, and nothing else is free
            return _cut_label(item, y, plot, color)
        if not item.shows_date and len(item.lines) < 2:
            baseline = y + self._cap_title - (_TALL_RISE * title_font.size if has_right_to_left(title) else 0.0)
            run = TextRun(x, baseline, title, title_font, color, width, step=step)
            if on_left:
                return [run], max(left, min(item.first, x)), min(right, item.last)
            return [run], max(left, item.first), min(right, x + width)
        date_font = metrics.date_font
        lines = [(title, title_font, color)]
        if len(item.lines) > 1:
            lines = [(line, title_font, color) for line in item.lines]
        elif item.shows_date and plot.label_mode == "two":
            lines.append((mark.date_beside(plot.known), date_font, plot.theme.muted))
        elif item.shows_date:
            date = mark.date_beside(plot.known)
            title_width, date_width = mark.title_width(title_font), measure_text(date, date_font)
            date_x = x + title_width + metrics.title_date_gap
            baseline = _baseline(title, title_font, y)
            runs: list[Item] = [
                TextRun(x, baseline, title, title_font, color, title_width, step=step),
                TextRun(date_x, baseline, date, date_font, plot.theme.muted, date_width, step=step),
            ]
            return runs, max(left, min(item.first, x)), min(right, max(item.last, x + width))
        items = _stacked_lines(lines, x, width, y, step, on_left=on_left)
        return items, max(left, min(item.first, x)), min(right, max(item.last, x + width))

    def _inside(self, item: VisibleMark, y: float) -> tuple[list[Item], float, float]:
        """Return a label inside of its bar, at the visible edge."""
        plot, metrics, mark, pen = self._plot, self._metrics, item.mark, item.pen
        first, last = max(item.first, plot.x), min(item.last, self._right)
        left, right = item.inner_left, item.inner_right
        if right < left:
            return [], first, last
        font = metrics.on_bar_font
        text, width = mark.title, item.inner_width
        if not 0.0 < width <= right - left:
            text = elide(mark.title, font, right - left)
            width = measure_text(text, font)
            if width < _LEAST_CUT * font.size and text != mark.title:
                return [], first, last
        color = plot.theme.paper
        if item.inner_solid:
            color = self._colors_on_bars.get(pen.color) or self._color_on(pen.color)
        if mark.plain != "bar":
            # On what is possible of a bar, a muted name could not be read.
            is_light = mark.shape.kind == "bracket" or mark.shape.is_within or mark.shape.is_planned
            if is_light and is_dimmed(mark, plot):
                color = plot.theme.muted
        baseline = y + self._cap_on_bar
        items: list[Item] = [TextRun(left, baseline, text, font, color, width, step=pen.step)]
        if item.shows_date and text == mark.title:
            date, date_x = mark.date_beside(plot.known), left + width + metrics.title_date_gap
            date_width = measure_text(date, metrics.date_font)
            if date_x + date_width <= right:
                items.append(TextRun(date_x, baseline, date, metrics.date_font, color, date_width, step=pen.step))
        return items, first, last

    def _color_on(self, bar_color: str) -> str:
        color = self._colors_on_bars[bar_color] = text_color_on(bar_color, self._plot.theme)
        return color


def _baseline(text: str, font: Font, y: float) -> float:
    """Return the baseline of a line whose letters are centred on `y`."""
    return y + cap_height(font) / 2 - (_TALL_RISE * font.size if has_right_to_left(text) else 0.0)


def _stacked_lines(
    lines: list[tuple[str, Font, str]], x: float, width: float, y: float, step: int, *, on_left: bool
) -> list[Item]:
    """Return lines of text centred on `y`, ragged away from their mark."""
    last_font = lines[-1][1]
    gap = (_TALL_LINE_GAP if has_right_to_left(lines[0][0]) else _LINE_GAP) * last_font.size
    height = sum(cap_height(font) for _, font, _ in lines) + (len(lines) - 1) * gap
    is_all_title = last_font == lines[0][1]  # the letters of its last line reach further down than those of a date
    top = (
        y
        - height / 2
        - (_TALL_TITLE_RISE * last_font.size if is_all_title and has_right_to_left(lines[-1][0]) else 0.0)
    )
    items: list[Item] = []
    for text, font, color in lines:
        advance = measure_text(text, font)
        baseline = top + cap_height(font)
        items.append(TextRun(x + width - advance if on_left else x, baseline, text, font, color, advance, step=step))
        top = baseline + gap
    return items


def _cut_label(item: VisibleMark, y: float, plot: PlotArea, color: str) -> tuple[list[Item], float, float]:
    """Return a title shortened to the room up to the plot's edge."""
    metrics = plot.metrics
    first, last = max(item.first, plot.x), min(item.last, plot.right)
    on_left = item.side == "left"
    room = item.first - item.gap - plot.x if on_left else plot.right - item.last - item.gap
    title = elide(item.mark.title, metrics.title_font, room)
    if len(title) < 3:
        return [], first, last
    width = measure_text(title, metrics.title_font)
    x = item.first - item.gap - width if on_left else item.last + item.gap
    baseline = _baseline(title, metrics.title_font, y)
    run = TextRun(x, baseline, title, metrics.title_font, color, width, step=item.pen.step)
    return [run], min(first, x), max(last, x + width)
