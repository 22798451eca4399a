"""Measures whether a picture is opaque, and whether it can be seen.

A small copy is decoded once for each version of a file; formats without transparency are not decoded at all.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QImage

from desktop.fast_dataclass import dataclass
from desktop.render.colors import contrast
from desktop.render.picture_file import is_vector, load_svg, raster_part, raster_size, svg_part, svg_size

_SIDE: Final = 32  # pixels of the copy
_VISIBLE: Final = 1.7  # the contrast to the ground above which a pixel is seen
_FEW: Final = 0.04  # as many visible pixels are noise
_OPAQUE_SUFFIXES: Final = (".jpg", ".jpeg", ".bmp")


@dataclass(frozen=True, slots=True)
class PictureTone:
    """Says how a picture stands on a ground."""

    is_opaque: bool  # all four corners and nearly all pixels
    is_hidden: bool  # transparent art, too dark to be seen


_OPAQUE: Final = PictureTone(True, False)


@lru_cache(maxsize=512)
def picture_tone(file: str, folder: str, _version: int, ground: tuple[float, float, float]) -> PictureTone:
    """Return the tone of a picture on a ground.

    `ground` is red, green and blue, 0 to 255. An unreadable picture counts as opaque.
    """
    if file.lower().endswith(_OPAQUE_SUFFIXES):
        return _OPAQUE
    image = _small_copy(file, folder)
    if image is None or not image.hasAlphaChannel():
        return _OPAQUE
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    data = bytes(image.constBits())
    pixels = [tuple(data[at : at + 4]) for at in range(0, len(data), 4)]
    solid = [pixel for pixel in pixels if pixel[3] > 128]
    if not solid:
        return PictureTone(False, False)
    width = image.width()
    corners = (pixels[0], pixels[width - 1], pixels[-width], pixels[-1])
    is_opaque = len(solid) > 0.97 * len(pixels) and all(pixel[3] > 250 for pixel in corners)
    visible = sum(contrast((float(red), float(green), float(blue)), ground) > _VISIBLE for red, green, blue, _ in solid)
    return PictureTone(is_opaque, not is_opaque and visible < _FEW * len(solid))


def _small_copy(file: str, folder: str) -> QImage | None:
    size = QSize(_SIDE, _SIDE)
    if is_vector(file):
        renderer = load_svg(file, folder)
        natural = svg_size(renderer) if renderer is not None else None
        return svg_part(renderer, natural, QRectF(0, 0, *natural), size) if renderer and natural else None
    natural_size = raster_size(file, folder)
    return raster_part(file, folder, QRect(0, 0, *natural_size), size) if natural_size else None
