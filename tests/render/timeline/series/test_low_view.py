"""In a view that is lower than its tracks, no word of a series is cut by an edge."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.render import theme as themes
from desktop.render.frame import TextRun
from desktop.render.text import cap_height
from desktop.render.timeline.geometry import arrange
from desktop.render.timeline.timeline_layout import layers
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.story.load.load import load_file
from desktop.timeline import camera

pytestmark = pytest.mark.usefixtures("painter_ready")
STORY = Path(__file__).parents[3] / "stories" / "timelines" / "numbers.toml"


@pytest.mark.parametrize("height", range(84, 230, 12))
def test_no_word_of_a_series_is_cut(height):
    story = load_file(STORY).story
    assert story is not None
    spec = TimelineSpec(
        story, camera.story_window(story), (16.0, 8.0, 1216.0, float(height)), themes.CINEMA, "en", size=0.52,
        moving_camera=True,
    )  # fmt: skip
    geometry, drawn = arrange(spec), layers(spec)
    hidden = geometry.content_height - geometry.bands_height
    assert (hidden > 0.5) == geometry.is_scrolled
    for item in (*drawn.static, *drawn.dynamic):
        if isinstance(item, TextRun) and item.y < geometry.bottom + 2.0 and item.y > geometry.top:
            assert item.y - cap_height(item.font) >= geometry.top - 1.0, item.text
            assert item.y <= geometry.bottom, item.text
