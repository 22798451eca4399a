"""Paints the background of slides as an image without bands.

A dark glow has few of the 256 levels of a channel: where each changes at its own place, rings of hue are seen. It is
painted with 16 bits a channel, each channel gets a noise of its own, and all is rounded once.
"""

from __future__ import annotations

import random
import sys
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPaintEngine, QPainter, QRadialGradient

from desktop.render.frame import Background, RadialGradient
from desktop.render.painter_scope import painting, saved_state
from desktop.render.picture_cache import PictureCache, Share

_DOWNSCALE: Final = 4  # glows are smooth: a quarter of the size costs a sixteenth
_SMALL: Final = 400  # pixels of width below which nothing is gained
_SIDE: Final = 256  # of a tile of noise
_STRIP_ROWS: Final = 64  # 1 MB on a full screen: what a core keeps at hand
_PLAIN: Final = QImage.Format.Format_RGB32
_DEEP: Final = QImage.Format.Format_RGBX64
_MEAN_NOISE: Final = 385  # one and a half of 256 levels, with 16 bits
_GroundKey = tuple[Background, int, int, float]
_background_cache: Final = PictureCache[_GroundKey, QImage](Share.BACKGROUNDS)
_waits_for_first = True  # until the first background of this process is painted


def paint_background(
    painter: QPainter, target: QRectF, background: Background, width: int, height: int, scale: float
) -> None:
    """Paint a background into a rectangle, with grain.

    It is copied from a cached image; only the first slide of a process does not wait for an image that the next ones
    need, and its pixels are the same.
    """
    global _waits_for_first
    on_device = painter.deviceTransform().mapRect(target)
    is_aligned = on_device == QRectF(on_device.toRect()) and on_device.size().toSize() == QSize(width, height)
    can_be_direct = is_aligned and painter.opacity() == 1.0 and painter.paintEngine().type() == QPaintEngine.Type.Raster
    is_direct, _waits_for_first = _waits_for_first and can_be_direct, False
    with saved_state(painter):
        if is_direct:
            painter.translate(target.topLeft())
            painter.scale(target.width() / width, target.height() / height)
            paint_ground(painter, background, width, height, scale)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            image = cached_ground_image(background, width, height, scale)
            painter.drawImage(target, image, QRectF(0, 0, width, height))


def cached_ground_image(background: Background, width: int, height: int, scale: float) -> QImage:
    """Return the cached image of a background in device pixels."""
    key = (background, width, height, scale)
    cached = _background_cache.get(key)
    if cached is not None:
        return cached
    image = ground_image(background, width, height, scale)
    _background_cache.add(key, image, image.sizeInBytes())
    return image


def ground_image(background: Background, width: int, height: int, scale: float) -> QImage:
    """Return the image of a background in device pixels.

    `scale` is the number of device pixels for one of the canvas. The same background gives the same pixels each time.
    """
    image = QImage(width, height, QImage.Format.Format_RGB32)
    with painting(image) as painter:
        paint_ground(painter, background, width, height, scale)
    return image


def paint_ground(painter: QPainter, background: Background, width: int, height: int, scale: float) -> None:
    """Paint the pixels of `ground_image` at the painter's origin.

    One unit of the painter is one device pixel.
    """
    area = QRect(0, 0, width, height)
    if background.grain <= 0:
        painter.fillRect(area, _color(background.color, 0))
        if background.glows:
            with saved_state(painter):
                # The last pixel of the small image may reach beyond.
                painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
                _draw_glows(painter, _small_glows(background, width, height, scale, _PLAIN), _downscale(width))
        return
    glows = _small_glows(background, width, height, scale, _DEEP) if background.glows else None
    dither, grain = QBrush(_dither_tile()), QBrush(_grain_tile())
    # In strips: an image of 16 bits a channel takes 17 MB on a full screen; finding the memory takes half of the time.
    strip = QImage(width, min(height, _STRIP_ROWS), _DEEP)
    for top in range(0, height, _STRIP_ROWS):
        with painting(strip) as strip_painter:
            strip_painter.translate(0, -top)
            strip_painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            if glows is None:
                strip_painter.fillRect(area, _color(background.color, _MEAN_NOISE))
            else:
                _draw_glows(strip_painter, glows, _downscale(width))
            strip_painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
            strip_painter.fillRect(area, dither)
        painter.drawImage(0, top, strip, 0, 0, width, min(_STRIP_ROWS, height - top))
    painter.setOpacity(background.grain)
    painter.fillRect(area, grain)
    painter.setOpacity(1.0)


