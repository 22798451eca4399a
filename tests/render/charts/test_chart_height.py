"""A chart keeps more than half of its slide, whatever its title, text, note and sources say."""

from __future__ import annotations

from itertools import product

import pytest

from desktop.render.frame import Frame, TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.grid import CANVASES
from desktop.story.chart import CHART_KINDS, Chart, Point, Series
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import EMPTY_TEXT, LocalizedText
from desktop.story.model import Event, Slide, Source, Story

pytestmark = pytest.mark.usefixtures("painter_ready")

WORDS = 3 * (
    "The canal was closed for six days, and a tenth of the trade of the whole world had to wait at both of its ends until "
    "tugs could pull the ship off the bank of sand, where the wind had driven her. "
)
SHARE = {"16:9": 0.55, "16:10": 0.55, "4:3": 0.55, "1:1": 0.45, "9:16": 0.45}
"""Of the height, at least. A page as wide as high has no room beside the chart, and gives long words some of it."""


def words(length: int) -> LocalizedText:
    return LocalizedText((("", WORDS[:length].strip()),)) if length else EMPTY_TEXT


def chart_of(kind: str) -> Chart:
    names = ("Asia", "Europe", "Africa", "America")
    points = tuple(Point(LocalizedText((("", name),)), float(number)) for number, name in enumerate(names, 3))
    return Chart(kind, (Series(points),), unit=words(12))


def drawn(kind: str, title: int, text: int, note: int, aspect: str, source_count: int = 0, **more) -> Frame:
    sources = tuple(Source(f"s{number}", words(20)) for number in range(source_count))
    slide = Slide(
        "s", "chart", title=words(title), text=words(text), note=words(note), chart=chart_of(kind),
        sources=tuple(source.id for source in sources), **more,
    )  # fmt: skip
    event = Event("e", parse_date("2021-03-23"), words(12))
    return layout(slide, Story(slides=(slide,), sources=sources, events=(event,)), "en", aspect=aspect)


def share(frame: Frame) -> float:
    (zone,) = [zone for zone in frame.zones if zone.kind == "chart"]
    return zone.height / frame.height


@pytest.mark.parametrize("kind", CHART_KINDS)
@pytest.mark.parametrize("aspect", CANVASES)
def test_a_chart_keeps_its_share_of_the_height_and_no_word_is_cut(kind: str, aspect: str) -> None:
    for title, text, note in product((1, 40, 70, 120), (0, 40, 100, 160, 400), (0, 70)):
        frame = drawn(kind, title, text, note, aspect)
        assert share(frame) >= SHARE[aspect] - 1e-6, (title, text, note)
        assert text > 160 or share(frame) >= 0.5, (title, text, note)
        assert frame.overflows == (), (title, text, note)


@pytest.mark.parametrize("aspect", CANVASES)
def test_twenty_sources_and_a_place_in_time_leave_a_chart_its_share(aspect: str) -> None:
    frame = drawn("bars", 120, 400, 200, aspect, source_count=20, event="e")
    assert share(frame) >= (SHARE[aspect] - 1e-6 if SHARE[aspect] > 0.5 else 0.39)
    assert {overflow.element for overflow in frame.overflows} <= {"sources"}


def test_a_ribbon_that_is_asked_for_takes_its_height_from_the_chart() -> None:
    frame = drawn("bars", 120, 160, 0, "16:9", ribbon=True)
    assert 0.55 > share(frame) >= 0.55 - 132 / 1080


@pytest.mark.parametrize("aspect", ["16:9", "16:10"])
def test_the_last_line_of_a_long_title_stands_where_that_of_a_short_one_does(aspect: str) -> None:
    def last_baseline(title: int) -> float:
        runs = [item for item in drawn("bars", title, 60, 0, aspect).items if isinstance(item, TextRun)]
        return max(run.y for run in runs if run.font.family == "display")

    assert len({last_baseline(title) for title in (1, 30, 60, 90, 120)}) == 1
