"""Pictures from files, decoded once at the size they are shown. A file that cannot be read is nobody's exception."""

from __future__ import annotations

import os
from collections import OrderedDict
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageReader, QPaintEngine, QPainter
from PySide6.QtSvg import QSvgRenderer

_BYTES: Final = 96 * 1024 * 1024
_MOST_PIXELS: Final = 64_000_000
_images: OrderedDict[tuple[str, int, int, int], QImage] = OrderedDict()


def version(file: str) -> int:
    """Return a number that changes when the file does; 0 for a file that is not there."""
    try:
        found = os.stat(file)
    except (OSError, ValueError):
        return 0
    return found.st_mtime_ns ^ found.st_size


def is_vector(file: str) -> bool:
    """Return whether the file is an SVG, by its name."""
    return file.lower().endswith((".svg", ".svgz"))


@lru_cache(maxsize=64)
def _svg(file: str, _version: int) -> QSvgRenderer | None:
    renderer = QSvgRenderer(file)
    if not renderer.isValid():
        return None
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    return renderer


@lru_cache(maxsize=512)
def size(file: str, changed: int) -> tuple[float, float] | None:
    """Return width and height, or None where the file is no picture."""
    if not changed:
        return None
    if is_vector(file):
        renderer = _svg(file, changed)
        if renderer is None:
            return None
        box = renderer.viewBoxF()
        return (box.width(), box.height()) if box.width() > 0 and box.height() > 0 else None
    reader = QImageReader(file)
    reader.setAutoTransform(True)
    found = reader.size()
    if not found.isValid() or found.width() * found.height() > _MOST_PIXELS:
        return None
    turned = reader.transformation().value & 4  # the picture lies on its side
    return (found.height(), found.width()) if turned else (found.width(), found.height())


def placed(file: str, rect: QRectF, fit: str, changed: int) -> QRectF | None:
    """Return where the whole picture goes for it to be contained in, or to cover, `rect`."""
    natural = size(file, changed)
    if natural is None:
        return None
    ratios = rect.width() / natural[0], rect.height() / natural[1]
    scale = max(ratios) if fit == "cover" else min(ratios)
    shown = QSizeF(natural[0] * scale, natural[1] * scale)
    return QRectF(
        rect.center().x() - shown.width() / 2, rect.center().y() - shown.height() / 2, shown.width(), shown.height()
    )


def draw(painter: QPainter, file: str, rect: QRectF, fit: str, changed: int) -> bool:
    """Draw the picture into `rect` and return whether it could be read."""
    target = placed(file, rect, fit, changed)
    if target is None:
        return False
    if is_vector(file):
        renderer = _svg(file, changed)
        if renderer is None:
            return False
        if painter.paintEngine().type() != QPaintEngine.Type.Raster:
            renderer.render(painter, target)
            return True
    scale = painter.deviceTransform().m11()
    width, height = max(1, round(target.width() * scale)), max(1, round(target.height() * scale))
    image = _decoded(file, changed, width, height)
    if image is None:
        return False
    painter.drawImage(target, image)
    return True


def _decoded(file: str, changed: int, width: int, height: int) -> QImage | None:
    """Return the picture at a size in device pixels, from the cache where it is."""
    key = (file, changed, width, height)
    cached = _images.get(key)
    if cached is not None:
        _images.move_to_end(key)
        return cached
    if is_vector(file):
        renderer = _svg(file, changed)
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
    while len(_images) > 1 and sum(one.sizeInBytes() for one in _images.values()) > _BYTES:
        _images.popitem(last=False)
    return image
