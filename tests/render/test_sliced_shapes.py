"""Tall rounded rectangles of a moving picture look as if Qt had painted them in one piece."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.render.frame import Frame, Rectangle
from desktop.render.paint import paint
from desktop.render.tall_shapes import StripPainter

pytestmark = pytest.mark.usefixtures("qapp")

GROUND = "#120d0c"


def painted(shape: Rectangle, scale: float, *, moving: bool) -> bytes:
    image = QImage(round(360 * scale), round(100 * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(GROUND))
    painter = QPainter(image)
    frame = Frame(360, 100, None, (shape,))
    paint(painter, frame, QRectF(0, 0, 360, 100), text_background=GROUND if moving else "")
    painter.end()
    return bytes(image.constBits())


def difference(one: bytes, other: bytes) -> int:
    """Return by how much any channel of any pixel differs at most."""
    first, second = (np.frombuffer(values, np.uint8).astype(int) for values in (one, other))
    return int(np.abs(first - second).max())


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_strips_meet_without_a_seam_wherever_a_bar_lies(scale: float) -> None:
    rng = random.Random(7)
    for _ in range(60):
        width, height = rng.uniform(24, 300), rng.uniform(23, 60)
        shape = Rectangle(
            rng.uniform(1, 50), rng.uniform(1, 30), width, height, rng.choice(["#d9a95beb", "#d9a95b"]),
            radius=rng.choice([rng.uniform(0.5, 11.0), min(width, height) / 2]),
        )  # fmt: skip
        whole, strips = painted(shape, scale, moving=False), painted(shape, scale, moving=True)
        assert difference(whole, strips) <= 8, shape


def test_only_what_is_rounded_tall_and_without_outline_is_cut() -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    strips = StripPainter.for_painter(painter)
    painter.rotate(30.0)
    assert StripPainter.for_painter(painter) is None
    painter.end()
    assert strips is not None
    assert strips.takes(Rectangle(0, 0, 100, 30, GROUND, radius=8))
    assert not strips.takes(Rectangle(0, 0, 100, 12, GROUND, radius=4))
    assert not strips.takes(Rectangle(0, 0, 100, 30, GROUND))
    assert not strips.takes(Rectangle(0, 0, 100, 30, GROUND, GROUND, radius=8))
    assert not strips.takes(Rectangle(0, 0, 10, 30, GROUND, radius=8))
