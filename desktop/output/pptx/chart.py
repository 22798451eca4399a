"""Writes charts that can be edited, with their numbers in a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from desktop.output.pptx.chart_axes import AXIS_IDS, ChartAxes, letters
from desktop.output.pptx.chart_content import ChartContent, ValueLabel
from desktop.output.pptx.chart_data import numbers, strings
from desktop.output.pptx.fills import NO_FILL, Paints
from desktop.output.pptx.fonts import locale_tag
from desktop.output.pptx.markup import document, element, hundredths, words
from desktop.output.pptx.package import Package, Relations
from desktop.output.pptx.workbook import Cell, cells, head_cell, workbook
from desktop.render.theme import Theme

Corner = tuple[float, float | None]

_NAMESPACES: Final = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_LINE_WIDTH: Final = 4.0
_DASHED: Final = (10.0, 8.0)
_SHOWN: Final = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")


class ChartWriter:
    """Writes one chart as a part of the file."""

    def __init__(self, package: Package, content: ChartContent, theme: Theme, language: str) -> None:
        self._package = package
        self._content = content
        self._theme = theme
        self._paints = Paints(theme)
        self._language = language
        self._axes = ChartAxes(content, theme, self._paints, language)

    def write(self, number: int) -> str:
        """Write the chart; return its part."""
        relations = Relations(f"ppt/charts/chart{number}.xml")
        rows, body = self._staircase() if self._content.plot.form == "steps" else self._plain()
        book = self._package.add_file(("book", number), "embeddings", "xlsx", lambda: workbook(rows))
        area = element("c:plotArea", self._layout(), body, element("c:spPr", NO_FILL, element("a:ln", NO_FILL)))
        chart = element(
            "c:chart",
            element("c:autoTitleDeleted", val=1),
            area,
            element("c:plotVisOnly", val=1),
            element("c:dispBlanksAs", val="gap"),
        )
        markup = document(
            "c:chartSpace",
            element("c:date1904", val=0),
            element("c:lang", val=locale_tag(self._language)),
            element("c:roundedCorners", val=0),
            chart,
            element("c:spPr", NO_FILL, element("a:ln", NO_FILL)),
            letters(self._paints, self._language, 24.0, self._theme.muted),
            element("c:externalData", element("c:autoUpdate", val=0), r__id=relations.add("package", book)),
            namespaces=_NAMESPACES,
        )
        self._package.add(relations.part, _TYPE, markup, relations)
        return relations.part

    def _layout(self) -> str:
        """Return the place of the plot inside the chart."""
        plot, (left, top, right, bottom) = self._content.plot, self._content.box
        width, height = right - left, bottom - top
        values = (
            ("x", (plot.x - left) / width),
            ("y", (plot.y - top) / height),
            ("w", plot.width / width),
            ("h", (plot.height + self._content.room_below) / height),
        )
        modes = element("c:layoutTarget", val="inner") + "".join(element(f"c:{name}Mode", val="edge") for name in "xy")
        places = "".join(element(f"c:{name}", val=f"{max(0.0, min(1.0, value)):.5f}") for name, value in values)
        return element("c:layout", element("c:manualLayout", modes, places))

    # -- kinds of charts -------------------------------------------------------------------------------

    def _plain(self) -> tuple[list[list[Cell]], str]:
        """Return the table and the markup of all kinds but staircases."""
        plot, titles = self._content.plot, self._content.titles
        is_scatter = plot.form == "line" and self._has_numbers
        names: list[Cell] = list(plot.places) if is_scatter else list(plot.names)
        rows: list[list[Cell]] = [["", *titles]]
        for index, name in enumerate(names):
            rows.append([name, *(values[index] for values in plot.values)])
        series = "".join(
            self._series(index, names, plot.values[index], as_scatter=is_scatter) for index in range(len(plot.values))
        )
        if plot.form == "donut":
            body = element("c:varyColors", val=1) + series + element("c:firstSliceAng", val=0)
            return rows, element("c:doughnutChart", body, element("c:holeSize", val=74))
        if is_scatter:
            body = element("c:scatterStyle", val="lineMarker") + element("c:varyColors", val=0) + series + AXIS_IDS
            return rows, element("c:scatterChart", body) + self._axes.of_numbers(plot.places[0], plot.places[-1])
        if plot.form == "line":
            body = element("c:grouping", val="standard") + element("c:varyColors", val=0) + series
            return rows, element("c:lineChart", body, element("c:marker", val=1), AXIS_IDS) + self._axes.of_names(
                "midCat"
            )
        direction = element("c:barDir", val="bar" if plot.form == "sideways" else "col")
        grouping = element("c:grouping", val="clustered") + element("c:varyColors", val=0)
        gap = element("c:gapWidth", val=self._gap_width()) + element("c:overlap", val=-5)
        return rows, element("c:barChart", direction, grouping, series, gap, AXIS_IDS) + self._axes.of_names("between")

    def _staircase(self) -> tuple[list[list[Cell]], str]:
        """Return steps as lines through two points for each level.

        PowerPoint has no staircases.
        """
        plot = self._content.plot
        stairs = [
            (index, part)
            for index, values in enumerate(plot.values)
            for part in _stairs(plot.places, values, in_levels=self._content.levels)
        ]
        length = max((len(corners) for _, corners in stairs), default=0)
        rows: list[list[Cell]] = [[cell for index, _ in stairs for cell in ("", self._content.titles[index])]]
        for row in range(length):
            rows.append([cell for _, corners in stairs for cell in (corners[row] if row < len(corners) else ("", ""))])
        series = "".join(self._stair_series(number, index, corners) for number, (index, corners) in enumerate(stairs))
        body = element("c:scatterStyle", val="lineMarker") + element("c:varyColors", val=0) + series + AXIS_IDS
        return rows, element("c:scatterChart", body) + self._axes.of_numbers(plot.places[0], plot.places[-1])

    @property
    def _has_numbers(self) -> bool:
        """Return whether the names of a line are numbers, such as years."""
        plot = self._content.plot
        return [str(round(place)) for place in plot.places] == list(plot.names)

    def _gap_width(self) -> float:
        """Return the gap between categories, in percent of a bar."""
        plot = self._content.plot
        is_sideways = plot.form == "sideways"
        slot = (plot.height if is_sideways else plot.width) / max(1, len(plot.names))
        count = len(plot.values)
        bar = min(120.0, (0.66 if is_sideways else 0.7) * slot / count)
        return min(500.0, 100.0 * (slot - bar * count) / bar)

    # -- series ----------------------------------------------------------------------------------------

    def _series_head(self, index: int, column: int, number: int | None = None) -> str:
        title = self._content.titles[index]
        points = element("c:ptCount", val=1) + element("c:pt", element("c:v", words(title)), idx=0)
        reference = element("c:strRef", element("c:f", head_cell(column)), element("c:strCache", points))
        order = index if number is None else number
        return element("c:idx", val=order) + element("c:order", val=order) + element("c:tx", reference)

    def _series(self, index: int, names: Sequence[Cell], values: Sequence[float | None], *, as_scatter: bool) -> str:
        plot = self._content.plot
        colors = plot.colors[index]
        color = colors[0] if colors else self._theme.gold
        head = self._series_head(index, index + 1)
        is_line = plot.form == "line"
        points = "".join(self._point(index, number, color) for number in range(len(colors)))
        if is_line:
            style = element("c:spPr", self._paints.line(color, _LINE_WIDTH, rounded=True)) + self._marker(color)
        else:
            fill = self._paints.solid(color) if plot.form != "donut" else ""
            style = element("c:spPr", fill) if fill else ""
            style += element("c:invertIfNegative", val=0) if plot.form in ("bars", "sideways") else ""
        labels = self._labels(index)
        sizes = len(names)
        if as_scatter:
            data = element("c:xVal", numbers(cells(0, sizes), names)) + element(
                "c:yVal", numbers(cells(index + 1, sizes), values)
            )
        else:
            data = element("c:cat", strings(cells(0, sizes), names)) + element(
                "c:val", numbers(cells(index + 1, sizes), values, self._content.number_format)
            )
        return element("c:ser", head, style, points, labels, data, element("c:smooth", val=0) if is_line else "")

    def _stair_series(self, number: int, index: int, corners: Sequence[Corner]) -> str:
        """Return a staircase, or one level of it."""
        colors = self._content.plot.colors[index]
        color = colors[0] if colors else self._theme.gold
        marker = element("c:marker", element("c:symbol", val="none"))
        style = element("c:spPr", self._paints.line(color, _LINE_WIDTH)) + marker
        # The dot and the number of a level stand at the corner where it begins.
        levels = self._content.levels
        places = {number: 1} if levels else {point: 2 * point for point in range(len(colors))}
        style += "".join(self._dot(index, point, place, color) for point, place in places.items())
        labels = self._labels(index, places)
        column = 2 * number
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        data = element("c:xVal", numbers(cells(column, len(xs)), xs))
        data += element("c:yVal", numbers(cells(column + 1, len(ys)), ys, self._content.number_format))
        head = self._series_head(index, column + 1, number)
        return element("c:ser", head, style, labels, data, element("c:smooth", val=0))

    def _dot(self, series: int, number: int, place: int, color: str) -> str:
        """Return the dot of a point on a staircase."""
        point = self._content.point(series, number)
        is_planned = point is not None and point.planned
        paint = element(
            "c:spPr",
            self._paints.solid(self._theme.background if is_planned else color),
            self._paints.line(color, 3.0),
        )
        size = element("c:size", val=self._content.dot_sizes[1 if point is not None and point.highlight else 0] or 8)
        marker = element("c:marker", element("c:symbol", val="circle"), size, paint)
        line = element("c:spPr", self._paints.line(color, _LINE_WIDTH))
        return element("c:dPt", element("c:idx", val=place), marker, element("c:bubble3D", val=0), line)

    def _marker(self, color: str) -> str:
        paint = element("c:spPr", self._paints.solid(color), element("a:ln", NO_FILL))
        size = self._content.dot_sizes[0]
        if not size:
            return element("c:marker", element("c:symbol", val="none"))
        return element("c:marker", element("c:symbol", val="circle"), element("c:size", val=max(2, size)), paint)

    def _point(self, series: int, number: int, color: str) -> str:
        """Return a point's own format within its series, or ""."""
        plot = self._content.plot
        own = plot.colors[series][number]
        point = self._content.point(series, number)
        is_planned = point is not None and point.planned and plot.form != "donut"
        head = element("c:idx", val=number)
        if plot.form == "line":
            if not is_planned and (point is None or not point.highlight):
                return ""
            size = self._content.dot_sizes[1 if point is not None and point.highlight else 0] or 8
            fill = self._paints.solid(self._theme.background if is_planned else own)
            paint = element("c:spPr", fill, self._paints.line(own, 3.0))
            marker = element("c:marker", element("c:symbol", val="circle"), element("c:size", val=size), paint)
            dash = (12.0, 9.0) if is_planned else ()
            line = element("c:spPr", self._paints.line(own, _LINE_WIDTH, dash, rounded=True))
            return element("c:dPt", head, marker, element("c:bubble3D", val=0), line)
        invert = element("c:invertIfNegative", val=0) if plot.form != "donut" else ""
        if is_planned:
            paint = element("c:spPr", NO_FILL, self._paints.line(own, 2.5, _DASHED))
            return element("c:dPt", head, invert, element("c:bubble3D", val=0), paint)
        if own == color and plot.form != "donut":
            return ""
        edge = self._paints.line(self._theme.background, 3.0) if plot.form == "donut" else element("a:ln", NO_FILL)
        paint = element("c:spPr", self._paints.solid(own), edge)
        return element("c:dPt", head, invert, element("c:bubble3D", val=0), paint)

    # -- letters and axes ------------------------------------------------------------------------------

    def _labels(self, series: int, places: dict[int, int] | None = None) -> str:
        """Return the numbers of a series that are written."""
        shown = {number: label for (index, number), label in self._content.labels.items() if index == series}
        parts = "".join(
            self._label(places[number] if places is not None else number, label)
            for number, label in sorted(shown.items())
            if places is None or number in places
        )
        return element("c:dLbls", parts, *(element(f"c:{name}", val=0) for name in _SHOWN))

    def _label(self, index: int, label: ValueLabel) -> str:
        text = ""
        if label.text:
            style = element(
                "a:rPr",
                self._paints.solid(label.color),
                element("a:latin", typeface="+mn-lt"),
                lang=locale_tag(self._language),
                sz=hundredths(label.size),
                b=1,
            )
            run = element("a:r", style, element("a:t", words(label.text)))
            text = element("c:tx", element("c:rich", element("a:bodyPr"), element("a:lstStyle"), element("a:p", run)))
        place = ""
        if any(label.shift):
            left, top, right, bottom = self._content.box
            x, y = label.shift[0] / (right - left), label.shift[1] / (bottom - top)
            modes = element("c:x", val=f"{x:.5f}") + element("c:y", val=f"{y:.5f}")
            place = element("c:layout", element("c:manualLayout", modes))
        return element(
            "c:dLbl",
            element("c:idx", val=index),
            place,
            text,
            element("c:numFmt", formatCode=self._content.number_format, sourceLinked=0),
            element("c:spPr", NO_FILL, element("a:ln", NO_FILL)),
            letters(self._paints, self._language, label.size, label.color, bold=True),
            element("c:dLblPos", val=label.place),
            *(element(f"c:{name}", val=1 if name == "showVal" else 0) for name in _SHOWN),
        )


def _stairs(places: Sequence[float], values: Sequence[float | None], *, in_levels: bool) -> list[list[Corner]]:
    """Return the corners of a staircase, or of each of its levels.

    A level has its riser, from the level before or from zero.
    """
    corners: list[Corner] = []
    levels: list[list[Corner]] = []
    before: float = 0.0
    for (start, end), value in zip(pairwise(places), values, strict=True):
        corners += [(start, value), (end, value)]
        levels.append([(start, before), (start, value), (end, value)])
        before = value or 0.0
    return levels if in_levels else [corners]
