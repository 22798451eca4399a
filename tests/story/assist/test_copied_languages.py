"""Slides pasted into a story of other languages lose no text whole."""

from __future__ import annotations

from desktop.story.assist.copied_languages import fit_languages

COPIED = """[[slide]]
id = "a"
layout = "statement"
title = { fr = "Un", en = "One" } # kept
text = { fr = "Seul" }
"""


def test_languages_that_the_story_lacks_are_left_out():
    fitted = fit_languages(COPIED, ("en",))
    assert 'title = { en = "One" } # kept' in fitted
    assert 'text = "Seul"' in fitted


def test_nothing_changes_where_all_languages_are_known():
    assert fit_languages(COPIED, ("fr", "en")) == COPIED
