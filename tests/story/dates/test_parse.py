"""Dates that may be doubtful: the published examples of EDTF, each with the time that it covers."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from desktop.story.dates.calendar import civil_from_seconds, days_in_month, seconds_from_civil
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.parse import parse_date

CYCLE = 400 * 365 + 97  # days of 400 years, after which the calendar repeats
EPOCH = datetime.date(1970, 1, 1).toordinal()


def seconds(written: str) -> int | None:
    """Return the seconds of `YEAR`, `YEAR-MM`, `YEAR-MM-DD` or with `THH:MM:SS`, by the standard library's own calendar."""
    if written == "-":
        return None
    found = re.fullmatch(r"(-?\d+)(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d):(\d\d):(\d\d))?", written)
    assert found is not None, written
    # The standard library knows the years 1 to 9999: a year is looked up as its like in the years 1 to 400.
    cycles, like = divmod(int(found[1]) - 1, 400)
    day = datetime.date(like + 1, int(found[2] or 1), int(found[3] or 1)).toordinal() + cycles * CYCLE - EPOCH
    return day * 86_400 + int(found[4] or 0) * 3600 + int(found[5] or 0) * 60 + int(found[6] or 0)


def written_out(number: int | None) -> str:
    if number is None:
        return "-"
    year, month, day, *time = civil_from_seconds(number)
    clock = "T{:02d}:{:02d}:{:02d}".format(*time) if any(time) else ""
    return f"{year}-{month:02d}-{day:02d}{clock}"


