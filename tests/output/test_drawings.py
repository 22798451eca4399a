"""Drawings are exported as they were drawn: in the aspect that lay under the pen, over all that the slide showed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from desktop.output.drawings import write_drawings
from desktop.output.selection import ExportError
from desktop.render import theme as themes
from desktop.render.ink import Drawing, Stroke
from desktop.story.load.load import load_file, load_text

pytestmark = pytest.mark.usefixtures("painter_ready")
STORY = """format = 1
[story]
title = "T"
languages = ["en"]
[[slide]]
id = "words"
layout = "statement"
title = "Words"
[[slide]]
id = "more"
layout = "statement"
title = "More"
"""
MANY = STORY.replace("[[slide]]", '[track.all]\ntitle = "All"\ndata = "events.csv"\n[[slide]]', 1) + (
    '[[slide]]\nid = "whole"\nlayout = "timeline"\ntitle = "All"\n'
)
LINE = Stroke("vermilion", 7.0, ((300.0, 1300.0), (600.0, 1300.0)))


def color_at(image: QImage, x: float, y: float) -> str:
    return QColor(image.pixel(round(x), round(y))).name()


@pytest.mark.parametrize(("aspect", "height"), [("16:9", 1080), ("16:10", 1200), ("4:3", 1440)])
def test_a_drawing_keeps_the_aspect_it_was_drawn_in(tmp_path: Path, aspect: str, height: int) -> None:
    stroke = Stroke("jade", 7.0, ((300.0, height - 200.0), (600.0, height - 200.0)))
    (file,) = write_drawings(load_text(STORY).story, {"more": Drawing((stroke,), aspect)}, tmp_path)
    image = QImage(str(file))
    assert (file.name, image.width(), image.height()) == ("02-more.png", 1920, height)
    assert color_at(image, 450, height - 200) == themes.theme("cinema").jade
    assert color_at(image, 450, height - 240) != themes.theme("cinema").jade


def test_a_drawing_shows_the_events_of_files(tmp_path: Path) -> None:
    rows = [f"{year}-05-01,Shown {year}" for year in range(1960, 2010, 5)]
    (tmp_path / "events.csv").write_text("\n".join(["date,title", *rows]), "utf-8")
    (tmp_path / "content.toml").write_text(MANY, "utf-8")
    drawing = {"whole": Drawing((LINE,), "4:3")}
    (file,) = write_drawings(load_file(tmp_path / "content.toml").story, drawing, tmp_path / "full")
    (tmp_path / "events.csv").write_text("date,title\n1960-05-01,Shown 1960\n", "utf-8")
    (short,) = write_drawings(load_file(tmp_path / "content.toml").story, drawing, tmp_path / "short")
    assert QImage(str(file)) != QImage(str(short))


def test_a_file_of_events_that_cannot_be_read_stops_the_export(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("date,title\nnever,Wrong\n", "utf-8")
    (tmp_path / "content.toml").write_text(MANY, "utf-8")
    story = load_file(tmp_path / "content.toml").story
    with pytest.raises(ExportError):
        write_drawings(story, {"whole": Drawing((LINE,), "16:9")}, tmp_path / "out")


def test_drawings_on_slides_that_are_gone_are_left_out(tmp_path: Path) -> None:
    story = load_text(STORY).story
    assert write_drawings(story, {"gone": Drawing((LINE,), "16:9")}, tmp_path) == ()


def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(ExportError):
        write_drawings(load_text(STORY).story, {"words": Drawing((LINE,), "16:9")}, tmp_path / "file")
