"""The neighbourhood of an event: two events before and two after, words apart, whatever the dates and the room."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings, strategies as st

from desktop.render import theme as themes
from desktop.render.frame import HitZone, Item, TextRun, VectorPath
from desktop.render.ribbon.neighbourhood import has_neighbourhood, neighbourhood
from desktop.render.text import cap_height
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Slide, Story, Track

pytestmark = pytest.mark.usefixtures("painter_ready")
WIDE = (120.0, 600.0, 1680.0, 300.0)
NARROW = (1060.0, 200.0, 740.0, 560.0)
DATES = (
    "1789-07-14", "1789-07-14", "1792-09", "1799", "1801~/1850?", "19XX", "1917-11-07", "1939-09-01/1945-05-08",
    "2014-06-05T10:30", "../1066", "1995/..", "[1999, 2003]", "{2001, 2005}", "1966S3", "-0044-03-15", "Y-66000000",
    "Y-13800000000", "2030-01?", "/2011-05",
)  # fmt: skip


def text(words: str) -> LocalizedText:
    return LocalizedText((("", words),))


def story_of(dates: list[str], titles: list[str]) -> Story:
    tracks = (Track("a", text("A"), "vermilion"), Track("b", text("B"), "#7c3aed"))
    events = tuple(
        Event(f"e{index}", parse_date(date), text(title), track="ab"[index % 2])
        for index, (date, title) in enumerate(zip(dates, titles, strict=True))
    )
    return Story(tracks=tracks, events=events)


def drawn(story: Story, own: str = "e0", rect=WIDE, **slide) -> tuple[tuple[Item, ...], tuple[HitZone, ...]]:
    return neighbourhood(story, Slide("s", "event", event=own, **slide), themes.CINEMA, "en", rect)


def words_of(items: tuple[Item, ...]) -> str:
    return " | ".join(item.text for item in items if isinstance(item, TextRun))


def box(run: TextRun) -> tuple[float, float, float, float]:
    return run.x, run.y - cap_height(run.font), run.x + run.width, run.y


def overlap(one: tuple[float, ...], two: tuple[float, ...]) -> float:
    """Return by how many pixels two boxes lie over each other."""
    return min(one[2], two[2]) - max(one[0], two[0]) if min(one[3], two[3]) - max(one[1], two[1]) > 2.0 else 0.0


YEARS = ["1990-01-01", "1991-01-01", "1992-01-01", "1993-01-01", "1994-01-01", "1995-01-01", "1996-01-01"]


def test_two_events_before_and_two_after_are_named():
    items, zones = drawn(story_of(YEARS, [f"Number {index}" for index in range(7)]), "e3")
    assert [name for name in range(7) if f"Number {name}" in words_of(items)] == [1, 2, 3, 4, 5]
    assert {zone.id for zone in zones} == {"e1", "e2", "e3", "e4", "e5"}


def test_events_within_a_second_are_neighbours_by_its_fractions():
    dates = [f"2014-06-05T10:30:05.{tenth}" for tenth in (5, 1, 9, 3, 7, 2, 8)]
    _, zones = drawn(story_of(dates, [f"Number {index}" for index in range(7)]), "e0")
    assert {zone.id for zone in zones} == {"e5", "e3", "e0", "e4", "e6"}


def test_an_event_that_is_not_known_yet_is_not_shown():
    story = story_of(YEARS, [f"Number {index}" for index in range(7)])
    items, _ = drawn(story, "e1", as_of=parse_date("1992-06-01"))
    assert "Number 2" in words_of(items)
    assert "Number 3" not in words_of(items)


def test_a_date_without_an_event_stands_between_its_neighbours():
    story = story_of(YEARS, [f"Number {index}" for index in range(7)])
    slide = Slide("s", "number", date=parse_date("1992-07-01"), title=text("Here"))
    items, zones = neighbourhood(story, slide, themes.CINEMA, "en", WIDE)
    assert has_neighbourhood(story, slide)
    assert "Here" in words_of(items)
    assert {zone.id for zone in zones} == {"e1", "e2", "e3", "e4"}


def test_a_slide_without_a_time_has_no_neighbourhood():
    story = story_of(["1990"], ["One"])
    slide = Slide("s", "statement")
    assert not has_neighbourhood(story, slide)
    assert neighbourhood(story, slide, themes.CINEMA, "en", WIDE) == ((), ())


def test_a_gap_that_outweighs_all_others_is_folded_and_says_its_length():
    items, _ = drawn(story_of(["1990-01-01", "1991-01-01", "2020-01-01", "2021-01-01"], list("ABCD")), "e1")
    assert "years" in words_of(items)


def test_a_narrow_room_names_as_many_as_fit_and_always_the_slides_own():
    story = story_of(YEARS, [f"Number {index}" for index in range(7)])
    items, _ = drawn(story, "e3", (0.0, 0.0, 560.0, 260.0))
    assert "Number 3" in words_of(items)
    assert "Number 1" not in words_of(items)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(DATES), min_size=1, max_size=9),
    st.integers(0, 8),
    st.integers(1, 120),
    st.sampled_from([WIDE, NARROW, (0.0, 0.0, 1680.0, 210.0), (0.0, 0.0, 560.0, 420.0), (40.0, 40.0, 900.0, 640.0)]),
)
def test_no_two_words_touch_and_none_leaves_the_room(dates: list[str], own: int, length: int, rect):
    titles = [("A title of several words " * 6)[: length + index].strip() for index in range(len(dates))]
    items, _ = drawn(story_of(dates, titles), f"e{own % len(dates)}", rect)
    runs = [item for item in items if isinstance(item, TextRun)]
    assert runs
    for one, two in combinations(runs, 2):
        assert overlap(box(one), box(two)) <= 2.0, (one.text, two.text)
    left, top, right, bottom = rect[0], rect[1], rect[0] + rect[2], rect[1] + rect[3]
    for run in runs:
        x0, y0, x1, y1 = box(run)
        assert run.font.size >= 24
        assert left - 22 <= x0 < x1 <= right + 22, run.text
        assert top - 2 <= y0 < y1 <= bottom, run.text
    # The upright part of a pole stands beside its own words, and runs through no others.
    for pole in (item for item in items if isinstance(item, VectorPath) and item.commands[-1][0] == "L"):
        x = float(pole.commands[-1][1])
        foot, head = float(pole.commands[-2][-1]), float(pole.commands[-1][2])
        for run in runs:
            assert overlap((x - 1, head, x + 1, foot), box(run)) <= 0.0, run.text


def test_a_date_is_never_cut_where_there_is_room():
    dates = ["Y-13787000000~", "Y-4567000000~", "Y-2400000000~/Y-2100000000~"]
    items, _ = drawn(story_of(dates, ["Bang", "Solids", "Oxygen"]), rect=(60.0, 600.0, 880.0, 400.0))
    dates = [item for item in items if isinstance(item, TextRun) and item.font.size == 24.0]
    assert any("2.1" in run.text for run in dates)
    assert not any("…" in run.text for run in dates)


def test_names_on_lines_of_their_own_take_more_lines_where_there_is_room():
    long = "A name of an event that is far too long for one line of a narrow page"
    story = story_of(YEARS[:5], [long] * 5)
    low, _ = drawn(story, "e2", rect=(60.0, 600.0, 880.0, 580.0))
    high, _ = drawn(story, "e2", rect=(60.0, 600.0, 880.0, 1000.0))
    assert "…" in words_of(low)
    assert "…" not in words_of(high)


def test_events_of_one_day_stand_apart_and_say_their_times():
    times = ["2024-03-09T07:40", "2024-03-09T08:12", "2024-03-09T08:31", "2024-03-09T08:42", "2024-03-09T08:46"]
    items, zones = drawn(story_of(times, ["In", "Asleep", "Restart", "Fall", "Help"]), "e2")
    assert "08:31" in words_of(items)
    assert not any("08:" in item.text and "Mar" in item.text for item in items if isinstance(item, TextRun))
    marks = sorted(zone.x for zone in zones if zone.width == 36)
    assert min(after - before for before, after in pairwise(marks)) > 20.0


def test_names_side_by_side_take_as_many_lines_as_they_need_where_there_is_room():
    long = "A name of an event that needs four lines of its column, or even five"
    story = story_of(YEARS[:5], [long] * 5)
    assert "…" not in words_of(drawn(story, "e2", rect=(120.0, 600.0, 1680.0, 420.0))[0])


def test_the_name_that_the_heading_says_gives_its_room_to_names_that_would_be_cut():
    long = "A name of many words that takes three lines and would lose it"
    story = story_of(YEARS[:5], [f"{long} {index}" for index in range(5)])
    low = (120.0, 600.0, 1680.0, 280.0)
    shown = words_of(drawn(story, "e2", low)[0])
    assert "1 Jan 1992" in shown
    assert "…" not in shown
    assert sum(f"{index}" in shown.split(" | ") or f" {index} |" in f"{shown} |" for index in (0, 1, 3, 4)) == 4
    # Where all have room, the slide's own has its name.
    assert "short 2" in words_of(drawn(story_of(YEARS[:5], [f"short {index}" for index in range(5)]), "e2", low)[0])


def test_three_names_stand_below_one_another_where_there_is_height():
    story = story_of(YEARS[:3], ["first", "second", "third"])
    for rect, is_high in (((67.0, 900.0, 945.0, 800.0), True), ((67.0, 900.0, 945.0, 300.0), False)):
        runs = {item.text: item.y for item in drawn(story, "e0", rect)[0] if isinstance(item, TextRun)}
        assert (runs["first"] < runs["second"] < runs["third"]) is is_high


def test_a_period_of_two_lines_is_broken_behind_its_dash():
    story = story_of(["Y-2400000000~/Y-2100000000~", "Y-66000000", "1990"], ["Air", "Asteroid", "Year"])
    shown = words_of(drawn(story, "e0", (120.0, 600.0, 1080.0, 300.0))[0]).replace("\u00a0", " ")
    assert "ago – | c. 2.1" in shown


def test_a_long_period_below_others_keeps_its_end():
    dates = ["Y-13787000000~", "Y-4567000000~", "Y-2400000000~/Y-2100000000~"]
    story = story_of(dates, ["Bang", "Solids", "Air"])
    items, _ = neighbourhood(story, Slide("s", "event", event="e0"), themes.CINEMA, "fr", (67.0, 900.0, 945.0, 800.0))
    shown = words_of(items).replace("\u00a0", " ")
    assert "2,1 milliards" in shown
    assert "…" not in shown
