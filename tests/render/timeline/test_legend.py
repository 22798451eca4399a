"""The line at the foot of a timeline that explains its marks."""

from __future__ import annotations

import pytest

from desktop.render import theme as themes
from desktop.render.frame import TextRun
from desktop.render.timeline.timeline_layout import timeline
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.load.load import load_text
from desktop.timeline.camera import story_window, window_between

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


def test_two_windows_that_share_a_key_name_the_calendar_once():
    text = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\ncalendar = "julian"\n'
    text += '[event.fall]\ndate = "1453-05-29"\ntitle = "A"\n[event.siege]\ndate = "1204-04-13"\ntitle = "B"\n'
    story = load_text(text).story
    assert story is not None
    first, second = (window_between(seconds_from_civil(year), seconds_from_civil(year + 50)) for year in (1430, 1180))
    spec = TimelineSpec(story, first, (0.0, 0.0, 1200.0, 400.0), themes.CINEMA, "en", show_key=True, key_window=second)
    words = [item.text for item in timeline(spec)[0] if isinstance(item, TextRun)]
    assert [text for text in words if "calendar" in text] == ["29 May 1453 (Julian calendar)"]
