"""Collects the shared definitions of an SVG."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGlyphRun, QPainterPath, QRawFont, QTextLayout, QTextOption, QTransform

from desktop.output.svg.markup import element, number, split_color
from desktop.render.font_files import font_for, qfont
from desktop.render.frame import LinearGradient, RadialGradient, TextRun

_EM: Final = 1000.0
"""The size at which outlines are written."""


class Definitions:
    """Holds gradients, clips and outlines of letters, each once.

    Their ids begin with `prefix`.
    """

    def __init__(self, prefix: str = "d") -> None:
        self._prefix = prefix
        self._elements: dict[Hashable, tuple[str, str]] = {}

    def markup(self) -> str:
        """Return the element that holds all definitions."""
        return element("defs", "".join(text for _, text in self._elements.values())) if self._elements else ""

    def gradient(self, gradient: LinearGradient | RadialGradient) -> str:
        """Return the id of a gradient."""
        stops = ""
        for stop in gradient.stops:
            color, opacity = split_color(stop.color)
            stops += element("stop", offset=number(stop.offset), stop_color=color, stop_opacity=opacity)
        if isinstance(gradient, RadialGradient):
            return self.add(
                gradient, "radialGradient", stops,
                gradientUnits="userSpaceOnUse", cx=gradient.x, cy=gradient.y, r=gradient.radius,
            )  # fmt: skip
        return self.add(
            gradient, "linearGradient", stops,
            gradientUnits="userSpaceOnUse", x1=gradient.x0, y1=gradient.y0, x2=gradient.x1, y2=gradient.y1,
        )  # fmt: skip

    def clip(self, x: float, y: float, width: float, height: float, radius: float = 0.0) -> str:
        """Return the id of a clip to a rectangle."""
        rect = element("rect", x=x, y=y, width=width, height=height, rx=radius or None)
        return self.add(("clip", x, y, width, height, radius), "clipPath", rect)

    def outlines(self, run: TextRun) -> str:
        """Return a text as uses of the outlines of its letters."""
        layout = QTextLayout(run.text, qfont(font_for(run.text, run.font)))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        if run.right_to_left:
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(1e6)
        line.setLineWidth(line.naturalTextWidth())
        layout.endLayout()
        groups = [self._glyphs(glyphs, run.x, run.y - line.ascent()) for glyphs in layout.glyphRuns()]
        return "".join(groups)

    def _glyphs(self, glyphs: QGlyphRun, x: float, y: float) -> str:
        """Return letters of one face as uses."""
        face = glyphs.rawFont()
        scale = (face.unitsPerEm() if _draws_boxes(face) else face.pixelSize()) / _EM
        uses = []
        places: list[QPointF] = glyphs.positions()
        baseline = places[0].y() if places else 0.0
        for index, place in zip(glyphs.glyphIndexes(), places, strict=True):
            name = self._glyph(face, index)
            if name:
                dy = (place.y() - baseline) / scale
                uses.append(
                    element("use", xlink__href=f"#{name}", x=place.x() / scale, y=dy if abs(dy) > 0.01 else None)
                )
        transform = f"translate({number(x)} {number(y + baseline)}) scale({scale:.5g})"
        return element("g", "".join(uses), transform=transform) if uses else ""

    def _glyph(self, face: QRawFont, index: int) -> str:
        """Return the id of a letter's outline, "" for an empty one."""
        name = "" if _draws_boxes(face) else face.familyName()
        key = ("glyph", name, face.styleName(), face.weight(), index)
        if key not in self._elements:
            data = path_data(_outline(face, index))
            if not data:
                self._elements[key] = ("", "")
            else:
                self.add(key, "path", "", d=data)
        return self._elements[key][0]

    def add(self, key: Hashable, name: str, content: str, **attributes: str | float | None) -> str:
        """Define an element under a key once; return its id."""
        if key not in self._elements:
            name_id = f"{self._prefix}{len(self._elements)}"
            self._elements[key] = (name_id, element(name, content, id=name_id, **attributes))
        return self._elements[key][0]


def _draws_boxes(face: QRawFont) -> bool:
    """Return whether a face replaces letters that no face has.

    It has no tables, and Qt crashes when it is asked for its name or for another size.
    """
    return face.fontTable("head").isEmpty()


def _outline(face: QRawFont, index: int) -> QPainterPath:
    """Return the outline of a letter at the size of an em."""
    if _draws_boxes(face):
        scale = _EM / face.unitsPerEm()
        return QTransform.fromScale(scale, scale).map(face.pathForGlyph(index))
    large = QRawFont(face)
    large.setPixelSize(_EM)
    return large.pathForGlyph(index)


def path_data(path: QPainterPath) -> str:
    """Return a path's commands, "" for an empty path."""
    parts: list[str] = []
    position = 0
    while position < path.elementCount():
        point = path.elementAt(position)
        kind = point.type
        if kind == QPainterPath.ElementType.CurveToElement:
            points = [path.elementAt(position + offset) for offset in range(3)]
            parts.append("C" + " ".join(f"{number(one.x)} {number(one.y)}" for one in points))
            position += 3
            continue
        letter = "M" if kind == QPainterPath.ElementType.MoveToElement else "L"
        if letter == "M" and parts:
            parts.append("Z")
        parts.append(f"{letter}{number(point.x)} {number(point.y)}")
        position += 1
    return "".join([*parts, "Z"]) if parts else ""
