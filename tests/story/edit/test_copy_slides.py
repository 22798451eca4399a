"""Slides copied as text: to another place, and with what they name to another story."""

from __future__ import annotations

import tomllib

from desktop.story.edit.copy_slides import copy_slides, copy_tables, is_copy, paste_slides
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.load.load import load_text
from tests.story.edit.edit_helpers import inverse

STORY = """format = 1

[story]
title = "T"
languages = ["en"]

[source.paper] # the morning edition
publisher = "Paper"

[source.other]
publisher = "Other"

[track.ship]
title = "Ship"
color = "gold"

# It ran aground.
[event.aground]
date = "2021-03-23"
title = "Aground"
track = "ship"
sources = ["paper"]

[[slide]]
id = "one"
layout = "statement"
title = "One"

[[slide]]
# told with care
id = "two"
layout = "event"
event = "aground"
"""
EMPTY = 'format = 1\n\n[story]\ntitle = "Empty"\nlanguages = ["en"]\n'


def test_a_copy_brings_what_its_slides_name_and_nothing_else():
    copied = copy_slides(STORY, ["two"])
    assert "# told with care" in copied
    assert "# It ran aground." in copied
    assert "# the morning edition" in copied
    assert "Other" not in copied
    assert "One" not in copied


def test_a_slide_pasted_into_another_story_is_whole_there():
    edit, ids = paste_slides(EMPTY, 0, copy_slides(STORY, ["two"]))
    pasted = load_text(edit.apply(EMPTY))
    assert ids == ("two",)
    assert [one for one in pasted.problems if one.severity == "error"] == []
    assert pasted.story is not None
    event = pasted.story.event_of(pasted.story.slides[0])
    assert event is not None
    assert event.sources == ("paper",)
    assert pasted.story.track_by_id["ship"].color == "gold"
    assert inverse(edit, EMPTY).apply(edit.apply(EMPTY)) == EMPTY


def test_the_group_of_a_track_comes_along():
    text = (
        '[group.arts]\ntitle = "Arts"\n\n[group.trade]\ntitle = "Trade"\n\n[track.music]\ntitle = "Music"\n'
        'group = "arts"\n\n[event.one]\ndate = "2000"\ntitle = "One"\ntrack = "music"\n\n'
        '[[slide]]\nid = "one"\nlayout = "event"\nevent = "one"\n'
    )
    copied = tomllib.loads(copy_slides(text, ["one"]))
    assert set(copied) == {"group", "track", "event", "slide"}
    assert set(copied["group"]) == {"arts"}


def test_a_copied_event_leaves_the_events_behind_that_it_leads_to():
    later = '\n[event.freed]\ndate = "2021-03-29"\ntitle = "Freed"\n'
    text = (STORY + later).replace('sources = ["paper"]', 'sources = ["paper"]\nleads_to = ["freed"]')
    for copied in (copy_tables(text, [("event", "aground")]), copy_slides(text, ["two"])):
        assert 'leads_to = ["freed"]' in copied
        assert "Freed" not in copied


def test_a_key_names_tables_of_one_kind_everywhere():
    kinds: dict[str, set[str]] = {}
    for field in (field for table in TABLES_BY_NAME.values() for field in table.fields if field.refers_to):
        kinds.setdefault(field.key, set()).add(field.refers_to)
    assert [key for key, tables in kinds.items() if len(tables) > 1] == []


def test_what_is_there_already_stays_as_it_is():
    other = STORY.replace('title = "Aground"', 'title = "Mine"')
    edit, ids = paste_slides(other, 1, copy_slides(STORY, ["two", "one"]))
    after = load_text(edit.apply(other)).story
    assert ids == ("one-2", "two-2")
    assert after is not None
    assert [slide.id for slide in after.slides] == ["one", "one-2", "two-2", "two"]
    assert after.event_by_id["aground"].title.get("en") == "Mine"


def test_a_pasted_slide_takes_the_line_ends_of_its_new_story():
    windows = EMPTY.replace("\n", "\r\n")
    edit, _ = paste_slides(windows, 0, copy_slides(STORY, ["two"]))
    after = edit.apply(windows)
    assert after.count("\n") == after.count("\r\n")


def test_only_toml_with_slides_is_a_copy_of_slides():
    assert is_copy(copy_slides(STORY, ["one"]))
    assert not is_copy("a slide about ships")
    assert not is_copy('slide = "x"')
    assert not is_copy("[[slide]\nid = ")
