"""Shapes in PowerPoint are those of the slide."""

from __future__ import annotations

import pytest

from desktop.output.pptx.fills import Paints
from desktop.output.pptx.geometry import outline
from desktop.render import theme as themes
from desktop.render.frame import MarkBatch

BARS = (20.0, 20.0, 60.0, 28.0, 100.0, 20.0, 12.0, 28.0)


@pytest.mark.parametrize(("corner", "curves"), [(0.0, 0), (8.0, 8), (40.0, 8)])
def test_many_bars_are_one_shape_with_their_corners(corner: float, curves: int) -> None:
    shape = outline(MarkBatch("box", BARS, "#d9a95b", corner=corner), Paints(themes.CINEMA))
    assert shape is not None
    assert shape.properties.count("<a:cubicBezTo>") == curves
    assert shape.properties.count("<a:close") == 2
    assert shape.box == pytest.approx((20.0, 20.0, 112.0, 48.0))


def test_bars_are_cut_where_the_slide_cuts_them() -> None:
    shape = outline(MarkBatch("box", BARS, "#d9a95b", corner=8.0), Paints(themes.CINEMA), (30.0, 0.0, 90.0, 40.0))
    assert shape is not None
    assert shape.box == pytest.approx((30.0, 20.0, 80.0, 40.0))
