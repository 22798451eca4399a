"""Months and days below a chart are in the words of each language."""

from __future__ import annotations

import pytest

from desktop.story.load.load import load_text


def places(*at: str, languages: str = '["en", "fr"]') -> list[list[str]]:
    """Return what a chart shows below its values, in English and in French."""
    points = ", ".join(f"{{ at = {one}, value = 1 }}" for one in at)
    text = (
        f'format = 1\n[story]\ntitle = "T"\nlanguages = {languages}\n[[slide]]\nid = "c"\nlayout = "chart"\n'
        f'title = "C"\nchart = {{ kind = "bars", points = [{points}] }}\n'
    )
    story = load_text(text).story
    assert story is not None
    (slide,) = story.slides
    assert slide.chart is not None
    return [[point.at.get(code) for point in slide.chart.series[0].points] for code in ("en", "fr")]


def test_months_and_days_are_in_words() -> None:
    english, french = places('"2024-01"', '"2024-04-15"')
    assert english == ["Jan 2024", "15 Apr 2024"]
    assert [text.replace("\u00a0", " ") for text in french] == ["janv. 2024", "15 avr. 2024"]


def test_a_place_in_one_language_is_in_its_words() -> None:
    english, french = places('{ en = "2024-05", fr = "2024-05" }', '{ en = "2024-06", fr = "2024-06" }')
    assert english == ["May 2024", "Jun 2024"]
    assert french[0].replace("\u00a0", " ") == "mai 2024"


@pytest.mark.parametrize(
    "at",
    [
        ('"2009-10"', '"2010-11"', '"2011-12"'),  # school years
        ('"2023-24"', '"2024-25"'),  # no months
        ('"2024-01"', '"plan"'),
        ("2023", "2024"),
        ('"2024-02-30"', '"2024-02-30"'),
    ],
)
def test_else_they_stay_as_written(at: tuple[str, ...]) -> None:
    assert places(*at)[0] == [one.strip('"') for one in at]
