"""Decodes pictures once at the shown size and draws them.

A picture that cannot be read is left out; it never raises an exception.
"""

from __future__ import annotations

import math
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPaintEngine, QPainter

from desktop.render.picture_cache import PictureCache, Share
from desktop.render.picture_file import (
    MAX_MADE_PIXELS,
    is_vector,
    load_svg,
    raster_part,
    raster_size,
    svg_part,
    svg_size,
)

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

_image_cache: Final = PictureCache[tuple[object, ...], QImage](Share.IMAGE_FILES)


_file_versions: Final[dict[str, int]] = {}


def file_version(file: str) -> int:
    """Return the version of a file that was read last.

    Only the first question for a file goes to the disk, which may be slow.
    """
    version = _file_versions.get(file)
    return version if version is not None else read_file_version(file)


def read_file_version(file: str) -> int:
    """Return a number that changes when the file does.

    It is 0 for a file that is not there.
    """
    try:
        status = os.stat(file)
    except (OSError, ValueError):
        version = 0
    else:
        version = status.st_mtime_ns ^ status.st_size
    _file_versions[file] = version
    return version


@lru_cache(maxsize=64)
def _svg_renderer(file: str, folder: str, _version: int) -> QSvgRenderer | None:
    return load_svg(file, folder)


@lru_cache(maxsize=512)
def image_size(file: str, folder: str, version: int) -> tuple[float, float] | None:
    """Return width and height of a picture, or None.

    None stands for a file that is no picture or lies outside of the story's folder.
    """
    if not (version and folder):
        return None
    if is_vector(file):
        renderer = _svg_renderer(file, folder, version)
        return svg_size(renderer) if renderer is not None else None
    return raster_size(file, folder)


def image_rect(natural_size: tuple[float, float], rect: QRectF, fit: str) -> QRectF:
    """Return the rectangle that the whole picture takes.

    With `fit` "contain" it lies in `rect`, with "cover" it covers `rect`.
    """
    ratios = rect.width() / natural_size[0], rect.height() / natural_size[1]
    scale = max(ratios) if fit == "cover" else min(ratios)
    width, height = natural_size[0] * scale, natural_size[1] * scale
    return QRectF(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height)


def draw_image(painter: QPainter, file: str, folder: str, rect: QRectF, fit: str, version: int) -> bool:
    """Draw a picture into `rect`; return whether it could be read.

    What lies outside of `rect` may be left out.
    """
    natural_size = image_size(file, folder, version)
    if natural_size is None:
        return False
    target = image_rect(natural_size, rect, fit)
    renderer = _svg_renderer(file, folder, version) if is_vector(file) else None
    if renderer is not None and painter.paintEngine().type() != QPaintEngine.Type.Raster:
        renderer.render(painter, target)
        return True
    scale = painter.deviceTransform().m11()
    pixels = max(1.0, target.width() * scale) * max(1.0, target.height() * scale)
    if pixels <= MAX_MADE_PIXELS and pixels <= 4 * rect.width() * rect.height() * scale * scale:
        part, size = QRectF(0.0, 0.0, *natural_size), _pixel_size(target, scale)
    else:
        # Only the visible part is decoded: a picture of 2000 × 1 pixels would cover a slide as 2,160,000 × 1080.
        shown = rect.intersected(target).translated(-target.topLeft())
        ratio = natural_size[0] / target.width()
        part = QRectF(shown.topLeft() * ratio, shown.size() * ratio)
        if renderer is None:
            part = _whole_pixels(part, natural_size)
        target = QRectF(target.topLeft() + part.topLeft() / ratio, part.size() / ratio)
        size = _pixel_size(target, scale)
    image = _decode(file, folder, version, part, natural_size, size)
    if image is None:
        return False
    painter.drawImage(target, image)
    return True


def _pixel_size(rect: QRectF, scale: float) -> QSize:
    """Return the size of a rectangle in device pixels.

    It is shrunk to `MAX_MADE_PIXELS`.
    """
    width, height = max(1.0, rect.width() * scale), max(1.0, rect.height() * scale)
    shrink = min(1.0, math.sqrt(MAX_MADE_PIXELS / (width * height)))
    return QSize(max(1, round(width * shrink)), max(1, round(height * shrink)))


def _whole_pixels(part: QRectF, natural_size: tuple[float, float]) -> QRectF:
    """Return the smallest rectangle of whole pixels around `part`."""
    left, top = max(0, math.floor(part.left())), max(0, math.floor(part.top()))
    right, bottom = min(natural_size[0], math.ceil(part.right())), min(natural_size[1], math.ceil(part.bottom()))
    return QRectF(QPointF(left, top), QPointF(max(left + 1, right), max(top + 1, bottom)))


def _decode(
    file: str, folder: str, version: int, part: QRectF, natural_size: tuple[float, float], size: QSize
) -> QImage | None:
    """Return a part of a picture, decoded at a size or cached.

    `part` is in pixels of the picture, `size` in device pixels. None stands for a picture that cannot be read.
    """
    key = (file, folder, version, part.getRect(), size.toTuple())
    cached = _image_cache.get(key)
    if cached is not None:
        return cached
    image: QImage | None
    if is_vector(file):
        renderer = _svg_renderer(file, folder, version)
        if renderer is None:
            return None
        image = svg_part(renderer, natural_size, part, size)
    else:
        image = raster_part(file, folder, part.toRect(), size)
    if image is not None:
        _image_cache.add(key, image, image.sizeInBytes())
    return image
