"""Holds what all kinds of charts share: values, words, colours, steps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from desktop.render import theme as themes
from desktop.render.charts.labels import Obstacles
from desktop.render.colors import readable_color
from desktop.render.frame import ChartPlot, Font, Overflow, Polyline
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextBlock, TextStyle, measure_text
from desktop.render.value_scale import decimals_of, range_of_one
from desktop.story.chart import Chart, Point, Series
from desktop.story.localized_text import KeyPath
from desktop.story.ribbon_visibility import chart_years

VALUE_SIZES: Final = (35.0, 29.0, 24.0)
"""The sizes of numbers at their marks; the largest at which all fit is taken."""

_SERIES_COLORS: Final = ("gold", "vermilion", "jade", "ink-blue", "paper", "muted")


class Plot:
    """Knows the words, colours and steps of one chart on a page.

    Numbers stay above the `foot` of its box, in pixels, where the categories are.
    """

    def __init__(self, page: SlidePage, chart: Chart, box: Box, foot: float = 0.0) -> None:
        self.page = page
        self.chart = chart
        self.box = box
        self.grid_lines: list[Polyline] = []
        self.obstacles = Obstacles(box.x - 4.0, box.y - 4.0, box.right + 4.0, box.bottom + 8.0 - foot)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Return the points of the longest series, which name the categories."""
        return max((series.points for series in self.chart.series), key=len, default=())

    def keep_years(self, xs: Sequence[float]) -> None:
        """Tell the page where years stand, if they stand in proportion."""
        years = chart_years(self.chart)
        if not years or len(years) != len(xs):
            return
        slope = (xs[-1] - xs[0]) / (years[-1] - years[0])
        if all(abs(xs[0] + slope * (year - years[0]) - x) < 1.0 for year, x in zip(years, xs, strict=True)):
            self.page.years_at = ((xs[0], years[0]), (xs[-1], years[-1]))

    @cached_property
    def values(self) -> list[float]:
        """Return all known values."""
        return [point.value for series in self.chart.series for point in series.points if point.value is not None]

    @cached_property
    def marked_values(self) -> list[float]:
        """Return the values of the chart's line and of its band's edges."""
        marked = [self.chart.line.at] if self.chart.line else []
        return marked + ([self.chart.band.start, self.chart.band.end] if self.chart.band else [])

    def value_range(self, *, from_zero: bool = True) -> tuple[float, float]:
        """Return the lowest and highest value that the plot shows."""
        shown = [*self.values, *self.marked_values, *([0.0] if from_zero else [])]
        low, high = min(shown), max(shown)
        if low == high:
            return range_of_one(low)
        return low, high

    @cached_property
    def decimals(self) -> int:
        """Return the decimals of all numbers: those of the most exact one."""
        if self.chart.decimals is not None:
            return self.chart.decimals
        return max((decimals_of(value) for value in self.values), default=0)

    def value_text(self, point: Point) -> str:
        """Return the label of a point: its text, else its number."""
        return self.page.localized(point.text) if point.text else self.number_text(point.value or 0.0)

    def number_text(self, value: float, decimals: int | None = None) -> str:
        """Return a number in the page's language, with equal decimals."""
        return self.page.own_language.format_number(value, self.decimals if decimals is None else decimals)

    def color(self, index: int) -> str:
        """Return the colour of a series: its own, else the next one."""
        series = self.chart.series[index]
        if series.color:
            return self.page.theme.color(series.color)
        return self.default_color(index)

    def default_color(self, index: int) -> str:
        """Return the colour of a part by its number: first the slide's."""
        accent = self.page.accent
        if index == 0 or accent.startswith("#"):
            names: tuple[str, ...] = (accent, *_SERIES_COLORS)
        else:
            names = (accent, *(name for name in _SERIES_COLORS if name != accent))
        return self.page.theme.color(names[index % len(names)])

    @property
    def quiet_color(self) -> str:
        """Return the colour of marks beside a highlighted one."""
        return themes.blend(self.page.theme.muted, self.page.theme.background, 0.42)

    @cached_property
    def has_highlight(self) -> bool:
        """Return whether a point is highlighted."""
        return any(point.highlight for series in self.chart.series for point in series.points)

    def mark_color(self, series_index: int, point: Point) -> str:
        """Return the colour of a point's mark."""
        is_strong = point.highlight or not self.has_highlight or len(self.chart.series) > 1
        return self.color(series_index) if is_strong else self.quiet_color

    def label_color(self, point: Point, series_index: int | None = None) -> str:
        """Return the colour of a point's number.

        Beside one of several lines it is the line's.
        """
        if series_index is not None and len(self.chart.series) > 1:
            return readable_color(self.color(series_index), self.page.background, self.page.theme.paper)
        return self.page.theme.paper if point.highlight or not self.has_highlight else self.page.theme.muted

    def record(self, form: str, area: Box, low: float, high: float, places: Sequence[float] = ()) -> None:
        """Tell the page where the values stand."""
        series = self.chart.series
        count = len(self.points)
        values = tuple(
            (*(point.value for point in one.points), *(None for _ in range(count - len(one.points)))) for one in series
        )
        colors = tuple(
            tuple(
                self.mark_color(index, point) if form in ("bars", "sideways") else self.color(index)
                for point in one.points
            )
            for index, one in enumerate(series)
        )
        names = tuple(self.page.localized(point.at) for point in self.points)
        self.page.plots.append(
            ChartPlot(
                form, area.x, area.y, area.width, area.height, low, high, names, values, colors, tuple(places),
                self.chart.path,
            )
        )  # fmt: skip

    def part(self, index: int) -> str:
        """Return the part with which a point appears: itself or the chart."""
        part = f"point:{index}"
        return part if part in self.page.steps_by_part else "chart"

    def step(self, index: int) -> int:
        """Return the key press at which a point appears."""
        return self.page.step_of(self.part(index))

    @property
    def chart_step(self) -> int:
        """Return the key press at which the axes appear."""
        return self.page.step_of("chart")

    def tell_cut(self, shown: TextBlock, words: str, path: KeyPath) -> None:
        """Record an overflow where a name has lost its end.

        One is told for a chart: forty names would be forty warnings of one thing.
        """
        is_told = any(one.element == "chart" for one in self.page.overflows)
        if shown.runs and shown.runs[-1].text.endswith("…") and not words.endswith("…") and not is_told:
            excess = max(1.0, measure_text(words, shown.font) - shown.line_count * shown.width)
            self.page.overflows.append(Overflow("chart", path, excess))

    def add_label(
        self, words: str, font: Font, color: str, left: float, cap_top: float, index: int, path: Point
    ) -> None:
        """Add the number of a point by the top of its capitals."""
        self.page.add_text(
            words,
            TextStyle(font, color),
            left,
            cap_top,
            measure_text(words, font) + 4.0,
            2.0 * font.size,
            part=self.part(index),
            path=path.path,
            least=24.0,
        )


def highlighted_indexes(series: Series) -> list[int]:
    """Return the highlighted points of a series."""
    return [index for index, point in enumerate(series.points) if point.highlight]


def widest(texts: Sequence[str], font: Font) -> float:
    """Return the width of the widest text."""
    return max((measure_text(text, font) for text in texts), default=0.0)
