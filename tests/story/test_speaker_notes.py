"""Notes that follow the steps of a slide."""

from __future__ import annotations

import pytest

from desktop.story.speaker_notes import Part, parts, spoken_at, whole

NOTES = "Wait.\n\n[1] First **this**.\nAnd more.\n\n[2]\nThen that."


def test_a_mark_begins_what_is_said_from_its_step_on():
    assert parts(NOTES) == (Part(0, "Wait."), Part(1, "First **this**.\nAnd more."), Part(2, "Then that."))


@pytest.mark.parametrize(("step", "part"), [(0, 0), (1, 1), (2, 2), (5, 2)])
def test_the_part_being_said_follows_the_step(step, part):
    assert spoken_at(NOTES, step) == part


def test_notes_without_marks_are_one_part_and_none_are_none():
    assert parts("All [1] of it, and [a link](https://x.org).") == (
        Part(0, "All [1] of it, and [a link](https://x.org)."),
    )
    assert parts("") == ()
    assert spoken_at("", 3) == -1
    assert spoken_at("[2] Later.", 0) == -1


def test_marks_are_not_printed():
    assert whole(NOTES) == "Wait.\n\nFirst **this**.\nAnd more.\n\nThen that."
