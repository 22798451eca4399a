"""Holds what a chart of the file shows."""

from __future__ import annotations

from desktop.fast_dataclass import dataclass
from desktop.output.pptx.paints import Box
from desktop.render.frame import ChartPlot
from desktop.story.model import Chart, Point


@dataclass(frozen=True, slots=True)
class ValueLabel:
    """Says how the number of a point is written.

    `place` is "t", "b" or "outEnd", from where it is moved by `shift` pixels, right and down; `text` stands for the
    number where it is not the number itself.
    """

    color: str
    size: float
    place: str
    text: str = ""
    shift: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class ChartContent:
    """Holds what a chart shows beside its numbers.

    `labels` are by series and point; `label_step` is how many categories share one name. `box` is the chart's place.
    """

    chart: Chart
    plot: ChartPlot
    titles: tuple[str, ...]
    labels: dict[tuple[int, int], ValueLabel]
    decimals: int
    has_grid: bool
    box: Box
    names_size: float = 29.0
    label_step: int = 1
    levels: bool = False  # each step of a staircase is a series, to appear alone

    @property
    def number_format(self) -> str:
        """Return how numbers are written."""
        return "#,##0" + ("." + "0" * self.decimals if self.decimals else "")

    def point(self, series: int, number: int) -> Point | None:
        """Return a point as the story has it."""
        points = self.chart.series[series].points if series < len(self.chart.series) else ()
        return points[number] if number < len(points) else None
