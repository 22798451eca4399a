"""Minutes of a rehearsal in the text."""

from __future__ import annotations

from desktop.story.edit.minutes import minutes_edit, new_minutes, rounded_minutes
from desktop.story.load.load import load_text

GOOD = """format = 1
[story]
title = "T"
languages = ["en"]
minutes = 2
[source.s]
publisher = "P"
[[slide]]
id = "a"
layout = "statement"
title = "A"
notes = "Say it."
minutes = 1
sources = ["s"]
[[slide]]
id = "b"   # keep me
layout = "statement"
title = "B"
notes = "And this."
minutes = 1
"""


def test_minutes_are_written_in_quarters_only_where_they_change_and_nothing_else_does():
    story = load_text(GOOD).story
    assert story is not None
    assert [rounded_minutes(seconds) for seconds in (1, 50, 100, 240)] == [0.25, 0.75, 1.75, 4.0]
    minutes = new_minutes(story, {"a": 61.0, "b": 95.0, "gone": 40.0})
    assert minutes == {"b": 1.5}
    edit = minutes_edit(GOOD, {**minutes, "gone": 2.0})
    head, tail = GOOD.split('id = "b"')
    assert edit.title("en") == "minutes of the rehearsal"
    assert edit.apply(GOOD) == head + 'id = "b"' + tail.replace("minutes = 1", "minutes = 1.5")
