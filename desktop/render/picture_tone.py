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


@dataclass(frozen=True, slots=True)
class _Copy:
    """Holds a small copy, by the number that Qt gives its pixels."""

    image: QImage = field(compare=False)
    number: int


@lru_cache(maxsize=512)
def _measure(copy: _Copy, ground: Color) -> PictureTone:
    """Return the tone of a small copy on a ground."""
    image = copy.image.convertToFormat(QImage.Format.Format_RGBA8888)  # it owns the bytes: without a name it is freed
    data, width = bytes(image.constBits()), image.width()
    pixels = [data[at : at + 4] for at in range(0, len(data), 4)]
    solid = [pixel for pixel in pixels if pixel[3] > 128]
    if not solid:
        return PictureTone(False, False)
    corners = (pixels[0], pixels[width - 1], pixels[-width], pixels[-1])
    is_opaque = len(solid) > 0.97 * len(pixels) and all(pixel[3] > 250 for pixel in corners)
    return PictureTone(is_opaque, not is_opaque and _is_hidden(solid, ground))


def _is_hidden(pixels: Sequence[bytes], ground: Color) -> bool:
    """Return whether too few pixels stand out from a ground."""
    # Most art is seen at once: its other pixels need not be compared.
    visible = (
        pixel for pixel in pixels if contrast((float(pixel[0]), float(pixel[1]), float(pixel[2])), ground) > _VISIBLE
    )
    enough = math.ceil(_FEW * len(pixels))
    return sum(1 for _ in islice(visible, enough)) < enough
