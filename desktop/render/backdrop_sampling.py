"""Paints what lies below a text, and reads its colours."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from PySide6.QtGui import QImage

from desktop.render.colors import Color
from desktop.render.frame import Frame, TextRun
from desktop.render.glyph_bounds import Box
from desktop.render.paint import frame_to_image

_WIDTH: Final = 480  # pixels of the small picture
_SAMPLES: Final = 400


def painted_ground(frame: Frame, index: int, box: Box) -> list[Color]:
    """Return colours below the item at `index`, spread over a box."""
    image = _image_below(frame, index)
    scale = image.width() / frame.width
    left, top = max(0, int(box[0] * scale)), max(0, int(box[1] * scale))
    right = min(image.width() - 1, max(left, round(box[2] * scale)))
    bottom = min(image.height() - 1, max(top, round(box[3] * scale)))
    columns, rows = right - left + 1, bottom - top + 1
    stride = max(1, round((columns * rows / _SAMPLES) ** 0.5))
    colors = []
    for y in range(top, bottom + 1, stride):
        for x in range(left, right + 1, stride):
            value = image.pixel(x, y)
            colors.append((float(value >> 16 & 255), float(value >> 8 & 255), float(value & 255)))
    return colors


def _image_below(frame: Frame, index: int) -> QImage:
    """Return a small picture of the items before `index`, without texts."""
    items = tuple(item for item in frame.items[:index] if type(item) is not TextRun)
    background = replace(frame.background, grain=0.0) if frame.background is not None else None
    return _painted(Frame(frame.width, frame.height, background, items))


@lru_cache(maxsize=4)
def _painted(frame: Frame) -> QImage:
    return frame_to_image(frame, _WIDTH, round(_WIDTH * frame.height / frame.width))
