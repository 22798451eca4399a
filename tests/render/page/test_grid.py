"""The grid of each aspect: the same margins for all, and an aspect for every surface."""

from __future__ import annotations

import pytest

from desktop.render.page.grid import CANVASES, Grid, grid_for, nearest_aspect
from desktop.story.model import ASPECTS


def test_the_story_can_name_every_aspect_that_there_is_a_canvas_for():
    assert ("auto", *CANVASES) == ASPECTS


def test_a_canvas_has_the_shape_of_its_name():
    for name, (width, height) in CANVASES.items():
        across, _, down = name.partition(":")
        assert width / height == pytest.approx(int(across) / int(down))


def test_a_wide_canvas_has_twelve_columns_of_118():
    grid = Grid(1920, 1080)
    assert grid.columns(1) == (120, 118)
    assert grid.columns(12) == (120, 1680)
    assert grid.columns(6, first=6) == (972, 828)
    assert grid.right_column == (1060, 740)


@pytest.mark.parametrize("aspect", CANVASES)
def test_text_and_right_column_stand_apart_or_below_one_another(aspect: str):
    grid = grid_for(aspect)
    x, width = grid.right_column
    assert x + width == pytest.approx(grid.right)
    if grid.is_narrow:
        assert (x, width) == (grid.margin, grid.content_width)
    else:
        assert grid.margin + grid.text_width + 48 <= x


@pytest.mark.parametrize(
    ("size", "aspect"),
    [
        ((1920, 1080), "16:9"),
        ((1280, 800), "16:10"),
        ((1024, 768), "4:3"),
        ((1080, 1080), "1:1"),
        ((1080, 1920), "9:16"),
        ((390, 844), "9:16"),
        ((3440, 1440), "16:9"),
        ((0, 0), "16:9"),
    ],
)
def test_a_surface_gets_the_aspect_that_fills_it_best(size, aspect):
    assert nearest_aspect(size) == aspect
    assert nearest_aspect(size, "4:3") == "4:3"
