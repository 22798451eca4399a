"""Plans in doubt that follow one another, and what no row has room for: each has its name, and no word is touched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.render import theme as themes
from desktop.render.check.frame_check import check_frame
from desktop.render.frame import Frame, Rectangle, TextRun, VectorPath
from desktop.render.layouts.slide_layout import layout
from desktop.render.timeline.aggregates.clusters import draw_clusters
from desktop.render.timeline.bands.track_bands import bands_of
from desktop.render.timeline.marks.anchor import Anchor
from desktop.render.timeline.marks.causal_links import draw_causal_links
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.marks.mark_shapes import draw_shape
from desktop.render.timeline.marks.shape_extents import Pen, Stretch, word_stretches
from desktop.render.timeline.metrics import metrics_for
from desktop.render.timeline.plot_area import PlotArea
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_text
from desktop.timeline import camera
from desktop.timeline.date_shapes import event_shape, shape_of

pytestmark = pytest.mark.usefixtures("painter_ready")

HEAD = """
format = 1
[story]
title = "T"
languages = ["en"]
[track.a]
title = "A"
[track.b]
title = "B"
"""
SLIDE = """
[[slide]]
id = "s"
layout = "timeline"
title = "Plans"
window = "2025/2026"
"""
PLANS = {
    "boxes": ("2026-34~/2026-36~", "Three hundred collection boxes are set up"),
    "quality": ("2026-36/2027?", "Certificates for partners"),
    "prices": ("2026-36/..", "Flexible prices"),
    "demand": ("2026-10?", "Forecast of demand"),
    "phone": ("2026-34/2026-36?", "Widgets for phones"),
}


def frame_of(events: str, aspect: str = "16:9", more: str = "") -> Frame:
    story = load_text(HEAD + events + SLIDE + more).story
    return layout(story.slides[0], story, "en", aspect=aspect)


def plans(*names: str) -> str:
    return "".join(
        f'[event.{name}]\ndate = "{PLANS[name][0]}"\ntitle = "{PLANS[name][1]}"\ntrack = "a"\nstatus = "planned"\n'
        for name in names
    )


def words(frame: Frame) -> list[str]:
    return [item.text for item in frame.items if isinstance(item, TextRun)]


@pytest.mark.parametrize("aspect", ["16:9", "4:3", "1:1", "9:16"])
def test_a_plan_that_may_begin_before_another_ends_touches_no_name(aspect: str):
    frame = frame_of(plans(*PLANS), aspect)
    assert not check_frame(frame)
    for _, title in PLANS.values():
        assert any(title.startswith(text.rstrip("…")) for text in words(frame) if len(text) > 3), title


def test_the_name_of_an_uncertain_plan_may_use_all_of_its_box():
    shape = shape_of(parse_date("2026-34/2026-36?"), "planned")
    assert word_stretches(shape) == [Stretch(shape.start, shape.end, solid=False)]


def test_a_plan_without_an_end_is_outlined_to_the_edge():
    frame = frame_of(plans("prices"))
    outlines = [item for item in frame.items if isinstance(item, Rectangle) and item.fill is None and item.stroke]
    assert any(item.x + item.width > frame.width - 140.0 for item in outlines)


LEFT_OVER = """
[event.first]
date = "2025-03-02"
track = "a"
title = "The beginning"
[event.next]
date = "2025-12-02"
track = "a"
title = "Next to the last, with a name that is much too long for the room that there is on the line"
[event.last]
date = "2026-11?"
track = "a"
status = "planned"
title = "Left over"
"""


def test_single_events_that_are_left_over_are_their_own_marks_with_names():
    band = bands_of(load_text(HEAD + LEFT_OVER).story, ("a",), None, "en")[0]
    window = camera.window_between(seconds_from_civil(2025), seconds_from_civil(2027), 0.0)
    plot = PlotArea(100.0, 1500.0, window, metrics_for(1.0), themes.CINEMA, "en")
    spans = [(mark, *mark.exact_bounds) for mark in band.marks]
    items, zones = draw_clusters(spans, band, plot, 500.0, 26.0, show_labels=True)
    names = {item.text: item for item in items if isinstance(item, TextRun)}
    assert set(names) == {"The beginning", "Left over"}
    assert any(isinstance(item, Rectangle) and item.fill is None and item.dash for item in items)
    for zone in zones():
        name = names.get({"first": "The beginning", "last": "Left over"}.get(zone.id, ""))
        assert name is None or zone.x <= name.x <= name.x + name.width <= zone.x + zone.width
    moving, _ = draw_clusters(spans, band, replace(plot, moving_camera=True), 500.0, 26.0, show_labels=True)
    assert not any(isinstance(item, TextRun) for item in moving)


def test_an_arrow_never_comes_through_the_mark_that_it_points_at():
    plot = PlotArea(0.0, 1000.0, camera.make_window(0, 0.0, 1e6), metrics_for(1.0), themes.CINEMA, "en")
    mark = next(iter(load_text(HEAD + plans("demand")).story.events))
    cause, effect = (
        Anchor(EventMark(mark, "planned", "en"), x - 11.0, x + 11.0, 300.0, "#ffffff") for x in (100.0, 700.0)
    )
    font = plot.metrics.title_font
    around = [TextRun(0.0, 300.0 + dy, "word", font, "#ffffff", 1000.0) for dy in (-60.0, -30.0, 30.0, 60.0)]
    beside = TextRun(200.0, 308.0, "word", font, "#ffffff", 480.0)
    items = draw_causal_links([("one", "two")], {"one": cause, "two": effect}, plot, 0.0, [*around, beside])
    curve = next(item for item in items if isinstance(item, VectorPath) and item.fill is None)
    assert float(curve.commands[-1][-2]) < effect.last


@pytest.mark.parametrize("date", ["2026-34", "2026?"])
def test_the_letters_of_a_name_stand_clear_of_the_outline_of_a_planned_moment(date: str):
    title = "가족 계정"  # letters that reach from above the capitals to below the line
    frame = frame_of(f'[event.a]\ndate = "{date}"\ntitle = "{title}"\ntrack = "a"\nstatus = "planned"\n')
    zone = next(zone for zone in frame.zones if zone.id == "a")
    box = next(
        item
        for item in frame.items
        if isinstance(item, Rectangle)
        and item.fill is None
        and item.stroke
        and zone.y <= item.y <= zone.y + zone.height
    )
    mark = next(iter(load_text(HEAD + plans("demand")).story.events))
    pen = Pen("#d9a95b", "#120d0c", 11.0, 26.0, 2.6, 0.0, 1920.0)
    shape = event_shape(mark, "planned")
    (outline,) = draw_shape(shape, lambda second: (second - shape.start) / 10_000.0, 100.0, pen)
    assert isinstance(outline, Rectangle)
    assert outline.height + outline.stroke_width == pytest.approx(26.0)
    assert box.height > 24.0


def test_tracks_are_worth_more_than_headings_of_their_groups():
    made = '[group.g]\ntitle = "Measures"\n[group.h]\ntitle = "Figures"\n'
    for number in range(3):
        made += f'[track.t{number}]\ntitle = "Track {number}"\ngroup = "{"ghg"[number]}"\n'
        for year in (2025, 2027):
            made += f'[event.e{number}{year}]\ndate = "{year}-01-03/{year}-09"\ntrack = "t{number}"\ntitle = "Span"\n'
            made += f'[event.f{number}{year}]\ndate = "{year}-02-03/{year}-10"\ntrack = "t{number}"\ntitle = "Span"\n'
    pair = words(frame_of(made, more='compare = "2027/2028"\ntracks = ["t0"]\n'))
    assert {"Measures", "Track 0"} <= set(pair)
    crowded = words(frame_of(made, more='compare = "2027/2028"\n'))
    assert {"Track 0", "Track 1", "Track 2"} <= set(crowded)
    assert "Measures" not in crowded
