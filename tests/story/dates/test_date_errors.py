"""A date that cannot be read: which part is wrong, and an example that is right and near what was meant."""

from __future__ import annotations

import pytest

from desktop.story.dates.date_errors import DateError
from desktop.story.dates.parse import parse_date

BAD = [
    # text, column, code, an example that is right
    ("", 1, "empty", "2014-06-05"),
    ("   ", 1, "empty", "2014-06-05"),
    ("hello", 1, "unknown_form", "2014-06-05"),
    ("14", 1, "unknown_form", "2014-06-05"),
    ("-0000", 1, "negative_zero", "0000"),
    # months and days that do not exist
    ("2014-13", 6, "month_out_of_range", "2014-12"),
    ("2014-00-05", 6, "month_out_of_range", "2014-12"),
    ("-0044-13", 7, "month_out_of_range", "-0044-12"),
    ("2001-42", 6, "month_out_of_range", "2001-12"),
    ("2001-2X", 6, "month_out_of_range", "2001-12"),
    ("2014-02-30", 9, "day_out_of_range", "2014-02-28"),
    ("2013-02-29", 9, "day_out_of_range", "2013-02-28"),
    ("1900-02-29", 9, "day_out_of_range", "1900-02-28"),
    ("-0001-02-29", 10, "day_out_of_range", "-0001-02-28"),
    ("2014-06-00", 9, "day_out_of_range", "2014-06-30"),
    ("2014-02-3X", 9, "day_out_of_range", "2014-02-28"),
    ("201X-02-3X", 9, "day_out_of_range", "2010-02-28"),
    ("2014?-13", 7, "month_out_of_range", "2014-12"),
    ("?2014-06-31", 10, "day_out_of_range", "2014-06-30"),
    ("2004-06-~31", 10, "day_out_of_range", "2004-06-30"),
    ("2013/2014-13", 11, "month_out_of_range", "2013-12"),
    ("2013-06-31/2014", 9, "day_out_of_range", "2013-06-30"),
    ("2013/2014-06-31", 14, "day_out_of_range", "2014-06-30"),
    ("2013/?2014-06-31", 15, "day_out_of_range", "2014-06-30"),
    ("[2013, 2014-13]", 13, "month_out_of_range", "2014-12"),
    # one digit, other orders, other separators
    ("2014-6-5", 6, "two_digits", "2014-06-05"),
    ("2014-6", 6, "two_digits", "2014-06"),
    ("2014-06-5", 9, "two_digits", "2014-06-05"),
    ("05/06/2014", 1, "slashes", "2014-06-05"),
    ("12/25/2014", 1, "slashes", "2014-12-25"),
    ("5.6.2014", 1, "unknown_form", "2014-06-05"),
    ("2014/06/05", 1, "slashes", "2014-06-05"),
    ("2014.06.05", 1, "unknown_form", "2014-06-05"),
    ("20140605", 1, "unknown_form", "2014-06-05"),
    ("2014-W23", 6, "two_digits", "2014-06-05"),
    # signs that do not stand together, or not behind a time
    ("2021-03~?", 9, "unknown_form", "2021-03%"),
    ("2019/2021?~", 11, "unknown_form", "2019/2021%"),
    ("2021-03~?/..", 9, "unknown_form", "2021-03%/.."),
    ("2021-13~?", 9, "unknown_form", "2014-06-05"),
    ("2026-09-17T14:07~", 12, "time_form", "2026-09-17T14:07"),
    ("2026-09-17T14:27:05Z?/..", 12, "time_form", "2026-09-17T14:27:05Z/.."),
    ("2026-09-17~/2026-09-18T10:00~", 24, "time_form", "2026-09-17~/2026-09-18T10:00"),
    ("2026-09-17T25:07~", 12, "time_form", "2014-06-05T20:30"),
    # words
    ("June 2014", 1, "unknown_form", "2014-06"),
    ("5 juin 2014", 1, "unknown_form", "2014-06-05"),
    ("June 5, 2014", 1, "unknown_form", "2014-06-05"),
    ("31 June 2014", 1, "unknown_form", "2014-06-05"),
    ("août 2014", 1, "unknown_form", "2014-08"),
    ("été 2014", 1, "unknown_form", "2014-22"),
    ("Q2 2014", 1, "unknown_form", "2014-34"),
    ("c. 2014", 1, "unknown_form", "2014~"),
    ("vers 2014-06", 1, "unknown_form", "2014-06~"),
    ("le 5 juin 2014", 1, "unknown_form", "2014-06-05"),
    ("jusqu’en 2014", 1, "unknown_form", "../2014"),
    ("Jan. 2014", 1, "unknown_form", "2014-01"),
    ("fall 2014", 1, "unknown_form", "2014-23"),
    # the words of a language need no code
    ("5. März 2014", 1, "unknown_form", "2014-03-05"),
    ("Frühling 2014", 1, "unknown_form", "2014-21"),
    ("um 1850", 1, "unknown_form", "1850~"),
    ("seit dem 2014-06-05", 1, "unknown_form", "2014-06-05/.."),
    ("44 v. Chr.", 1, "unknown_form", "-0043"),
    ("1990er-Jahre", 1, "unknown_form", "199X"),
    ("17. Jahrhundert", 1, "unknown_form", "16XX"),
    ("1850 bis 1860", 1, "unknown_form", "1850/1860"),
    ("before 1200", 1, "unknown_form", "../1200"),
    ("depuis 1990", 1, "unknown_form", "1990/.."),
    ("500 BC", 1, "unknown_form", "-0499"),
    ("1 av. J.-C.", 1, "unknown_form", "0000"),
    ("the 1990s", 1, "unknown_form", "199X"),
    ("années 1990", 1, "unknown_form", "199X"),
    ("19th century", 1, "unknown_form", "18XX"),
    ("XIXe siècle", 1, "unknown_form", "18XX"),
    ("201u", 1, "unknown_form", "201X"),
    ("199x", 1, "unknown_form", "199X"),
    # intervals
    ("2014/2013", 6, "end_before_start", "2013/2014"),
    ("2014-06-05/2014-06-04", 12, "end_before_start", "2014-06-04/2014-06-05"),
    (
        "2014-06-05T10:00:00.75/2014-06-05T10:00:00.5",
        24,
        "end_before_start",
        "2014-06-05T10:00:00.5/2014-06-05T10:00:00.75",
    ),
    ("2013/2014/2015", 10, "two_slashes", "2013/2014"),
    ("../..", 1, "no_end_known", "2014/.."),
    ("/", 1, "no_end_known", "2014/.."),
    ("2013–2014", 1, "unknown_form", "2013/2014"),
    ("2013-2014", 8, "unknown_form", "2013/2014"),
    ("2013 - 2014", 1, "unknown_form", "2013/2014"),
    ("2013 / 2014", 1, "unknown_form", "2013/2014"),
    ("2014..2015", 1, "unknown_form", "2014/2015"),
    ("2014 to 2015", 1, "unknown_form", "2014/2015"),
    ("2014 – today", 1, "unknown_form", "2014/.."),
    # sets
    ("[1667,1668", 10, "unclosed_set", "[1667,1668]"),
    ("{1667", 5, "unclosed_set", "{1667,1668}"),
    ("[1667,,1668]", 7, "empty_member", "[1667,1668]"),
    ("[]", 2, "empty_member", "[1667,1668]"),
    ("{..}", 2, "empty_member", "{1667,1668}"),
    ("[1668..1667]", 8, "end_before_start", "[1667..1668]"),
    ("[2014/2015]", 2, "unknown_form", "[2014..2015]"),
    # times
    ("2014-06-05T25:00", 12, "time_out_of_range", "2014-06-05T20:30"),
    ("2014-06-05T20:61", 12, "time_out_of_range", "2014-06-05T20:30"),
    ("2014-06-05T10", 12, "time_form", "2014-06-05T20:30"),
    ("2014-06T10:00", 9, "time_form", "2014-06-05T20:30"),
    ("2014-06-05 20:30", 11, "unknown_form", "2014-06-05T20:30"),
    # long years
    ("13800000000", 1, "unknown_form", "Y13800000000"),
    ("-13800000000", 1, "unknown_form", "Y-13800000000"),
    ("Y1E40", 1, "too_long", "Y-13800000000"),
    ("Y2014-05", 6, "unknown_form", "2014-06-05"),
    ("1950S2-06", 5, "unknown_form", "2014-06-05"),
    ("195XS2", 5, "unknown_form", "2014-06-05"),
]


@pytest.mark.parametrize(("text", "column", "code", "example"), BAD, ids=[repr(row[0]) for row in BAD])
def test_a_bad_date_says_where_and_what_would_be_right(text, column, code, example):
    with pytest.raises(DateError) as caught:
        parse_date(text)
    error = caught.value
    assert (error.column, error.code, error.example) == (column, code, example)
    assert parse_date(error.example)
    for language in ("fr", "en"):
        assert example in error.message(language)
    assert str(error) == f"{error.reason}; {error.hint}"


def test_what_is_wrong_is_said_in_both_languages():
    with pytest.raises(DateError) as caught:
        parse_date("2014-13")
    assert caught.value.message("en") == "there is no month 13: from 01 to 12; for example 2014-12"
    assert caught.value.message("fr-CA") == "le mois 13 n’existe pas\u00a0: de 01 à 12\u00a0; par exemple 2014-12"


def test_the_same_mistake_is_the_same_error_twice():
    texts = []
    for _ in range(2):
        with pytest.raises(DateError) as caught:
            parse_date("2014-02-30")
        texts.append(str(caught.value))
    assert texts[0] == texts[1]
