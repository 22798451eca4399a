"""The axis in the system in which a story tells deep time."""

from __future__ import annotations

import pytest

from desktop.i18n import story_language
from desktop.story.dates.calendar import civil_from_seconds, seconds_from_civil
from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.timeline.camera import window_between
from desktop.timeline.scale import make_ticks


def measure(text: str) -> float:
    return 10.0 * len(text)


@pytest.mark.parametrize(
    ("system", "years", "labels"),
    [
        ("Ma", (-14_000_000_000, 2010), ["14_Ga", "12_Ga", "10_Ga", "8_Ga", "6_Ga", "4_Ga", "2_Ga", "today"]),
        (
            "Ma",
            (-66_500_000, -64_500_000),
            ["66.4_Ma", "66.2_Ma", "66_Ma", "65.8_Ma", "65.6_Ma", "65.4_Ma", "65.2_Ma", "65_Ma", "64.8_Ma", "64.6_Ma"],
        ),
        (
            "Ma",
            (-18_000, 2010),
            ["20_ka", "18_ka", "16_ka", "14_ka", "12_ka", "10_ka", "8_ka", "6_ka", "4_ka", "2_ka", "today"],
        ),
        (
            "years-ago",
            (-314_000, -146_000),
            ["300,000", "280,000", "260,000", "240,000", "220,000", "200,000", "180,000", "160,000"],
        ),
        (
            "BC",
            (-600_000_000, 10),
            [
                "600_million_BC",
                "500_million_BC",
                "400_million_BC",
                "300_million_BC",
                "200_million_BC",
                "100_million_BC",
                "today",
            ],
        ),
    ],
)
def test_the_axis_counts_in_the_system_of_the_story(system: str, years: tuple[int, int], labels: list[str]) -> None:
    language = story_language("en", ((("dates", "deep_time"), system),))
    view = window_between(*(seconds_from_civil(year) for year in years))
    found = make_ticks(view, 1000.0, language, measure, min_tick_gap=150.0)
    assert [tick.label.replace("\u00a0", "_") for tick in found.major] == labels
    assert [one.label for one in found.headings] == (["years ago"] if system == "years-ago" else [])


def test_an_age_on_the_axis_stands_where_a_date_of_that_age_is_drawn() -> None:
    language = story_language("en", ((("dates", "deep_time"), "Ma"),))
    view = window_between(seconds_from_civil(-350_000), seconds_from_civil(-250_000))
    for tick in make_ticks(view, 1000.0, language, measure).major:
        year = civil_from_seconds(int(tick.instant))[0]
        assert format_date(parse_date(f"Y{year}"), language) == tick.label
