"""The only code that draws slides: a loop over the items of a Frame, alike for screen, thumbnail, PDF, PNG and SVG."""

from __future__ import annotations

import random
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QLinearGradient,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QRadialGradient,
)

from desktop.render import images
from desktop.render.frame import (
    Arc,
    Box,
    Clip,
    Ellipse,
    Fill,
    Frame,
    Ground,
    Line,
    Linear,
    Marks,
    Picture,
    Radial,
    Run,
    Shape,
    Unclip,
)
from desktop.render.text import load_fonts, qfont

__all__ = ["fitted", "image_of", "load_fonts", "paint"]

_GROUND_BYTES: Final = 48 * 1024 * 1024
_grounds: OrderedDict[tuple[Ground, int, int, float], QImage] = OrderedDict()


def fitted(frame: Frame, rect: QRectF) -> QRectF:
    """Return the largest rectangle of the frame's aspect inside `rect`, centred."""
    scale = min(rect.width() / frame.width, rect.height() / frame.height)
    width, height = frame.width * scale, frame.height * scale
    return QRectF(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height)


def paint(painter: QPainter, frame: Frame, rect: QRectF, step: int | None = None, *, behind: str = "") -> None:
    """Paint a frame into `rect` (letterboxed, what lies outside is left alone), as it stands at `step` (None: whole).

    For what moves on a screen, `behind` names the colour that lies below most words: they are then copied rather than set.
    """
    target = fitted(frame, rect)
    painter.save()
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing
        | QPainter.RenderHint.TextAntialiasing
        | QPainter.RenderHint.SmoothPixmapTransform
    )
    # PDF as Qt writes it has no gradient that fades to nothing: what fades is painted to an image there, text never.
    kind = painter.paintEngine().type()
    flatten = kind == QPaintEngine.Type.Pdf
    if frame.ground is not None:
        _paint_ground(painter, frame.ground, target, frame.width)
    painter.translate(target.topLeft())
    painter.scale(target.width() / frame.width, target.height() / frame.height)
    painter.setClipRect(QRectF(0, 0, frame.width, frame.height), Qt.ClipOperation.IntersectClip)
    letterer = None
    if behind and kind == QPaintEngine.Type.Raster:
        from desktop.render.text_cache import Letterer  # the first slide does without

        letterer = Letterer.over(painter, behind)
    depth = 0
    for item in frame.items:
        if step is not None and item.step > step:
            continue
        if type(item) is Clip:
            painter.save()
            painter.setClipRect(QRectF(item.x, item.y, item.width, item.height), Qt.ClipOperation.IntersectClip)
            depth += 1
        elif type(item) is Unclip:
            if depth:
                painter.restore()
                depth -= 1
        elif letterer is not None and type(item) is Run:
            letterer.draw(painter, item)
        elif flatten and _fades(item):
            _flat(painter, item)
        else:
            _DRAW[type(item)](painter, item)
    for _ in range(depth):
        painter.restore()
    painter.restore()