# What is written | the four corners, ends exclusive | what is in doubt: ? uncertain, ~ approximate, of y(ear) m(onth) d(ay),
# X unspecified, S significant digits, [..] open or unknown ends | precision.
EXAMPLES = """
level 0: dates
1985-04-12                     | 1985-04-12 = 1985-04-13                                 |            | day
1985-04                        | 1985-04 = 1985-05                                       |            | month
1985                           | 1985 = 1986                                             |            | year
0000                           | 0 = 1                                                   |            | year
level 0: dates with a time, whose zone is set aside
1985-04-12T23:20:30            | 1985-04-12T23:20:30 = 1985-04-12T23:20:31               |            | second
1985-04-12T23:20:30Z           | 1985-04-12T23:20:30 = 1985-04-12T23:20:31               |            | second
1985-04-12T23:20:30-04         | 1985-04-12T23:20:30 = 1985-04-12T23:20:31               |            | second
1985-04-12T23:20:30+04:30      | 1985-04-12T23:20:30 = 1985-04-12T23:20:31               |            | second
2004-01-01T10:10:10+05:00      | 2004-01-01T10:10:10 = 2004-01-01T10:10:11               |            | second
2001-02-03T09:30               | 2001-02-03T09:30:00 = 2001-02-03T09:31:00               |            | minute
level 0: intervals
1964/2008                      | 1964 1965 2008 2009                                     |            | year
1969/2000                      | 1969 1970 2000 2001                                     |            | year
2004-06/2006-08                | 2004-06 2004-07 2006-08 2006-09                         |            | month
2004-02-01/2005-02-08          | 2004-02-01 2004-02-02 2005-02-08 2005-02-09             |            | day
2004-02-01/2005-02             | 2004-02-01 2004-02-02 2005-02 2005-03                   |            | day
2004-02-01/2005                | 2004-02-01 2004-02-02 2005 2006                         |            | day
2005/2006-02                   | 2005 2006 2006-02 2006-03                               |            | year
level 1: years of more than four digits
Y170000002                     | 170000002 = 170000003                                   |            | year
Y-170000002                    | -170000002 = -170000001                                 |            | year
Y-13800000000                  | -13800000000 = -13799999999                             |            | year
level 1: seasons
2001-21                        | 2001-03 = 2001-06                                       |            | season
2001-22                        | 2001-06 = 2001-09                                       |            | season
2001-23                        | 2001-09 = 2001-12                                       |            | season
2001-24                        | 2001-12 = 2002-03                                       |            | season
2003-22~                       | 2003-06 = 2003-09                                       | ~ym        | season
level 1: qualifiers of the whole
1984?                          | 1984 = 1985                                             | ?y         | year
2004-06?                       | 2004-06 = 2004-07                                       | ?ym        | month
2004-06-11?                    | 2004-06-11 = 2004-06-12                                 | ?ymd       | day
1984~                          | 1984 = 1985                                             | ~y         | year
2004-06~                       | 2004-06 = 2004-07                                       | ~ym        | month
2004-06-11%                    | 2004-06-11 = 2004-06-12                                 | ?ymd ~ymd  | day
1984%                          | 1984 = 1985                                             | ?y ~y      | year
level 1: unspecified digits from the right
201X                           | 2010 = 2020                                             | X          | decade
20XX                           | 2000 = 2100                                             | X          | century
2004-XX                        | 2004 = 2005                                             | X          | month
1985-04-XX                     | 1985-04 = 1985-05                                       | X          | day
1985-XX-XX                     | 1985 = 1986                                             | X          | day
1999-XX                        | 1999 = 2000                                             | X          | month
level 1: open and unknown ends
1985-04-12/..                  | 1985-04-12 1985-04-13 - -                               | ..]        | day
1985-04/..                     | 1985-04 1985-05 - -                                     | ..]        | month
1985/..                        | 1985 1986 - -                                           | ..]        | year
../1985-04-12                  | - - 1985-04-12 1985-04-13                               | [..        | day
../1985-04                     | - - 1985-04 1985-05                                     | [..        | month
../1985                        | - - 1985 1986                                           | [..        | year
1985-04-12/                    | 1985-04-12 1985-04-13 - -                               | ?]         | day
1985-04/                       | 1985-04 1985-05 - -                                     | ?]         | month
1985/                          | 1985 1986 - -                                           | ?]         | year
/1985-04-12                    | - - 1985-04-12 1985-04-13                               | [?         | day
/1985-04                       | - - 1985-04 1985-05                                     | [?         | month
/1985                          | - - 1985 1986                                           | [?         | year
level 1: intervals with qualifiers
1984~/2004-06                  | 1984 1985 2004-06 2004-07                               | ~y         | year
1984/2004-06~                  | 1984 1985 2004-06 2004-07                               | ~ym        | year
1984~/2004~                    | 1984 1985 2004 2005                                     | ~y         | year
1984?/2004%                    | 1984 1985 2004 2005                                     | ?y ~y      | year
1984-06-02?/2004-08-08~        | 1984-06-02 1984-06-03 2004-08-08 2004-08-09             | ?ymd ~ymd  | day
2004-06~/2004-06-11%           | 2004-06 2004-06-12 2004-06-12 2004-06-12                | ?ymd ~ymd  | month
1984-06-02?/                   | 1984-06-02 1984-06-03 - -                               | ?ymd ?]    | day
2003-22/2004-22                | 2003-06 2003-09 2004-06 2004-09                         |            | season
level 1: years before the common era, in astronomical numbering
-1985                          | -1985 = -1984                                           |            | year
-0001-12-31                    | -1-12-31 = 0-01-01                                      |            | day
level 2: exponents and significant digits
Y-17E7                         | -170000000 = -169999999                                 |            | year
Y-138E8                        | -13800000000 = -13799999999                             |            | year
1950S2                         | 1900 = 2000                                             | S2         | year
Y171010000S3                   | 171000000 = 172000000                                   | S3         | year
Y3388E2S3                      | 338000 = 339000                                         | S3         | year
Y-171010000S3                  | -171999999 = -170999999                                 | S3         | year
-1950S2                        | -1999 = -1899                                           | S2         | year
1985S4                         | 1985 = 1986                                             | S4         | year
level 2: the other groupings of a year
2001-25                        | 2001-03 = 2001-06                                       |            | season
2001-26                        | 2001-06 = 2001-09                                       |            | season
2001-27                        | 2001-09 = 2001-12                                       |            | season
2001-28                        | 2001-12 = 2002-03                                       |            | season
2001-29                        | 2001-09 = 2001-12                                       |            | season
2001-30                        | 2001-12 = 2002-03                                       |            | season
2001-31                        | 2001-03 = 2001-06                                       |            | season
2001-32                        | 2001-06 = 2001-09                                       |            | season
2001-33                        | 2001-01 = 2001-04                                       |            | quarter
2001-34                        | 2001-04 = 2001-07                                       |            | quarter
2001-35                        | 2001-07 = 2001-10                                       |            | quarter
2001-36                        | 2001-10 = 2002                                          |            | quarter
2001-37                        | 2001 = 2001-05                                          |            | quadrimester
2001-38                        | 2001-05 = 2001-09                                       |            | quadrimester
2001-39                        | 2001-09 = 2002                                          |            | quadrimester
2001-40                        | 2001 = 2001-07                                          |            | semester
2001-41                        | 2001-07 = 2002                                          |            | semester
level 2: sets
[1667,1668, 1670..1672]        | 1667 = 1673                                             |            | year
[..1760-12-03]                 | - 1760-12-03 1760-12-04 1760-12-04                      | [..        | day
[1760-12..]                    | 1760-12 1760-12 1761 -                                  | ..]        | month
[1760-01, 1760-02, 1760-12..]  | 1760-01 1760-01 1761 -                                  | ..]        | month
[1667,1760-12]                 | 1667 = 1761                                             |            | year
[..1984]                       | - 1984 1985 1985                                        | [..        | year
{1667,1668, 1670..1672}        | 1667 = 1673                                             |            | year
{1960,1961-12}                 | 1960 = 1962                                             |            | year
{..1984}                       | - 1984 1985 1985                                        | [..        | year
[201X,2030]                    | 2010 = 2031                                             | X          | decade
level 2: qualifiers of components
2004-06~-11                    | 2004-06-11 = 2004-06-12                                 | ~ym        | day
2004-06-11%                    | 2004-06-11 = 2004-06-12                                 | ?ymd ~ymd  | day
2004?-06-11                    | 2004-06-11 = 2004-06-12                                 | ?y         | day
?2004-06-~11                   | 2004-06-11 = 2004-06-12                                 | ?y ~d      | day
2004-%06-11                    | 2004-06-11 = 2004-06-12                                 | ?m ~m      | day
2004-06-~01/2004-06-~20        | 2004-06-01 2004-06-02 2004-06-20 2004-06-21             | ~d         | day
2011-~06-~04                   | 2011-06-04 = 2011-06-05                                 | ~md        | day
level 2: unspecified digits anywhere
156X-12-25                     | 1560-12-25 = 1569-12-26                                 | X          | day
15XX-12-25                     | 1500-12-25 = 1599-12-26                                 | X          | day
XXXX-12-XX                     | 0-12-01 = 10000                                         | X          | day
1XXX-XX                        | 1000 = 2000                                             | X          | month
1XXX-12                        | 1000-12 = 2000                                          | X          | month
1984-1X                        | 1984-10 = 1985                                          | X          | month
1985-XX-30                     | 1985-01-30 = 1985-12-31                                 | X          | day
156X-02-29                     | 1560-02-29 = 1568-03-01                                 | X          | day
19XX-02-29                     | 1904-02-29 = 1996-03-01                                 | X          | day
-15XX                          | -1599 = -1499                                           | X          | century
1X85                           | 1085 = 1986                                             | X          | year
2004-06-XX/2004-07-03          | 2004-06 2004-07 2004-07-03 2004-07-04                   | X          | day
156X-12-25?                    | 1560-12-25 = 1569-12-26                                 | X ?ymd     | day
"""
ROWS = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in EXAMPLES.strip().splitlines()
    if not line.startswith("level")
]


