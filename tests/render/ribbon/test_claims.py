"""Claimed dates on an axis: dots, bars for long ones, arrows for what is beyond."""

from __future__ import annotations

import pytest

from desktop.render import theme as themes
from desktop.render.frame import Ellipse, Rectangle, VectorPath
from desktop.render.ribbon.axis_line import AxisLine
from desktop.render.ribbon.callouts import claim_feet
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Claim
from desktop.timeline.camera import TimeWindow

BEGIN, END = seconds_from_civil(1900, 1, 1), seconds_from_civil(2000, 1, 1)
AXIS = AxisLine(TimeWindow(BEGIN, END - BEGIN), 100.0, 500.0, 1000.0)


@pytest.mark.parametrize(
    ("date", "bars", "dots", "arrows"),
    [
        ("1950", 0, 2, 0),
        ("1940/1960", 1, 2, 0),
        ("1850/1940", 1, 0, 1),  # what is on the axis is drawn, and whither it goes
        ("1990/2100", 1, 0, 1),
        ("1800/1850", 0, 0, 1),
    ],
)
def test_a_claimed_date_is_drawn_where_it_is_on_the_axis(date: str, bars: int, dots: int, arrows: int) -> None:
    claim = Claim(LocalizedText((("", "so"),)), date=parse_date(date))
    items = claim_feet([claim], AXIS, themes.theme("cinema"), [0])
    counts = [sum(isinstance(item, kind) for item in items) for kind in (Rectangle, Ellipse, VectorPath)]
    assert counts == [bars, dots, arrows]
    for item in items:
        if isinstance(item, Rectangle):
            assert AXIS.x <= item.x < item.x + item.width <= AXIS.right
