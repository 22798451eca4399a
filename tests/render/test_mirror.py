"""Slides of languages that are read from the right."""

from __future__ import annotations

import pytest

from desktop.i18n.direction import has_right_to_left
from desktop.render.frame import (
    Background,
    Ellipse,
    Font,
    Frame,
    GradientStop,
    HitZone,
    LinearGradient,
    MarkBatch,
    Polyline,
    RadialGradient,
    Rectangle,
    TextRun,
    VectorPath,
)
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.mirror import Block, mirror
from desktop.render.text import TextStyle, break_text, measure_text
from desktop.story.load.load import load_text

pytestmark = pytest.mark.usefixtures("painter_ready")
FONT = Font("body", 35)
STORY = """
format = 1
[story]
title = "قناة السويس"
languages = ["ar"]
[source.oup]
publisher = "دار النشر"
[track.canal]
title = "القناة"
[event.digging]
date = "1859-04-25~"
title = "بدء أعمال الحفر"
track = "canal"
text = "بدأ **دي ليسبس** العمل مع Compagnie universelle (1859)."
sources = ["oup"]
[event.opening]
date = "1869-11-17"
title = "افتتاح القناة"
track = "canal"
[[slide]]
id = "digging"
layout = "event"
event = "digging"
[[slide]]
id = "chart"
layout = "chart"
title = "عدد السفن"
[slide.chart]
kind = "bars"
[[slide.chart.series]]
points = [{ at = "1870", value = 1 }, { at = "1913", value = 5 }, { at = "2019", value = 18 }]
"""


def frame_of(*items, zones=()):
    glow = RadialGradient(100.0, 50.0, 300.0, (GradientStop(0.0, "#000000"),))
    return Frame(1920.0, 1080.0, Background("#000000", (glow,)), tuple(items), tuple(zones))


def test_everything_is_mirrored_twice_to_what_it_was():
    gradient = LinearGradient(10.0, 0.0, 20.0, 0.0, (GradientStop(0.0, "#000000"),))
    frame = frame_of(
        Rectangle(10.0, 20.0, 300.0, 40.0, gradient),
        Ellipse(100.0, 20.0, 30.0, 40.0),
        Polyline((1.0, 2.0, 30.0, 4.0), "#ffffff"),
        VectorPath((("M", 1.0, 2.0), ("C", 3.0, 4.0, 5.0, 6.0, 7.0, 8.0), ("Z",))),
        MarkBatch("box", (10.0, 20.0, 30.0, 40.0), "#ffffff", corner=6.0),
        MarkBatch("dot", (10.0, 20.0, 3.0), "#ffffff"),
        TextRun(100.0, 50.0, "1869", FONT, "#ffffff", 80.0),
        zones=[HitZone(10.0, 20.0, 30.0, 40.0, "text")],
    )
    once = mirror(frame)
    assert once.items[0].x == 1920 - 310
    assert once.items[4].coordinates == (1880.0, 20.0, 30.0, 40.0)
    assert once.items[4].corner == 6.0
    assert once.zones[0].x == 1880
    assert once.background.glows[0].x == 1820
    assert mirror(once) == frame


def test_a_block_keeps_its_direction_and_changes_its_side():
    first, last = (
        TextRun(1000.0, 50.0, "1859", FONT, "#ffffff", 80.0),
        TextRun(1500.0, 50.0, "1869", FONT, "#ffffff", 80.0),
    )
    zone = HitZone(1000.0, 20.0, 30.0, 40.0, "event")
    block = Block(1000.0, 600.0, frozenset(map(id, (first, last, zone))))
    mirrored = mirror(frame_of(first, last, zones=[zone]), [block])
    assert [item.x for item in mirrored.items] == [320.0, 820.0]
    assert mirrored.zones[0].x == 320.0


def test_a_run_is_read_from_the_right_if_its_letters_are():
    runs = [TextRun(0.0, 0.0, text, FONT, "#ffffff", 10.0) for text in ("قناة 1869", "Oxford 2002", "«", "5 / 9")]
    assert [run.right_to_left for run in mirror(frame_of(*runs)).items] == [True, False, True, False]


def test_numbers_run_the_way_their_arrow_points():
    runs = [TextRun(0.0, 0.0, text, FONT, "#ffffff", 10.0) for text in ("0 ← 9 000", "0 → 9 000", "A ← B")]
    assert [run.right_to_left for run in mirror(frame_of(*runs)).items] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", False), ("Oxford", False), ("été", False), ("日本", False), ("קנאל", True), ("a قناة", True), ("ﻗ", True)],
)
def test_letters_that_are_read_from_the_right_are_known(text, expected):
    assert has_right_to_left(text) is expected


def test_the_spans_of_a_line_follow_one_another_from_the_right():
    style = TextStyle(FONT, "#ffffff", language="ar")
    runs = break_text("بدأ **دي ليسبس Co.** العمل", style, 1000.0).runs
    assert [run.text.strip() for run in runs] == ["بدأ", "دي ليسبس Co.", "العمل"]
    assert [run.x for run in runs] == sorted(run.x for run in runs)
    assert runs[1].x == pytest.approx(measure_text("بدأ ", FONT), abs=1.0)


def test_a_slide_begins_at_the_right_and_time_still_runs_from_the_left():
    story = load_text(STORY).story
    frame = layout(story.slides[0], story, "ar")
    texts = {item.text: item for item in frame.items if isinstance(item, TextRun)}
    right = 1920 - 120
    ends = [run.x + run.width for run in frame.items if isinstance(run, TextRun) and run.text == "بدء أعمال الحفر"]
    assert max(ends) == pytest.approx(right, abs=1.0)
    marks = [run for run in frame.items if isinstance(run, TextRun) and run.text == "1"]
    mark = min(marks, key=lambda run: run.y)
    last = next(run for text, run in texts.items() if text.strip().endswith("(1859)."))
    assert mark.x + mark.width < last.x
    ticks = [item for text, item in texts.items() if text.isdecimal() and len(text) == 4]
    assert [int(tick.text) for tick in sorted(ticks, key=lambda tick: tick.x)] == sorted(
        int(tick.text) for tick in ticks
    )
    assert len(ticks) > 1


def test_a_chart_is_not_turned_about():
    story = load_text(STORY).story
    frame = layout(story.slides[1], story, "ar")
    years = [item for item in frame.items if isinstance(item, TextRun) and item.text in ("1870", "1913", "2019")]
    assert [run.text for run in sorted(years, key=lambda run: run.x)] == ["1870", "1913", "2019"]
