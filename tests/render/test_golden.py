"""Pictures of every layout, whole and at a step, and of every kind of doubt, pixel by pixel; and every frame as text.

Each slide stands in a story of its own (`tests/golden_stories.py`): one more changes no other picture.
After a change that is meant, look at the pictures and write them anew: `PASSEUR_GOLDEN=write pytest tests/render/test_golden.py`.
A failure leaves got | expected | difference beside each other in `tests/render/failed/`.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from desktop.render.layouts.slide_layout import layout
from desktop.render.paint import frame_to_image
from tests.golden_stories import golden_stories
from tests.render.frame_text import frame_to_text

pytestmark = pytest.mark.usefixtures("painter_ready")
HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "golden"
WRITE = os.environ.get("PASSEUR_GOLDEN") == "write"
STORIES = golden_stories()


def pixels(image: QImage) -> np.ndarray:
    """Return an image as height × width × 3 whole numbers."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(np.int16)


def keep_failure(name: str, got: QImage, wanted: QImage, difference: np.ndarray) -> Path:
    folder = HERE / "failed"
    folder.mkdir(exist_ok=True)
    bright = np.ascontiguousarray(np.minimum(difference * 8, 255).astype(np.uint8))
    shown = QImage(bright.data, bright.shape[1], bright.shape[0], bright.shape[1], QImage.Format.Format_Grayscale8)
    sheet = QImage(3 * got.width(), got.height(), QImage.Format.Format_RGB32)
    painter = QPainter(sheet)
    for index, image in enumerate((got, wanted, shown)):
        painter.drawImage(index * got.width(), 0, image)
    painter.end()
    file = folder / f"{name}.png"
    sheet.save(str(file))
    return file


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="each platform draws letters its own way")
@pytest.mark.parametrize("name", STORIES)
def test_the_slide_looks_as_it_did(name: str):
    story = STORIES[name]
    frame = layout(story.slides[0], story, "fr")
    if name != "title":
        # Grain cannot be compressed; one picture with it is enough.
        frame = replace(frame, background=replace(frame.background, grain=0.0))
    # Slides for their steps are painted when one key was pressed, and smaller.
    got = frame_to_image(frame, 640, 360, 1) if name.endswith("-steps") else frame_to_image(frame, 960, 540)
    file = GOLDEN / f"{name}.png"
    if WRITE:
        GOLDEN.mkdir(exist_ok=True)
        assert got.save(str(file))
        return
    wanted = QImage(str(file))
    assert not wanted.isNull(), f"no golden picture {file.name}; see the top of this file"
    # The greatest difference of any channel: a mean, or a signed one, is blind to what gets darker.
    difference = np.abs(pixels(got) - pixels(wanted)).max(axis=2)
    if (difference > 24).sum() > 60:
        pytest.fail(f"{(difference > 24).sum()} pixels differ: see {keep_failure(name, got, wanted, difference)}")


@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
@pytest.mark.parametrize("name", STORIES)
def test_the_frame_is_what_it_was(name: str, aspect: str, root: Path):
    story = STORIES[name]
    text = frame_to_text(layout(story.slides[0], story, "en", aspect=aspect)).replace(str(root), "ROOT")
    file = GOLDEN / f"{name}-{aspect.replace(':', 'x')}.txt"
    if WRITE:
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
        return
    assert text == file.read_text("utf-8"), f"{file.name} differs; see the top of this file"
