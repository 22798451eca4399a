"""Progressive reveal: which part comes with which key press."""

from __future__ import annotations

from desktop.story.load.load import load_text
from desktop.story.model import Slide, Story
from desktop.story.reveal_steps import missing_step_parts, reveal_steps, step_count

HEAD = """format = 1
[story]
title = "T"
languages = ["en"]
[event.x]
date = "2013"
title = "X"
text = "what happened"
[[event.x.figure]]
value = "1"
[[event.x.claim]]
says = "p"
[[event.x.claim]]
says = "q"
"""


def _slide(body: str) -> tuple[Slide, Story]:
    loaded = load_text(f"{HEAD}[[slide]]\nid = 's'\n{body}")
    assert loaded.story is not None
    assert [problem.format_line("en") for problem in loaded.problems] == []
    return loaded.story.slides[0], loaded.story


def test_without_steps_everything_is_there_from_the_start() -> None:
    slide, story = _slide("layout = 'list'\nitems = ['a', 'b']")
    assert reveal_steps(slide, story) == {}
    assert step_count(slide, story) == 0


def test_true_reveals_the_natural_order_of_the_layout() -> None:
    slide, story = _slide("layout = 'list'\nitems = ['a', 'b']\ntext = 'c'\nsteps = true")
    assert reveal_steps(slide, story) == {"item:0": 1, "item:1": 2, "text": 3}
    assert step_count(slide, story) == 3


def test_what_the_event_lends_the_slide_is_revealed_too() -> None:
    slide, story = _slide("layout = 'event'\nevent = 'x'\nsteps = true")
    assert reveal_steps(slide, story) == {"text": 1, "figure:0": 2}
    slide, story = _slide("layout = 'dispute'\nevent = 'x'\nsteps = true")
    assert reveal_steps(slide, story) == {"claim:0": 1, "claim:1": 2, "text": 3}


def test_a_group_comes_at_once_and_a_plural_one_after_the_other() -> None:
    body = "layout = 'dispute'\nevent = 'x'\nkicker = 'k'\nsteps = [['kicker', 'claims'], 'text']"
    slide, story = _slide(body)
    assert reveal_steps(slide, story) == {"kicker": 1, "claim:0": 1, "claim:1": 2, "text": 3}


def test_a_part_that_is_not_there_costs_no_key_press() -> None:
    slide, story = _slide("layout = 'statement'\ntitle = 't'\nsteps = ['note', 'quote', 'title']")
    assert reveal_steps(slide, story) == {"title": 1}


def test_parts_that_are_not_there_are_named() -> None:
    slide, story = _slide("layout = 'list'\nitems = ['a']\nsteps = ['note', 'items', 'item:1', 'claims', 'title']")
    assert missing_step_parts(slide, story) == ("note", "item:1", "claims")
    slide, story = _slide("layout = 'list'\nitems = ['a']\nsteps = true")
    assert missing_step_parts(slide, story) == ()


def test_points_of_the_longest_series_are_counted() -> None:
    chart = "chart = { series = [{ points = [{ at = 1 }] }, { points = [{ at = 1 }, { at = 2 }] }] }"
    slide, story = _slide(f"layout = 'chart'\n{chart}\nsteps = true")
    assert reveal_steps(slide, story) == {"point:0": 1, "point:1": 2}


def test_points_are_counted_by_the_places_of_all_series() -> None:
    chart = "chart = { series = [{ points = [{ at = 1 }, { at = 3 }] }, { points = [{ at = 2 }, { at = 4 }] }] }"
    slide, story = _slide(f"layout = 'chart'\n{chart}\nsteps = ['points']")
    assert reveal_steps(slide, story) == {"point:0": 1, "point:1": 2, "point:2": 3, "point:3": 4}
    slide, story = _slide(f"layout = 'chart'\n{chart}\nsteps = ['point:3', 'point:4']")
    assert missing_step_parts(slide, story) == ("point:4",)
