"""Moments of several time zones are placed where they happened, and said as they are written."""

from __future__ import annotations

from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.story.load.load import load_text

HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'


def events(*dates: str) -> list:
    text = HEAD + "".join(f'[event.e{number}]\ntitle = "E"\ndate = "{date}"\n' for number, date in enumerate(dates))
    return list(load_text(text).story.events)


def seconds(text: str) -> int:
    return parse_date(text).start_min


def test_moments_of_one_zone_stay_where_they_are_written():
    first, second = events("2014-06-05T00:30+08:00", "2014-06-05T01:30+08:00")
    assert first.when.start_min == seconds("2014-06-05T00:30")
    assert second.when.start_min == seconds("2014-06-05T01:30")


def test_others_are_placed_in_the_zone_of_most():
    paris, london, also_paris, nowhere = events(
        "2014-06-05T10:00+02:00", "2014-06-05T09:30Z", "2014-06-05T11:00+02:00", "2014-06-05T10:15"
    )
    placed = [event.when.start_min for event in (paris, nowhere, also_paris, london)]
    assert placed == sorted(placed)
    assert london.when.start_min == seconds("2014-06-05T11:30")
    assert paris.when.start_min == seconds("2014-06-05T10:00")
    assert format_date(london.when, "en") == "5 June 2014, 09:30\N{NO-BREAK SPACE}UTC"
    assert format_date(paris.when, "en") == "5 June 2014, 10:00"


def test_an_interval_and_a_set_move_with_their_moments():
    interval, choice, *_ = events(
        "2014-06-05T10:00Z/2014-06-05T11:00Z",
        "[2014-06-05T10:00Z,2014-06-05T11:00Z]",
        *["2014-06-05T10:00+02:00"] * 5,
    )
    for when in (interval.when, choice.when):
        assert (when.start_min, when.end_max) == (seconds("2014-06-05T12:00"), seconds("2014-06-05T13:01"))


def test_the_date_of_a_claim_moves_too():
    text = HEAD + (
        '[event.e]\ntitle = "E"\ndate = "2014-06-05T10:00+02:00"\n[[event.e.claim]]\nsays = "A"\ndate = "2014-06-05T10:00Z"\n'
        '[event.f]\ntitle = "F"\ndate = "2014-06-05T10:00+02:00"\n'
    )
    event = load_text(text).story.events[0]
    assert event.claims[0].date.start_min == seconds("2014-06-05T12:00")
