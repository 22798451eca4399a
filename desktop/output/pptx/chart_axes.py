"""Writes the axes and the letters of a chart."""

from __future__ import annotations

from typing import Final

from desktop.output.pptx.chart_content import ChartContent
from desktop.output.pptx.fills import NO_FILL, Paints
from desktop.output.pptx.fonts import locale_tag
from desktop.output.pptx.markup import element, hundredths
from desktop.render.theme import Theme, blend

_NAMES_AXIS, _VALUES_AXIS = 111, 112
AXIS_IDS: Final = element("c:axId", val=_NAMES_AXIS) + element("c:axId", val=_VALUES_AXIS)
_FACES: Final = (("latin", "lt"), ("ea", "ea"), ("cs", "cs"))


def letters(paints: Paints, language: str, size: float, color: str, *, bold: bool = False) -> str:
    """Return the style of the letters of a part of a chart."""
    face = "".join(element(f"a:{name}", typeface=f"+mn-{code}") for name, code in _FACES)
    style = element("a:defRPr", paints.solid(color), face, sz=hundredths(size), b=1 if bold else 0)
    paragraph = element("a:p", element("a:pPr", style), element("a:endParaRPr", lang=locale_tag(language)))
    return element("c:txPr", element("a:bodyPr"), element("a:lstStyle"), paragraph)


class ChartAxes:
    """Writes the two axes of a chart."""

    def __init__(self, content: ChartContent, theme: Theme, paints: Paints, language: str) -> None:
        self._content = content
        self._theme = theme
        self._paints = paints
        self._language = language
        self._quiet = blend(theme.muted, theme.paper, 0.2)

    def _scaling(self, low: float | None = None, high: float | None = None, *, is_reversed: bool = False) -> str:
        orientation = element("c:orientation", val="maxMin" if is_reversed else "minMax")
        ends = (element("c:max", val=f"{high:.10g}") if high is not None else "") + (
            element("c:min", val=f"{low:.10g}") if low is not None else ""
        )
        return element("c:scaling", orientation, ends)

    def of_names(self, between: str) -> str:
        """Return an axis of names with one of values."""
        plot, content = self._content.plot, self._content
        is_sideways = plot.form == "sideways"
        zero = plot.low <= 0 <= plot.high
        names = element(
            "c:catAx",
            element("c:axId", val=_NAMES_AXIS),
            self._scaling(is_reversed=is_sideways),
            element("c:delete", val=0),
            element("c:axPos", val="l" if is_sideways else "b"),
            element("c:numFmt", formatCode="General", sourceLinked=0),
            element("c:majorTickMark", val="none"),
            element("c:minorTickMark", val="none"),
            element("c:tickLblPos", val="low" if content.names_size else "none"),
            element("c:spPr", self._paints.line(self._quiet if zero else "", 2.5)),
            letters(self._paints, self._language, content.names_size or 24.0, self._theme.muted),
            element("c:crossAx", val=_VALUES_AXIS),
            element("c:crosses", val="autoZero"),
            element("c:auto", val=0),
            element("c:lblAlgn", val="ctr"),
            element("c:lblOffset", val=100),
            element("c:noMultiLvlLbl", val=1),
        )
        return names + self._value_axis(between, is_sideways=is_sideways)

    def of_numbers(self, first: float, last: float) -> str:
        """Return two axes of numbers, with the names as texts below."""
        zero = self._content.plot.low <= 0 <= self._content.plot.high
        across = element(
            "c:valAx",
            element("c:axId", val=_NAMES_AXIS),
            self._scaling(first, last if last > first else first + 1),
            element("c:delete", val=0),
            element("c:axPos", val="b"),
            element("c:numFmt", formatCode="0", sourceLinked=0),
            element("c:majorTickMark", val="none"),
            element("c:minorTickMark", val="none"),
            element("c:tickLblPos", val="none"),
            element("c:spPr", self._paints.line(self._quiet if zero else "", 2.5)),
            element("c:crossAx", val=_VALUES_AXIS),
            element("c:crosses", val="autoZero"),
            element("c:crossBetween", val="midCat"),
        )
        return across + self._value_axis("midCat", is_sideways=False)

    def _value_axis(self, between: str, *, is_sideways: bool) -> str:
        plot, content = self._content.plot, self._content
        grid = ""
        if content.grid_step:
            grid = element("c:majorGridlines", element("c:spPr", self._paints.line(self._theme.line, 1.5)))
        return element(
            "c:valAx",
            element("c:axId", val=_VALUES_AXIS),
            self._scaling(content.low, plot.high, is_reversed=plot.is_mirrored and is_sideways),
            element("c:delete", val=0 if content.grid_step else 1),
            element("c:axPos", val="t" if is_sideways else "l"),
            grid,
            element("c:numFmt", formatCode=content.tick_format, sourceLinked=0),
            element("c:majorTickMark", val="none"),
            element("c:minorTickMark", val="none"),
            element("c:tickLblPos", val="low"),
            element("c:spPr", element("a:ln", NO_FILL)),
            letters(self._paints, self._language, 24.0, self._theme.muted),
            element("c:crossAx", val=_NAMES_AXIS),
            element("c:crosses", val="min" if plot.form in ("line", "steps") else "autoZero"),
            element("c:crossBetween", val=between),
            element("c:majorUnit", val=f"{content.grid_step:.10g}") if content.grid_step else "",
        )
