"""Deep time in the one system that a story chooses: ka, Ma and Ga, years ago, or years BC."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.i18n import Language, known_languages, story_language
from desktop.story.dates.deep_time import LAST_DEEP_YEAR, age_of_year, year_of_age
from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_text


def own(code: str, system: str) -> Language:
    return story_language(code, ((("dates", "deep_time"), system),))


@pytest.mark.parametrize(
    ("system", "date", "english", "french"),
    [
        ("Ma", "Y-66043000~", "about 66.04_Ma", "vers 66,04_Ma"),
        ("Ma", "Y-313000~", "about 315_ka", "vers 315_ka"),
        ("Ma", "-9700", "11.7_ka", "11,7_ka"),
        ("Ma", "Y-13787000000", "13.79_Ga", "13,79_Ga"),
        ("Ma", "Y-252000000/Y-66000000", "252_Ma – 66_Ma", "252_Ma – 66_Ma"),
        ("Ma", "Y-300000/1969", "302_ka – 1969", "302_ka – 1969"),
        ("Ma", "Y-2580000/..", "since 2.58_Ma", "depuis 2,58_Ma"),
        ("Ma", "-3300~", "about 3300 BC", "vers 3300 av. J.-C."),
        ("years-ago", "Y-66043000~", "about 66.04 million years ago", "il y a environ 66,04 millions d’années"),
        ("years-ago", "Y-313000~", "about 315,000 years ago", "il y a environ 315 000 ans"),
        ("years-ago", "-9700", "11,700 years ago", "il y a 11 700 ans"),
        ("BC", "Y-66000000~", "about 66 million BC", "vers 66 millions av. J.-C."),
        ("BC", "Y-313000~", "about 313,000 BC", "vers 313 000 av. J.-C."),
    ],
)
def test_a_date_is_told_in_the_system(system: str, date: str, english: str, french: str) -> None:
    said = [format_date(parse_date(date), own(code, system)) for code in ("en", "fr")]
    plain = [text.replace("\u202f", " ").replace("\u00a0", " ") for text in said]
    assert plain == [english.replace("_", " "), french.replace("_", " ")]


@pytest.mark.parametrize("code", sorted(known_languages()))
@pytest.mark.parametrize("system", ["Ma", "years-ago"])
def test_no_language_tells_an_age_by_its_era(code: str, system: str) -> None:
    language = own(code, system)
    era = format_date(parse_date("-3300"), language).replace(language.format_decimal("3300"), "").strip()
    for year in ("Y-313000", "Y-66000000", "-9700"):
        for style in ("long", "short"):
            assert era not in format_date(parse_date(year), language, style=style)


@given(st.integers(0, 10**11))
def test_an_age_is_that_of_its_year(age: int) -> None:
    assert age_of_year(year_of_age(age)) == age


@given(st.integers(-(10**11), LAST_DEEP_YEAR), st.integers(1, 10**6))
def test_an_older_year_has_no_smaller_age(year: int, older: int) -> None:
    assert age_of_year(year - older) >= age_of_year(year) - 2000


def test_the_story_chooses_the_system_of_its_languages() -> None:
    text = (
        'format = 1\n[story]\ntitle = "T"\nlanguages = ["en", "fr"]\ndeep_time = "Ma"\n[story.words]\ntoday = "now"\n'
    )
    story = load_text(text).story
    assert story is not None
    assert format_date(parse_date("Y-66000000"), story.own_language("fr")) == "66\u00a0Ma"
    assert story.own_language("en").word("today") == "now"


def test_another_word_is_no_system() -> None:
    (problem,) = load_text('format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\ndeep_time = "mya"\n').problems
    assert problem.path == ("story", "deep_time")