def doubts(when) -> set[str]:
    """Return what is in doubt about a date, as the table writes it."""
    letters = {"year": "y", "month": "m", "day": "d"}
    found = {
        sign + "".join(letter for name, letter in letters.items() if name in names)
        for sign, names in (("?", when.uncertain), ("~", when.approximate))
        if names
    }
    found |= {"X"} if when.unspecified else set()
    found |= {f"S{when.significant}"} if when.significant else set()
    flags = {"[..": when.start_open, "..]": when.end_open, "[?": when.start_unknown, "?]": when.end_unknown}
    return found | {sign for sign, is_so in flags.items() if is_so}


@pytest.mark.parametrize(("text", "corners", "doubt", "precision"), ROWS, ids=[row[0] for row in ROWS])
def test_a_published_example_covers_its_time(text, corners, doubt, precision):
    when = parse_date(text)
    start, *between, end = corners.split()
    inner = [start, end] if between == ["="] else between
    assert [written_out(one) for one in (when.start_min, when.start_max, when.end_min, when.end_max)] == [
        written_out(seconds(one)) for one in (start, *inner, end)
    ]
    assert doubts(when) == set(doubt.split())
    assert when.precision == precision
    assert when.text == text


def test_the_table_is_read_whole():
    assert len(ROWS) > 110
    assert all(len(row) == 4 for row in ROWS)