def _downscale(width: int) -> int:
    return _DOWNSCALE if width > _SMALL else 1


def _small_glows(background: Background, width: int, height: int, scale: float, kind: QImage.Format) -> QImage:
    """Return a background with its glows, a quarter of the size."""
    darker = _MEAN_NOISE if kind == _DEEP else 0
    downscale = _downscale(width)
    small = QImage(-(-width // downscale), -(-height // downscale), kind)
    small.fill(_color(background.color, darker))
    with painting(small) as painter:
        painter.scale(scale / downscale, scale / downscale)
        area = QRectF(0, 0, width / scale + downscale / scale, height / scale + downscale / scale)
        for glow in background.glows:
            painter.fillRect(area, _glow_brush(glow, darker))
    return small


def _draw_glows(painter: QPainter, small: QImage, downscale: int) -> None:
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(0, 0, small.width() * downscale, small.height() * downscale), small)


def _color(color: str, darker: int) -> QColor:
    """Return a colour in 16 bits, darker by what noise adds."""
    red, green, blue, alpha = (257 * int(color[at : at + 2] or "ff", 16) for at in (1, 3, 5, 7))
    return QColor.fromRgba64(max(0, red - darker), max(0, green - darker), max(0, blue - darker), alpha)


def _glow_brush(glow: RadialGradient, darker: int) -> QBrush:
    gradient = QRadialGradient(QPointF(glow.x, glow.y), glow.radius)
    for stop in glow.stops:
        gradient.setColorAt(stop.offset, _color(stop.color, darker))
    return QBrush(gradient)


@lru_cache(maxsize=1)
def _dither_tile() -> QImage:
    """Return a square of noise, its own in each channel.

    It has three levels of 256, of which the middle one is the likeliest: so the sum of glow and noise is rounded up as
    often as the glow lies between two levels.
    """
    noise = random.Random(1889)
    levels = bytes(0 if value < 57 else 1 if value < 199 else 2 for value in range(256))
    pixels = bytearray(b"\xff" * (8 * _SIDE * _SIDE))
    low, high = (0, 1) if sys.byteorder == "little" else (1, 0)
    for channel in range(3):
        pixels[2 * channel + low :: 8] = noise.randbytes(_SIDE * _SIDE)
        pixels[2 * channel + high :: 8] = noise.randbytes(_SIDE * _SIDE).translate(levels)
    return QImage(bytes(pixels), _SIDE, _SIDE, 8 * _SIDE, QImage.Format.Format_RGBX64).copy()


@lru_cache(maxsize=1)
def _grain_tile() -> QImage:
    """Return a square of film grain, always the same.

    Half of its pixels are faintly white, half faintly black.
    """
    noise = random.Random(1912).randbytes(_SIDE * _SIDE)
    alpha = noise.translate(bytes(abs(value - 128) * 13 // 128 for value in range(256)))
    white = noise.translate(bytes((value - 128) * 13 // 128 if value > 128 else 0 for value in range(256)))
    pixels = bytearray(4 * _SIDE * _SIDE)
    for channel in range(3):
        pixels[channel::4] = white
    pixels[3::4] = alpha
    return QImage(bytes(pixels), _SIDE, _SIDE, 4 * _SIDE, QImage.Format.Format_ARGB32_Premultiplied).copy()
