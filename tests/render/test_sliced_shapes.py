"""Rounded rectangles and discs of a moving picture look as if Qt had painted them, on whole pixels."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.render import sliced_shapes
from desktop.render.frame import Ellipse, Frame, MarkBatch, Rectangle
from desktop.render.paint import paint
from desktop.render.sliced_shapes import SlicePainter

pytestmark = pytest.mark.usefixtures("qapp")

GROUND = "#120d0c"


def painted(shape: Rectangle | MarkBatch | Ellipse, scale: float, *, moving: bool) -> bytes:
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


def on_pixels(rng: random.Random, scale: float, **looks: float | str) -> Rectangle:
    """Return a rectangle whose edges are edges of pixels."""
    x, y, width, height = (rng.randint(*of) / scale for of in ((4, 50), (4, 30), (24, 300), (13, 60)))
    radius = rng.choice([rng.uniform(0.5, 9.0), height / 2]) if width > height else rng.uniform(0.5, 6.0)
    return Rectangle(x, y, width, height, radius=radius, **looks)  # type: ignore[arg-type]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_slices_look_like_the_whole_rectangle(scale: float) -> None:
    rng = random.Random(7)
    for _ in range(60):
        looks = rng.choice(
            [{"fill": "#d9a95beb"}, {"fill": "#d9a95b"}, {"fill": "#4a3922", "stroke": "#d9a95bb2"},
             {"fill": None, "stroke": "#d9a95b", "stroke_width": 2.0}]
        )  # fmt: skip
        shape = on_pixels(rng, scale, **looks)
        assert difference(painted(shape, scale, moving=False), painted(shape, scale, moving=True)) <= 16, shape


def test_a_rectangle_between_pixels_stands_on_the_nearest() -> None:
    between = Rectangle(20.4, 10.3, 100.0, 30.0, "#d9a95b", radius=8)
    assert painted(between, 1.0, moving=True) == painted(
        Rectangle(20, 10, 100, 30, "#d9a95b", radius=8), 1.0, moving=True
    )


def test_hairlines_look_as_they_do_with_antialiasing() -> None:
    lines = MarkBatch("box", (20.0, 5.0, 1.0, 80.0, 40.0, 5.0, 1.0, 80.0, 10.0, 50.0, 90.0, 1.0), "#82756a")
    assert difference(painted(lines, 1.0, moving=False), painted(lines, 1.0, moving=True)) == 0


def test_boxes_stand_on_whole_pixels() -> None:
    between = MarkBatch("box", (20.3, 5.4, 10.4, 26.0, 60.6, 5.4, 11.0, 26.0), "#d9a95b")
    on_them = MarkBatch("box", (20.0, 5.0, 11.0, 26.0, 61.0, 5.0, 11.0, 26.0), "#d9a95b")
    assert painted(between, 1.0, moving=True) == painted(on_them, 1.0, moving=False)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_short_bars_with_round_corners_look_as_if_qt_had_painted_them(scale: float) -> None:
    places = [(round(40 * n * scale) / scale, round(8 * scale) / scale) for n in range(1, 5)]
    bars = [value for (x, y), length in zip(places, (10, 14, 26, 30), strict=True) for value in (x, y, length, 28)]
    batch = MarkBatch("box", tuple(map(float, bars)), "#d9a95b", corner=8.4)
    assert difference(painted(batch, scale, moving=False), painted(batch, scale, moving=True)) <= 16
    square = MarkBatch("box", batch.coordinates, "#d9a95b")
    assert difference(painted(square, scale, moving=True), painted(batch, scale, moving=True)) > 60, "the corners"


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("size", [(16.0, 5.5), (170.0, 28.0)])
def test_round_corners_are_smooth_on_low_and_long_bars_too(scale: float, size: tuple[float, float]) -> None:
    batch = MarkBatch("box", (10.3, 8.25, *size), "#d9a95b", corner=2.7)
    assert difference(painted(batch, scale, moving=False), painted(batch, scale, moving=True)) <= 1


def test_a_round_bar_is_an_image_only_where_it_is_small_and_on_the_screen() -> None:
    image = QImage(200, 80, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    slices = SlicePainter.for_painter(painter)
    assert slices is not None
    for box, is_image in (
        ((10.0, 4.0, 30.0, 28.0), True),
        ((10.0, 4.0, 0.2, 28.0), True),
        ((10.0, 4.0, 190.0, 28.0), False),
        ((10.0, 4.0, 30.0, 6.0), False),
        ((10.0, 4.0, 30.0, 280.0), False),
        ((1e12, 4.0, 30.0, 28.0), False),
        ((10.0, -1e12, 30.0, 28.0), False),
    ):
        assert slices.draw_rounded_boxes(painter, MarkBatch("box", box, GROUND, corner=8.0)) == is_image, box
    assert not slices.draw_rounded_boxes(painter, MarkBatch("box", (), GROUND, corner=8.0))
    assert not slices.draw_rounded_boxes(painter, MarkBatch("box", (10.0, 4.0, 30.0, 28.0), GROUND))
    painter.end()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(
    "disc",
    [
        Ellipse(60.0, 40.0, 6.0, 6.0, "#d9a95b"),
        Ellipse(60.0, 40.0, 6.5, 6.5, "#d9a95bb0"),
        Ellipse(60.0, 40.0, 5.0, 5.0, None, "#d9a95b", 2.0),
        MarkBatch("dot", (60.0, 40.0, 7.3, 90.0, 40.0, 3.1), "#4f9d86"),
    ],
)
def test_discs_look_as_if_qt_had_painted_them(disc: Ellipse | MarkBatch, scale: float) -> None:
    assert difference(painted(disc, scale, moving=False), painted(disc, scale, moving=True)) <= 16
    assert sliced_shapes._discs, "it was painted, not copied"


def test_a_disc_between_pixels_stands_on_the_nearest() -> None:
    place = Ellipse(60.0, 40.0, 6.0, 6.0, "#d9a95b")
    assert painted(Ellipse(60.4, 39.6, 6.0, 6.0, "#d9a95b"), 1.0, moving=True) == painted(place, 1.0, moving=True)


def test_large_dashed_and_flat_ellipses_are_painted_as_they_are() -> None:
    for shape in (
        Ellipse(60.3, 40.2, 20.0, 9.0, "#d9a95b"),
        Ellipse(60.3, 40.2, 9.0, 9.0, None, "#d9a95b", 1.5, (3.0, 2.0)),
        Ellipse(90.3, 40.2, 60.0, 60.0, "#d9a95b"),
        MarkBatch("dot", (90.3, 40.2, 60.0), "#d9a95b"),
    ):
        assert painted(shape, 1.0, moving=True) == painted(shape, 1.0, moving=False)


def test_only_what_is_rounded_plain_and_of_one_line_is_sliced() -> None:
    image = QImage(200, 80, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    slices = SlicePainter.for_painter(painter)
    assert slices is not None
    assert slices.draw(painter, Rectangle(0, 0, 100, 30, GROUND, radius=8))
    assert slices.draw(painter, Rectangle(0, 0, 14, 30, GROUND, radius=7)), "shorter than both ends"
    assert not slices.draw(painter, Rectangle(0, 0, 100, 8, GROUND, radius=4)), "low"
    assert not slices.draw(painter, Rectangle(0, 0, 100, 30, GROUND)), "not rounded"
    assert not slices.draw(painter, Rectangle(0, 0, 100, 30, None, GROUND, 1.0, 8, (2.0, 2.0))), "dashed"
    assert not slices.draw(painter, Rectangle(0, 0, 190, 30, GROUND, radius=100)), "all corner"
    painter.rotate(30.0)
    assert SlicePainter.for_painter(painter) is None
    painter.end()
