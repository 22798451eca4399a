"""The line at the foot of a timeline that explains its marks."""

from __future__ import annotations

import pytest

from desktop.render import theme as themes
from desktop.render.frame import TextRun
from desktop.render.timeline.timeline_layout import timeline
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.story.load.load import load_text
from desktop.timeline.camera import story_window

pytestmark = pytest.mark.usefixtures("painter_ready")


def test_the_key_of_a_slide_names_the_calendar_of_its_julian_dates():
    head = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
    event = '[event.fall]\ndate = "1453-05-29"\ntitle = "The city falls"\n'

    def key_of(text: str) -> list[str]:
        story = load_text(text).story
        assert story is not None
        spec = TimelineSpec(story, story_window(story), (0.0, 0.0, 1200.0, 400.0), themes.CINEMA, "en", show_key=True)
        return [item.text for item in timeline(spec)[0] if isinstance(item, TextRun) and "calendar" in item.text]

    assert key_of(head + 'calendar = "julian"\n' + event) == ["29 May 1453 (Julian calendar)"]
    assert key_of(head + event) == []
