"""The audit of stories that nobody drew the timeline for: all spans are bars with names, and every event is counted once."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from desktop.render import theme as themes
from desktop.render.frame import Frame, HitZone, Item, PopClip, PushClip, TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.geometry import Geometry, arrange
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.marks.shape_extents import word_stretches
from desktop.render.timeline.plot_area import side_of_window
from desktop.render.timeline.timeline_layout import layers
from desktop.render.timeline.timeline_spec import ClusterZone, TimelineSpec
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_file
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Group, Story, Track
from desktop.timeline import camera
from desktop.timeline.track_lines import track_lines
from tests.render.timeline.rest_helpers import rows_found

pytestmark = pytest.mark.usefixtures("painter_ready")
FOLDER = Path(__file__).parents[2] / "stories" / "timelines"
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))
LEAST_BAR, LEAST_NAMED = (
    40.0,
    80.0,
)  # the pixels from which a span is a bar, and from which what is sure of a bar has a name
SLIDE_RECTS = {"16:9": (120.0, 330.0, 1680.0, 634.0), "9:16": (60.0, 420.0, 960.0, 1380.0)}
WINDOW_HEIGHTS = (284.0, 900.0)


@cache
def story(name: str) -> Story:
    loaded = load_file(FOLDER / f"{name}.toml")
    assert loaded.story is not None, loaded.problems
    return loaded.story


@dataclass(frozen=True)
class Drawing:
    """Holds one drawing of a story, with where its parts lie."""

    name: str
    items: tuple[Item, ...]
    zones: tuple[HitZone, ...]
    geometry: Geometry
    events: int  # on the tracks that are drawn
    spec: TimelineSpec

    def bars(self) -> Iterator[tuple[TrackBand, EventMark, float, float]]:
        """Yield the spans in view of tracks that are unfolded and whole in view, with their visible extent."""
        geometry = self.geometry
        plot = geometry.plot
        extents = zip(geometry.bands, geometry.band_extents, geometry.visible_extents(), strict=True)
        for band, (_, height), (top, bottom) in extents:
            if band.is_folded or band.aggregated is not None or bottom - top < height - 0.5:
                continue
            for mark in band.marks:
                shape = mark.shape
                if shape.kind != "bar" or shape.is_within:
                    continue
                start, end = mark.exact_bounds
                first = plot.x if shape.open_start else max(plot.x, plot.x_of(start))
                last = plot.right if shape.open_end else min(plot.right, plot.x_of(end))
                if last > first:
                    yield band, mark, first, last

    def texts(self) -> list[tuple[float, float, float, float, str]]:
        """Return (left, right, top, bottom, text) of the letters of each text, as far as clips let them be seen."""
        found = []
        clips: list[PushClip] = []
        for item in self.items:
            if isinstance(item, PushClip):
                clips.append(item)
            elif isinstance(item, PopClip):
                clips.pop()
            elif isinstance(item, TextRun):
                left, right = item.x, item.x + item.width
                top, bottom = item.y - 0.72 * item.font.size, item.y
                for clip in clips:
                    left, right = max(left, clip.x), min(right, clip.x + clip.width)
                    top, bottom = max(top, clip.y), min(bottom, clip.y + clip.height)
                if right > left and bottom > top:
                    found.append((left, right, top, bottom, item.text))
        return found


def drawing(name: str, spec: TimelineSpec) -> Drawing:
    made = layers(spec)
    drawn_ids = {track_id for line in track_lines(spec.story, spec.track_ids) for track_id in line.members}
    events = sum(event.track in drawn_ids for event in spec.story.events)
    return Drawing(name, made.static + made.dynamic, made.zones, arrange(spec), events, spec)


def on_slides(name: str) -> Iterator[Drawing]:
    one = story(name)
    for slide in one.slides:
        for aspect, rect in SLIDE_RECTS.items():
            window = camera.slide_window(one, slide)
            spec = TimelineSpec(one, window, rect, themes.CINEMA, "en", track_ids=slide.tracks, show_key=True)
            yield drawing(f"{name}/{slide.id} {aspect}", spec)


def under_the_camera(name: str) -> Iterator[Drawing]:
    """Yield a story in a pane and in a high window: whole, at its slides, and closer and closer."""
    one = story(name)
    whole = camera.story_window(one)
    windows = [whole, *(camera.slide_window(one, slide) for slide in one.slides)]
    windows += [camera.zoom_at(whole, share, factor) for share in (0.3, 0.62) for factor in (0.4, 0.1, 0.02)]
    for height in WINDOW_HEIGHTS:
        for number, window in enumerate(windows):
            rect = (16.0, 8.0, 1248.0, height)
            spec = TimelineSpec(
                one, window, rect, themes.CINEMA, "en", size=0.52, moving_camera=True, show_as_of_handle=True
            )
            yield drawing(f"{name} window {number} of {height:.0f}", spec)
            rested = rows_found(spec) if height == WINDOW_HEIGHTS[0] else None
            if rested is not None:
                at_rest = replace(spec, rested=rested)
                yield drawing(f"{name} window {number} of {height:.0f} at rest", at_rest)
                moved = replace(at_rest, time_window=camera.pan(camera.zoom_at(window, 0.5, 0.9), 0.3))
                yield drawing(f"{name} window {number} of {height:.0f} moved after a rest", moved)


def all_drawings(name: str) -> Iterator[Drawing]:
    yield from on_slides(name)
    yield from under_the_camera(name)


def check_every_span_is_a_bar_with_its_name(one: Drawing) -> None:
    zones = {zone.id: zone for zone in one.zones if zone.kind == "event"}
    texts, plot = one.texts(), one.geometry.plot
    for _, mark, first, last in one.bars():
        if last - first < LEAST_BAR:
            continue
        zone = zones.get(mark.id)
        assert zone is not None, (one.name, mark.title, round(last - first))
        assert zone.x <= first + 2.0, (one.name, mark.title)
        assert zone.x + zone.width >= last - 2.0, (one.name, mark.title)
        if not any(
            min(last, plot.x_of(stretch.end)) - max(first, plot.x_of(stretch.start)) >= LEAST_NAMED
            for stretch in word_stretches(mark.shape)
        ):
            continue
        named = [
            text
            for left, right, top, bottom, text in texts
            if zone.x <= left
            and right <= zone.x + zone.width + 1.0
            and zone.y <= (top + bottom) / 2 <= zone.y + zone.height
        ]
        assert any(text.rstrip("…") and mark.title.startswith(text.rstrip("…")) for text in named), (
            one.name,
            mark.title,
            round(last - first),
            named,
        )


def check_no_text_touches_another(one: Drawing) -> None:
    texts = sorted(one.texts())
    for number, (left, right, top, bottom, text) in enumerate(texts):
        for other_left, other_right, other_top, other_bottom, other in texts[number + 1 :]:
            if other_left >= right - 1.0:
                break
            touches = other_top < bottom - 1.0 and top < other_bottom - 1.0 and other_right > left
            assert not touches, (one.name, text, other)


def check_every_mark_in_view_can_be_pointed_at(one: Drawing) -> None:
    frame = Frame(2000.0, 2000.0, None, (), one.zones)
    for zone in one.zones:
        if zone.kind not in ("event", "cluster"):
            continue
        assert zone.height >= 6.0 or one.geometry.is_scrolled, (one.name, zone)
        points = [(zone.x + share * zone.width, zone.y + zone.height / 2) for share in (0.5, 0.1, 0.9)]
        found = [frame.zone_at(x, y) for x, y in points]
        assert any(hit == zone for hit in found), (one.name, zone, found[0])


def check_every_mark_in_view_has_a_zone_or_is_counted(one: Drawing) -> None:
    """Point at the middle of what is seen of each mark: that finds it, one that lies over it, or what counts it."""
    geometry, plot = one.geometry, one.geometry.plot
    frame = Frame(2000.0, 2000.0, None, (), one.zones)
    zones = {zone.id: zone for zone in one.zones if zone.kind == "event"}
    clusters = [zone for zone in one.zones if isinstance(zone, ClusterZone)]
    for band, (top, height), (visible_top, visible_bottom) in zip(
        geometry.bands, geometry.band_extents, geometry.visible_extents(), strict=True
    ):
        if band.is_folded or visible_bottom - visible_top < height - 0.5:
            continue
        own = [zone for zone in clusters if top - 1.0 <= zone.y + zone.height / 2 <= top + height + 1.0]
        for mark in band.marks:
            if side_of_window(mark, plot):
                continue
            zone = zones.get(mark.id)
            if zone is None:
                assert any(chip.start <= mark.last and mark.first <= chip.end for chip in own), (one.name, mark.title)
                continue
            start, end = mark.exact_bounds
            first = plot.x if mark.shape.open_start else max(plot.x, plot.x_of(start))
            last = plot.right if mark.shape.open_end else min(plot.right, plot.x_of(end))
            hit = frame.zone_at((first + last) / 2, zone.y + zone.height / 2)
            assert hit is not None, (one.name, mark.title)
            assert hit.kind in ("event", "cluster"), (one.name, mark.title, hit)
            assert zone.x - 1.0 <= (first + last) / 2 <= zone.x + zone.width + 1.0, (one.name, mark.title)


def said_outside(items: tuple[Item, ...]) -> int:
    words = " ".join(item.text for item in items if isinstance(item, TextRun))
    found = re.findall(r"‹\u202f([\d,]+) earlier|([\d,]+) later\u202f›", words)
    return sum(int(number.replace(",", "")) for pair in found for number in pair if number)


def scrolled(one: Drawing) -> Iterator[Drawing]:
    """Yield a drawing scrolled from its top to its foot."""
    hidden = one.geometry.content_height - one.geometry.bands_height
    for number in range(math.ceil(max(0.0, hidden) / (0.8 * one.geometry.bands_height)) + 1):
        scroll = min(hidden, number * 0.8 * one.geometry.bands_height) if hidden > 0.5 else 0.0
        yield drawing(f"{one.name} scrolled by {scroll:.0f}", replace(one.spec, scroll=scroll))


def check_every_event_is_counted_exactly_once(one: Drawing) -> None:
    drawn_ids: set[str] = set()
    counted: set[tuple[int, int, int, int, int]] = set()
    for part in scrolled(one):
        drawn = [zone.id for zone in part.zones if zone.kind == "event"]
        assert len(drawn) == len(set(drawn)), part.name
        drawn_ids |= set(drawn)
        for zone in part.zones:
            if isinstance(zone, ClusterZone):
                middle = zone.y + zone.height / 2
                bottoms = [top + height for top, height in part.geometry.band_extents]
                band = next(number for number, bottom in enumerate(bottoms) if middle <= bottom + 1.0)
                counted.add((band, round(zone.x), zone.start, zone.end, zone.count))
    total = len(drawn_ids) + sum(count for *_, count in counted) + said_outside(one.items)
    assert total == one.events, (one.name, total, one.events)


@pytest.mark.parametrize("name", NAMES)
def test_spans_are_named_bars_words_are_apart_and_each_event_is_counted_once(name):
    for one in all_drawings(name):
        check_every_span_is_a_bar_with_its_name(one)
        check_no_text_touches_another(one)
        check_every_mark_in_view_can_be_pointed_at(one)
        check_every_mark_in_view_has_a_zone_or_is_counted(one)
        check_every_event_is_counted_exactly_once(one)


@pytest.mark.parametrize("name", ["plan", "emperors", "deep", "headline"])
def test_the_name_of_what_is_chosen_or_pointed_at_lies_over_no_other(name):
    one = story(name)
    spec = TimelineSpec(
        one, camera.story_window(one), (16.0, 8.0, 1248.0, 284.0), themes.CINEMA, "en", size=0.52, moving_camera=True
    )
    for event in one.events[:24]:
        for chosen in (replace(spec, hover_id=event.id), replace(spec, selected_id=event.id)):
            made = drawing(f"{name} {event.id}", chosen)
            check_no_text_touches_another(made)
            check_every_mark_in_view_can_be_pointed_at(made)


@pytest.mark.parametrize("span", [8.0, 1.7, 1.0, 0.6, 0.3, 0.05, 0.01])
@pytest.mark.parametrize("folded", [False, True])
def test_in_a_window_of_milliseconds_each_event_is_counted_once(span, folded):
    one = story("milliseconds")
    if folded:
        group = Group("g", LocalizedText((("", "All"),)), folded=True)
        one = replace(one, groups=(group,), tracks=tuple(replace(track, group="g") for track in one.tracks))
    begin = camera.story_window(one).start
    for tenth in range(0, 90, 7):
        window = camera.make_window(begin, 0.013 + tenth / 10, span)
        for moving in (False, True):
            spec = TimelineSpec(
                one, window, (16.0, 8.0, 1248.0, 284.0), themes.CINEMA, "en", size=0.52, moving_camera=moving
            )
            made = drawing(f"{span} s from {tenth}", spec)
            check_no_text_touches_another(made)
            check_every_mark_in_view_has_a_zone_or_is_counted(made)
            check_every_event_is_counted_exactly_once(made)


def test_forty_moments_of_a_second_have_their_places():
    events = tuple(
        Event(f"e{n}", parse_date(f"2026-03-01T12:00:00.{n * 25:03d}"), LocalizedText((("", f"{n}"),)), track="t")
        for n in range(40)
    )
    one = Story(events=events, tracks=(Track("t", LocalizedText((("", "T"),))),))
    window = camera.make_window(camera.event_extent(events[0])[0], 0.0, 1.0)
    for moving in (False, True):
        spec = TimelineSpec(
            one, window, (16.0, 8.0, 1248.0, 284.0), themes.CINEMA, "en", size=0.52, moving_camera=moving
        )
        names = {text for *_, text in drawing("forty", spec).texts() if text.isdecimal()}
        assert len(names) == 40, moving


@pytest.mark.parametrize("aspect", SLIDE_RECTS)
def test_a_slide_of_26_events_names_them_all(aspect):
    one = story("port")
    frame = layout(one.slides[0], one, "en", aspect=aspect)
    texts = [item.text.rstrip("…") for item in frame.items if isinstance(item, TextRun) and len(item.text) > 5]
    missing = [
        event.title.get("en")
        for event in one.events
        if not any(event.title.get("en").startswith(text) for text in texts)
    ]
    assert missing == []
