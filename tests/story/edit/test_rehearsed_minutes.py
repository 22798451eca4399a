"""Minutes of a rehearsal in the text."""

from __future__ import annotations

from desktop.story.edit.rehearsed_minutes import minutes_edit, new_minutes, rounded_minutes
from desktop.story.load.load import load_text


def test_minutes_are_written_in_quarters_only_where_they_change_and_nothing_else_does(ready_text):
    story = load_text(ready_text).story
    assert story is not None
    assert [rounded_minutes(seconds) for seconds in (1, 50, 100, 240)] == [0.25, 0.75, 1.75, 4.0]
    minutes = new_minutes(story, {"a": 61.0, "b": 95.0, "gone": 40.0})
    assert minutes == {"b": 1.5}
    edit = minutes_edit(ready_text, {**minutes, "gone": 2.0})
    head, tail = ready_text.split('id = "b"')
    assert edit.title("en") == "minutes of the rehearsal"
    assert edit.apply(ready_text) == head + 'id = "b"' + tail.replace("minutes = 1", "minutes = 1.5")
