"""The second row of the axis: named at its left, below the dates, within the drawing."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.render import theme as themes
from desktop.render.frame import TextRun
from desktop.render.timeline.geometry import arrange
from desktop.render.timeline.timeline_layout import timeline
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.story.format.fields import SECOND_CALENDARS
from desktop.story.load.load import load_file
from desktop.timeline.camera import story_window

pytestmark = pytest.mark.usefixtures("painter_ready")
CINEMA = load_file(Path(__file__).parents[2] / "stories" / "cinema.toml").story
RECT = (120.0, 260.0, 1680.0, 640.0)


def spec(calendar: str, language: str = "en", **more) -> TimelineSpec:
    story = replace(CINEMA, second_calendar=calendar, fiscal_month=4)
    more.setdefault("time_window", story_window(story))
    return TimelineSpec(story, rect=RECT, theme=themes.CINEMA, language=language, **more)


def words(drawn: TimelineSpec) -> list[TextRun]:
    return [item for item in timeline(drawn)[0] if isinstance(item, TextRun)]


@pytest.mark.parametrize(
    ("language", "name", "year"), [("en", "Hijri", "1435"), ("fr", "Hégire", "1435"), ("ar", "هجري", "1435")]
)
def test_the_row_has_a_name_and_its_years(language, name, year):
    said = [run.text for run in words(spec("hijri", language))]
    assert name in said
    assert any(text.isdecimal() and 1410 < int(text) < 1440 for text in said), said


@pytest.mark.parametrize("moving_camera", [False, True])
@pytest.mark.parametrize("calendar", SECOND_CALENDARS)
def test_no_word_of_the_row_touches_another(calendar, moving_camera):
    shown = spec(calendar, moving_camera=moving_camera)
    geometry = arrange(shown)
    below = [run for run in words(shown) if geometry.bottom < run.y < geometry.strip[1]]
    rows = {run.y for run in below}
    assert len(rows) >= (2 if calendar != "iso-week" else 1)  # ISO weeks have no room in a window of many years
    for y in rows:
        row = sorted((run for run in below if run.y == y), key=lambda run: run.x)
        assert all(left.x + left.width < right.x for left, right in itertools.pairwise(row))
    assert max(rows) < geometry.strip[1]


def test_the_row_takes_its_height_from_the_bands():
    plain, with_row = arrange(replace(spec(""))), arrange(spec("hebrew"))
    assert 20.0 < plain.bands_height - with_row.bands_height < 40.0
