"""The page's timeline has the eras behind what it draws, and nothing behind what it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.output.web.timeline_data import timeline_data
from desktop.story.load.load import load_file, load_text

pytestmark = pytest.mark.usefixtures("painter_ready")
STORIES = Path(__file__).parents[2] / "stories" / "timelines"


def test_each_era_has_its_track_its_lane_and_its_title():
    story = load_file(STORIES / "eras.toml").story
    assert story is not None
    data = timeline_data(story, ("en",), {"en": {}})
    titles = data["languages"]["en"]["eras"]  # type: ignore[index]
    drawn = dict(zip(titles, data["eras"], strict=True))  # type: ignore[call-overload]
    assert set(titles) == {era.title.get("en") for era in story.eras}
    assert (drawn["The Republic"]["track"], drawn["The Republic"]["lane"]) == (-1, 0)
    assert (drawn["The Punic Wars"]["track"], drawn["The Punic Wars"]["lane"]) == (-1, 1)
    assert data["languages"]["en"]["tracks"][drawn["Pax Romana"]["track"]] == "Works"  # type: ignore[index]
    assert drawn["Pax Romana"]["blur_start"]


def test_nothing_lies_behind_a_hidden_track_and_a_day_in_doubt_has_all_its_times():
    story = load_text(
        'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[track.a]\ntitle = "A"\nhidden = true\n'
        '[event.e]\ndate = "2000"\ntitle = "E"\ntrack = "a"\n[event.f]\ndate = "2001"\ntitle = "F"\n'
        '[era.x]\ntitle = "X"\ndate = "1999/2002"\ntrack = "a"\n[era.y]\ntitle = "Y"\ndate = "2000-05-03~"\n'
    ).story
    assert story is not None
    data = timeline_data(story, ("en",), {"en": {}})
    assert data["languages"]["en"]["eras"] == ["Y"]  # type: ignore[index]
    (era,) = data["eras"]  # type: ignore[misc]
    first, last, certain_first, certain_last = era["times"]
    assert first <= certain_first <= certain_last <= last
