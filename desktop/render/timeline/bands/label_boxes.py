"""Measures the room that marks and their labels need."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial
from itertools import accumulate

from desktop.render.frame import Font
from desktop.render.text import measure_text
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.marks.shape_extents import drawing_margins, inner_stretch, min_width_px
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.timeline.label_box import ENDLESS, LabelBox

_MIN_WRAPPED_WIDTH = 7.0
"""The least width of a title that is worth two lines, in font sizes."""


def elide(text: str, font: Font, max_width: float) -> str:
    """Return a text that fits, cut with an ellipsis if needed."""
    if measure_text(text, font) <= max_width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure_text(text[:middle].rstrip() + "…", font) <= max_width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…" if low else ""


@lru_cache(maxsize=4096)
def two_lines(title: str, font: Font) -> tuple[str, str]:
    """Return a title in two lines as even as its words allow.

    The second line is "" for a short title or a single word.
    """
    words = title.split(" ")
    if len(words) < 2 or measure_text(title, font) < _MIN_WRAPPED_WIDTH * font.size:
        return title, ""

    # Word by word: a title of many scripts takes Qt milliseconds, and each place for the break would be two more of it.
    widths = _word_widths(words, font)
    before = list(accumulate(widths))
    whole, space = before[-1], _space(font)
    # A line of n words has n - 1 spaces.
    at = min(
        range(1, len(words)),
        key=lambda at: max(before[at - 1] + (at - 1) * space, whole - before[at - 1] + (len(words) - at - 1) * space),
    )
    return " ".join(words[:at]), " ".join(words[at:])


def _word_widths(words: list[str], font: Font) -> list[float]:
    return [measure_text(word, font) for word in words]


def _space(font: Font) -> float:
    return measure_text("n n", font) - measure_text("nn", font)


def wrapped_lines(title: str, font: Font, count: int) -> tuple[str, ...]:
    """Return a title on at most two or three even lines."""
    return two_lines(title, font) if count == 2 else _three_lines(title, font)


@lru_cache(maxsize=1024)
def _three_lines(title: str, font: Font) -> tuple[str, ...]:
    """Return a title on at most three lines of even width."""
    words = title.split(" ")
    space, widths = _space(font), _word_widths(words, font)

    def broken(width: float) -> list[str]:
        lines: list[str] = []
        used = 0.0
        for word, its_width in zip(words, widths, strict=True):
            if lines and used + space + its_width <= width:
                lines[-1] += " " + word
                used += space + its_width
            else:
                lines.append(word)
                used = its_width
        return lines

    narrow, wide = max(widths), measure_text(title, font)
    for _ in range(12):
        middle = (narrow + wide) / 2
        if len(broken(middle)) <= 3:
            wide = middle
        else:
            narrow = middle
    return tuple(broken(wide))


def _date_behind(mark: EventMark, metrics: TimelineMetrics, known: str) -> float:
    """Return the width that a date adds behind a title."""
    return metrics.title_date_gap + measure_text(mark.date_beside(known), metrics.date_font)


def _date_below(mark: EventMark, metrics: TimelineMetrics, known: str) -> float:
    """Return the width that a date adds below a title."""
    date = measure_text(mark.date_beside(known), metrics.date_font)
    return max(0.0, date - measure_text(mark.title, metrics.title_font))


def wrapped_width(mark: EventMark, metrics: TimelineMetrics) -> float:
    """Return the width of a title on two lines, else 0."""
    first, second = two_lines(mark.title, metrics.title_font)
    return max(measure_text(first, metrics.title_font), measure_text(second, metrics.title_font)) if second else 0.0


def thrice_width(mark: EventMark, metrics: TimelineMetrics) -> float:
    """Return the width of a title on three lines, else 0."""
    lines = wrapped_lines(mark.title, metrics.title_font, 3)
    return max(measure_text(line, metrics.title_font) for line in lines) if len(lines) == 3 else 0.0


def label_box(
    mark: EventMark, label_mode: str, metrics: TimelineMetrics, *, show_labels: bool, known: str = ""
) -> LabelBox:
    """Return the widths that a mark and its label need.

    `known` is what the axis says of the date.
    """
    shape = mark.shape
    before, after = drawing_margins(shape, metrics.dot_radius, metrics.bar_height)
    label_px = measure_text(mark.title, metrics.title_font) + metrics.label_gap if show_labels else 0.0
    # Dates are formatted only where a row has room: 200 of 800 events, in half of the time of all boxes.
    behind = partial(_date_behind, mark, metrics, known)
    beside = behind if label_mode == "one" else partial(_date_below, mark, metrics, known)
    start, end = mark.exact_bounds
    doubt_before: float = 0
    doubt_after: float = 0
    is_span = shape.kind == "bar" and not shape.is_within
    if is_span:
        # What begins in the year in which another ended may share its row: in the middle of the doubt, one follows.
        first, last = start, end
        start += (shape.certain_start - shape.start) // 2
        end += (shape.certain_end - shape.end) // 2
        doubt_before = 0 if shape.open_start else start - first
        doubt_after = 0 if shape.open_end else last - end
        before = before if shape.unknown_start else 0.0
        after = after if shape.unknown_end else 0.0
    inner = inner_stretch(shape)
    wrapped = wrapped_width(mark, metrics) if show_labels and label_mode != "one" else 0.0
    thrice = thrice_width(mark, metrics) if wrapped and label_mode == "three" else 0.0
    on_bar = measure_text(mark.title, metrics.on_bar_font) + 2.8 * metrics.on_bar_gap if show_labels and inner else 0.0
    return LabelBox(
        mark.id,
        -ENDLESS if shape.open_start else start,
        ENDLESS if shape.open_end else end,
        before,
        after,
        label_px,
        mark.event.weight,
        beside if show_labels else 0.0,
        wrapped + metrics.label_gap if wrapped else 0.0,
        is_span,
        min_width_px(shape, metrics.dot_radius, metrics.bar_height),
        metrics.min_gap / 2,  # half of the gap on either side: two neighbours keep the whole gap
        on_bar,
        behind if on_bar else 0.0,
        inner.start if inner else 0,
        inner.end if inner else 0,
        doubt_before,
        doubt_after,
        thrice + metrics.label_gap if thrice else 0.0,
    )


def label_boxes(
    marks: Iterable[EventMark], label_mode: str, metrics: TimelineMetrics, show_labels: bool, known: str = ""
) -> list[LabelBox]:
    """Return the cached label box of each mark."""
    key = (label_mode, metrics.size, show_labels, known)
    boxes = []
    for mark in marks:
        if mark.cached_label_box is None or mark.cached_label_box[0] != key:
            mark.cached_label_box = key, label_box(mark, label_mode, metrics, show_labels=show_labels, known=known)
        boxes.append(mark.cached_label_box[1])
    return boxes
