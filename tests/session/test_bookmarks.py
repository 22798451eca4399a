"""Bookmarks of the timeline: read, found by a few letters, and gone to in a talk."""

from __future__ import annotations

from desktop.session.bookmarks import bookmark_window, find_bookmarks, go_to_bookmark
from desktop.session.session_pictures import audience_picture
from desktop.story.dates.calendar import civil_from_seconds
from desktop.story.load.load import load_text
from tests.load_errors import errors

STORY = """
format = 1
[story]
title = "Japan"
languages = ["en", "fr"]
[event.edo]
date = "1603"
title = { en = "Edo", fr = "Edo" }
[bookmark.meiji]
title = { en = "The Meiji years", fr = "Les années Meiji" }
window = "1868/1912"
as_of = "1900"
[bookmark.before]
title = { en = "Before", fr = "Avant" }
window = "../1868"
[[slide]]
id = "one"
layout = "statement"
title = { en = "One", fr = "Un" }
"""


def codes(text: str) -> list[str]:
    return [problem.code for problem in load_text(text).problems]


def test_bookmarks_are_read_with_window_and_date_of_knowledge():
    result = load_text(STORY)
    assert errors(result) == []
    assert [(one.id, one.window.text, one.as_of and one.as_of.text) for one in result.story.bookmarks] == [
        ("meiji", "1868/1912", "1900"), ("before", "../1868", None),
    ]  # fmt: skip


def test_a_bookmark_without_a_window_is_told():
    assert codes(STORY.replace('window = "1868/1912"\n', "")) == ["key.missing"]


def test_a_bookmark_is_found_by_a_few_letters_in_any_language():
    story = load_text(STORY).story
    assert [one.id for one in find_bookmarks(story, "", "en")] == ["meiji", "before"]
    assert [one.id for one in find_bookmarks(story, "annees", "fr")] == ["meiji"]
    assert find_bookmarks(story, "xyz", "en") == []


def test_an_open_window_reaches_the_beginning_of_the_story():
    story = load_text(STORY).story
    window = bookmark_window(story.bookmarks[1], story)
    assert civil_from_seconds(window.start)[0] < 1603


def test_in_a_talk_the_room_sees_the_view_of_the_bookmark(session, tmp_path):
    file = tmp_path / "content.toml"
    file.write_text(STORY, "utf-8")
    session.open(file)
    session.talk.set_presenting(True)
    go_to_bookmark(session, session.story.bookmarks[0])
    shown = audience_picture(session).timeline
    assert shown is not None
    assert civil_from_seconds(shown.time_window.start)[0] == 1868
    assert shown.marks.as_of == session.story.bookmarks[0].as_of
