"""Pictures from files, decoded once at the size they are shown. A file that cannot be read is nobody's exception."""

from __future__ import annotations

import os
from collections import OrderedDict
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageReader, QPaintEngine, QPainter
from PySide6.QtSvg import QSvgRenderer

_CACHE_BYTES: Final = 96 * 1024 * 1024
_MAX_PIXELS: Final = 64_000_000
_images: OrderedDict[tuple[str, int, int, int], QImage] = OrderedDict()


def file_version(file: str) -> int:
    """Return a number that changes when the file does; 0 for a file that is not there."""
    try:
        status = os.stat(file)
    except (OSError, ValueError):
        return 0
    return status.st_mtime_ns ^ status.st_size


def is_vector(file: str) -> bool:
    """Return whether the file is an SVG, by its name."""
    return file.lower().endswith((".svg", ".svgz"))


@lru_cache(maxsize=64)
def _svg_renderer(file: str, _version: int) -> QSvgRenderer | None:
    renderer = QSvgRenderer(file)
    if not renderer.isValid():
        return None
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    return renderer


@lru_cache(maxsize=512)
def image_size(file: str, version: int) -> tuple[float, float] | None:
    """Return width and height, or None where the file is no picture."""
    if not version:
        return None
    if is_vector(file):
        renderer = _svg_renderer(file, version)
        if renderer is None:
            return None
        view_box = renderer.viewBoxF()
        return (view_box.width(), view_box.height()) if view_box.width() > 0 and view_box.height() > 0 else None
    reader = QImageReader(file)
    reader.setAutoTransform(True)
    pixel_size = reader.size()
    if not pixel_size.isValid() or pixel_size.width() * pixel_size.height() > _MAX_PIXELS:
        return None
    rotated = reader.transformation().value & 4  # the picture lies on its side
    return (pixel_size.height(), pixel_size.width()) if rotated else (pixel_size.width(), pixel_size.height())


def image_rect(file: str, rect: QRectF, fit: str, version: int) -> QRectF | None:
    """Return where the whole picture goes for it to be contained in, or to cover, `rect`."""
    natural_size = image_size(file, version)
    if natural_size is None:
        return None
    ratios = rect.width() / natural_size[0], rect.height() / natural_size[1]
    scale = max(ratios) if fit == "cover" else min(ratios)
    scaled_size = QSizeF(natural_size[0] * scale, natural_size[1] * scale)
    return QRectF(
        rect.center().x() - scaled_size.width() / 2,
        rect.center().y() - scaled_size.height() / 2,
        scaled_size.width(),
        scaled_size.height(),
    )


def draw_image(painter: QPainter, file: str, rect: QRectF, fit: str, version: int) -> bool:
    """Draw the picture into `rect` and return whether it could be read."""
    target = image_rect(file, rect, fit, version)
    if target is None:
        return False
    if is_vector(file):
        renderer = _svg_renderer(file, version)
        if renderer is None:
            return False
        if painter.paintEngine().type() != QPaintEngine.Type.Raster:
            renderer.render(painter, target)
            return True
    scale = painter.deviceTransform().m11()
    width, height = max(1, round(target.width() * scale)), max(1, round(target.height() * scale))
    image = _decode(file, version, width, height)
    if image is None:
        return False
    painter.drawImage(target, image)
    return True


def _decode(file: str, version: int, width: int, height: int) -> QImage | None:
    """Return the picture at a size in device pixels, from the cache where it is."""
    key = (file, version, width, height)
    cached = _images.get(key)
    if cached is not None:
        _images.move_to_end(key)
        return cached
    if is_vector(file):
        renderer = _svg_renderer(file, version)
        if renderer is None:
            return None
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, width, height))
        painter.end()
    else:
        reader = QImageReader(file)
        reader.setAutoTransform(True)
        image = reader.read()
        if image.isNull():
            return None
        image = image.scaled(
            QSize(width, height), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    _images[key] = image
    while len(_images) > 1 and sum(cached_image.sizeInBytes() for cached_image in _images.values()) > _CACHE_BYTES:
        _images.popitem(last=False)
    return image
