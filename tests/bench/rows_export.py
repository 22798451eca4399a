"""How long exports take, beside painting the same slides alone."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from measure import Result, Row, in_turn
from PySide6.QtGui import QGuiApplication

from desktop import paths
from desktop.output.export_job import prepare_export
from desktop.output.png import write_png
from desktop.output.pptx.write import write_pptx
from desktop.render.paint import frame_to_image
from desktop.story.load.load import load_file
from desktop.story.model import Story


def shipped_story() -> Story:
    """Return the shipped story."""
    story = load_file(paths.shipped_story()).story
    assert story is not None
    return story


def paint_slides(story: Story) -> float:
    """Lay out and paint each slide at 1920 × 1080; return the seconds."""
    began = time.perf_counter()
    job = prepare_export(story, "", "", "final")
    for page in job.pages:
        frame_to_image(job.lay_out(page, "16:9"), 1920, 1080)
    return time.perf_counter() - began


def pictures(runs: int) -> list[Result]:
    """Export the shipped story as PNG, beside painting it alone."""
    app = QGuiApplication.instance() or QGuiApplication(["bench"])
    story = shipped_story()
    with tempfile.TemporaryDirectory() as folder:

        def export() -> float:
            began = time.perf_counter()
            write_png(story, Path(folder) / "pictures")
            return time.perf_counter() - began

        values, floors = in_turn(runs, export, lambda: paint_slides(story))
    del app
    return [Result("png of the shipped story", "s", values, floors, 2)]


def powerpoint(runs: int) -> list[Result]:
    """Export the shipped story as a PowerPoint file, beside painting it alone."""
    app = QGuiApplication.instance() or QGuiApplication(["bench"])
    story = shipped_story()
    with tempfile.TemporaryDirectory() as folder:

        def export() -> float:
            began = time.perf_counter()
            write_pptx(story, Path(folder) / "story.pptx")
            return time.perf_counter() - began

        values, floors = in_turn(runs, export, lambda: paint_slides(story))
    del app
    return [Result("pptx of the shipped story", "s", values, floors, 3)]


ROWS = [Row("png", pictures, 5), Row("pptx", powerpoint, 5)]
