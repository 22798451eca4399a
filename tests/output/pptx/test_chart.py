"""Charts keep their numbers, and can be edited with them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pptx
import pytest
from pptx.enum.chart import XL_CHART_TYPE

from desktop.output.pptx.lint import package_faults
from desktop.output.pptx.workbook import column_name, workbook
from desktop.output.pptx.write import write_pptx
from desktop.story.load.load import load_text
from desktop.story.model import Story

pytestmark = pytest.mark.usefixtures("painter_ready")
HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[[slide]]\nid = "a"\nlayout = "chart"\ntitle = "C"\n'
POINTS = '{ at = "North", value = 3.5 },{ at = "South", value = 2 },{ at = "West" },{ at = "East", value = 9, planned = true }'
YEARS = '{ at = "1900", value = 10 },{ at = "1910", value = 20 },{ at = "1950", value = 5 }'


def story_of(chart: str, folder: Path, slide: str = "") -> Story:
    story = load_text(f"{HEAD}{slide}[slide.chart]\n{chart}", folder=folder).story
    assert story is not None
    return story


def written(chart: str, folder: Path, slide: str = "") -> Any:
    """Return the only slide of a file with a chart."""
    (file,) = write_pptx(story_of(chart, folder, slide), folder / "out.pptx")
    assert list(package_faults(file)) == []
    (one,) = pptx.Presentation(str(file)).slides
    return one


def chart_of(slide: Any) -> Any:
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    return frame.chart


def texts(slide: Any) -> str:
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def table(slide: Any) -> list[list[str]]:
    """Return the rows of the workbook of a chart."""
    with ZipFile(BytesIO(chart_of(slide).part.chart_workbook.xlsx_part.blob)) as book:
        root = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    return [["".join(cell.itertext()) for cell in row.iter(f"{name}c")] for row in root.iter(f"{name}row")]


def test_bars_are_a_chart_with_its_numbers(tmp_path: Path) -> None:
    slide = written(f'kind = "bars"\nunit = "Tons"\npoints = [{POINTS}]\n', tmp_path)
    chart = chart_of(slide)
    assert chart.chart_type == XL_CHART_TYPE.COLUMN_CLUSTERED
    (plot,) = chart.plots
    assert list(plot.categories) == ["North", "South", "West", "East"]
    assert list(plot.series[0].values) == [3.5, 2.0, None, 9.0]
    assert table(slide)[1:] == [["North", "3.5"], ["South", "2.0"], ["West"], ["East", "9.0"]]
    assert "Tons" in texts(slide)
    assert "n/a" in texts(slide)


def test_a_chart_says_in_words_what_it_shows(tmp_path: Path) -> None:
    slide = written(f'kind = "bars"\npoints = [{POINTS}]\n', tmp_path)
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    words = frame._element.nvGraphicFramePr.cNvPr.get("descr")
    assert words.startswith("C. From 3.5 (North) to 9.0 (planned) (East)")


def test_what_the_chart_shows_is_not_drawn_twice(tmp_path: Path) -> None:
    slide = written('kind = "bars"\npoints = [{ at = "One", value = 41 },{ at = "Two", value = 57 }]\n', tmp_path)
    assert not re.search("41|57|One|Two", texts(slide))
    assert [shape.name for shape in slide.shapes if not shape.has_text_frame] == ["Chart"]


def test_several_series_have_their_titles(tmp_path: Path) -> None:
    series = "".join(
        f'[[slide.chart.series]]\ntitle = "{title}"\npoints = [{{ at = "A", value = {value} }},{{ at = "B", value = 1 }}]\n'
        for title, value in (("Wheat", 2), ("Rye", 3))
    )
    slide = written(f'kind = "bars"\n{series}', tmp_path)
    assert [one.name for one in chart_of(slide).plots[0].series] == ["Wheat", "Rye"]
    assert table(slide)[0] == ["Wheat", "Rye"]


@pytest.mark.parametrize(
    ("kind", "points", "expected"),
    [
        ("line", POINTS, XL_CHART_TYPE.LINE_MARKERS),
        ("line", YEARS, XL_CHART_TYPE.XY_SCATTER_LINES),
        ("steps", YEARS, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS),
        ("donut", POINTS.replace(',{ at = "West" }', ""), XL_CHART_TYPE.DOUGHNUT),
    ],
)
def test_each_kind_has_its_chart(kind: str, points: str, expected: object, tmp_path: Path) -> None:
    assert chart_of(written(f'kind = "{kind}"\npoints = [{points}]\n', tmp_path)).chart_type == expected


def test_years_stand_in_proportion(tmp_path: Path) -> None:
    slide = written(f'kind = "line"\npoints = [{YEARS}]\n', tmp_path)
    (series,) = chart_of(slide).plots[0].series
    assert [float(value) for value in series._element.xpath("c:xVal//c:v/text()")] == [1900, 1910, 1950]
    assert list(series.values) == [10, 20, 5]
    assert all(year in texts(slide) for year in ("1900", "1910", "1950"))


def test_a_staircase_holds_each_level_to_the_next(tmp_path: Path) -> None:
    slide = written(f'kind = "steps"\npoints = [{YEARS}]\n', tmp_path)
    (series,) = chart_of(slide).plots[0].series
    places = [float(value) for value in series._element.xpath("c:xVal//c:v/text()")]
    assert places[:5] == [1900, 1910, 1910, 1950, 1950]
    assert places[5] > 1950
    assert list(series.values) == [10, 10, 20, 20, 5, 5]


def test_long_names_lay_the_bars_on_their_side(tmp_path: Path) -> None:
    points = ",".join(f'{{ at = "The {name} of a very long name", value = 3 }}' for name in "ABCDEFGHIJ")
    assert (
        chart_of(written(f'kind = "bars"\npoints = [{points}]\n', tmp_path)).chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    )


def test_marked_values_stay_shapes_over_the_chart(tmp_path: Path) -> None:
    slide = written(
        'kind = "bars"\npoints = [{ at = "A", value = 40 },{ at = "B", value = 80 }]\n'
        'line = { at = 50, says = "half" }\n',
        tmp_path,
    )
    assert "half" in texts(slide)
    assert [shape.name for shape in slide.shapes if not shape.has_text_frame] == ["Chart", "Ornament"]


@pytest.mark.parametrize(("kind", "order"), [("bars", "category"), ("steps", "series")])
def test_points_appear_one_by_one(kind: str, order: str, tmp_path: Path) -> None:
    slide = written(f'kind = "{kind}"\npoints = [{YEARS}]\n', tmp_path, slide="steps = true\n")
    parts = slide._element.xpath(".//p:timing//p:graphicEl/*")
    assert [part.get("bldStep") for part in parts] == [order] * 3
    key = "categoryIdx" if order == "category" else "seriesIdx"
    assert [part.get(key) for part in parts] == ["0", "1", "2"]
    assert len(slide._element.xpath(".//p:timing//p:cond[@delay='indefinite']")) == 3
    (build,) = slide._element.xpath(".//p:bldLst/p:bldGraphic//*[@bld]")
    assert build.get("bld") == order


def test_categories_that_only_one_series_names_have_their_own_place(tmp_path: Path) -> None:
    series = "".join(
        f'[[slide.chart.series]]\ntitle = "{title}"\npoints = [{", ".join(f"{{ at = {at}, value = {at} }}" for at in years)}]\n'
        for title, years in (("Wheat", (1900, 1920)), ("Rye", (1910, 1920, 1930)))
    )
    slide = written(f'kind = "bars"\n{series}', tmp_path)
    wheat, rye = chart_of(slide).plots[0].series
    assert list(chart_of(slide).plots[0].categories) == ["1900", "1910", "1920", "1930"]
    assert list(wheat.values) == [1900, None, 1920, None]
    assert list(rye.values) == [None, 1910, 1920, 1930]
    labelled = [[label.get("val") for label in one._element.xpath("c:dLbls/c:dLbl/c:idx")] for one in (wheat, rye)]
    assert labelled == [["0", "2"], ["1", "2", "3"]]


def test_columns_have_the_names_of_spreadsheets() -> None:
    assert [column_name(index) for index in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


def test_a_workbook_holds_names_and_numbers() -> None:
    with ZipFile(BytesIO(workbook([["", "a & b"], ["x", 1.5], [None, 2]]))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert '<c r="B1" t="inlineStr"><is><t>a &amp; b</t></is></c>' in sheet
    assert '<c r="B2"><v>1.5</v></c>' in sheet
    assert '<row r="3"><c r="B3"><v>2.0</v></c></row>' in sheet
