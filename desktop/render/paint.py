"""Paints the items of a Frame on screen, PDF, PNG or SVG."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

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
from shiboken6 import Shiboken

from desktop.i18n.direction import has_right_to_left
from desktop.render import images
from desktop.render.background_image import paint_background
from desktop.render.font_files import font_for, load_fonts, qfont
from desktop.render.frame import (
    Background,
    Ellipse,
    Fill,
    Frame,
    Image,
    LinearGradient,
    MarkBatch,
    Polyline,
    PopClip,
    PushClip,
    RadialGradient,
    Rectangle,
    RingSegment,
    TextRun,
    VectorPath,
)
from desktop.render.painter_scope import painting, saved_state

if TYPE_CHECKING:
    from desktop.render.sliced_shapes import SlicePainter
    from desktop.render.text_cache import CachedTextPainter

__all__ = ["frame_to_image", "letterbox_rect", "load_fonts", "paint"]


# Kept: PySide looks a value up anew each time, which takes as long as to copy a word.
_ANTIALIASING: Final = QPainter.RenderHint.Antialiasing
_RENDER_HINTS: Final = _ANTIALIASING | QPainter.RenderHint.TextAntialiasing | QPainter.RenderHint.SmoothPixmapTransform
_INTERSECT_CLIP: Final = Qt.ClipOperation.IntersectClip
_NO_PEN: Final = Qt.PenStyle.NoPen
_NO_BRUSH: Final = Qt.BrushStyle.NoBrush


def letterbox_rect(frame: Frame, rect: QRectF) -> QRectF:
    """Return the largest centred rectangle of the frame's aspect in `rect`."""
    scale = min(rect.width() / frame.width, rect.height() / frame.height)
    width, height = frame.width * scale, frame.height * scale
    return QRectF(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height)


def paint(
    painter: QPainter,
    frame: Frame,
    rect: QRectF,
    step: int | None = None,
    *,
    text_background: str = "",
    copy_shapes: bool = False,
) -> None:
    """Paint a frame at `step` (None: whole) letterboxed into `rect`.

    For a moving picture on a screen, `text_background` names the colour below most texts: images of them, and the ends
    of rounded rectangles, are then copied from caches; with `copy_shapes` only those ends and discs are, for what stands
    still below it. Nothing outside of `rect` is painted.
    """
    target = letterbox_rect(frame, rect)
    saved_states = 1
    painter.save()
    try:
        painter.setRenderHints(_RENDER_HINTS)
        # Qt writes no gradient with a transparent end to a PDF: such an item becomes an image there, text never.
        engine_type = painter.paintEngine().type()
        flatten = engine_type == QPaintEngine.Type.Pdf
        if frame.background is not None:
            _paint_background(painter, frame.background, target, frame.width)
        painter.translate(target.topLeft())
        painter.scale(target.width() / frame.width, target.height() / frame.height)
        painter.setClipRect(QRectF(0, 0, frame.width, frame.height), _INTERSECT_CLIP)
        text_painter, painters = None, _PAINTERS
        if (text_background or copy_shapes) and engine_type == QPaintEngine.Type.Raster:
            text_painter, painters = _moving_painters(painter, text_background)
        for item in frame.items:
            if step is not None and item.step > step:
                continue
            if type(item) is PushClip:
                painter.save()
                painter.setClipRect(QRectF(item.x, item.y, item.width, item.height), _INTERSECT_CLIP)
                saved_states += 1
            elif type(item) is PopClip:
                if saved_states > 1:
                    painter.restore()
                    saved_states -= 1
                    if text_painter is not None:
                        text_painter.forget_font()
            elif flatten and _needs_flattening(item):
                _paint_flattened(painter, item)
            else:
                painters[type(item)](painter, item)
    finally:
        for _ in range(saved_states):
            painter.restore()


def frame_to_image(frame: Frame, width: int, height: int, step: int | None = None, *, dpr: float = 1.0) -> QImage:
    """Return an image of the frame, letterboxed in black.

    `width` and `height` are device pixels.
    """
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(dpr)
    image.fill(Qt.GlobalColor.black)
    with painting(image) as painter:
        paint(painter, frame, QRectF(0, 0, width / dpr, height / dpr), step)
    return image


@lru_cache(maxsize=1024)
def _color(text: str) -> QColor:
    if len(text) == 9:
        return QColor(int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16), int(text[7:9], 16))
    return QColor(text)


@lru_cache(maxsize=256)
def _brush(fill: Fill | None) -> QBrush:
    if fill is None:
        return QBrush(_NO_BRUSH)
    if isinstance(fill, str):
        return QBrush(_color(fill))
    gradient = (
        QLinearGradient(fill.x0, fill.y0, fill.x1, fill.y1)
        if isinstance(fill, LinearGradient)
        else QRadialGradient(QPointF(fill.x, fill.y), fill.radius)
    )
    for stop in fill.stops:
        gradient.setColorAt(stop.offset, _color(stop.color))
    return QBrush(gradient)


