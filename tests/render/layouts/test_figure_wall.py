"""Figures in low cells stand clear of the rules between their rows, and what finds no room is counted."""

from __future__ import annotations

import pytest

from desktop.render import theme as themes
from desktop.render.frame import Polyline, TextRun
from desktop.render.layouts.figures import draw_wall
from desktop.render.page.grid import Box, grid_for
from desktop.render.page.slide_page import SlidePage
from desktop.story.model import Figure, Slide, Source, Story
from tests.render.charts.test_charts import text

pytestmark = pytest.mark.usefixtures("painter_ready")


def wall(figures: list[Figure], height: float) -> SlidePage:
    slide = Slide("s", "number", figures=tuple(figures))
    page = SlidePage(
        slide,
        Story(slides=(slide,), sources=tuple(Source(name, text(name)) for name in "abc")),
        "en",
        themes.CINEMA,
        grid_for("16:9"),
    )
    draw_wall(page, figures, Box(0.0, 0.0, 740.0, height))
    return page


@pytest.mark.parametrize("value", ["12 %", "1,285,000 km and more", "A Verwaltungsgemeinschaft of all the cities"])
def test_a_label_ends_above_the_rule_of_the_next_row(value: str) -> None:
    figures = [Figure(value=text(value), label=text(f"label{index}")) for index in range(9)]
    counts = []
    for height in range(310, 460, 5):
        page = wall(figures, height)
        rules = {item.points[1] for item in page.items if isinstance(item, Polyline)}
        labels = [item for item in page.items if isinstance(item, TextRun) and item.text.startswith("label")]
        counts.append(len(labels))
        assert len(labels) + sum(one.left_out for one in page.overflows) == 9
        for label in labels:
            size = label.font.size  # a "g" reaches 0.3 of it below its line
            assert [rule for rule in rules if label.y - size < rule < label.y + 0.4 * size] == []
    assert (counts[0], counts[-1]) == (9 if value == "12 %" else 6, 9)


@pytest.mark.parametrize(("digits", "size"), [(6, 50.0), (8, 35.0)])
def test_marks_behind_a_value_take_the_width_that_they_have_at_its_size(digits: int, size: float) -> None:
    value = "8" * digits
    page = wall([Figure(value=text(value), sources=("a", "b", "c"))] * 7, 640.0)
    values = [item for item in page.items if isinstance(item, TextRun) and item.text == value]
    assert [item.font.size for item in values] == [size] * 7
