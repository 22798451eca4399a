"""Rows that are sought anew where the camera rests: more names, and nothing that a pan would undo."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from desktop.render import theme as themes
from desktop.render.frame import TextRun
from desktop.render.timeline.bands.rested_rows import RestedRows
from desktop.render.timeline.geometry import arrange, full_axis_window
from desktop.render.timeline.resting import row_shifts
from desktop.render.timeline.timeline_layout import layers
from desktop.render.timeline.timeline_spec import TimelineSpec
from desktop.story.load.load import load_file, load_text
from desktop.story.model import Story
from desktop.timeline.camera import TimeWindow, pan, window_between, zoom_at
from tests.render.timeline.rest_helpers import rows_found

pytestmark = pytest.mark.usefixtures("painter_ready")
STORIES = Path(__file__).parents[2] / "stories" / "timelines"
RECT = (16.0, 8.0, 1468.0, 484.0)


@cache
def story_named(name: str) -> Story:
    return load_file(str(STORIES / f"{name}.toml")).story


def moving(story: Story, window: TimeWindow, rested: RestedRows | None = None) -> TimelineSpec:
    language = story.languages[0]
    return TimelineSpec(
        story, window, RECT, themes.theme(story.theme), language, moving_camera=True, size=0.6, rested=rested
    )


def names(spec: TimelineSpec) -> Counter[str]:
    drawing = layers(spec)
    titles = {event.title.get(spec.language) for event in spec.story.events}
    return Counter(item.text for item in drawing.dynamic if isinstance(item, TextRun) and item.text in titles)


def rows_of(spec: TimelineSpec) -> dict[str, int]:
    return {name: place.row for places in arrange(spec).band_layout.placements for name, place in places.items()}


def views(name: str, count: int = 8) -> list[TimelineSpec]:
    story, chance = story_named(name), random.Random(name)
    full = full_axis_window(story)
    return [
        moving(story, zoom_at(pan(full, chance.uniform(-0.3, 0.3)), chance.random(), chance.choice((0.5, 0.2, 0.08))))
        for _ in range(count)
    ]


@pytest.mark.parametrize("name", ["month", "films", "crowd", "emperors", "releases"])
def test_rows_found_at_rest_name_more_and_once(name):
    for spec in views(name):
        rested = rows_found(spec)
        if rested is None:
            continue
        found = replace(spec, rested=rested)
        assert names(found).total() > names(spec).total() or _whole_two_lines(found) > _whole_two_lines(spec)
        assert rows_found(found) is None  # a second rest changes nothing


def _whole_two_lines(spec: TimelineSpec) -> int:
    """Return the places with a name, on one line or two."""
    return sum(zone.kind == "event" for zone in layers(spec).zones)


def test_something_is_found_where_a_plan_for_all_time_is_crowded():
    assert any(rows_found(spec) is not None for spec in views("month"))


@pytest.mark.parametrize("name", ["month", "films", "crowd"])
def test_the_next_pan_keeps_the_rows(name):
    for spec in views(name, 4):
        rested = rows_found(spec)
        if rested is None:
            continue
        found = replace(spec, rested=rested)
        before = rows_of(found)
        for share in (-0.6, 0.2, 0.9):
            assert rows_of(replace(found, time_window=pan(spec.time_window, share))) == before


@pytest.mark.parametrize("name", ["month", "films", "crowd"])
@pytest.mark.parametrize("factor", [0.9, 0.45, 0.1, 1.1, 1.9, 6.0])
def test_zooming_keeps_the_rows(name, factor):
    for spec in views(name, 4):
        rested = rows_found(spec)
        if rested is None:
            continue
        found = replace(spec, rested=rested)
        bands = arrange(found).plan.bands
        before, after = rows_of(found), rows_of(replace(found, time_window=zoom_at(spec.time_window, 0.5, factor)))
        listed = {mark.id for number in rested.bands for mark in bands[number].marks_in_rows}
        moved = [name for name in listed & before.keys() & after.keys() if before[name] != after[name]]
        bars = {
            box.id for rows in rested.bands.values() for box in rows.boxes if box.is_span
        }  # closer, a span may come to need a row that is taken
        assert not set(moved) - bars


HEAD = '[story]\ntitle = "A"\nlanguages = ["en"]\n[track.one]\ntitle = "One"\n'


def crowded(count: int = 120) -> Story:
    """Return events of one week, and one far away by which the whole story is long."""
    events = "".join(
        f'[event.e{number}]\ndate = "2014-06-{1 + number % 28:02}"\ntitle = "What happened here {number}"\ntrack = "one"\n'
        for number in range(count)
    )
    return load_text(f'{HEAD}{events}[event.far]\ndate = "1900-01-01"\ntitle = "Far"\ntrack = "one"\n').story


def day_window() -> TimeWindow:
    return window_between(1_401_580_800, 1_404_172_800)


def test_marks_move_from_where_they_stood():
    spec = moving(crowded(), day_window())
    rested = rows_found(spec)
    assert rested is not None
    shifts = row_shifts(spec, replace(spec, rested=rested))
    before, after = rows_of(spec), rows_of(replace(spec, rested=rested))
    assert shifts
    assert all(before[name] == after[name] + shift for name, shift in shifts.items())
    on_the_way = layers(replace(spec, rested=rested, row_shifts=shifts))
    zones = {zone.id: zone.y for zone in layers(spec).zones if zone.kind == "event"}
    started = {zone.id: zone.y for zone in on_the_way.zones if zone.kind == "event"}
    assert all(abs(started[name] - zones[name]) < 0.01 for name in shifts if name in zones and name in started)


def test_an_edit_of_the_story_keeps_the_rows_found():
    story = crowded()
    spec = moving(story, day_window())
    rested = rows_found(spec)
    assert rested is not None
    before = rows_of(replace(spec, rested=rested))
    edited = replace(story, title=story.subtitle)
    after = rows_of(replace(moving(edited, day_window()), rested=rested))
    assert {name: after[name] for name in before} == before


def test_where_all_is_named_nothing_is_sought():
    story = load_text(HEAD + '[event.a]\ndate = "2014"\ntitle = "A"\ntrack = "one"\n').story
    assert rows_found(moving(story, full_axis_window(story))) is None


def test_rows_prepared_between_frames_are_those_of_the_octave():
    story = story_named("month")
    window = zoom_at(full_axis_window(story), 0.4, 0.4)
    plan = arrange(moving(story, window)).plan
    scale = window.span / arrange(moving(story, window)).plot.width
    closer = plan.octave_at(scale) - 1
    for k in [k for k in plan.octaves if k <= closer]:  # of other drawings of the story
        del plan.octaves[k]
    steps = sum(1 for _ in plan.prepare_closer(scale))
    assert 0 < steps <= len(plan.bands)  # a band whose events are all named needs none
    prepared = plan.octaves.pop(closer)
    assert plan.layout_at(scale / 2) == prepared
    assert sum(1 for _ in plan.prepare_closer(scale)) == 0


def test_a_crowded_story_is_drawn_at_once_with_the_rows_that_are_ready_and_named_closer_a_little_later():
    events = (
        f'[event.e{number}]\ndate = "{1800 + number // 8}"\ntitle = "What happened then {number}"\ntrack = "one"\n'
        for number in range(200)
    )
    story = load_text(HEAD + "".join(events)).story
    whole = replace(moving(story, full_axis_window(story)), prepares_rows=True)
    plan = arrange(whole).plan
    closer = replace(whole, time_window=zoom_at(whole.time_window, 0.5, 0.4))
    arrange(whole)
    first = arrange(closer)
    scale = closer.time_window.span / first.plot.width
    assert not plan.is_ready_at(scale)
    assert first.band_layout == arrange(whole).band_layout, "the next coarser octave that is ready"
    for _ in plan.prepare_closer(scale):
        pass
    assert plan.is_ready_at(scale)
    assert plan.is_ready_at(scale / 2)
    ready = arrange(closer)
    assert ready.band_layout.whole_names() > first.band_layout.whole_names()
    assert ready.band_layout == arrange(replace(closer, prepares_rows=False)).band_layout
    far = zoom_at(whole.time_window, 0.5, 0.01)
    assert plan.is_ready_at(scale / 20) is False
    arrange(replace(closer, time_window=far))
    assert plan.is_ready_at(far.span / first.plot.width), "after a jump all is there at once"
    rows, before = ready.band_layout.placements[0], first.band_layout.placements[0]
    assert {name: rows[name].row for name in before} == {name: place.row for name, place in before.items()}


def test_what_was_begun_is_kept_when_the_camera_moves_on():
    story = story_named("month")
    window = full_axis_window(story)
    plan = arrange(moving(story, window)).plan
    scale = window.span / arrange(moving(story, window)).plot.width
    plan.octaves = {0: plan.base}
    next(plan.prepare_closer(scale))
    assert len(plan.begun[-1]) == 1
    for _ in plan.prepare_closer(scale / 2):
        pass
    assert not plan.begun
    assert {0, -1, -2} <= plan.octaves.keys()
