"""Series that name different places stand where their numbers belong, in every kind of chart."""

from __future__ import annotations

import pytest

from desktop.i18n import language
from desktop.output.outline import chart_summary, chart_table
from desktop.render.frame import Ellipse, Frame, Polyline, Rectangle, TextRun
from desktop.story.aligned_chart import AbsentPoint, aligned_chart
from desktop.story.chart import Chart, Series
from desktop.story.ribbon_visibility import chart_years
from tests.render.charts.test_charts import drawn, points_of, words

pytestmark = pytest.mark.usefixtures("painter_ready")
FULL = points_of(("1995", 112.0), ("2005", 190.0), ("2013", 318.0), ("2019", 330.0), ("2024", 361.0))
SPARSE = points_of(("1995", 48.0), ("2013", 44.0), ("2024", 52.0))


def x_of_label(frame: Frame, label: str) -> float:
    """Return the middle of a category's label."""
    (run,) = (item for item in frame.items if isinstance(item, TextRun) and item.text == label)
    return run.x + run.width / 2


def dots(frame: Frame, color: str) -> list[float]:
    return sorted(item.x for item in frame.items if isinstance(item, Ellipse) and item.fill == color)


def colors_of(frame: Frame) -> list[str]:
    return list(dict.fromkeys(str(item.fill) for item in frame.items if isinstance(item, Ellipse)))


def test_a_series_with_fewer_years_has_its_points_above_them() -> None:
    frame = drawn(Chart("line", (Series(FULL), Series(SPARSE))))
    sparse = dots(frame, colors_of(frame)[1])
    assert sparse == [pytest.approx(x_of_label(frame, year), abs=1.0) for year in ("1995", "2013", "2024")]


def test_a_line_goes_on_where_it_has_no_point_and_stops_at_a_gap() -> None:
    for missing, pieces in (((), 1), ((("2005", None),), 2)):
        sparse = points_of(*[("1995", 48.0), *missing, ("2013", 44.0), ("2024", 52.0)])
        frame = drawn(Chart("line", (Series(FULL), Series(sparse))))
        color = colors_of(frame)[1]
        lines = [item for item in frame.items if isinstance(item, Polyline) and item.color == color]
        starts = {line.points[0] for line in lines}
        assert (len(dots(frame, color)), min(starts) < x_of_label(frame, "2005")) == (3, pieces == 1)


def test_a_level_holds_until_the_next_point_of_its_own_series() -> None:
    frame = drawn(Chart("steps", (Series(FULL), Series(SPARSE))))
    color = colors_of(frame)[1]
    ends = [item.points[-2] for item in frame.items if isinstance(item, Polyline) and item.color == color]
    assert ends[0] == pytest.approx(x_of_label(frame, "2013"), abs=1.0)


@pytest.mark.parametrize(
    "names", [("a", "b", "c"), ("A rather long name of five words", "Another one of them", "And a third")]
)
def test_bars_stand_at_their_names_and_nothing_is_said_of_what_was_never_named(names: tuple[str, ...]) -> None:
    full = points_of(*[(name, 10.0) for name in names])
    frame = drawn(Chart("bars", (Series(full), Series(points_of((names[2], 5.0))))))
    bars = [item for item in frame.items if isinstance(item, Rectangle) and item.radius > 0 and item.height > 20]
    assert len(bars) == 4
    assert "n/a" not in words(frame)


def test_years_rise_whatever_series_names_them_first_and_names_keep_their_order() -> None:
    def places(*series: tuple[str, ...]) -> list[str]:
        chart = Chart("line", tuple(Series(points_of(*[(name, 1.0) for name in names])) for names in series))
        return [point.at.get("en") for point in aligned_chart(chart).series[0].points]

    assert places(("2000", "2010"), ("1990", "2005", "2010")) == ["1990", "2000", "2005", "2010"]
    assert places(("b", "d"), ("a", "b", "c")) == ["a", "b", "d", "c"]
    equal = Chart("line", (Series(FULL), Series(FULL)))
    assert aligned_chart(equal) is equal
    sparse = aligned_chart(Chart("line", (Series(FULL), Series(SPARSE)))).series[1]
    assert [isinstance(point, AbsentPoint) for point in sparse.points] == [False, True, False, True, False]


EVEN, ODD = (points_of(*[(str(year), 1.0) for year in range(first, first + 60, 6)]) for first in (1960, 1963))


@pytest.mark.parametrize(("kind", "mark"), [("line", Ellipse), ("steps", Ellipse), ("bars", Rectangle)])
def test_every_place_of_all_series_appears_at_a_step_of_its_own(kind: str, mark: type) -> None:
    chart = Chart(kind, (Series(EVEN[:3]), Series(ODD[:3])))
    marks = {(item.x, item.step) for item in drawn(chart, steps=(("points",),)).items if isinstance(item, mark)}
    steps = [step for _, step in sorted(marks)]
    assert list(dict.fromkeys(steps)) == sorted(steps)[:: len(steps) // 6] == [1, 2, 3, 4, 5, 6]


def test_bars_of_more_places_than_one_series_has_take_all_the_height() -> None:
    few, many = (
        drawn(Chart("bars", (Series(EVEN), Series(odd))), aspect="9:16").plots[0].height for odd in (ODD[:6], ODD[:7])
    )
    assert few < many


def test_years_that_only_all_series_together_have_in_order_are_an_axis() -> None:
    chart = Chart("line", (Series(points_of(("2010", 1.0), ("2000", 2.0), ("2020", 3.0))), Series(ODD[:2])))
    assert chart_years(chart) == (1963, 1969, 2000, 2010, 2020)


def test_the_table_of_a_chart_has_the_order_of_its_drawing() -> None:
    series = Series(points_of(("2000", 1.0), ("2010", None))), Series(points_of(("2005", 3.0), ("1995", 5.0)))
    chart, turned = (
        Chart("line", (series[0], Series(points))) for points in (series[1].points, series[1].points[::-1])
    )
    table = chart_table(chart, language("en"))
    assert table.rows == (("1995", "", "5"), ("2000", "1", ""), ("2005", "", "3"), ("2010", "n/a", ""))
    assert chart_summary(chart, language("en")) == chart_summary(turned, language("en")) == table.summary
