"""Numbers as large and as small as a story may have are drawn; others are told where they stand."""

from __future__ import annotations

import itertools

import pytest

from desktop.render.layouts.slide_layout import layout
from desktop.render.paint import frame_to_image
from desktop.render.value_scale import ValueAxis, range_of_one
from desktop.story.load.load import load_text

pytestmark = pytest.mark.usefixtures("painter_ready")
NUMBERS = ("1e30", "-1e30", "1e-30", "-1e-30", "0", "5", "1e17", "100000000000000016")


def story_text(kind: str, values: tuple[str, ...]) -> str:
    """Return a story with a chart, a ring and a track of the same values."""
    points = ", ".join(f'{{ NAME = "{2010 + number}", value = {value} }}' for number, value in enumerate(values))
    return f"""format = 1
[story]
title = "Large"
languages = ["en"]
[track.numbers.series]
kind = "{kind}"
points = [{points.replace("NAME", "date")}]
[event.one]
title = "One"
date = "2010"
track = "numbers"
[[slide]]
id = "chart"
layout = "chart"
chart = {{ kind = "{kind}", points = [{points.replace("NAME", "at")}] }}
[[slide]]
id = "ring"
layout = "chart"
chart = {{ kind = "donut", points = [{points.replace("NAME", "at")}] }}
[[slide]]
id = "timeline"
layout = "timeline"
"""


@pytest.mark.parametrize("kind", ["bars", "line", "steps"])
def test_numbers_of_any_size_are_drawn(kind):
    for values in [(one,) for one in NUMBERS] + list(itertools.combinations(NUMBERS, 2)):
        story = load_text(story_text(kind, values), folder=None).story
        assert story is not None
        assert len(story.slides) == 3
        for slide in story.slides:
            assert frame_to_image(layout(slide, story, "en"), 160, 90).width() == 160


@pytest.mark.parametrize("value", [0.0, 1.0, 1e9, 1e17, 1e30, -1e30])
def test_a_value_alone_has_a_place(value):
    low, high = range_of_one(value)
    assert 0.0 <= ValueAxis(low, high, 0.0, 100.0).y(value) <= 100.0


@pytest.mark.parametrize("number", ["1.1e30", "-1e31", "1e300", "1e-31", "-1e-320", "inf", "nan", "9" * 400])
def test_a_number_that_cannot_be_drawn_is_told(number):
    result = load_text(story_text("bars", ("1", number)), folder=None)
    told = [problem for problem in result.problems if problem.code == "number.finite"]
    assert {problem.line for problem in told} == {7, 15, 19}
