"""Events, tracks and sources added by hand: their ids make themselves."""

from __future__ import annotations

import pytest

from desktop.story.edit.new_tables import add_named_table, free_slide_id, localized
from desktop.story.ids import ID_PATTERN
from desktop.story.load.load import load_text

STORY = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[event.gagarin]\ndate = "1961"\ntitle = "G"\n[[slide]]\nid = "a"\n'


@pytest.mark.parametrize(
    ("title", "table_id"),
    [
        ("Gagarin", "gagarin-2"),
        ("Été 1914", "ete-1914"),
        ("月", "event"),
        ("1914", "event-1914"),
        ("12-14", "event-12-14"),
    ],
)
def test_an_id_is_made_from_the_title(title, table_id):
    edit, made = add_named_table(STORY, "event", title, {"date": "1961", "title": title, "track": ""})
    loaded = load_text(edit.apply(STORY))
    assert made == table_id
    assert ID_PATTERN.fullmatch(made)
    assert loaded.story is not None
    assert loaded.story.event_by_id[table_id].title.get("en") == title
    assert "track" not in edit.replacement


def test_words_are_written_as_the_story_writes_them():
    assert localized("Bonjour", "fr", ("fr", "en")) == {"fr": "Bonjour"}
    assert localized("Bonjour", "fr", ("fr",)) == "Bonjour"


def test_a_slide_is_called_what_it_is_about_while_that_is_free():
    assert free_slide_id(STORY, "gagarin") == "gagarin"
    assert free_slide_id(STORY, "a") == "a-2"


def test_a_table_never_swallows_keys_that_stand_before_the_first_header():
    dotted = 'event.x.date = "1961"\nslide = [{ id = "s", layout = "statement", title = "T" }]\n'
    edit, _ = add_named_table(dotted, "event", "New", {"date": "1962"})
    story = load_text(edit.apply(dotted)).story
    assert story is not None
    assert [slide.id for slide in story.slides] == ["s"]
    assert set(story.event_by_id) == {"x", "new"}
