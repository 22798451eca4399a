"""The rows of a fixed window are laid out once for a story, and anew for whatever changes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.render import theme as themes
from desktop.render.timeline import fixed_rows
from desktop.render.timeline.geometry import arrange
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_file
from desktop.story.story_cache import StoryCache
from desktop.timeline.camera import TimeWindow, story_window

pytestmark = pytest.mark.usefixtures("painter_ready")
FILE = Path(__file__).parents[2] / "stories" / "revolution.toml"


@pytest.fixture
def spec():
    story = load_file(FILE).story
    return TimelineSpec(story, story_window(story), (120.0, 330.0, 1680.0, 634.0), themes.theme(story.theme), "fr")


def test_a_window_that_is_drawn_again_keeps_its_rows(spec):
    assert arrange(replace(spec, highlight_ids=("x",))).band_layout is arrange(spec).band_layout


def changes(spec):
    window = spec.time_window
    yield {"time_window": TimeWindow(window.start, window.start + window.span // 5)}
    yield {"rect": (120.0, 330.0, 900.0, 634.0)}
    yield {"rect": (120.0, 330.0, 1680.0, 180.0)}
    yield {"size": 1.4}
    yield {"show_labels": False}
    yield {"tight_rows": True}
    yield {"language": "en"}
    yield {"as_of": parse_date("1789-08")}
    yield {"show_overview": False}
    yield {"track_ids": tuple(track.id for track in spec.story.tracks)[:1]}


def test_rows_are_laid_out_anew_for_whatever_changes_them(spec, monkeypatch):
    first = arrange(spec).band_layout
    known = [(change, arrange(replace(spec, **change)).band_layout) for change in changes(spec)]
    assert sum(layout != first for _, layout in known) >= 7, "the changes do not matter"
    for change, layout in known:
        monkeypatch.setattr(fixed_rows, "_known", StoryCache())
        assert arrange(replace(spec, **change)).band_layout == layout, change