def test_a_set_keeps_its_members():
    one = parse_date("[1667,1668, 1670..1672]")
    assert one.kind == "one_of"
    assert [member.text for member in one.members] == ["1667", "1668", "1670..1672"]
    span = one.members[2]
    assert (span.start_min, span.end_max) == (seconds("1670"), seconds("1673"))
    assert parse_date("{1960,1961-12}").kind == "all_of"
    assert [end.text for end in parse_date("2004-06~/2004-06-11%").members] == ["2004-06~", "2004-06-11%"]


@pytest.mark.parametrize(
    ("own", "text"),
    [
        (2014, "2014"),
        (0, "0000"),
        (-44, "-0044"),
        (12_000, "Y12000"),
        (-13_800_000_000, "Y-13800000000"),
        (datetime.date(2014, 6, 5), "2014-06-05"),
        (datetime.datetime.fromisoformat("2014-06-05T20:30"), "2014-06-05T20:30:00"),
        (datetime.datetime.fromisoformat("2014-06-05T20:30:09.999999"), "2014-06-05T20:30:09.999999"),
        (datetime.datetime.fromisoformat("2014-06-05T20:30:09.250+02:00"), "2014-06-05T20:30:09.25+02:00"),
        (datetime.datetime.fromisoformat("2014-06-05T20:30:00Z"), "2014-06-05T20:30:00Z"),
    ],
)
def test_the_dates_of_toml_are_dates(own, text):
    assert parse_date(own) == parse_date(text)


@pytest.mark.parametrize("wrong", [True, 1.5, None, datetime.time(20, 30), [2014]])
def test_what_is_no_date_at_all_is_refused(wrong):
    with pytest.raises(DateError):
        parse_date(wrong)


zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes)))


@given(st.datetimes(), zones)
def test_a_time_zone_never_shifts_a_day(moment, zone):
    there = moment.replace(microsecond=0, tzinfo=zone)
    day = parse_date(moment.date())
    for when in (
        parse_date(there),
        parse_date(there.isoformat()),
        parse_date(there.replace(tzinfo=None).isoformat() + "Z"),
    ):
        assert day.start_min <= when.start_min < when.end_max <= day.end_max
        assert civil_from_seconds(when.start_min)[:3] == (moment.year, moment.month, moment.day)


# ------------------------------------------------------------------------------------------- properties

years = st.integers(-(10**9), 10**9)


def year_text(year: int) -> str:
    return f"Y{year}" if abs(year) > 9999 else f"{year:05d}" if year < 0 else f"{year:04d}"


@st.composite
def days(draw: st.DrawFn) -> str:
    year = draw(st.integers(-9999, 9999))
    month = draw(st.integers(1, 12))
    parts = [year_text(year)]
    if draw(st.booleans()):
        parts.append(f"{month:02d}")
        if draw(st.booleans()):
            parts.append(f"{draw(st.integers(1, days_in_month(year, month))):02d}")
    return "-".join(parts)


def masks(text: str) -> st.SearchStrategy[str]:
    """Return a date with some of its last digits unspecified."""
    return st.integers(0, 4).map(lambda count: _masked(text, count))


def _masked(text: str, count: int) -> str:
    digits = [at for at, sign in enumerate(text) if sign.isdigit()]
    chosen = set(digits[len(digits) - min(count, len(digits)) :])
    return "".join("X" if at in chosen else sign for at, sign in enumerate(text))


