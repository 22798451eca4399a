"""Widgets shown alone: named, made, and put on a contact sheet."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from desktop.ui.preview import __main__ as command
from desktop.ui.preview.previews import PREVIEWS


def test_every_preview_has_a_name_of_its_own():
    assert len({preview.name for preview in PREVIEWS}) == len(PREVIEWS)


@pytest.mark.parametrize(
    ("widget", "state"), [("window", "story"), ("window", "no story"), ("editor", "problems"), ("console", "go to")]
)
def test_a_widget_is_painted_in_its_state(painter_ready, stories, tmp_path, widget, state):
    chosen = [preview for preview in PREVIEWS if (preview.widget, preview.state) == (widget, state)]
    command.write_sheet(tmp_path, chosen, stories / "layouts.toml", "fr", (1024, 700))
    image = QImage(str(tmp_path / f"{chosen[0].name}.png"))
    assert image.width() > 200
    points = [(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)]
    assert len({image.pixel(x, y) for x, y in points}) > 8
    assert not QImage(str(tmp_path / "sheet.png")).isNull()


def test_a_name_that_is_none_is_told_with_those_that_are(capsys):
    with pytest.raises(SystemExit):
        command.main(["konsole"])
    assert "console" in capsys.readouterr().err
