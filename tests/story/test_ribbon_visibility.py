"""The ribbon stands under slides that have a place in time, and never under a chart with an axis of years."""

from __future__ import annotations

import pytest

from desktop.story.claims import claim_letters, order_claims
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_text
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Claim, Story
from desktop.story.ribbon_visibility import chart_years, ribbon_is_shown

HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
EVENT = '[event.x]\ntitle = "X"\ndate = "2013"\n'


def shown(slide: str, head: str = HEAD + EVENT) -> bool:
    story = load_text(f"{head}[[slide]]\nid = 's'\n{slide}").story
    assert isinstance(story, Story)
    assert story.slides
    return ribbon_is_shown(story.slides[0], story)


@pytest.mark.parametrize(
    ("slide", "is_shown"),
    [
        ("layout = 'event'\nevent = 'x'", True),
        ("layout = 'statement'\ntitle = 'A'", False),
        ("layout = 'statement'\ntitle = 'A'\ndate = '2012'", True),
        ("layout = 'list'\nitems = ['a']\nwindow = '2012/2014'", True),
        ("layout = 'list'\nitems = ['a']\nhighlight = ['x']", True),
        ("layout = 'dispute'\ntitle = 'A'\nclaim = [{ says = 'a', date = '2011' }, { says = 'b' }]", True),
        ("layout = 'dispute'\ntitle = 'A'\nclaim = [{ says = 'a' }, { says = 'b' }]", False),
        ("layout = 'title'\ntitle = 'A'\ndate = '2012'", False),
        ("layout = 'statement'\ntitle = 'A'\nribbon = true", True),
        ("layout = 'event'\nevent = 'x'\nribbon = false", False),
        (
            "layout = 'chart'\ndate = '2012'\nchart = { points = [{ at = 2010, value = 1 }, { at = 2011, value = 2 }] }",
            False,
        ),
        (
            "layout = 'chart'\ndate = '2012'\nchart = { points = [{ at = 'a', value = 1 }, { at = 'b', value = 2 }] }",
            True,
        ),
    ],
)
def test_auto_shows_the_ribbon_where_the_slide_has_a_place_in_time(slide: str, is_shown: bool) -> None:
    assert shown(slide) is is_shown


def test_the_story_says_it_for_all_slides_and_a_slide_for_itself() -> None:
    never = HEAD + "ribbon = false\n" + EVENT
    assert not shown("layout = 'event'\nevent = 'x'", never)
    assert shown("layout = 'event'\nevent = 'x'\nribbon = true", never)
    assert shown("layout = 'event'\nevent = 'x'\nribbon = 'auto'", never)


def test_a_story_without_events_has_no_ribbon() -> None:
    assert not shown("layout = 'statement'\ntitle = 'A'\nribbon = true", HEAD)


def test_years_have_four_digits_and_grow() -> None:
    def years(*labels: str) -> tuple[int, ...]:
        points = ", ".join(f"{{ at = '{label}', value = 1 }}" for label in labels)
        story = load_text(f"{HEAD}[[slide]]\nid = 's'\nlayout = 'chart'\nchart = {{ points = [{points}] }}").story
        assert story is not None
        assert story.slides[0].chart is not None
        return chart_years(story.slides[0].chart)

    assert years("1990", "1995", "2000") == (1990, 1995, 2000)
    assert years("-0500", "0100") == (-500, 100)
    assert years("1990") == years("1", "2") == years("2000", "1990") == years("1990", "later") == ()


def test_claims_are_lettered_in_order_of_their_dates() -> None:
    def claim(date: str) -> Claim:
        return Claim(LocalizedText((("", "x"),)), date=parse_date(date) if date else None)

    claims = [claim("2014"), claim(""), claim("2013-01"), claim("2014-06-01")]  # the middle of 2014 is in July
    assert order_claims(claims) == (2, 3, 0, 1)
    assert claim_letters(claims) == ("C", "D", "A", "B")
