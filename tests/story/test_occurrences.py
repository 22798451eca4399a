"""An event that recurs is on the timeline as often as it happens, and in the text once."""

from __future__ import annotations

import pytest

from desktop.story.editorial_checks import editorial_issues
from desktop.story.load.load import load_text
from desktop.story.occurrences import find_occurrence, occurrences
from desktop.timeline.camera import story_window

HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
GAMES = '[event.games]\ntitle = "Games"\ndate = "1896"\nevery = "4 years"\nuntil = "1912"\n'


def test_occurrences_have_ids_of_their_own_and_the_place_in_the_text_of_the_first():
    story = load_text(HEAD + GAMES + '[event.other]\ntitle = "Other"\ndate = "1900"\n').story
    assert [(event.id, event.when.text) for event in occurrences(story)] == [
        ("games", "1896"), ("games@2", "1900"), ("games@3", "1904"), ("games@4", "1908"), ("games@5", "1912"),
        ("other", "1900"),
    ]  # fmt: skip
    third = find_occurrence(story, "games@3")
    assert third.title == story.event_by_id["games"].title
    assert third.path == ("event", "games")
    assert find_occurrence(story, "games").when.text == "1896"
    assert find_occurrence(story, "games@9") is find_occurrence(story, "none@1") is None
    assert len(story.events) == 2


def test_the_whole_story_lasts_to_the_last_occurrence():
    story = load_text(HEAD + GAMES).story
    assert story_window(story).contains(story.events[0].when.start_min, occurrences(story)[-1].when.end_max)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ('date = "1896"\nevery = "4 years"\n', "pair"),
        ('date = "1896"\nuntil = "1912"\n', "pair"),
        ('date = "1896"\nevery = "often"\nuntil = "1912"\n', "every.bad"),
        ('date = "189X"\nevery = "4 years"\nuntil = "1912"\n', "every.date"),
    ],
)
def test_what_cannot_recur_is_told_with_its_remedy(lines, code):
    loaded = load_text(f'{HEAD}[event.games]\ntitle = "Games"\n{lines}')
    problem = next(one for one in loaded.problems if one.code == code)
    assert problem.message("en") != problem.message("fr")
    assert len(occurrences(loaded.story)) == 1


@pytest.mark.parametrize(
    ("date", "every", "until", "last"),
    [
        ("1900-01-01", "1 day", "2020", "1927-05-19"),
        ("1900-01-01", "1 day", "1927-05-19", ""),
        ("1900-01-01", "1 day", "1927-05-20", "1927-05-19"),
        ("1900", "1 year", "9999", ""),
        ("2026-01-01T00:00", "1 minute", "2026-01-09", "2026-01-07T22:39"),
    ],
)
def test_what_repeats_more_often_than_is_shown_is_told(date: str, every: str, until: str, last: str):
    event = f'[event.e]\ntitle = "E"\ndate = "{date}"\nevery = "{every}"\nuntil = "{until}"\n'
    story = load_text(HEAD + event).story
    found = [dict(issue.values) for issue in editorial_issues(story) if issue.code == "check.every"]
    assert [one["date"] for one in found] == ([last] if last else [])
    if last:
        assert occurrences(story)[-1].when.text == last
