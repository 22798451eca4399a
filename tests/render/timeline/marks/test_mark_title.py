"""A mark has as much of a title as a timeline can show."""

from __future__ import annotations

from desktop.render.timeline.marks.event_mark import EventMark
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Event


def mark(title: str) -> EventMark:
    return EventMark(Event("e", parse_date("2014"), LocalizedText((("", title),))), "happened", "en")


def test_a_title_is_as_written():
    assert mark("The *Ferryman* is announced").title == "The Ferryman is announced"


def test_a_title_of_thousands_of_letters_ends_with_an_ellipsis():
    title = mark("word " * 4_000).title
    assert title.startswith("word word")
    assert title.endswith("word…")
    assert len(title) <= 401
