"""Shows where claims stand in time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.render import theme as themes
from desktop.render.frame import MarkBatch, Polyline, Rectangle, TextRun
from desktop.render.layouts.claim_chip import CHIP_RADIUS, chip_color, draw_chip
from desktop.render.page.grid import Box
from desktop.render.page.ribbon_place import RIBBON_HEIGHT
from desktop.render.page.slide_page import SlidePage
from desktop.render.ribbon.axis_line import AxisLine, axis_line
from desktop.render.ribbon.ribbon import holds_claims
from desktop.render.text import measure_text
from desktop.story.claims import LetteredClaim
from desktop.timeline.camera import TimeWindow
from desktop.timeline.scale import make_ticks

AXIS_GAP: Final = 44.0
"""The gap between the claims and their axis."""

AXIS_HEIGHT: Final = 166.0
"""The height of the axis with letters above and dates below."""

LOW_AXIS_GAP: Final = 28.0
LOW_AXIS_HEIGHT: Final = 140.0
"""The least height of an axis, where the claims leave little room."""

FLAT_AXIS_GAP: Final = 24.0
FLAT_AXIS_HEIGHT: Final = 106.0
"""The height of an axis whose one line of labels says everything, where the claims leave almost no room."""

_LEAST_DISTANCE: Final = 16.0  # of two dates that a reader tells apart
_BELOW_LINE: Final = 84.0
_FLAT_BELOW_LINE: Final = 50.0
_FLAT_LABEL_DROP: Final = 41.0
_PADDING_SHARE: Final = 0.14
_SECONDS_OF_A_DAY: Final = 86_400.0
_TICK_FONT: Final = themes.body_font(24, 500)


class ClaimAxis:
    """Draws dated claims as lollipops on an axis of their own."""

    def __init__(self, page: SlidePage, claims: Sequence[LetteredClaim], *, has_ribbon: bool) -> None:
        self._page = page
        self._has_ribbon = has_ribbon
        dated = [entry for entry in claims if entry.claim.date is not None and entry.claim.date.midpoint is not None]
        self._claims = dated

    @property
    def is_shown(self) -> bool:
        """Return whether there are two different dates at least.

        One alone stands on the ribbon, where the slide has one.
        """
        dates = {entry.claim.date.midpoint for entry in self._claims if entry.claim.date is not None}
        return len(dates) > (1 if self._has_ribbon else 0)

    @property
    def is_told_by_ribbon(self) -> bool:
        """Return whether a ribbon of the slide holds all dates apart."""
        if not self._has_ribbon:
            return False
        page, claims = self._page, [entry.claim for entry in self._claims]
        place = page.grid.margin, page.ribbon_y, page.grid.content_width
        return holds_claims(page.story, claims, *place, _LEAST_DISTANCE)

    @property
    def least_height(self) -> float:
        """Return the height below which not all dates have a place."""
        if not self._claims:
            return 0.0
        return RIBBON_HEIGHT if self.is_told_by_ribbon else FLAT_AXIS_GAP + FLAT_AXIS_HEIGHT

    def draw(self, box: Box) -> None:
        """Draw the claims into a box."""
        page = self._page
        spans = [_span(entry) for entry in self._claims]
        first, last = min(start for start, _ in spans), max(end for _, end in spans)
        least = _SECONDS_OF_A_DAY if len(spans) > 1 else max(30 * _SECONDS_OF_A_DAY, last - first)
        padding = max(least, _PADDING_SHARE * (last - first))
        window = TimeWindow(round(first - padding), last - first + 2 * padding)
        is_flat = box.height < LOW_AXIS_HEIGHT
        y = box.bottom - (_FLAT_BELOW_LINE if is_flat else _BELOW_LINE)
        if is_flat:
            line = AxisLine(window, box.x, y, box.width)
            page.items.extend(axis_line(line, page.own_language, page.theme, y + _FLAT_LABEL_DROP))
        else:
            self._draw_scale(window, box, y)
        xs = [box.x + window.x_of((start + end) // 2, box.width) for start, end in spans]
        chips = _apart(xs, 2 * CHIP_RADIUS + 10.0, box.x + CHIP_RADIUS, box.right - CHIP_RADIUS)
        for entry, (start, end), x, chip_x in zip(self._claims, spans, xs, chips, strict=True):
            step = page.step_of(f"claim:{entry.index}")
            color = chip_color(page, entry)
            left, right = box.x + window.x_of(start, box.width), box.x + window.x_of(end, box.width)
            if right - left > 10.0:
                bar = Rectangle(left, y - 4.0, right - left, 8.0, themes.with_alpha(color, 0.45), radius=4, step=step)
                page.items.append(bar)
            chip_y = box.y + CHIP_RADIUS
            page.items.append(Polyline((chip_x, chip_y + CHIP_RADIUS, x, y), color, 2.0, step=step))
            page.items.append(Rectangle(x - 5.0, y - 5.0, 10.0, 10.0, color, radius=5, step=step))
            draw_chip(page, entry, chip_x, chip_y, step)

    def _draw_scale(self, window: TimeWindow, box: Box, y: float) -> None:
        page = self._page
        ticks = make_ticks(
            window, box.width, page.own_language, _measure, label_gap=48.0, min_tick_gap=190.0, min_minor_gap=16.0
        )
        line = themes.blend(page.theme.background, page.theme.paper, 0.34)
        page.items.append(Polyline((box.x, y, box.right, y), line, 1.5))
        minor = tuple(value for tick in ticks.minor for value in (box.x + tick.x - 0.5, y - 5.0, 1.0, 10.0))
        if minor:
            page.items.append(MarkBatch("box", minor, page.theme.line))
        for tick in ticks.major:
            x = box.x + tick.x
            page.items.append(Polyline((x, y - 10, x, y + 10), line, 1.5))
            left = x - tick.width / 2
            if box.x - 20 <= left and left + tick.width <= box.right + 20:
                page.items.append(TextRun(left, y + 40, tick.label, _TICK_FONT, page.theme.muted, tick.width))
        free_right = box.right
        for heading in reversed(ticks.headings):
            left = max(box.x, box.x + heading.x)
            if left + heading.width <= free_right:
                page.items.append(TextRun(left, y + 74, heading.label, _TICK_FONT, page.theme.muted, heading.width))
                free_right = left - 40.0


def _measure(text: str) -> float:
    return measure_text(text, _TICK_FONT)


def _span(entry: LetteredClaim) -> tuple[int, int]:
    """Return the first and last second that a claim's date covers."""
    date = entry.claim.date
    middle = (date.midpoint if date is not None else None) or 0
    earliest, latest = (date.earliest, date.latest) if date is not None else (None, None)
    return middle if earliest is None else earliest, middle if latest is None else latest


def _apart(xs: Sequence[float], distance: float, left: float, right: float) -> list[float]:
    """Return growing places near `xs`, at least a distance apart."""
    order = sorted(range(len(xs)), key=lambda index: xs[index])
    places = [0.0] * len(xs)
    free = left
    for index in order:
        places[index] = max(free, xs[index])
        free = places[index] + distance
    free = right
    for index in reversed(order):
        places[index] = min(free, places[index])
        free = places[index] - distance
    return places
