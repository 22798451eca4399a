"""Measures whether a picture is opaque, and whether it can be seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import field
from functools import lru_cache
from itertools import islice
from typing import Final

from PySide6.QtGui import QImage

from desktop.fast_dataclass import dataclass
from desktop.render.colors import Color, contrast
from desktop.render.images import small_copy

_VISIBLE: Final = 1.7  # the contrast to the ground above which a pixel is seen
_FEW: Final = 0.04  # as many visible pixels are noise
_OPAQUE_SUFFIXES: Final = (".jpg", ".jpeg", ".bmp")


@dataclass(frozen=True, slots=True)
class PictureTone:
    """Says how a picture stands on a ground."""

    is_opaque: bool  # all four corners and nearly all pixels
    is_hidden: bool  # transparent art, too dark to be seen


_OPAQUE: Final = PictureTone(True, False)


def picture_tone(file: str, folder: str, version: int, ground: Color) -> PictureTone:
    """Return the tone of a picture on a ground.

    A format without transparency is not decoded. A picture that cannot be read, or not yet, counts as opaque.
    """
    if file.lower().endswith(_OPAQUE_SUFFIXES):
        return _OPAQUE
    image = small_copy(file, folder, version)
    if image is None or not image.hasAlphaChannel():
        return _OPAQUE
    return _measure(_Copy(image, image.cacheKey()), ground)


def has_edges(file: str, folder: str, version: int) -> bool:
    """Return whether a picture fills its rectangle to the edges."""
    if file.lower().endswith(_OPAQUE_SUFFIXES):
        return True
    image = small_copy(file, folder, version)
    return image is None or not image.hasAlphaChannel() or _is_opaque(_Copy(image, image.cacheKey()))


@dataclass(frozen=True, slots=True)
class _Copy:
    """Holds a small copy, by the number that Qt gives its pixels."""

    image: QImage = field(compare=False)
    number: int


def _pixels(image: QImage) -> list[bytes]:
    """Return the red, green, blue and alpha of each pixel."""
    rgba = image.convertToFormat(QImage.Format.Format_RGBA8888)  # it owns the bytes: without a name it is freed
    data = bytes(rgba.constBits())
    return [data[at : at + 4] for at in range(0, len(data), 4)]


@lru_cache(maxsize=512)
def _is_opaque(copy: _Copy) -> bool:
    """Return whether the corners and nearly all pixels are opaque."""
    pixels, width = _pixels(copy.image), copy.image.width()
    corners = (pixels[0], pixels[width - 1], pixels[-width], pixels[-1])
    solid = sum(pixel[3] > 128 for pixel in pixels)
    return solid > 0.97 * len(pixels) and all(pixel[3] > 250 for pixel in corners)


@lru_cache(maxsize=512)
def _measure(copy: _Copy, ground: Color) -> PictureTone:
    """Return the tone of a small copy on a ground."""
    if _is_opaque(copy):
        return _OPAQUE
    solid = [pixel for pixel in _pixels(copy.image) if pixel[3] > 128]
    return PictureTone(False, bool(solid) and _is_hidden(solid, ground))


def _is_hidden(pixels: Sequence[bytes], ground: Color) -> bool:
    """Return whether too few pixels stand out from a ground."""
    # Most art is seen at once: its other pixels need not be compared.
    visible = (
        pixel for pixel in pixels if contrast((float(pixel[0]), float(pixel[1]), float(pixel[2])), ground) > _VISIBLE
    )
    enough = math.ceil(_FEW * len(pixels))
    return sum(1 for _ in islice(visible, enough)) < enough