def image_of(frame: Frame, width: int, height: int, step: int | None = None, *, dpr: float = 1.0) -> QImage:
    """Return the frame painted to an image of width × height device pixels, letterboxed in black."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(dpr)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    try:
        paint(painter, frame, QRectF(0, 0, width / dpr, height / dpr), step)
    finally:
        painter.end()
    return image


@lru_cache(maxsize=1024)
def _color(text: str) -> QColor:
    if len(text) == 9:
        return QColor(int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16), int(text[7:9], 16))
    return QColor(text)


@lru_cache(maxsize=256)
def _brush(fill: Fill | None) -> QBrush:
    if fill is None:
        return QBrush(Qt.BrushStyle.NoBrush)
    if isinstance(fill, str):
        return QBrush(_color(fill))
    gradient = (
        QLinearGradient(fill.x0, fill.y0, fill.x1, fill.y1)
        if isinstance(fill, Linear)
        else QRadialGradient(QPointF(fill.x, fill.y), fill.radius)
    )
    for stop in fill.stops:
        gradient.setColorAt(stop.at, _color(stop.color))
    return QBrush(gradient)


@lru_cache(maxsize=512)
def _pen(color: str, width: float, dash: tuple[float, ...], rounded: bool) -> QPen:
    if not color or width <= 0:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(_color(color), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if rounded else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if rounded else Qt.PenJoinStyle.MiterJoin)
    if dash:
        pen.setDashPattern([length / width for length in dash])  # Qt counts dashes in pen widths
    return pen


def _box(painter: QPainter, item: Box) -> None:
    painter.setPen(_pen(item.stroke, item.stroke_width, item.dash, False))
    painter.setBrush(_brush(item.fill))
    rect = QRectF(item.x, item.y, item.width, item.height)
    if item.radius > 0:
        painter.drawRoundedRect(rect, item.radius, item.radius)
    else:
        painter.drawRect(rect)


def _ellipse(painter: QPainter, item: Ellipse) -> None:
    painter.setPen(_pen(item.stroke, item.stroke_width, item.dash, False))
    painter.setBrush(_brush(item.fill))
    painter.drawEllipse(QPointF(item.x, item.y), item.rx, item.ry)


def _line(painter: QPainter, item: Line) -> None:
    painter.setPen(_pen(item.color, item.width, item.dash, item.round))
    points = item.points
    if len(points) == 4:
        painter.drawLine(QPointF(points[0], points[1]), QPointF(points[2], points[3]))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pairs = zip(points[::2], points[1::2], strict=True)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in pairs]))


@lru_cache(maxsize=1024)
def _path(commands: tuple[tuple[str | float, ...], ...]) -> QPainterPath:
    path = QPainterPath()
    for name, *values in commands:
        numbers = [float(value) for value in values]
        if name == "M":
            path.moveTo(*numbers)
        elif name == "L":
            path.lineTo(*numbers)
        elif name == "C":
            path.cubicTo(*numbers)
        else:
            path.closeSubpath()
    return path


def _shape(painter: QPainter, item: Shape) -> None:
    painter.setPen(_pen(item.stroke, item.stroke_width, item.dash, True))
    painter.setBrush(_brush(item.fill))
    painter.drawPath(_path(item.commands))


def _arc(painter: QPainter, item: Arc) -> None:
    painter.setPen(_pen(item.color, item.width, (), False))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    rect = QRectF(item.x - item.radius, item.y - item.radius, 2 * item.radius, 2 * item.radius)
    # Qt counts sixteenths of a degree, anticlockwise from three o'clock.
    painter.drawArc(rect, round((90 - item.start) * 16), round(-item.sweep * 16))


def _run(painter: QPainter, item: Run) -> None:
    painter.setFont(qfont(item.font))
    painter.setPen(_color(item.color))
    painter.drawText(QPointF(item.x, item.y), item.text)


def _picture(painter: QPainter, item: Picture) -> None:
    rect = QRectF(item.x, item.y, item.width, item.height)
    painter.save()
    if item.radius > 0:
        clip = QPainterPath()
        clip.addRoundedRect(rect, item.radius, item.radius)
        painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
    elif item.fit == "cover":
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setOpacity(painter.opacity() * item.opacity)
    images.draw(painter, item.file, rect, item.fit, item.version)
    painter.restore()


def _marks(painter: QPainter, item: Marks) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_color(item.color))
    coords = item.coords
    if item.kind == "box":
        if len(coords) > _FEW:
            _boxes(painter, coords)
            return
        boxes = zip(coords[::4], coords[1::4], coords[2::4], coords[3::4], strict=True)
        painter.drawRects([QRectF(x, y, width, height) for x, y, width, height in boxes])
    else:
        for x, y, radius in zip(coords[::3], coords[1::3], coords[2::3], strict=True):
            painter.drawEllipse(QPointF(x, y), radius, radius)


def _boxes(painter: QPainter, coords: tuple[float, ...]) -> None:
    """Draw many boxes: a QRectF is four doubles, which Qt reads where they lie, without an object for each of them."""
    from array import array

    from shiboken6 import Shiboken

    values = array("d", coords)
    first = Shiboken.wrapInstance(values.buffer_info()[0], QRectF)
    painter.drawRects(first, len(values) // 4)  # type: ignore[call-overload]


_DRAW: Final[dict[type, Callable[[QPainter, Any], None]]] = {
    Box: _box,
    Ellipse: _ellipse,
    Line: _line,
    Shape: _shape,
    Arc: _arc,
    Run: _run,
    Picture: _picture,
    Marks: _marks,
}


_FEW: Final = 64
_FLAT: Final = 2.0
"""Pixels for each canvas pixel of what is painted to an image in a PDF: 288 dpi on a slide of 13⅓ inches."""


def _fades(item: object) -> bool:
    """Return whether an item is a picture or is filled by a gradient with a transparent end."""
    if isinstance(item, Picture):
        return True
    fill = getattr(item, "fill", None)
    return isinstance(fill, Linear | Radial) and any(len(stop.color) == 9 for stop in fill.stops)


def _flat(painter: QPainter, item: Any) -> None:
    """Paint one item by way of an image with transparency."""
    if isinstance(item, Ellipse):
        bounds = QRectF(item.x - item.rx, item.y - item.ry, 2 * item.rx, 2 * item.ry)
    elif isinstance(item, Shape):
        bounds = _path(item.commands).boundingRect()
    else:
        bounds = QRectF(item.x, item.y, item.width, item.height)
    margin = getattr(item, "stroke_width", 0.0) + 1.0
    bounds = bounds.adjusted(-margin, -margin, margin, margin)
    size = (bounds.size() * _FLAT).toSize()
    image = QImage(max(1, size.width()), max(1, size.height()), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    inner = QPainter(image)
    inner.setRenderHints(painter.renderHints())
    inner.scale(_FLAT, _FLAT)
    inner.translate(-bounds.topLeft())
    _DRAW[type(item)](inner, item)
    inner.end()
    # Qt's PDF writer draws images with the transparency of the fill before them: an opaque speck outside resets it.
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawRect(QRectF(-9.0, -9.0, 1.0, 1.0))
    painter.drawImage(bounds, image, QRectF(image.rect()))


def _paint_ground(painter: QPainter, ground: Ground, target: QRectF, canvas: float) -> None:
    """Paint colour and light; from a cached image with grain wherever pixels are wanted, as vectors in an SVG."""
    kind = painter.paintEngine().type()
    if kind not in (QPaintEngine.Type.Raster, QPaintEngine.Type.Pdf):
        painter.save()
        painter.translate(target.topLeft())
        painter.scale(target.width() / canvas, target.width() / canvas)
        area = QRectF(0, 0, canvas, canvas * target.height() / target.width())
        painter.fillRect(area, _color(ground.color))
        for glow in ground.glows:
            painter.fillRect(area, _brush(glow))
        painter.restore()
        return
    if kind == QPaintEngine.Type.Pdf:
        # Two thirds of the canvas are enough for light, and halve the file.
        width, height = round(canvas / 1.5), round(canvas / 1.5 * target.height() / target.width())
    else:
        scale = painter.deviceTransform().m11()
        width, height = max(1, round(target.width() * scale)), max(1, round(target.height() * scale))
    image = _ground_image(ground, width, height, width / canvas)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(target, image, QRectF(0, 0, width, height))
    painter.restore()


def _ground_image(ground: Ground, width: int, height: int, scale: float) -> QImage:
    """Return the ground at a size in device pixels; painted once per ground and size."""
    key = (ground, width, height, scale)
    cached = _grounds.get(key)
    if cached is not None:
        _grounds.move_to_end(key)
        return cached
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(_color(ground.color))
    painter = QPainter(image)
    if ground.glows:
        # Light is smooth: a quarter of the size is enough, and costs a sixteenth; the grain hides what is left of it.
        part = 4 if width > 400 else 1
        small = QImage(-(-width // part), -(-height // part), QImage.Format.Format_RGB32)
        small.fill(_color(ground.color))
        light = QPainter(small)
        light.scale(scale / part, scale / part)
        area = QRectF(0, 0, width / scale + part / scale, height / scale + part / scale)
        for glow in ground.glows:
            light.fillRect(area, _brush(glow))
        light.end()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, small.width() * part, small.height() * part), small)
    if ground.grain > 0:
        painter.setOpacity(ground.grain)
        painter.fillRect(QRectF(0, 0, width, height), QBrush(_grain()))
    painter.end()
    _grounds[key] = image
    while len(_grounds) > 1 and sum(one.sizeInBytes() for one in _grounds.values()) > _GROUND_BYTES:
        _grounds.popitem(last=False)
    return image


@lru_cache(maxsize=1)
def _grain() -> QImage:
    """Return a tile of fixed noise: faint white dots on half, faint black ones on the other half of the pixels."""
    side = 256
    noise = random.Random(1912).randbytes(side * side)
    alpha = noise.translate(bytes(abs(value - 128) * 13 // 128 for value in range(256)))
    white = noise.translate(bytes((value - 128) * 13 // 128 if value > 128 else 0 for value in range(256)))
    pixels = bytearray(4 * side * side)
    for channel in range(3):
        pixels[channel::4] = white
    pixels[3::4] = alpha
    return QImage(bytes(pixels), side, side, 4 * side, QImage.Format.Format_ARGB32_Premultiplied).copy()
