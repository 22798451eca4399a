"""How a track says that its file writes dates: what would invent a part of a date is reported."""

from __future__ import annotations

import pytest

from desktop.story.dates.date_format import finest_part, standard_format
from desktop.story.load.load import load_text

HEAD = (
    'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[[slide]]\nid = "s"\nlayout = "timeline"\n'
    '[track.t]\ntitle = "T"\ndata = "a.csv"\n'
)


def read(lines, tmp_path):
    (tmp_path / "a.csv").write_text("date\n2014\n")
    return load_text(HEAD + lines, folder=tmp_path)


@pytest.mark.parametrize(
    ("date_format", "code"),
    [
        ("DD.MM.YYYY", "date_format.none"),
        ("100 %%", "date_format.none"),
        ("%Y-%Q", "date_format.sign"),
        ("%Y-%", "date_format.sign"),
        ("%d.%m.", "date_format.year"),
        ("%H:%M", "date_format.year"),
        ("%W-%w", "date_format.week"),
        ("%Y-%W", "date_format.week"),
        ("%G-W%V", "date_format.week"),
        ("%Y-%V-%u", "date_format.week"),
        ("%Y %d", "date_format.month"),
        ("%Y-%m %H:%M", "date_format.day"),
        ("%F %M", "date_format.hour"),
        ("%F %H %S", "date_format.minute"),
    ],
)
def test_a_format_that_would_invent_a_part_of_a_date_is_an_error(tmp_path, date_format, code):
    result = read(f'format = "{date_format}"\n', tmp_path)
    [problem, *_] = result.problems
    assert (problem.code, problem.path) == (code, ("track", "t", "format"))
    assert problem.message("fr") != problem.message("en")
    assert result.story.tracks[0].format == date_format


@pytest.mark.parametrize(
    ("date_format", "part"),
    [
        ("%Y", "year"),
        ("%B %Y", "month"),
        ("%Y年%m月", "month"),
        ("%y%m", "month"),
        ("%-d.%-m.%Y", "day"),
        ("%Y-%j", "day"),
        ("%Y-%W-%w", "day"),
        ("%G-W%V-%u", "day"),
        ("%F", "day"),
        ("%d/%m/%Y %I %p", "hour"),
        ("%FT%H:%M%z", "minute"),
        ("%F %T", "second"),
        ("%c", "second"),
    ],
)
def test_a_good_format_reads_dates_to_its_finest_part(tmp_path, date_format, part):
    result = read(f'format = "{date_format}"\n', tmp_path)
    assert not result.problems
    assert result.story.tracks[0].format == date_format
    assert finest_part(date_format) == part


def test_numbers_that_are_counted_have_no_format(tmp_path):
    result = read('format = "%Y-%m-%d"\nunit = "ms"\n', tmp_path)
    assert [(problem.code, problem.path) for problem in result.problems] == [("both", ("track", "t", "unit"))]
    assert (result.story.tracks[0].format, result.story.tracks[0].unit) == ("%Y-%m-%d", "")


def test_signs_that_strptime_lacks_are_written_in_its_own():
    assert standard_format("%-d %e %F %T %%F") == "%d %d %Y-%m-%d %H:%M:%S %%F"
