"""Notes that follow the steps of a slide."""

from __future__ import annotations

import pytest

from desktop.story.speaker_notes import NotePart, part_at_step, split_by_step, without_step_marks

NOTES = "Wait.\n\n[1] First **this**.\nAnd more.\n\n[2]\nThen that."


def test_a_mark_begins_what_is_said_from_its_step_on():
    assert split_by_step(NOTES) == (
        NotePart(0, "Wait."),
        NotePart(1, "First **this**.\nAnd more."),
        NotePart(2, "Then that."),
    )


@pytest.mark.parametrize(("step", "part"), [(0, 0), (1, 1), (2, 2), (5, 2)])
def test_the_part_being_said_follows_the_step(step, part):
    assert part_at_step(NOTES, step) == part


def test_notes_without_marks_are_one_part_and_none_are_none():
    assert split_by_step("All [1] of it, and [a link](https://x.org).") == (
        NotePart(0, "All [1] of it, and [a link](https://x.org)."),
    )
    assert split_by_step("") == ()
    assert part_at_step("", 3) == -1
    assert part_at_step("[2] Later.", 0) == -1


def test_marks_are_not_printed():
    assert without_step_marks(NOTES) == "Wait.\n\nFirst **this**.\nAnd more.\n\nThen that."
