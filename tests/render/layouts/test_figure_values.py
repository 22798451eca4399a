"""Which figures are compared to scale, and how long their bars are."""

from __future__ import annotations

import pytest

from desktop.i18n import language
from desktop.render.layouts.figure_values import claimed_ranges, magnitudes, parse_figure


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("804 M$", 804, "M$"),
        ("$4.8bn", 4.8, "$bn"),
        ("4,8 Md$", 4.8, "Md$"),
        ("1 234 567 km", 1234567, "km"),
        ("1,234 km", 1234, "km"),
        ("1.234,5 €", 1234.5, "€"),
        ("−3,5 %", -3.5, "%"),
        ("12", 12, ""),
    ],
)
def test_a_figure_is_read_as_its_number_and_unit(text, number, unit):
    assert parse_figure(text) == (pytest.approx(number), unit)


@pytest.mark.parametrize("text", ["", "?", "20 → 34", "two", "1/2"])
def test_what_is_not_one_number_is_not_read(text):
    assert parse_figure(text) is None


def test_figures_of_one_unit_are_shares_of_the_largest():
    assert magnitudes(["804 M$", "201 M$", "?"], language("en")) == [1.0, 0.25, None]


@pytest.mark.parametrize(
    "figures", [["804 M$"], ["4,8 Md$", "192 M$"], ["3", "140", "5"], ["−4 %", "2 %"], ["0 %", "0 %"], []]
)
def test_what_cannot_be_compared_has_no_bar(figures):
    assert magnitudes(figures, language("en")) == [None] * len(figures)


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        ("en", ["3 April", "7 April"]),
        ("en", ["May 2013", "May 2015"]),
        ("en", ["17th century", "18th century"]),
        ("fr", ["3 avr.", "7 avr."]),
        ("de", ["3. März", "7. März"]),
        ("ja", ["1850年", "1853年"]),
        ("zh", ["17世纪", "18世纪"]),
    ],
)
def test_dates_are_no_magnitudes(code, figures):
    assert magnitudes(figures, language(code)) == [None, None]


@pytest.mark.parametrize(
    ("claims", "ranges"),
    [
        (["16,594", "35,000–40,000", "170,000"], [(0.0976, 0.0976), (0.2059, 0.2353), (1.0, 1.0)]),
        (["mindestens 140", "mehr als 280"], [(0.5, 0.5), (1.0, 1.0)]),
        (["5–10 %", "≈ 20 %", "nobody knows"], [(0.25, 0.5), (1.0, 1.0), None]),
        (["$5–10bn", "$20bn"], [(0.25, 0.5), (1.0, 1.0)]),
    ],
)
def test_claims_of_one_question_are_compared_to_scale_with_their_ranges(claims, ranges):
    found = claimed_ranges(claims, language("en"))
    assert [one and tuple(round(share, 4) for share in one) for one in found] == ranges


@pytest.mark.parametrize(
    "claims",
    [
        ["1850", "1853"],
        ["1914–1918", "1917"],
        ["325", "381"],
        ["587 BC", "586 BC"],
        ["AD 30", "AD 33"],
        ["3 April", "5 April"],
        ["5 km", "3 €"],
        ["12"],
        ["−4", "2"],
        ["yes", "no"],
    ],
)
def test_claims_that_are_no_amounts_of_one_thing_have_no_bar(claims):
    assert claimed_ranges(claims, language("en")) == [None] * len(claims)


def test_a_long_text_of_dashes_is_no_amount_and_costs_nothing():
    claims = ["1-" * 10_000 + "\nx", "12 %"]
    assert claimed_ranges(claims, language("en")) == [None, None]