@lru_cache(maxsize=512)
def _pen(color: str, width: float, dash: tuple[float, ...], rounded: bool) -> QPen:
    if not color or width <= 0:
        return QPen(_NO_PEN)
    pen = QPen(_color(color), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if rounded else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if rounded else Qt.PenJoinStyle.MiterJoin)
    if dash:
        pen.setDashPattern([length / width for length in dash])  # Qt counts dashes in pen widths
    return pen


def _paint_rectangle(painter: QPainter, item: Rectangle) -> None:
    painter.setPen(_pen(item.stroke, item.stroke_width, item.dash, False))
    painter.setBrush(_brush(item.fill))
    rect = QRectF(item.x, item.y, item.width, item.height)
    if item.radius > 0:
        painter.drawRoundedRect(rect, item.radius, item.radius)
    else:
        painter.drawRect(rect)


def _paint_ellipse(painter: QPainter, item: Ellipse) -> None:
    painter.setPen(_pen(item.stroke, item.stroke_width, item.dash, False))
    painter.setBrush(_brush(item.fill))
    painter.drawEllipse(QPointF(item.x, item.y), item.rx, item.ry)


def _paint_polyline(painter: QPainter, item: Polyline) -> None:
    painter.setPen(_pen(item.color, item.width, item.dash, item.rounded))
    points = item.points
    if len(points) == 4:
        painter.drawLine(QPointF(points[0], points[1]), QPointF(points[2], points[3]))
        return
    painter.setBrush(_NO_BRUSH)
    corners = [QPointF(x, y) for x, y in zip(points[::2], points[1::2], strict=True)]
    if item.curved:
        path = QPainterPath(corners[0])
        for here, after in pairwise(corners[1:]):
            path.quadTo(here, (here + after) / 2)
        path.lineTo(corners[-1])
        painter.drawPath(path)
    else:
        painter.drawPolyline(QPolygonF(corners))


@lru_cache(maxsize=1024)
def _painter_path(commands: tuple[tuple[str | float, ...], ...]) -> QPainterPath:
    path = QPainterPath()
    for command, *values in commands:
        numbers = [float(value) for value in values]
        if command == "M":
            path.moveTo(*numbers)
        elif command == "L":
            path.lineTo(*numbers)
        elif command == "C":
            path.cubicTo(*numbers)
        else:
            path.closeSubpath()
    return path


def _paint_path(painter: QPainter, item: VectorPath) -> None:
    painter.setPen(_pen(item.stroke, item.stroke_width, item.dash, True))
    painter.setBrush(_brush(item.fill))
    painter.drawPath(_painter_path(item.commands))


def _paint_ring_segment(painter: QPainter, item: RingSegment) -> None:
    painter.setPen(_pen(item.color, item.thickness, (), False))
    painter.setBrush(_NO_BRUSH)
    rect = QRectF(item.x - item.radius, item.y - item.radius, 2 * item.radius, 2 * item.radius)
    # Qt counts sixteenths of a degree, anticlockwise from three o'clock.
    painter.drawArc(rect, round((90 - item.start_angle) * 16), round(-item.sweep_angle * 16))


def _paint_text_run(painter: QPainter, item: TextRun) -> None:
    painter.setFont(qfont(font_for(item.text, item.font)))
    painter.setPen(_color(item.color))
    if item.right_to_left or has_right_to_left(item.text):
        directions = Qt.LayoutDirection
        painter.setLayoutDirection(directions.RightToLeft if item.right_to_left else directions.LayoutDirectionAuto)
    painter.drawText(QPointF(item.x, item.y), item.text)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _paint_image(painter: QPainter, item: Image) -> None:
    rect = QRectF(item.x, item.y, item.width, item.height)
    with saved_state(painter):
        if item.radius > 0:
            clip = QPainterPath()
            clip.addRoundedRect(rect, item.radius, item.radius)
            painter.setClipPath(clip, _INTERSECT_CLIP)
        elif item.fit == "cover":
            painter.setClipRect(rect, _INTERSECT_CLIP)
        painter.setOpacity(painter.opacity() * item.opacity)
        images.draw_image(painter, item.file, item.folder, rect, item.fit, item.version, item.focus)


