"""Numbers along a track, as they are read from the text, cited and listed."""

from __future__ import annotations

import pytest

from desktop.i18n import language
from desktop.output.outline import slide_outline
from desktop.story.citations import slide_source_ids
from desktop.story.load.load import load_text
from desktop.story.slide_series import slide_series
from tests.load_errors import errors

HEAD = """
format = 1
[story]
title = "Receipts"
languages = ["en"]
[source.post]
publisher = "The Post"
[source.gazette]
title = "Gazette"
[event.law]
date = 2014
title = "A law"
[[slide]]
id = "when"
layout = "timeline"
title = "When"
window = "2012/2014"
"""


def read(series: str, more: str = ""):
    return load_text(f'{HEAD}{more}\n[track.receipts]\ntitle = "Receipts"\n[track.receipts.series]\n{series}')


def codes(result) -> list[str]:
    return [problem.code for problem in result.problems]


def test_a_series_is_read_with_kind_unit_and_points():
    result = read(
        'kind = "bars"\nunit = "US$"\npoints = [{ date = 2013, value = 3.57 }, { date = "2014-06", planned = true }]'
    )
    assert errors(result) == []
    series = result.story.tracks[0].series
    assert (series.kind, series.unit.get("en")) == ("bars", "US$")
    assert [(point.when.text, point.value, point.planned) for point in series.points] == [
        ("2013", 3.57, False), ("2014-06", None, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("series", "code"),
    [
        ('kind = "line"', "series.empty"),
        ('kind = "pie"\npoints = [{ date = 2013, value = 1 }]', "choice"),
        ("points = [{ date = 2013, low = 3, high = 2 }]", "series.range"),
        ("points = [{ date = 2013, low = 3 }]", "series.range"),
        ("points = [{ value = 3 }]", "key.missing"),
        ('points = [{ date = "201", value = 3 }]', "date.bad"),
        ('points = [{ date = 2013, value = "3" }]', "type"),
    ],
)
def test_what_is_wrong_with_a_series_is_told(series, code):
    assert code in codes(read(series))


def test_the_numbers_of_a_track_stand_in_one_place(tmp_path):
    (tmp_path / "n.csv").write_text("date,value\n2013,1\n", "utf-8")
    text = f'{HEAD}[track.a]\ntitle = "A"\ndata = "n.csv"\nseries = {{ points = [{{ date = 2013, value = 1 }}] }}'
    assert codes(load_text(text, folder=tmp_path)) == ["series.both"]


POINTS = """points = [
  { date = 2009, value = 1, sources = ["gazette"] },
  { date = 2013, value = 3.5, sources = ["post"] },
  { date = 2014, value = 4 },
]"""


def test_a_slide_cites_the_sources_of_the_numbers_in_its_window():
    story = read(POINTS).story
    assert slide_source_ids(story.slides[0], story) == ("post",)


def test_a_slide_that_knows_less_shows_less():
    story = read(POINTS, 'as_of = "2014-05"').story
    (shown,) = slide_series(story.slides[0], story)
    assert [point.value for point in shown[1]] == [3.5]


def test_a_slide_says_its_numbers_in_words():
    story = read(f'unit = "bn"\n{POINTS}').story
    (table,) = [block for block in slide_outline(story.slides[0], story, "en").blocks if hasattr(block, "rows")]
    assert table.rows == (("2013", "3.5"), ("2014", "4.0"))
    assert (table.unit, table.header[1]) == ("bn", "Receipts")
    assert language("en").code == "en"


def test_bars_that_lie_over_one_another_are_told():
    same = 'kind = "bars"\npoints = [{ date = 2014, value = 5 }, { date = 2013, value = 1 }, { date = "2014-05", value = 7 }]'
    (problem,) = read(same).problems
    assert (problem.code, problem.severity) == ("series.bars", "warning")
    assert problem.message("en").startswith("The bar of this date lies over that of 2014")


@pytest.mark.parametrize(
    "series",
    [
        'kind = "bars"\npoints = [{ date = 2014, value = 5 }, { date = 2015, value = 7 }]',
        'kind = "bars"\npoints = [{ date = 2014, value = 5 }, { date = 2014 }]',
        'kind = "line"\npoints = [{ date = 2014, value = 5 }, { date = 2014, value = 7 }]',
    ],
)
def test_bars_side_by_side_and_lines_need_no_word(series):
    assert codes(read(series)) == []
