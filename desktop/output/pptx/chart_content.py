"""Holds the content of a chart in the file."""

from __future__ import annotations

import math
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.output.pptx.fills import Box
from desktop.render.frame import ChartPlot
from desktop.story.chart import Chart, Point

_ROOM_BELOW: Final = 44.0


@dataclass(frozen=True, slots=True)
class ValueLabel:
    """Holds the format of a point's number.

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
    """Holds a chart's texts and axes, beside its numbers.

    `labels` are by series and point. `box` is the chart's place, `grid_step` the distance of its lines (0: none) and
    `names_size` that of the letters of its names, 0 where these are texts of their own. `dot_sizes` are points, of all
    (0: none) and of highlighted ones.
    """

    chart: Chart
    plot: ChartPlot
    titles: tuple[str, ...]
    labels: dict[tuple[int, int], ValueLabel]
    decimals: int
    box: Box
    grid_step: float = 0.0
    names_size: float = 0.0
    dot_sizes: tuple[float, float] = (9.0, 11.0)
    levels: bool = False  # each step of a staircase is a series, to appear alone

    @property
    def number_format(self) -> str:
        """Return how numbers are written."""
        return "#,##0" + ("." + "0" * self.decimals if self.decimals else "")

    @property
    def tick_format(self) -> str:
        """Return how the numbers of the grid are written."""
        decimals = max(0, -math.floor(math.log10(self.grid_step))) if self.grid_step else 0
        return "#,##0" + ("." + "0" * decimals if decimals else "")

    @property
    def low(self) -> float:
        """Return the value at the foot of the plot.

        PowerPoint counts the lines of a grid from there. Numbers of negative bars need room below.
        """
        plot, step = self.plot, self.grid_step
        low = plot.low
        if plot.form == "bars" and low < 0:
            low -= (plot.high - low) * _ROOM_BELOW / plot.height
        if not step:
            return low
        least = min(value for values in plot.values for value in values if value is not None)
        above = math.ceil(plot.low / step - 1e-9) * step
        return above if above <= least else math.floor(low / step + 1e-9) * step

    @property
    def room_below(self) -> float:
        """Return the distance of the foot below the drawn one."""
        plot = self.plot
        return (plot.low - self.low) / (plot.high - plot.low) * plot.height

    def point(self, series: int, number: int) -> Point | None:
        """Return a point as the story has it."""
        points = self.chart.series[series].points if series < len(self.chart.series) else ()
        return points[number] if number < len(points) else None
