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
from desktop.story.dates.calendar import SECONDS_PER_DAY, days_from_civil
from desktop.story.format.fields import SECOND_CALENDARS
from desktop.story.load.load import load_file, load_text
from desktop.timeline.axis_windows import story_axis_window
from desktop.timeline.camera import TimeWindow, pan, story_window
from desktop.timeline.log_axis import story_axis

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


def deep(calendar: str, window: TimeWindow | None = None) -> TimelineSpec:
    """Return a drawing of a story of fourteen billion years, on a logarithmic axis."""
    loaded = load_text(f"""
format = 1
[story]
title = "Deep"
languages = ["en"]
axis = "log"
second_calendar = "{calendar}"
[event.bang]
date = "Y-13800000000"
title = "Big Bang"
[event.rome]
date = "-0752"
title = "Rome"
[event.moon]
date = "1969"
title = "Moon"
[event.here]
date = "2020"
title = "Here"
""")
    axis = story_axis(loaded.story)
    shown = window or story_axis_window(loaded.story, axis)
    return TimelineSpec(loaded.story, shown, RECT, themes.CINEMA, "en", time_axis=axis, moving_camera=True)


def second_row_of(shown: TimelineSpec) -> list[TextRun]:
    """Return the words of the lowest row of the axis, from left to right, without its name."""
    geometry = arrange(shown)
    below = [run for run in words(shown) if geometry.bottom < run.y < geometry.strip[1]]
    lowest = max(run.y for run in below)
    return sorted((run for run in below if run.y == lowest and run.x > geometry.plot.x), key=lambda run: run.x)


@pytest.mark.parametrize("calendar", [one for one in SECOND_CALENDARS if one != "iso-week"])
def test_a_logarithmic_axis_has_the_row_too_with_round_years_that_do_not_touch(calendar):
    row = second_row_of(deep(calendar))
    assert len(row) >= (1 if calendar == "japanese" else 2)
    assert all(left.x + left.width < right.x for left, right in itertools.pairwise(row))
    assert len({run.text for run in row}) == len(row) or calendar == "chinese"  # whose sixty names come again


def test_years_of_the_row_stand_where_they_begin_on_a_logarithmic_axis():
    shown = deep("fiscal")
    plot = arrange(shown).plot
    for run in second_row_of(shown):
        begin = days_from_civil(int(run.text.replace("−", "-")), 1, 1) * SECONDS_PER_DAY
        assert run.x - plot.x_of(shown.time_axis.to_axis(begin)) == pytest.approx(0.4 * run.font.size, abs=1.0)


def test_years_of_the_row_stay_while_a_logarithmic_axis_is_panned():
    first = deep("before-present")
    before = {run.text: run.x for run in second_row_of(first)}
    after = {run.text: run.x for run in second_row_of(deep("before-present", pan(first.time_window, 0.01)))}
    moved = {round(before[text] - after[text], 3) for text in before.keys() & after.keys()}
    assert len(before.keys() & after.keys()) >= len(before) - 2
    assert len(moved) == 1


def test_the_name_of_the_second_calendar_is_whole_beside_short_names_of_tracks():
    head = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\nsecond_calendar = "before-present"\n'
    story = load_text(head + '[event.a]\ndate = "-9000"\ntitle = "A"\n[event.b]\ndate = "1500"\ntitle = "B"\n').story
    assert story is not None
    drawing = TimelineSpec(story, story_window(story), (0.0, 0.0, 1680.0, 500.0), themes.CINEMA, "en")
    shown = [item.text for item in timeline(drawing)[0] if isinstance(item, TextRun)]
    assert "Years before present" in shown
