"""Computes the sizes of fonts, marks and rows on the timeline.

`size` is 1 on a slide's canvas of 1920 pixels, about one half in a window.
"""

from __future__ import annotations

from functools import lru_cache

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.frame import Font


@dataclass(frozen=True, slots=True)
class TimelineMetrics:
    """Holds the sizes of one drawing in canvas pixels.

    Fonts never go below what can be read on a screen, whatever `size` says.
    """

    size: float
    title_font: Font
    date_font: Font
    track_font: Font
    tick_font: Font
    heading_font: Font
    small_font: Font
    on_bar_font: Font  # of labels inside bars
    dot_radius: float
    bar_height: float  # of a span
    label_gap: float  # between a mark and its label
    on_bar_gap: float  # between the end of a bar and the label inside
    min_gap: float  # the least gap between two marks in a row
    title_date_gap: float  # between title and date on one line
    two_line_row_height: float  # of a row whose labels have two lines
    three_line_row_height: float
    one_line_row_height: float
    tight_row_height: float  # of a crowded sheet
    histogram_line_height: float  # one line of the histogram at the foot of a band
    band_padding: float  # inside a band, above and below its rows
    band_gap: float  # between two bands
    axis_line_height: float
    overview_height: float
    overview_gap: float
    gutter_padding: float  # left of the track names
    corner_radius: float  # of the overview and its handle
    stroke: float

    def px(self, slide_px: float) -> float:
        """Scale a length in slide pixels by `size`."""
        return slide_px * self.size


@lru_cache(maxsize=16)
def metrics_for(size: float) -> TimelineMetrics:
    """Return the metrics for a scale."""

    def font(slide_px: float, min_px: float, weight: int) -> Font:
        # On a slide, nothing is smaller than what the last row can read.
        least = themes.TYPE_SCALE[0] if size >= 1.0 else min_px
        return themes.body_font(float(max(least, round(slide_px * size))), weight)

    title_font, date_font = font(24, 13, 600), font(20, 12, 400)
    is_large = size > 0.7  # a pane below a window has little height
    return TimelineMetrics(
        size=size,
        title_font=title_font,
        date_font=date_font,
        track_font=font(24, 13, 600),
        tick_font=font(22, 12, 500),
        heading_font=font(22, 12, 600),
        small_font=font(20, 12, 400),
        on_bar_font=font(20, 12, 600),
        dot_radius=max(5.0, 11.0 * size),
        bar_height=max(15.0, 29.0 * size),
        label_gap=max(7.0, 13.0 * size),
        on_bar_gap=max(6.0, 11.0 * size),
        min_gap=max(10.0, 20.0 * size),
        title_date_gap=0.55 * title_font.size,
        two_line_row_height=1.14 * (title_font.size + date_font.size) + max(3.0, 6.0 * size),
        three_line_row_height=3.42 * title_font.size + max(4.0, 8.0 * size),
        one_line_row_height=(1.36 if is_large else 1.3) * title_font.size,
        tight_row_height=1.13 * title_font.size,
        histogram_line_height=1.3 * font(20, 12, 400).size,
        band_padding=8.0 * size if is_large else 2.0,
        band_gap=10.0 * size if is_large else 2.0,
        axis_line_height=1.4 * font(22, 12, 500).size,
        overview_height=56.0 * size if is_large else 22.0,
        overview_gap=24.0 * size if is_large else 6.0,
        gutter_padding=18.0 * size,
        corner_radius=max(3.0, 7.0 * size),
        stroke=max(1.5, 2.6 * size),
    )
