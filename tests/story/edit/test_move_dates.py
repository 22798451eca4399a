"""Moving dates: as precise and as doubtful after as before, in quotes or as TOML's own."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.story.dates.calendar import SECONDS_PER_DAY, seconds_from_civil
from desktop.story.dates.parse import parse_date
from desktop.story.edit.edit import EditError
from desktop.story.edit.move_dates import (
    DateStep,
    clamp_shift,
    edge_instant,
    movable_ends,
    move_to,
    shift_by,
    smallest_step,
)

# fmt: off
WHOLE = [
    ("2014-06-05", 1, "2014-06-06"),
    ("2014-06-05", -5, "2014-05-31"),
    ("2014-12-31~", 1, "2015-01-01~"),
    ("?2014-06%-05", 30, "?2014-07%-05"),
    ("2014-06", 7, "2015-01"),
    ("2014-06?", -6, "2013-12?"),
    ("2014", 1, "2015"),
    ("0000", -1, "-0001"),
    ("-0001", 1, "0000"),
    ("2014~", -15, "1999~"),
    ("201X", 1, "202X"),
    ("199X?", 1, "200X?"),
    ("20XX", -1, "19XX"),
    ("1XXX", 1, "2XXX"),
    ("-01XX", 2, "00XX"),
    ("2014-XX", 1, "2015-XX"),
    ("2014-1X", 1, "2015-1X"),
    ("2014-12-XX", 1, "2015-01-XX"),
    ("201X-06-15", 1, "202X-06-15"),
    ("20X4", 1, "21X4"),
    ("2014-24", 1, "2015-21"),
    ("2014-21~", -1, "2013-24~"),
    ("2014-32", 1, "2014-29"),  # in the south, winter falls in the middle of the year
    ("2014-30", 1, "2015-31"),
    ("2014-33", -1, "2013-36"),
    ("2014-39", 1, "2015-37"),
    ("2014-40", 3, "2015-41"),
    ("2014-06-05T10:30", 45, "2014-06-05T11:15"),
    ("2014-06-05T23:59:59Z", 1, "2014-06-06T00:00:00Z"),
    ("2014-06-05T10:30:15.5+01:00", -16, "2014-06-05T10:29:59.5+01:00"),
    ("Y-13800000000", 1, "Y-13700000000"),
    ("Y-138E8", -2, "Y-140E8"),
    ("Y-66000000", 1, "Y-65900000"),
    ("Y12345", 1, "Y12346"),
    ("1950S2", 1, "1960S2"),
    ("1957S2", 1, "1958S2"),
    ("Y171010000S3", 1, "Y171020000S3"),
    ("Y3388E2S3~", 1, "Y3389E2S3~"),
    ("2014-06-05/2014-06-25", 10, "2014-06-15/2014-07-05"),
    ("2013-01/2014~", 1, "2014-01/2015~"),
    ("2014-03/2014-06-25", 1, "2014-04/2014-07-25"),
    ("2014-01-31/2014-03", 1, "2014-02-28/2014-04"),
    ("2014-03/..", 1, "2014-04/.."),
    ("../2014-03-01", -1, "../2014-02-28"),
    ("/2014?", 1, "/2015?"),
    ("2014-21/", 2, "2014-23/"),
    ("201X/2026", 1, "202X/2036"),
    ("[1667,1668, 1670..1672]", 10, "[1677,1678, 1680..1682]"),
    ("{1960,1961-12}", 1, "{1961,1962-12}"),
    ("[..1984?]", -4, "[..1980?]"),
    (" 2014 ", 1, " 2015 "),
]
ENDS = [
    ("2014-03", "end", 2, "2014-03/2014-05"),
    ("2014-03~", "start", -2, "2014-01~/2014-03~"),
    ("2014", "end", 1, "2014/2015"),
    ("2014-24", "end", 1, "2014-24/2015-21"),
    ("2014-03/2014-06-25", "end", 6, "2014-03/2014-07-01"),
    ("2014-03/2014-06-25", "start", -3, "2013-12/2014-06-25"),
    ("2013-01/2014~", "end", 1, "2013-01/2015~"),
    ("2013-01/2014~", "start", 3, "2013-04/2014~"),
    ("2014-03/..", "start", -1, "2014-02/.."),
    ("/2014", "end", 3, "/2017"),
    ("2014-03/2014-05", "end", -2, "2014-03"),  # back to what it was before it was drawn out
    ("2014-06-05/2014-06-07", "start", 2, "2014-06-07"),
    ("2014-03~/2014-05", "end", -2, "2014-03~/2014-03"),  # two doubts do not melt into one
]
STUCK = [
    ("XXXX", "whole", 1, "date.unknown"),
    ("XXXX-12-XX", "whole", 1, "date.unknown"),
    ("XX14", "whole", 1, "date.unknown"),
    ("[XXXX,2014]", "whole", 1, "date.unknown"),
    ("2014-06-05", "end", 1, "date.end"),  # a dot has no ends
    ("2014-06-05T10:30", "start", -1, "date.end"),
    ("201X", "end", 1, "date.end"),
    ("1950S2", "end", 1, "date.end"),
    ("[1667,1668]", "start", -1, "date.end"),
    ("2014/..", "end", 1, "date.end"),
    ("/2014", "start", 1, "date.end"),
    ("2014-03", "end", -1, "date.ends"),
    ("2014-03/2014-05", "end", -3, "date.ends"),
    ("2014-03/2014-05", "start", 3, "date.ends"),
    ("9999", "whole", 1, "date.far"),
    ("-9999-01", "whole", -1, "date.far"),
    ("9XXX", "whole", 1, "date.far"),
    ("2014-01-3X", "whole", 1, "date.step"),  # February has no 30th
]
# fmt: on


@pytest.mark.parametrize(("date", "count", "after"), WHOLE)
def test_a_date_moves_by_what_it_was_written_in(date, count, after):
    assert shift_by(date, count) == after


@pytest.mark.parametrize(("date", "part", "count", "after"), ENDS)
def test_an_end_moves_alone(date, part, count, after):
    assert shift_by(date, count, part) == after


@pytest.mark.parametrize(("date", "part", "count", "code"), STUCK)
def test_what_cannot_be_moved_says_why_in_both_languages(date, part, count, code):
    with pytest.raises(EditError) as error:
        shift_by(date, count, part)
    assert error.value.code == code
    english, french = error.value.message("en"), error.value.message("fr")
    assert english != french
    assert date in english or code == "date.end"


def test_months_too_short_for_a_day_have_their_last_one():
    month = DateStep("month", 1)
    assert shift_by("2014-01-31", 1, step=month) == "2014-02-28"
    assert shift_by("2012-02-29", 12, step=month) == "2013-02-28"
    with pytest.raises(EditError):
        shift_by("2014-01", 1, step=DateStep("second", SECONDS_PER_DAY))  # a month knows no days
    with pytest.raises(EditError):
        shift_by("2014", 1, step=month)


@pytest.mark.parametrize(
    ("date", "part", "to", "after"),
    [
        ("2014-06-05", "whole", (2014, 6, 19, 13), "2014-06-20"),
        ("2014-06-05", "whole", (2014, 6, 19, 11), "2014-06-19"),
        ("2014-06", "whole", (2014, 9, 12), "2014-09"),
        ("2014-06", "whole", (2014, 9, 20), "2014-10"),
        ("2014", "whole", (2016, 7, 30), "2017"),
        ("201X", "whole", (1996, 1, 1), "200X"),
        ("2014-24", "whole", (2014, 9, 5), "2014-23"),
        ("2014-06", "end", (2014, 8, 28), "2014-06/2014-08"),
        ("2014-06", "end", (2013, 1, 1), "2014-06"),  # as far as it goes
        ("2014-03/2014-06-25", "end", (2014, 7, 3), "2014-03/2014-07-02"),
        ("2014-03/2014-06-25", "start", (2013, 2, 27), "2013-03/2014-06-25"),
        ("2014-03/2014-06-25", "start", (2019, 1, 1), "2014-06/2014-06-25"),
        ("2013-01/2014~", "end", (2016, 2, 1), "2013-01/2015~"),
        ("../2014-06-05", "whole", (2014, 6, 11), "../2014-06-10"),  # what has no beginning is pulled by its end
        ("1950S2", "whole", (1967, 1, 1), "1970S2"),
        ("2014-06-05T10:30", "whole", (2014, 6, 5, 12, 0, 20), "2014-06-05T12:00"),
        ("9990", "whole", (12000, 1, 1), "9999"),
        ("Y-138E8", "whole", (-4_540_000_000, 1, 1), "Y-45E8"),
    ],
)
def test_a_date_goes_where_it_is_pulled(date, part, to, after):
    assert move_to(date, seconds_from_civil(*to), part) == after


@pytest.mark.parametrize(
    ("grain", "after"),
    [(0.1, "T12:22:00"), (30, "T12:22:15"), (600, "T12:30:15"), (9000, "T10:30:15"), (90_000, "T10:30:15")],
)
def test_a_time_is_moved_no_finer_than_a_hand_can_point(grain, after):
    target = seconds_from_civil(2014, 6, 5, 12, 22)
    assert move_to("2014-06-05T10:30:15", target, resolution=grain) == "2014-06-05" + after
    assert (
        move_to("2014-06-05", target + 4 * SECONDS_PER_DAY, resolution=90 * SECONDS_PER_DAY) == "2014-06-10"
    )  # a day is moved by days


def test_only_what_is_known_of_a_span_can_be_pulled():
    assert movable_ends("2014-03") == (True, True)
    assert movable_ends("2014-03/..") == (True, False)
    assert movable_ends("/2014") == (False, True)
    assert movable_ends("2014-06-05") == movable_ends("201X") == movable_ends("{1960,1961}") == (False, False)


# ---------------------------------------------------------------------------- properties

_year = st.integers(-9000, 9000).map(lambda year: f"{'-' if year < 0 else ''}{abs(year):04d}")
_month = st.integers(1, 12).map("{:02d}".format)
_day = st.integers(1, 28).map("{:02d}".format)
_mark = st.sampled_from(["", "", "", "?", "~", "%"])


@st.composite
def _atoms(draw) -> str:
    """Write one date in any of the forms that EDTF has."""
    kind = draw(st.sampled_from(["year", "month", "day", "season", "time", "mask", "long", "digits", "parts"]))
    year = draw(_year)
    if kind == "mask":
        written = draw(
            st.sampled_from(["201X", "19XX", "-03XX", "2014-XX", "2014-06-XX", "201X-06-15", "2014-1X", "1XXX"])
        )
        return written + draw(_mark)
    if kind == "long":
        return f"Y{draw(st.integers(-(10**11), 10**11))}" + draw(st.sampled_from(["", "E3", "E5"])) + draw(_mark)
    if kind == "digits":
        return f"{abs(int(year)):04d}S{draw(st.integers(1, 4))}"
    if kind == "parts":
        return draw(_mark) + year + "-" + draw(_mark) + draw(_month) + "-" + draw(_day) + draw(_mark)
    if kind == "season":
        return f"{year}-{draw(st.integers(21, 41))}" + draw(_mark)
    if kind == "time":
        clock = draw(st.sampled_from(["T10:30", "T23:59:59", "T00:00Z", "T12:00:00+01:00"]))
        return f"{year}-{draw(_month)}-{draw(_day)}{clock}"
    parts = [year, draw(_month), draw(_day)][: ("year", "month", "day").index(kind) + 1]
    return "-".join(parts) + draw(_mark)


@st.composite
def _dates(draw) -> str:
    """Write any date: alone, an interval, a set."""
    kind = draw(st.sampled_from(["one", "one", "interval", "open", "set"]))
    one = draw(_atoms())
    if kind == "interval":
        other = draw(_atoms())
        return max(f"{one}/{other}", f"{other}/{one}", key=_reads)
    if kind == "open":
        return draw(st.sampled_from(["{}/..", "../{}", "{}/", "/{}"])).format(one)
    if kind == "set":
        return draw(st.sampled_from(["[{},{}]", "{{{}, {}}}", "[..{1}]"])).format(one, draw(_atoms()))
    return one


def _reads(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


_counts = st.integers(-200, 200)


@given(_dates().filter(_reads), _counts)
def test_precision_and_doubts_are_the_same_before_and_after(date, count):
    try:
        after = shift_by(date, count)
    except EditError:
        return
    one, two = parse_date(date), parse_date(after)
    names = (
        "kind", "precision", "uncertain", "approximate", "start_open", "end_open", "start_unknown", "end_unknown",
        "unspecified", "significant",
    )  # fmt: skip
    assert {name: getattr(one, name) for name in names} == {name: getattr(two, name) for name in names}
    assert len(one.members) == len(two.members)
    assert [sign for sign in date if sign in "?~%X[]{},/ .TZYES"] == [
        sign for sign in after if sign in "?~%X[]{},/ .TZYES"
    ]


@given(_dates().filter(_reads))
def test_nothing_moved_is_the_very_same_text(date):
    assert shift_by(date, 0) == date
    try:
        assert move_to(date, edge_instant(date)) == date
    except EditError:
        assert "X" in date


@given(_dates().filter(_reads), _counts)
def test_there_and_back_is_the_same_text(date, count):
    try:
        step = smallest_step(date)
        after = shift_by(date, count, step=step)
        back = shift_by(after, -count, step=step)
    except EditError:
        return
    # Days at the end of a month are only ever clamped where months and days move together: here none is past the 28th.
    assert back == date


@given(_dates().filter(_reads), _counts.filter(bool))
def test_later_is_later(date, count):
    try:
        after = parse_date(shift_by(date, count))
    except EditError:
        return
    before = parse_date(date)
    if before.significant:  # the years that it may stand for can stay the same
        return
    for name in ("start_min", "end_max"):
        one, two = getattr(before, name), getattr(after, name)
        assert (one is None) == (two is None)
        if one is not None:
            assert (two > one) == (count > 0)


@given(_dates().filter(_reads), st.sampled_from(["start", "end"]), _counts)
def test_an_end_never_passes_the_other_and_the_other_stays(date, part, count):
    try:
        reached = clamp_shift(date, count, part)
        after = parse_date(shift_by(date, reached, part))
    except EditError:
        assert not movable_ends(date)[part == "end"]
        return
    before = parse_date(date)
    assert abs(reached) <= abs(count)
    if part == "end":
        assert after.start_min == before.start_min
    else:
        assert after.end_max == before.end_max
