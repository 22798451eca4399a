"""Charts tell the truth without collisions: whatever the numbers, names and shapes of the canvas."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, strategies as st

from desktop.render import theme as themes
from desktop.render.charts.category_axis import shown_labels
from desktop.render.check.frame_check import check_frame
from desktop.render.frame import Frame, Polyline, Rectangle, RingSegment, TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.grid import CANVASES
from desktop.render.value_scale import nice_step
from desktop.story.chart import Chart, ChartBand, ChartLine, Point, Series
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event, Slide, Source, Story
from tests.examples import examples
from tests.render.ribbon.test_neighbourhood import box, overlap

pytestmark = pytest.mark.usefixtures("painter_ready")


def text(words: str) -> LocalizedText:
    return LocalizedText((("", words),)) if words else LocalizedText()


def points_of(*pairs: tuple[str, float | None], **more) -> tuple[Point, ...]:
    return tuple(Point(text(name), value, **more) for name, value in pairs)


def drawn(chart: Chart, aspect: str = "16:9", **more) -> Frame:
    slide = Slide("s", "chart", title=text("A chart"), chart=chart, **more)
    story = Story(slides=(slide,), sources=(Source("a", text("A")), Source("b", text("B"))))
    return layout(slide, story, "en", aspect=aspect)


def words(frame: Frame) -> list[str]:
    return [item.text for item in frame.items if isinstance(item, TextRun)]


def rectangles(frame: Frame, color: str) -> list[Rectangle]:
    return [item for item in frame.items if isinstance(item, Rectangle) and item.fill == color and item.radius > 0]


def bars(*pairs: tuple[str, float | None], **more) -> Chart:
    return Chart("bars", (Series(points_of(*pairs)),), **more)


GOLD = themes.CINEMA.gold


def test_bars_are_as_long_as_their_numbers_and_zero_has_none() -> None:
    frame = drawn(bars(("a", 10.0), ("b", 20.0), ("c", 0.0), ("d", -5.0)))
    heights = [round(bar.height, 3) for bar in rectangles(frame, GOLD)]
    assert len(heights) == 3
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.01)
    assert heights[2] == pytest.approx(heights[0] / 2, abs=0.01)
    assert "0" in words(frame)


def test_a_bar_is_at_most_120_pixels_wide() -> None:
    (bar,) = rectangles(drawn(bars(("a", 10.0))), GOLD)
    assert bar.width == 120.0


def test_a_minus_is_a_minus_and_all_numbers_have_the_same_decimals() -> None:
    shown = words(drawn(bars(("a", -4.2), ("b", 3.57), ("c", 5.0))))
    assert [word for word in shown if word[-1:].isdigit() and "." in word] == ["−4.20", "3.57", "5.00"]


def test_long_names_lay_the_bars_on_their_side() -> None:
    names = (
        "Baden-Württemberg",
        "Mecklenburg-Vorpommern",
        "Nordrhein-Westfalen",
        "Schleswig-Holstein",
        "Rheinland-Pfalz",
    )
    frame = drawn(bars(*((name, float(number)) for number, name in enumerate(names * 2, 1))))
    shown = rectangles(frame, GOLD)
    assert len({round(bar.x) for bar in shown}) == 1
    assert len({round(bar.width) for bar in shown}) == 10
    assert set(names) <= set(words(frame))


def test_names_without_spaces_are_not_parted_within_a_word() -> None:
    names = ("中国・香港", "インドネシア", "ベトナム", "インド", "日本", "アメリカ合衆国", "フィリピン")
    for aspect in CANVASES:
        shown = words(drawn(bars(*((name, float(number)) for number, name in enumerate(names, 1))), aspect))
        assert set(names) <= set(shown), aspect


def test_many_years_keep_round_ones_and_the_chief_numbers_beside_a_grid() -> None:
    chart = Chart("line", (Series(points_of(*((str(year), 100.0 + (year * 37) % 61) for year in range(1984, 2024)))),))
    shown = words(drawn(chart, "9:16"))
    years = [int(word) for word in shown if word.isdigit() and len(word) == 4]
    assert years == list(range(years[0], 2024, 5)) or years == list(range(years[0], 2024, 10))
    values = [float(word) for word in shown if word.isdigit() and len(word) < 4]
    assert max(point.value or 0 for point in chart.series[0].points) in values


def test_a_number_beside_one_of_several_lines_has_its_colour() -> None:
    north, south = points_of(("2001", 10.0), ("2002", 30.0)), points_of(("2001", 12.0), ("2002", 8.0))
    two = drawn(Chart("line", (Series(north, color="gold"), Series(south, color="jade"))))
    colors = {item.text: item.color for item in two.items if isinstance(item, TextRun)}
    assert colors["10"] == GOLD
    assert colors["12"] not in (GOLD, themes.CINEMA.paper)
    one = drawn(Chart("line", (Series(north, color="gold"),)))
    assert {item.color for item in one.items if isinstance(item, TextRun) and item.text == "10"} == {
        themes.CINEMA.paper
    }


def test_series_are_named_at_their_ends_and_their_last_number_stands_there() -> None:
    chart = Chart(
        "line",
        (
            Series(points_of(("2010", 10.0), ("2011", 20.0)), text("North")),
            Series(points_of(("2010", 11.0), ("2011", 20.5)), text("South")),
        ),
    )
    frame = drawn(chart)
    runs = {item.text.strip(): item for item in frame.items if isinstance(item, TextRun)}
    assert runs["North"].x > 1500
    assert runs["South"].y < runs["North"].y
    assert runs["20.5"].x == runs["20.0"].x
    assert words(frame).count("20.5") == 1


def test_a_line_and_a_band_are_drawn_at_their_values_and_named() -> None:
    chart = bars(
        ("a", 40.0), ("b", 100.0), line=ChartLine(50.0, text("one half")), band=ChartBand(20.0, 30.0, text("usual"))
    )
    frame = drawn(chart)
    assert {"one half", "usual"} <= set(words(frame))
    (line,) = [item for item in frame.items if isinstance(item, Polyline) and item.dash == (12.0, 8.0)]
    bars_drawn = rectangles(frame, GOLD)
    zero = bars_drawn[0].y + bars_drawn[0].height
    assert zero - line.points[1] == pytest.approx(bars_drawn[1].height / 2, abs=0.01)


def test_a_ring_has_five_parts_in_proportion_and_says_how_many_more_there_are() -> None:
    five = drawn(Chart("donut", (Series(points_of(*((name, 20.0) for name in "abcde"))),)))
    sweeps = [item.sweep_angle for item in five.items if isinstance(item, RingSegment)]
    assert len(sweeps) == 5
    assert max(sweeps) == pytest.approx(min(sweeps))
    eight = drawn(
        Chart(
            "donut",
            (
                Series(
                    points_of(*((name, float(10 - number)) for number, name in enumerate("abcdefgh"))),
                ),
            ),
        )
    )
    assert len([item for item in eight.items if isinstance(item, RingSegment)]) == 5
    assert "+\u202f4" in words(eight)


def test_sources_of_points_stand_behind_the_unit() -> None:
    points = (Point(text("2010"), 1.0, sources=("b",)), Point(text("2011"), 2.0, sources=("a",)))
    frame = drawn(Chart("bars", (Series(points),), unit=text("million")), sources=("a", "b"))
    runs = [item for item in frame.items if isinstance(item, TextRun)]
    unit = next(run for run in runs if run.text == "million")
    marks = [run for run in runs if run.text == "1,\u200a2" or run.text == "1, 2"]
    assert any(abs(mark.y - unit.y) < 20 and mark.x > unit.x for mark in marks)
    assert {"2010", "2011"} <= {run.text for run in runs}


@pytest.mark.parametrize("kind", ["bars", "line", "steps"])
def test_a_ribbon_that_is_asked_for_has_the_scale_of_the_chart(kind: str) -> None:
    chart = Chart(kind, (Series(points_of(("2010", 1.0), ("2011", 2.0), ("2012", 3.0))),))
    slide = Slide("s", "chart", title=text("A chart"), chart=chart, ribbon=True)
    story = Story(
        slides=(slide,), events=(Event("e", parse_date("2011-07-02"), text("E")), Event("f", parse_date("1900")))
    )
    frame = layout(slide, story, "en")
    label = next(item for item in frame.items if isinstance(item, TextRun) and item.text == "2011")
    (zone,) = [zone for zone in frame.zones if zone.kind == "event"]
    assert zone.x + zone.width / 2 == pytest.approx(label.x + label.width / 2, abs=3.0)


def test_the_slides_colour_is_the_charts() -> None:
    frame = drawn(bars(("a", 1.0)), color="jade")
    assert rectangles(frame, themes.CINEMA.jade)


@pytest.mark.parametrize(("span", "count", "step"), [(10, 5, 2), (1, 4, 0.5), (0.07, 3, 0.05), (4000, 4, 1000)])
def test_steps_are_1_2_or_5(span: float, count: int, step: float) -> None:
    assert nice_step(span, count) == pytest.approx(step)


def test_uneven_years_lose_only_what_touches() -> None:
    labels = ["1964", "1965", "1985", "1992", "2007"]
    font = themes.body_font(24.0)
    assert shown_labels(labels, [0.0, 20.0, 400.0, 540.0, 900.0], font, []) == [0, 2, 3, 4]


NAMES = st.one_of(
    st.lists(
        st.sampled_from(["a", "Spring", "Baden-Württemberg", "Q1 25", "A rather long name of five words", "東京"]),
        max_size=40,
    ),
    st.integers(1, 60).flatmap(
        lambda count: st.integers(1800, 2000).map(lambda year: [str(year + n) for n in range(count)])
    ),
    st.lists(st.integers(1000, 2100), max_size=40, unique=True).map(
        lambda years: [str(year) for year in sorted(years)]
    ),
    st.integers(100, 400).map(lambda count: [str(number) for number in range(count)]),
)
VALUES = st.one_of(st.none(), st.integers(-9, 120).map(float), st.floats(-1e4, 1e6).map(lambda value: round(value, 2)))


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    names = draw(NAMES) or ["only"]
    kind = draw(st.sampled_from(["bars", "bars", "line", "line", "steps", "donut"]))
    if kind != "line":
        names = names[:40]
    seed = draw(st.randoms(use_true_random=False))
    pool = draw(st.lists(VALUES, min_size=1, max_size=12))
    series = tuple(
        Series(
            tuple(
                Point(text(name), seed.choice(pool), highlight=seed.random() < 0.05, planned=seed.random() < 0.1)
                for name in names
            ),
            text(draw(st.sampled_from(["", "North", "A series with a very long name that does not end"]))),
        )
        for _ in range(draw(st.integers(1, 6)))
    )
    line = ChartLine(draw(st.integers(-5, 130)), text("a line")) if draw(st.booleans()) else None
    band = ChartBand(10.0, 40.0, text("a band of values")) if draw(st.booleans()) else None
    return Chart(kind, series, text("Unit"), None, line, band)


@examples(60)
@given(charts(), st.sampled_from(sorted(CANVASES)), st.booleans(), st.booleans())
def test_no_two_texts_touch_and_nothing_lies_outside(
    chart: Chart, aspect: str, with_text: bool, in_number: bool
) -> None:
    if in_number:
        slide = Slide("s", "number", title=text("A chart"), number=text("4.8"), chart=chart)
        frame = layout(slide, Story(slides=(slide,)), "en", aspect=aspect)
    else:
        frame = drawn(chart, aspect, text=text("A sentence about it." if with_text else ""))
    runs = [item for item in frame.items if isinstance(item, TextRun)]
    for one, two in combinations(runs, 2):
        assert overlap(box(one), box(two)) <= 2.0, (one.text, two.text)
    for run in runs:
        x0, y0, x1, y1 = box(run)
        assert run.font.size >= 24 or run.text[:1].isdigit()
        assert -2 <= x0 < x1 <= frame.width + 2, run.text
        assert -2 <= y0 < y1 <= frame.height, run.text
    for item in frame.items:
        if isinstance(item, Rectangle):
            assert -1 <= item.x <= item.x + item.width <= frame.width + 1
            assert -1 <= item.y <= item.y + item.height <= frame.height + 1


def test_a_number_wider_than_its_bar_does_not_touch_the_name_of_a_line() -> None:
    many = points_of(*[(str(1800 + number), 38.0) for number in range(35)], highlight=True)
    tall = (*many[:33], *points_of(("1833", 100000.75), highlight=True), many[34])
    chart = Chart("bars", tuple(map(Series, (many, tall, many, many))), text("Unit"), line=ChartLine(0, text("a line")))
    frame = drawn(chart, "16:10")
    (name,) = (item for item in frame.items if isinstance(item, TextRun) and item.text == "a line")
    runs = [item for item in frame.items if isinstance(item, TextRun) and item is not name]
    assert all(overlap(box(name), box(one)) <= 2.0 for one in runs)


def test_names_of_two_lines_beside_a_grid_stand_inside_the_chart() -> None:
    line_counts = []
    for length in range(8, 20):  # some fit on one line but for the width of the grid's numbers
        names = [f"peace {name * length}" for name in "abcde"]
        series = tuple(Series(points_of(*[(name, 60_000.0 + place) for name in names])) for place in range(4))
        frame = drawn(Chart("bars", series), "1:1")
        (zone,) = (zone for zone in frame.zones if zone.kind == "chart")
        assert (
            max(item.y for item in frame.items if isinstance(item, TextRun) and "a" in item.text[-4:])
            <= zone.y + zone.height
        )
        line_counts.append(words(frame).count("peace"))
    assert {0, 5} <= set(line_counts)


@pytest.mark.parametrize("kind", ["line", "steps"])
def test_long_names_below_a_line_are_thinned_rather_than_set_in_two_lines(kind: str) -> None:
    names = [f"the empire signed treaty {letter}" for letter in "abcdef"]
    chart = Chart(kind, (Series(points_of(*((name, 10.0 + index) for index, name in enumerate(names)))),))
    frame = drawn(chart, note=text("A note below the chart"))
    shown = [word for word in words(frame) if "empire" in word or "treaty" in word]
    assert shown
    assert set(shown) <= set(names)


def test_years_below_a_chart_are_in_the_signs_of_the_language() -> None:
    chart = bars(("-500", 3.0), ("1950", 5.0))
    slide = Slide("s", "chart", title=text("Title"), chart=chart)
    for language, shown in (("en", ["−500", "1950"]), ("fa", ["−۵۰۰", "۱۹۵۰"])):
        said = words(layout(slide, Story(slides=(slide,)), language))
        assert [word for word in said if word in shown] == shown


@pytest.mark.parametrize("aspect", CANVASES)
def test_long_names_of_shares_are_smaller_or_in_two_lines_before_one_is_cut(aspect: str) -> None:
    long = "Against the flooding of any land under all of the conditions that were named in the draft of the law"
    for name, is_cut in ((long[:35], False), (long[:50], False), (2 * long, True)):
        shares = points_of(("Yes", 20.0), (name.strip(), 61.0), ("No answer", 10.0), ("Other", 9.0))
        frame = drawn(Chart("donut", (Series(shares),), unit=text("%")), aspect, text=text(long))
        assert bool([one for one in frame.overflows if one.element == "chart"]) is is_cut, name
        assert any(word.endswith("…") for word in words(frame)) is is_cut, name
        assert not [finding for finding in check_frame(frame) if finding.kind in ("overlap", "outside", "small")], name
