"""The line on which titles stand: the same on each two slides with a title at their head, whatever else they show."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from desktop.render.frame import TextRun
from desktop.render.layouts.slide_layout import layout_function
from desktop.render.page.grid import CANVASES, grid_for
from desktop.story.layouts import LAYOUTS
from tests.slide_frames import frame_of, tables

pytestmark = pytest.mark.usefixtures("painter_ready")

POSTERS = {
    spec.name
    for spec in LAYOUTS.values()
    if "add_header(" not in Path(str(layout_function(spec).__code__.co_filename)).read_text("utf-8")
}
"""Their one text stands where its size and the picture want it: they have no title at the head."""

CLAIMS = tables("claim", ['says = "In 1853"', 'says = "In 1859"\nby = "A newspaper"'])
SERIES = '[slide.chart]\nkind = "bars"\nlabels = ["a", "b"]\n[[slide.chart.series]]\nvalues = [1, 2]\n'
HEADED = {
    "event": 'layout = "event"\ndate = "1856"\ntitle = "An event"\n',
    "event beside figures": 'layout = "event"\ndate = "1856"\ntitle = "An event"\n'
    + tables("figure", [f'value = "{count}"\nlabel = "ships"' for count in range(3)]),
    "event above a wall": 'layout = "event"\ndate = "1856"\ntitle = "An event"\n'
    + tables("figure", [f'value = "{count}"\nlabel = "ships"' for count in range(8)]),
    "chart": 'layout = "chart"\ntitle = "1856"\n' + SERIES,
    "dispute": 'layout = "dispute"\ntitle = "1856"\n' + CLAIMS,
    "list": 'layout = "list"\ntitle = "1856"\n' + tables("item", ['text = "One"', 'text = "Two"']),
    "timeline": 'layout = "timeline"\ntitle = "1856"\n',
    "timeline with words": 'layout = "timeline"\ntitle = "1856"\ntext = "A few words of it."\n',
    "two timelines": 'layout = "timeline"\ntitle = "1856"\nwindow = "1850/1855"\ncompare = "1855/1860"\n',
}


def title_line(body: str, aspect: str) -> float:
    """Return the baseline of the title, which says 1856: the largest such text."""
    items = frame_of(body, aspect=aspect).items
    return max((item for item in items if isinstance(item, TextRun) and item.text == "1856"), key=font_size).y


def font_size(run: TextRun) -> float:
    return run.font.size


@pytest.mark.parametrize("aspect", CANVASES)
def test_each_two_slides_have_their_title_on_one_line(aspect: str):
    baselines = {name: title_line(body, aspect) for name, body in HEADED.items()}
    for one, other in combinations(HEADED, 2):
        assert baselines[one] == pytest.approx(baselines[other], abs=0.1), (one, other)
    assert baselines["list"] == pytest.approx(grid_for(aspect).title_baseline, abs=0.1)


def test_each_layout_is_a_poster_or_has_its_title_on_the_line():
    headed = {next(layout for layout in LAYOUTS if f'layout = "{layout}"' in body) for body in HEADED.values()}
    assert headed == LAYOUTS.keys() - POSTERS
