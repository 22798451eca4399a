"""The page draws each mark, each number and each row as the application does: both are told from the same code."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop.output.web.mark_looks import MarkLooks, drawing_at
from desktop.output.web.timeline_data import timeline_data
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.render.timeline.metrics import metrics_for
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_file, load_text
from desktop.story.model import Story, Track
from desktop.timeline.date_shapes import event_shape
from desktop.timeline.index import EventIndex
from desktop.timeline.log_axis import story_axis

pytestmark = pytest.mark.usefixtures("painter_ready")
STORIES = Path(__file__).parents[2] / "stories" / "timelines"
METRICS = metrics_for(0.58)


def story_of(text: str) -> Story:
    story = load_text('format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n' + text).story
    assert story is not None
    return story


def story_in(name: str) -> Story:
    story = load_file(STORIES / f"{name}.toml").story
    assert story is not None
    return story


def data_of(story: Story) -> Any:
    """Return the data of a page in English, as its script reads it."""
    return json.loads(json.dumps(timeline_data(story, ("en",), {"en": {}})))


# -- marks ---------------------------------------------------------------------------------------------------------------


def worked_out(value: Any, places: list[float]) -> Any:
    """Return a look with its numbers, as the script works them out."""
    if isinstance(value, dict):
        return {key: worked_out(one, places) for key, one in value.items()}
    if isinstance(value, list):
        is_sum = len(value) > 1 and all(isinstance(one, int) for one in value[1::2]) and len(value) % 2
        if is_sum and isinstance(value[0], float):
            return value[0] + sum(places[at] * share for at, share in zip(value[1::2], value[2::2], strict=True))
        return [worked_out(one, places) for one in value]
    return value


def close(one: Any, two: Any, px: float) -> bool:
    if isinstance(one, dict):
        return one.keys() == two.keys() and all(close(one[key], two[key], px) for key in one)
    if isinstance(one, list):
        return len(one) == len(two) and all(close(a, b, px) for a, b in zip(one, two, strict=True))
    return abs(one - two) <= px if isinstance(one, float) else bool(one == two)


FORMS = story_in("forms").events


@pytest.mark.parametrize("event", FORMS, ids=lambda event: event.id)
def test_a_mark_is_what_the_application_draws_at_each_width(event: Any) -> None:
    looks = MarkLooks(METRICS)
    chance = random.Random(event.id)
    for status in ("happened", "planned", "reported", "disputed"):
        shape = event_shape(event, status)
        data: Any = looks.shape(shape)
        times, look = data["times"], looks.looks[data["look"]]
        for width in (0.4, 6.5, 57.0, 460.0, 1900.0):
            scale = width / max(1, times[1] - times[0])
            begin = chance.uniform(-500.0, 500.0)
            places = [-9000.0, 9000.0, *(begin + (instant - times[0]) * scale for instant in times)]
            widths: Any = look["widths"]
            found = next((one for one in reversed(widths) if one["from"] <= width), widths[0])
            drawn = {key: worked_out(found[key], places) for key in ("ends", "parts")}
            assert close(drawn, drawing_at(shape, times, places, METRICS), 0.05 * len(times)), (status, width)


def test_events_of_one_kind_share_a_look() -> None:
    events = "".join(f'[event.e{day}]\ndate = "2000-03-{day:02}"\ntitle = "E"\n' for day in range(1, 20))
    spans = "".join(f'[event.s{day}]\ndate = "200{day}-03/2010-0{day}"\ntitle = "E"\n' for day in range(1, 9))
    assert len(data_of(story_of(events + spans))["looks"]) == 2


# -- groups, numbers, links, breaks ----------------------------------------------------------------------------------------


def test_tracks_know_their_group_and_which_are_folded() -> None:
    data = data_of(story_in("groups"))
    words = data["languages"]["en"]
    groups = [(words["tracks"][number], words["groups"][track["group"]], track["isFirst"])
              for number, track in enumerate(data["tracks"]) if "group" in track]  # fmt: skip
    assert groups[:2] == [("Units", "The plant", True), ("Staff", "The plant", False)]
    assert [words["groups"][number] for number in data["folded"]] == ["The world outside"]


def test_a_gap_ends_a_line_and_what_is_planned_has_a_line_of_its_own() -> None:
    data = data_of(story_in("numbers"))
    words = data["languages"]["en"]["series"]
    (share,) = (number for number, one in enumerate(words) if one and one["title"].startswith("Share"))
    series = data["tracks"][share]["series"]
    assert [[point[1] for point in one["points"]] for one in series["strokes"]] == [
        [48.5, 58.7],
        [55.0, 61.6],
        [61.6, 64.0],
    ]
    assert [one["planned"] for one in series["strokes"]] == [False, False, True]
    assert words[share]["unit"] == "%"
    assert words[share]["texts"] == ["48.5", "58.7", "55.0", "61.6", "64.0"]
    assert data["languages"]["en"]["plans"][0]["numbers"][share] > 0


def test_each_kind_of_series_has_its_shapes() -> None:
    data = data_of(story_in("numbers"))
    of_kind = {track["series"]["kind"]: track["series"] for track in data["tracks"] if "series" in track}
    assert [bool(of_kind["bars"][name]) for name in ("bars", "strokes", "surfaces", "hasDots")] == [
        True,
        False,
        False,
        False,
    ]
    assert [bool(of_kind["area"][name]) for name in ("bars", "strokes", "surfaces", "hasDots")] == [
        False,
        True,
        True,
        True,
    ]
    for surface in of_kind["range"]["surfaces"]:
        assert all(high[1] > low[1] for high, low in zip(surface["high"], surface["low"], strict=True))
    steps = [point[1] for one in of_kind["steps"]["strokes"] for point in one["points"]]
    assert steps[:4] == [10, 10, 20, 20]


def test_a_cause_is_told_with_its_effect() -> None:
    data = data_of(story_of(
        '[event.a]\ndate = "2000"\ntitle = "A"\nleads_to = ["c"]\n[event.b]\ndate = "2001"\ntitle = "B"\n'
        '[event.c]\ndate = "2002"\ntitle = "C"\n'
    ))  # fmt: skip
    assert [[data["events"][number]["id"] for number in link] for link in data["links"]] == [["a", "c"]]


@pytest.mark.parametrize("axis", ["linear", "log"])
def test_the_events_of_a_file_are_counted_at_their_place_on_the_axis(axis: str) -> None:
    story = Story(tracks=(Track("a", data="a.csv"),), axis=axis, axis_now=parse_date("2000"))
    starts = np.array([seconds_from_civil(year) for year in (-60_000, -3000, 1200, 1900, 1990)], np.int64)
    track = AggregatedTrack(EventIndex(starts, starts + 86_400), lambda number: None)  # type: ignore[arg-type, return-value]
    data: Any = timeline_data(story, ("en",), {"en": {"a": track}})
    counts = data["tracks"][0]["counts"]
    filled = {counts["first"] + number for number, count in enumerate(counts["of"]) if count}
    to_axis = story_axis(story).to_axis
    assert sum(counts["of"]) == len(starts)
    assert filled == {to_axis(int(start)) // counts["step"] for start in starts}
    oldest, next_one, *_, newest = sorted(filled)
    assert (next_one - oldest > 0.5 * (newest - oldest)) == (axis == "linear")


def test_rows_without_the_empty_time_are_planned_as_well() -> None:
    far = "".join(
        f'[event.e{year}]\ndate = "{year}"\ntitle = "In {year}"\n' for year in (1004, 1007, 1010, 1990, 1993, 1996)
    )
    data = data_of(story_of(far))
    words = data["languages"]["en"]
    assert len(data["breaks"]) == 1
    assert words["breaks"] == ["» 978 years »"]
    assert len(words["plans"]) == 2
    assert words["plans"][1]["scale"] < words["plans"][0]["scale"] / 10
    near = "".join(f'[event.e{year}]\ndate = "{year}"\ntitle = "E"\n' for year in range(1990, 1999))
    assert len(data_of(story_of(near))["languages"]["en"]["plans"]) == 1


def test_what_the_pointer_asks_for_is_told_with_date_and_sources_and_a_step_holds_until_the_next() -> None:
    data = data_of(story_in("numbers"))
    by_kind = {
        track["series"]["kind"]: (track["series"], data["languages"]["en"]["series"][number])
        for number, track in enumerate(data["tracks"])
        if "series" in track
    }
    series, said = by_kind["steps"]
    steps = sorted((*one, *told) for one, told in zip(series["times"], said["told"], strict=True))
    assert [one[-2:] for one in steps[1:3]] == [("20 licences a year", "May 2009"), ("34 licences a year", "Feb 2012")]
    assert steps[1][1] == steps[2][0] > steps[1][4]
    assert "7 (1 – 12) metres" in [told for told, _ in by_kind["range"][1]["told"]]


def test_the_pointer_is_told_a_gap_and_the_narrower_of_two_dates() -> None:
    points = ("2010", 1), ("2010-06", 2), ("2011", None), ("2012", 3)
    written = ", ".join(f'{{ date = "{date}"{f", value = {value}" if value else ""} }}' for date, value in points)
    data = data_of(story_of(f'[track.a]\ntitle = "A"\n[track.a.series]\nkind = "line"\npoints = [{written}]\n'))
    told = data["languages"]["en"]["series"][0]["told"]
    assert told[0] == ["2", "Jun 2010"]
    assert ["–", "2011"] in told
    assert [one[2] for one in data["tracks"][0]["series"]["times"]].count(None) == 1
