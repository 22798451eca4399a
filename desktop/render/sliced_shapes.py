"""Paints rounded rectangles and discs of a moving picture from images.

Qt shares a shape of 96 spans or more out among threads and waits for them, and a rounded rectangle of 26 pixels has as
many: its curves are a span a pixel. That takes 90 µs; two kept ends and what is stretched between them take 10. A disc
takes 8, its image 1. They stand on whole pixels of the screen, as the copied words do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QTransform

from desktop.fast_dataclass import dataclass
from desktop.render.frame import Ellipse, MarkBatch, Rectangle
from desktop.render.painter_scope import painting
from desktop.render.picture_cache import PictureCache, Share

_LEAST_HEIGHT: Final = 12.0  # in pixels of the screen: what is lower has fewer spans
_MOST_HEIGHT: Final = 200.0
_MOST_PIXELS: Final = 1 << 30  # Qt counts pixels in 32 bits
_MOST_WHOLE: Final = 80  # pixels of a rectangle that is one image: each length is another

_MOST_RADIUS: Final = 40.0  # of a disc that is kept as an image

_Key = tuple[str, str, float, float, int, int, float]
_DiscKey = tuple[str, str, float, float, float]


@dataclass(frozen=True, slots=True)
class _Slices:
    """Holds both ends of a rounded rectangle, and the column between them.

    An end is `length` pixels of the rectangle long and reaches `margin` pixels beyond it; the column is a list of first
    row, height and colour. What is shorter than two ends is whole in the image.
    """

    ends: QImage
    length: int
    margin: int
    column: tuple[tuple[int, int, QColor], ...]


_slices: Final = PictureCache[_Key, _Slices](Share.SHAPES)
_discs: Final = PictureCache[_DiscKey, QImage](Share.SHAPES)


class SlicePainter:
    """Paints the rounded rectangles, discs and boxes of one painting."""

    __slots__ = ("_disc", "_disc_looks", "_looks", "_slices", "is_whole", "scale")

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.is_whole = scale == int(scale)  # whether each canvas pixel is some whole ones of the screen
        # Those of the last shape: most that follow one another look the same.
        self._looks: tuple[object, ...] = ()
        self._slices: _Slices | None = None
        self._disc_looks: _DiscKey | tuple[()] = ()
        self._disc: QImage | None = None

    @classmethod
    def for_painter(cls, painter: QPainter) -> SlicePainter | None:
        """Return one, or None if `painter` rotates, stretches or stands between pixels."""
        transform: QTransform = painter.deviceTransform()
        upright = 0.0 < transform.m11() == transform.m22() and not transform.isRotating()
        dx, dy = transform.dx(), transform.dy()
        return cls(transform.m11()) if upright and dx == int(dx) and dy == int(dy) else None

    def draw(self, painter: QPainter, item: Rectangle) -> bool:
        """Draw a rectangle; return False for one that has no such slices.

        It is rounded, of plain colours, and neither low nor very high.
        """
        scale, fill, radius, item_height = self.scale, item.fill, item.radius, item.height
        if (
            not radius > 0.0
            or not _LEAST_HEIGHT <= item_height * scale <= _MOST_HEIGHT
            or item.dash
            or not (fill is None or isinstance(fill, str))
        ):
            return False
        x, y, floor = item.x, item.y, math.floor
        left, right = floor(x * scale + 0.5), floor((x + item.width) * scale + 0.5)
        top, length = floor(y * scale + 0.5), math.ceil(radius * scale) + 1
        middle = right - left - 2 * length
        whole = right - left if middle <= 0 else 0
        if whole > _MOST_WHOLE or right <= left or left < -_MOST_PIXELS or right > _MOST_PIXELS:
            return False
        looks = (fill, item.stroke, item.stroke_width, radius, item_height, whole)
        slices = self._slices
        if slices is None or looks != self._looks:
            key = (fill or "", item.stroke, item.stroke_width, radius, floor(item_height * scale + 0.5), whole, scale)
            slices = self._slices_of(key)
            self._slices, self._looks = slices, looks
        if scale != 1.0:
            painter.save()
            painter.scale(1 / scale, 1 / scale)
        ends, margin = slices.ends, slices.margin
        size = length + margin
        if whole:
            painter.drawImage(left - margin, top - margin, ends)
        else:
            painter.drawImage(left - margin, top - margin, ends, 0, 0, size, -1)
            for first, rows, color in slices.column:
                painter.fillRect(left + length, top + first, middle, rows, color)
            painter.drawImage(right - length, top - margin, ends, size, 0, size, -1)
        if scale != 1.0:
            painter.restore()
        return True

    @staticmethod
    def _slices_of(key: _Key) -> _Slices:
        """Return the kept ends of a rounded rectangle."""
        slices = _slices.get(key)
        if slices is None:
            slices = _make_slices(*key)
            _slices.add(key, slices, slices.ends.sizeInBytes())
        return slices

    def draw_ellipse(self, painter: QPainter, item: Ellipse) -> bool:
        """Draw a disc or a ring; return False for other ellipses."""
        fill = item.fill
        if item.rx != item.ry or item.dash or not (fill is None or isinstance(fill, str)) or not self.is_whole:
            return False
        return self._draw_disc(
            painter, item.x, item.y, (fill or "", item.stroke, item.stroke_width, item.rx, self.scale)
        )

    def draw_dots(self, painter: QPainter, item: MarkBatch) -> bool:
        """Draw a batch of discs; return False for another batch."""
        if item.kind != "dot" or not self.is_whole:
            return False
        places, color, scale = item.coordinates, item.color, self.scale
        if max(places[2::3], default=0.0) * scale > _MOST_RADIUS:
            return False
        disc, last_radius, half, floor = None, 0.0, 0.0, math.floor
        for x, y, radius in zip(places[::3], places[1::3], places[2::3], strict=True):
            if disc is None or radius != last_radius:
                disc, last_radius = self._disc_of((color, "", 0.0, radius, scale)), radius
                half = disc.width() / 2
            if scale == 1.0 and -_MOST_PIXELS < x < _MOST_PIXELS and -_MOST_PIXELS < y < _MOST_PIXELS:
                painter.drawImage(floor(x - half + 0.5), floor(y - half + 0.5), disc)
            else:
                self._draw_disc(painter, x, y, (color, "", 0.0, radius, scale))
        return True

    def draw_rounded_boxes(self, painter: QPainter, item: MarkBatch) -> bool:
        """Draw short boxes with round corners; return False for others.

        Each is an image of its own width.
        """
        corner, scale, values = item.corner * self.scale, self.scale, item.coordinates
        if not corner > 0.0 or item.kind != "box" or not self._are_small(values):
            return False
        if scale != 1.0:
            painter.save()
            painter.scale(1 / scale, 1 / scale)
        color, floor, images = item.color, math.floor, dict[tuple[int, int], QImage]()
        for x, y, width, height in zip(values[::4], values[1::4], values[2::4], values[3::4], strict=True):
            left, top = floor(x * scale + 0.5), floor(y * scale + 0.5)
            size = max(1, floor((x + width) * scale + 0.5) - left), floor(height * scale + 0.5)
            image = images.get(size)
            if image is None:
                radius = min(corner, size[0] / 2) / scale
                image = images[size] = self._slices_of((color, "", 0.0, radius, size[1], size[0], scale)).ends
            painter.drawImage(left, top, image)
        if scale != 1.0:
            painter.restore()
        return True

    def _are_small(self, boxes: Sequence[float]) -> bool:
        """Return whether boxes are neither low, very large nor far away."""
        scale, heights = self.scale, boxes[3::4]
        lefts, tops = boxes[::4], boxes[1::4]
        return (
            bool(heights)
            and min(heights) * scale >= _LEAST_HEIGHT
            and max(heights) * scale <= _MOST_HEIGHT
            and max(boxes[2::4]) * scale <= _MOST_WHOLE * max(1.0, scale)
            and min(*lefts, *tops) * scale > -_MOST_PIXELS
            and max(*lefts, *tops) * scale < _MOST_PIXELS
        )

    def _disc_of(self, key: _DiscKey) -> QImage:
        """Return the image of a disc or ring."""
        disc = self._disc
        if disc is None or key != self._disc_looks:
            disc = _discs.get(key)
            if disc is None:
                disc = _make_disc(*key)
                _discs.add(key, disc, disc.sizeInBytes())
            self._disc, self._disc_looks = disc, key
        return disc

    def _draw_disc(self, painter: QPainter, x: float, y: float, key: _DiscKey) -> bool:
        """Draw a disc with its middle on the nearest half pixel."""
        scale = self.scale
        if key[3] * scale > _MOST_RADIUS:
            return False
        disc = self._disc_of(key)
        half = disc.width() / 2
        left, top = math.floor(x * scale - half + 0.5), math.floor(y * scale - half + 0.5)
        if max(-left, left, -top, top) > _MOST_PIXELS:
            return False
        if scale == 1.0:
            painter.drawImage(left, top, disc)
        else:
            painter.save()
            painter.scale(1 / scale, 1 / scale)
            painter.drawImage(left, top, disc)
            painter.restore()
        return True

    def takes_boxes(self, item: MarkBatch) -> bool:
        """Return whether a batch of boxes is painted without antialiasing.

        With it, a line as high as the plot is shared out among threads, and a short bar takes three times as long. Round
        corners need it.
        """
        return item.kind == "box" and self.is_whole and not item.corner > 0.0


def _make_slices(
    fill: str, stroke: str, stroke_width: float, radius: float, height: int, whole: int, scale: float
) -> _Slices:
    """Return the ends of a rounded rectangle and the column between.

    `whole` is the length of one that is shorter than its ends, else 0.
    """
    length = math.ceil(radius * scale) + 1
    pen_width = stroke_width * scale if stroke and stroke_width > 0 else 0.0
    margin = math.ceil(pen_width / 2)
    width = whole or 2 * length
    image = QImage(width + 2 * margin, height + 2 * margin, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with painting(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QBrush(argb(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush))
        painter.setPen(QPen(argb(stroke), pen_width) if pen_width else QPen(Qt.PenStyle.NoPen))
        painter.drawRoundedRect(QRectF(margin, margin, width, height), radius * scale, radius * scale)
    if whole:
        return _Slices(image, length, margin, ())
    colors = [image.pixelColor(length + margin, row) for row in range(image.height())]
    column: list[tuple[int, int, QColor]] = []
    for row, color in enumerate(colors):
        if row and color == colors[row - 1]:
            first, rows, _ = column[-1]
            column[-1] = first, rows + 1, color
        else:
            column.append((row - margin, 1, color))
    return _Slices(image, length, margin, tuple(one for one in column if one[2].alpha()))


def _make_disc(fill: str, stroke: str, stroke_width: float, radius: float, scale: float) -> QImage:
    """Return the image of a disc or ring around its middle."""
    pen_width = stroke_width * scale if stroke and stroke_width > 0 else 0.0
    size = 2 * math.ceil(radius * scale + pen_width / 2 + 0.5)
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with painting(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QBrush(argb(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush))
        painter.setPen(QPen(argb(stroke), pen_width) if pen_width else QPen(Qt.PenStyle.NoPen))
        painter.drawEllipse(QPointF(size / 2, size / 2), radius * scale, radius * scale)
    return image


def argb(text: str) -> QColor:
    """Return a colour written as #rrggbb or #rrggbbaa."""
    color = QColor(text[:7])
    if len(text) == 9:
        color.setAlpha(int(text[7:], 16))
    return color
