"""The ground of slides has no bands: each channel changes smoothly, and none with the others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from desktop.render import background_image, theme as themes
from desktop.render.background_image import ground_image
from desktop.render.frame import Frame
from desktop.render.paint import paint
from desktop.render.painter_scope import painting
from desktop.render.picture_cache import PictureCache, Share

pytestmark = pytest.mark.usefixtures("painter_ready")
GROUND = themes.CINEMA.background_with_glow("gold", 600.0, 300.0, 700.0)
FAINT = replace(GROUND, grain=0.001)  # the dithering, without the film grain that is seen


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(float)


def roughness(image: QImage) -> np.ndarray:
    """Return for each channel how much the slope of a strip of the picture jumps, in levels: a band is a step."""
    strip = pixels(image)[240:368, :1280].mean(axis=0).reshape(160, 8, 3).mean(axis=1)
    return np.abs(np.diff(strip, n=2, axis=0)).mean(axis=0)


def test_dithering_takes_the_bands_away():
    banded = roughness(ground_image(replace(GROUND, grain=0.0), 1280, 720, 1.0))
    smooth = roughness(ground_image(FAINT, 1280, 720, 1.0))
    assert (smooth < 0.4 * banded).all()


def test_each_channel_has_a_noise_of_its_own():
    plain = replace(FAINT, glows=())
    red, green, blue = pixels(ground_image(plain, 512, 512, 1.0)).reshape(-1, 3).T
    for one, two in ((red, green), (green, blue), (red, blue)):
        assert abs(np.corrcoef(one, two)[0, 1]) < 0.05


def test_the_ground_keeps_its_colour_and_is_the_same_each_time():
    image = ground_image(GROUND, 1280, 720, 1.0)
    plain = ground_image(replace(GROUND, grain=0.0), 1280, 720, 1.0)
    assert np.abs(pixels(image).mean(axis=(0, 1)) - pixels(plain).mean(axis=(0, 1))).max() < 2.0
    assert image == ground_image(GROUND, 1280, 720, 1.0)


def test_a_small_ground_and_one_without_a_glow_are_painted_too():
    for ground in (GROUND, replace(GROUND, glows=())):
        assert ground_image(ground, 64, 36, 1 / 30).size().toTuple() == (64, 36)


@pytest.mark.parametrize("ground", [GROUND, replace(GROUND, glows=())])
def test_a_ground_painted_in_strips_is_the_one_painted_whole(monkeypatch, ground):
    in_strips = ground_image(ground, 641, 361, 1 / 3)
    monkeypatch.setattr(background_image, "_STRIP_ROWS", 361)
    assert in_strips == ground_image(ground, 641, 361, 1 / 3)


def as_in_a_new_process(monkeypatch) -> None:
    monkeypatch.setattr(background_image, "_waits_for_first", True)
    monkeypatch.setattr(background_image, "_background_cache", PictureCache(Share.BACKGROUNDS))


@pytest.mark.parametrize("ground", [GROUND, replace(GROUND, grain=0.0), replace(GROUND, glows=())])
@pytest.mark.parametrize(
    ("target", "ratio"),
    [((0, 0, 640, 360), 1.0), ((0, 40, 640, 360), 1.0), ((8, 4, 320, 180), 2.0), ((8, 40, 656, 369), 1.0)],
)
def test_the_first_picture_of_a_process_is_the_later_ones(monkeypatch, ground, target, ratio):
    as_in_a_new_process(monkeypatch)
    frame = Frame(1920.0, 1080.0, ground, ())

    def painted() -> QImage:
        image = QImage(700, 460, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(0)
        with painting(image) as painter:
            paint(painter, frame, QRectF(*target))
        return image

    images_made = []
    monkeypatch.setattr(
        background_image, "ground_image", lambda *given: images_made.append(given) or ground_image(*given)
    )
    first = painted()
    assert images_made == []
    assert painted() == first
    assert len(images_made) == 1


def test_a_first_picture_between_pixels_is_painted_from_an_image(monkeypatch):
    as_in_a_new_process(monkeypatch)
    images_made = []
    monkeypatch.setattr(
        background_image, "ground_image", lambda *given: images_made.append(given) or ground_image(*given)
    )
    image = QImage(700, 460, QImage.Format.Format_RGB32)
    with painting(image) as painter:
        paint(painter, Frame(1920.0, 1080.0, GROUND, ()), QRectF(0.5, 0.25, 640, 360))
    assert len(images_made) == 1
