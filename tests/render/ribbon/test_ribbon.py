"""The ribbon always says where one is: labels of both units, the event's name, claims with their letters."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

from desktop.render import theme as themes
from desktop.render.frame import Ellipse, HitZone, Item, Rectangle, TextRun
from desktop.render.page.ribbon_place import HEIGHT_ABOVE, HEIGHT_BELOW
from desktop.render.ribbon.ribbon import ribbon
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.parse import parse_date
from desktop.story.model import Claim, Slide, Story
from desktop.timeline.camera import window_between
from tests.render.ribbon.test_neighbourhood import DATES, box, overlap, story_of, text, words_of

pytestmark = pytest.mark.usefixtures("painter_ready")
X, Y, WIDTH = 120.0, 900.0, 1680.0


def drawn(story: Story, slide: Slide, language: str = "en", **more) -> tuple[tuple[Item, ...], tuple[HitZone, ...]]:
    return ribbon(story, slide, themes.CINEMA, language, X, Y, WIDTH, **more)


def labels(dates: list[str], language: str = "en", own: str = "e0") -> list[str]:
    """Return the words on the line of the axis, from left to right."""
    story = story_of(dates, [f"Title {index}" for index in range(len(dates))])
    items, _ = drawn(story, Slide("s", "event", event=own), language)
    runs = [item for item in items if isinstance(item, TextRun) and item.y > Y]
    return [run.text for run in sorted(runs, key=lambda run: run.x)]


def test_days_stand_below_their_months_and_the_year_at_the_left_end() -> None:
    shown = labels(["2021-03-23", "2021-03-29", "2021-04-13", "2021-05-10"])
    assert shown[0] == "Mar 2021"
    assert [words for words in shown if words.isalpha()] == ["Apr", "May"]
    assert "1" not in shown


def test_months_stand_below_their_years() -> None:
    assert labels(["2024-03-01", "2025-02-01"])[0] == "2024"
    assert "2025" in labels(["2024-03-01", "2025-02-01"])


def test_a_single_day_says_its_month_and_its_year() -> None:
    assert "2014" in " ".join(labels(["2014-06-05"]))


def test_empty_years_are_folded_and_counted() -> None:
    assert "»\u200911\u00a0years" in [
        words.replace(" ", "\u00a0") for words in labels(["1999", "2000-05-20", "2012-02", "2013", "2014"])
    ]


def test_the_slides_event_is_named_above_the_line_and_others_are_not() -> None:
    story = story_of(["2000", "2001", "2002"], ["One", "Two", "Three"])
    items, zones = drawn(story, Slide("s", "event", event="e1"))
    assert [item.text for item in items if isinstance(item, TextRun) and item.y < Y] == ["Two"]
    assert {zone.id for zone in zones} == {"e0", "e1", "e2"}


def test_a_date_without_an_event_is_named_by_itself() -> None:
    items, _ = drawn(story_of(["2000", "2004"], ["One", "Two"]), Slide("s", "number", date=parse_date("2002-05-01")))
    assert [item.text for item in items if isinstance(item, TextRun) and item.y < Y] == ["1 May 2002"]


def test_a_long_event_is_a_bar_of_its_length_without_a_knob() -> None:
    story = story_of(["2000-01-01", "2002-01-01/2005-01-01", "2009-01-01"], ["One", "Two", "Three"])
    items, _ = drawn(story, Slide("s", "event", event="e1"))
    knob = [item for item in items if isinstance(item, Ellipse) and item.rx > 10]
    bars = [item for item in items if isinstance(item, Rectangle) and item.height == 14.0]
    assert not knob
    assert bars
    assert 400 < bars[0].width < 600


def test_each_dated_claim_stands_on_the_line_with_its_letter_at_its_step() -> None:
    claims = tuple(
        Claim(text("x"), date=parse_date(date) if date else None, path=("c", date))
        for date in ("2014", "", "2013-01-10")
    )
    slide = Slide("s", "dispute", claims=claims, steps=True)
    items, zones = drawn(story_of(["2010", "2016"], ["One", "Two"]), slide)
    letters = [item for item in items if isinstance(item, TextRun) and item.y < Y]
    assert [(item.text, item.step) for item in letters] == [("A", 3), ("B", 1)]
    assert [(zone.kind, zone.path, zone.step) for zone in zones if zone.kind == "claim"] == [
        ("claim", ("c", "2013-01-10"), 3),
        ("claim", ("c", "2014"), 1),
    ]


def test_with_the_window_of_a_chart_its_years_stand_where_they_stand_in_the_chart() -> None:
    story = story_of(["2010-01-01", "2012-01-01", "2030-01-01"], ["One", "Two", "Three"])
    window = window_between(seconds_from_civil(2010), seconds_from_civil(2014))
    items, zones = drawn(story, Slide("s", "chart"), time_window=window)
    assert not words_of(items)
    assert {zone.id for zone in zones} == {"e0", "e1"}
    (two,) = [zone for zone in zones if zone.id == "e1"]
    assert two.x + two.width / 2 == pytest.approx(X + WIDTH / 2, abs=2.0)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(DATES), min_size=1, max_size=40),
    st.lists(st.sampled_from((*DATES, "")), max_size=8),
    st.integers(0, 4),
    st.integers(1, 120),
    st.sampled_from(["en", "fr", "de"]),
)
def test_no_two_words_touch_and_none_leaves_the_ribbon(
    dates: list[str], claimed: list[str], named: int, length: int, language: str
) -> None:
    story = story_of(dates, [("A title of several words " * 6)[: length + index] for index in range(len(dates))])
    claims = tuple(Claim(text("x"), date=parse_date(date) if date else None) for date in claimed)
    highlight = tuple(f"e{index}" for index in range(min(named, len(dates))))
    items, _ = drawn(story, Slide("s", "dispute", highlight=highlight, claims=claims), language)
    runs = [item for item in items if isinstance(item, TextRun)]
    for one, two in combinations(runs, 2):
        assert overlap(box(one), box(two)) <= 2.0, (one.text, two.text)
    for run in runs:
        x0, y0, x1, y1 = box(run)
        assert run.font.size >= 24
        assert X - 22 <= x0 < x1 <= X + WIDTH + 22, run.text
        assert Y - HEIGHT_ABOVE <= y0 < y1 <= Y + HEIGHT_BELOW, run.text


def test_a_time_as_long_as_the_axis_is_no_place_on_it() -> None:
    story = story_of(["1850", "1860", "1870"], ["a", "b", "c"])
    for date, is_named in (("1855", True), ("1800/1900", False)):
        items, _ = drawn(story, Slide("s", "number", date=parse_date(date)))
        assert any(isinstance(item, TextRun) and item.y < Y for item in items) is is_named
