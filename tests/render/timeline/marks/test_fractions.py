"""Moments and spans of less than a second stand where they are written."""

from __future__ import annotations

import pytest

from desktop.render.timeline.marks.bars import draw_bar
from desktop.render.timeline.marks.shape_extents import Pen, drawn_extent
from desktop.story.dates.parse import parse_date
from desktop.timeline.date_shapes import shape_of

PEN = Pen("#ffffff", "#000000", 4.0, 10.0, 1.0, 0.0, 1000.0)


def extent(date: str) -> tuple[float, float]:
    """Return where a date is drawn, in milliseconds of the second 58."""
    start = parse_date("2026-02-03T02:10:58").start_min
    return drawn_extent(shape_of(parse_date(date)), lambda instant: (instant - start) * 1000.0, PEN)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2026-02-03T02:10:58.275/2026-02-03T02:10:58.975", 275.0, 975.0),
        ("2026-02-03T02:10:58.250Z/2026-02-03T02:10:58.5Z", 250.0, 500.0),
        ("2026-02-03T02:10:58/2026-02-03T02:10:59.5", 0.0, 1500.0),
        ("2026-02-03T02:10:58/2026-02-03T02:10:59", 0.0, 2000.0),  # to the end of a whole second
        ("2026-02-03T02:10:58.5", 496.0, 504.0),
    ],
)
def test_fractions_of_seconds_are_kept(date: str, first: float, last: float):
    assert extent(date) == pytest.approx((first, last), abs=0.01)


def test_a_bar_of_milliseconds_is_drawn_as_long_as_it_is():
    start = parse_date("2026-02-03T02:10:58").start_min
    shape = shape_of(parse_date("2026-02-03T02:10:58.275/2026-02-03T02:10:58.975"))
    (bar,) = draw_bar(shape, lambda instant: (instant - start) * 1000.0, 20.0, PEN)
    assert (bar.x, bar.x + bar.width) == pytest.approx((276.0, 974.0), abs=0.1)
