"""Strings of a text read and replaced, and the keys of new slides."""

from __future__ import annotations

from desktop.story.edit.edit import set_text
from desktop.story.edit.new_slide import new_slide_keys
from desktop.story.edit.texts import string_at


def test_words_for_all_languages_are_kept_for_the_others():
    text = 'format = 1\n[[slide]]\nid = "a"\nlayout = "statement"\ntitle = "Both" # why\n'
    edit = set_text(text, ("slide", "a", "title"), "fr", "Deux", ("fr", "en"))
    assert 'title = { fr = "Deux", en = "Both" } # why' in edit.apply(text)
    assert string_at(text, ("slide", "a", "title")) == "Both"
    assert string_at(text, ("slide", "a", "chart")) is None


def test_new_slides_speak_the_languages_of_the_story():
    assert new_slide_keys("list", "x", ("fr", "en"))["title"] == {"fr": "L’essentiel", "en": "What matters here"}
    assert new_slide_keys("list", "x", ("en",))["title"] == "What matters here"