def _paint_marks(painter: QPainter, item: MarkBatch) -> None:
    painter.setPen(_NO_PEN)
    painter.setBrush(_color(item.color))
    coords = item.coordinates
    if item.kind == "box" and item.corner > 0.0:
        for x, y, width, height in zip(coords[::4], coords[1::4], coords[2::4], coords[3::4], strict=True):
            corner = min(item.corner, width / 2, height / 2)
            painter.drawRoundedRect(QRectF(x, y, width, height), corner, corner)
    elif item.kind == "box":
        # A QRectF is four doubles: Qt reads them where they lie, which is faster than to make an object of each.
        values = coords if isinstance(coords, array) else array("d", coords)
        first_rect = Shiboken.wrapInstance(values.buffer_info()[0], QRectF)
        painter.drawRects(first_rect, len(values) // 4)  # type: ignore[call-overload]
    else:
        for x, y, radius in zip(coords[::3], coords[1::3], coords[2::3], strict=True):
            painter.drawEllipse(QPointF(x, y), radius, radius)


_PAINTERS: Final[dict[type, Callable[[QPainter, Any], None]]] = {
    Rectangle: _paint_rectangle,
    Ellipse: _paint_ellipse,
    Polyline: _paint_polyline,
    VectorPath: _paint_path,
    RingSegment: _paint_ring_segment,
    TextRun: _paint_text_run,
    Image: _paint_image,
    MarkBatch: _paint_marks,
}


def _moving_painters(
    painter: QPainter, text_background: str
) -> tuple[CachedTextPainter | None, dict[type, Callable[[QPainter, Any], None]]]:
    """Return what paints a moving picture, from caches where it can."""
    text_painters, slice_painters = _moving_classes()
    painters = _PAINTERS.copy()
    text_painter = text_painters.for_painter(painter, text_background) if text_background else None
    if text_painter is not None:
        painters[TextRun] = text_painter.draw
    slices = slice_painters.for_painter(painter)
    if slices is None:
        return text_painter, painters

    def paint_rectangle(painter: QPainter, item: Rectangle) -> None:
        if not slices.draw(painter, item):
            _paint_rectangle(painter, item)

    def paint_ellipse(painter: QPainter, item: Ellipse) -> None:
        if not slices.draw_ellipse(painter, item):
            _paint_ellipse(painter, item)

    def paint_marks(painter: QPainter, item: MarkBatch) -> None:
        if slices.draw_dots(painter, item) or slices.draw_rounded_boxes(painter, item):
            return
        painter.setRenderHint(_ANTIALIASING, not slices.takes_boxes(item))
        _paint_marks(painter, item)
        painter.setRenderHint(_ANTIALIASING)

    return text_painter, {**painters, Rectangle: paint_rectangle, Ellipse: paint_ellipse, MarkBatch: paint_marks}


@lru_cache(maxsize=1)
def _moving_classes() -> tuple[type[CachedTextPainter], type[SlicePainter]]:
    """Import what the first slide does not need.

    Each import in a frame takes as long as to copy two words.
    """
    from desktop.render.sliced_shapes import SlicePainter
    from desktop.render.text_cache import CachedTextPainter

    return CachedTextPainter, SlicePainter


_FLATTEN_SCALE: Final = 2.0
"""Image pixels for each canvas pixel in a PDF.

That is 288 dpi on a slide of 13⅓ inches.
"""


def _needs_flattening(item: object) -> bool:
    """Return whether Qt's PDF writer would lose the item's transparency."""
    if isinstance(item, Image):
        return True
    fill = getattr(item, "fill", None)
    return isinstance(fill, LinearGradient | RadialGradient) and any(len(stop.color) == 9 for stop in fill.stops)


def _paint_flattened(painter: QPainter, item: Any) -> None:
    """Paint an item to a transparent image, and draw the image."""
    if isinstance(item, Ellipse):
        bounds = QRectF(item.x - item.rx, item.y - item.ry, 2 * item.rx, 2 * item.ry)
    elif isinstance(item, VectorPath):
        bounds = _painter_path(item.commands).boundingRect()
    else:
        bounds = QRectF(item.x, item.y, item.width, item.height)
    margin = getattr(item, "stroke_width", 0.0) + 1.0
    bounds = bounds.adjusted(-margin, -margin, margin, margin)
    size = (bounds.size() * _FLATTEN_SCALE).toSize()
    image = QImage(max(1, size.width()), max(1, size.height()), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with painting(image) as image_painter:
        image_painter.setRenderHints(painter.renderHints())
        image_painter.scale(_FLATTEN_SCALE, _FLATTEN_SCALE)
        image_painter.translate(-bounds.topLeft())
        _PAINTERS[type(item)](image_painter, item)
    # Qt's PDF writer draws images with the transparency of the fill before them: an opaque speck outside resets it.
    painter.setPen(_NO_PEN)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawRect(QRectF(-9.0, -9.0, 1.0, 1.0))
    painter.drawImage(bounds, image, QRectF(image.rect()))


def _paint_background(painter: QPainter, background: Background, target: QRectF, canvas_width: float) -> None:
    """Paint a background with its glows.

    An SVG gets vectors, all others a cached image with grain.
    """
    engine_type = painter.paintEngine().type()
    if engine_type not in (QPaintEngine.Type.Raster, QPaintEngine.Type.Pdf):
        painter.save()
        painter.translate(target.topLeft())
        painter.scale(target.width() / canvas_width, target.width() / canvas_width)
        area = QRectF(0, 0, canvas_width, canvas_width * target.height() / target.width())
        painter.fillRect(area, _color(background.color))
        for glow in background.glows:
            painter.fillRect(area, _brush(glow))
        painter.restore()
        return
    if engine_type == QPaintEngine.Type.Pdf:
        # Glows are smooth: two thirds of the size are enough, and halve the file.
        width, height = round(canvas_width / 1.5), round(canvas_width / 1.5 * target.height() / target.width())
    else:
        scale = painter.deviceTransform().m11()
        width, height = max(1, round(target.width() * scale)), max(1, round(target.height() * scale))
    paint_background(painter, target, background, width, height, width / canvas_width)
