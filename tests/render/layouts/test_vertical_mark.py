"""The vertical title of a slide lies on its picture, whatever shape the page has."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.render.frame import Image, TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.story.load.load import load_file

pytestmark = pytest.mark.usefixtures("painter_ready")


@pytest.mark.parametrize("aspect", ["16:9", "1:1", "9:16"])
@pytest.mark.parametrize("name", ["title", "closing"])
def test_no_picture_is_drawn_over_a_mark(name: str, aspect: str, tmp_path: Path):
    (tmp_path / "blue.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 60"><rect width="80" height="60" fill="#1b2a3f"/></svg>'
    )
    (tmp_path / "content.toml").write_text(
        f'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[[slide]]\nlayout = "{name}"\ntitle = "Metro"\n'
        'image = "blue.svg"\nalt = "Blue"\nmark = "摆渡人"\n'
    )
    story = load_file(tmp_path / "content.toml").story
    assert story is not None
    items = layout(story.slides[0], story, "en", aspect=aspect).items
    pictures = [number for number, item in enumerate(items) if isinstance(item, Image)]
    letters = [number for number, item in enumerate(items) if isinstance(item, TextRun) and item.text in "摆渡人"]
    assert len(letters) == 3
    assert max(pictures) < min(letters)