singles = st.one_of(
    days(),
    days().flatmap(masks),
    years.map(lambda year: f"Y{year}"),
    st.builds(lambda year, digits: f"Y{year}S{digits}", years, st.integers(1, 12)),
    st.builds(
        lambda year, group: f"{year_text(year)}-{group}",
        st.integers(-9999, 9999),
        st.integers(21, 41),
    ),
)
qualified = st.builds(lambda text, sign: text + sign, singles, st.sampled_from(("", "", "?", "~", "%")))
ends = st.one_of(qualified, qualified, st.sampled_from(("", "..")))
texts = st.one_of(
    qualified,
    st.builds(lambda first, second: f"{first}/{second}", ends, ends),
    st.builds(
        lambda members, kind: f"{kind[0]}{', '.join(members)}{kind[1]}",
        st.lists(qualified, min_size=1, max_size=4),
        st.sampled_from(("[]", "{}")),
    ),
)


def attempt(text: str) -> tuple[EdtfDate | None, DateError | None]:
    with suppress(DateError):
        return parse_date(text), None
    with pytest.raises(DateError) as caught:
        parse_date(text)
    return None, caught.value


@given(texts)
def test_corners_are_in_order_and_nothing_lasts_no_time(text):
    when, error = attempt(text)
    if when is None:
        # What the strategy makes can only be wrong in these ways: its months and days exist, or are X.
        assert error.code in {"end_before_start", "no_end_known", "negative_zero", "day_out_of_range"}
        return
    corners = [when.start_min, when.start_max, when.end_min, when.end_max]
    known = [one for one in corners if one is not None]
    assert known == sorted(known)
    assert all(isinstance(one, int) for one in known)
    assert when.earliest < when.latest if None not in {when.earliest, when.latest} else known
    assert (when.end_max is None) == (when.end_open or when.end_unknown)
    assert (when.start_min is None) == (when.start_open or when.start_unknown)


@given(years, st.integers(1, 12), st.data())
def test_any_day_of_two_billion_years_goes_round(year, month, data):
    day = data.draw(st.integers(1, days_in_month(year, month)))
    found = seconds_from_civil(year, month, day)
    assert found == seconds(f"{year}-{month:02d}-{day:02d}")
    assert civil_from_seconds(found) == (year, month, day, 0, 0, 0)
    whole = parse_date(year)
    assert (whole.start_min, whole.end_max) == (seconds(str(year)), seconds(str(year + 1)))
    assert parse_date(whole.text) == whole


@given(days(), st.sampled_from("?~%"))
def test_a_qualifier_moves_no_corner(text, sign):
    plain, doubted = parse_date(text), parse_date(text + sign)
    assert (plain.start_min, plain.end_max) == (doubted.start_min, doubted.end_max)
    assert not doubted.is_certain


@given(days(), st.integers(1, 4))
def test_digits_left_open_cover_what_they_may_stand_for(text, count):
    masked = _masked(text, count)
    whole, one = parse_date(masked), parse_date(text)
    assert whole.unspecified
    assert whole.start_min <= one.start_min < one.end_max <= whole.end_max


@given(st.text(st.sampled_from("0123456789-/XYSE?~%.,[]{}T:Z +W上²"), max_size=24))
def test_any_text_is_a_date_or_says_why_not(text):
    when, error = attempt(text)
    if when is None:
        assert 1 <= error.column <= len(text) + 1
        assert parse_date(error.example)
    else:
        assert when.text == text


@given(st.text(max_size=12))
def test_any_text_at_all_is_a_date_or_says_why_not(text):
    when, error = attempt(text)
    if when is None:
        assert parse_date(error.example)
        assert error.message("fr") != error.message("en")


@pytest.mark.parametrize(
    "digits", ["Y" + "9" * 5000, "Y1E" + "9" * 5000, "1950S" + "9" * 5000, "Y1E9999", "２０１４", "²014"]
)
def test_what_a_hostile_file_may_hold_is_an_error_and_no_more(digits):
    with pytest.raises(DateError):
        parse_date(digits)
