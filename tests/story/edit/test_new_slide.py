"""Example texts are known as such: whoever writes over one need not erase it."""

from __future__ import annotations

import pytest

from desktop import paths
from desktop.story.edit.new_slide import is_example_text
from desktop.story.load.load import load_file


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_empty_story_has_example_texts_alone(code):
    story = load_file(paths.assets() / "new" / "empty" / f"content.{code}.toml").story
    slide = story.slides[0]
    for text in (story.title, slide.title, slide.subtitle):
        assert is_example_text(text.get(code))


def test_own_words_are_no_example():
    assert not is_example_text("Eight years to the Moon")
    assert not is_example_text("")
