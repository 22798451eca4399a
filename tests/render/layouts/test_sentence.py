"""A short text without a title is what a statement or a closing says in large letters."""

from __future__ import annotations

import pytest

from desktop.render.frame import Frame, TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.story.load.load import load_text

pytestmark = pytest.mark.usefixtures("painter_ready")

SENTENCE = "The city chose its avenues, and the metro had to wait."


def frame_of(keys: str) -> Frame:
    story = load_text(
        f'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[source.a]\ntitle = "A"\n[[slide]]\n{keys}'
    ).story
    return layout(story.slides[0], story, "en")


def sizes(frame: Frame) -> dict[str, float]:
    return {word: item.font.size for item in frame.items if isinstance(item, TextRun) for word in item.text.split()}


@pytest.mark.parametrize("layout_name", ["statement", "closing"])
def test_a_text_alone_is_as_large_as_a_title(layout_name: str):
    told, titled = (
        sizes(frame_of(f'layout = "{layout_name}"\n{key} = "{SENTENCE}"\nsources = ["a"]\n'))
        for key in ("text", "title")
    )
    assert told["avenues,"] == titled["avenues,"] >= 86.0
    assert "1" in told


@pytest.mark.parametrize("layout_name", ["statement", "closing"])
def test_a_text_below_a_title_and_long_or_parted_texts_stay_small(layout_name: str):
    for keys in (
        f'title = "Before"\ntext = "{SENTENCE}"',
        f'text = "{" ".join([SENTENCE] * 5)}"',
        f'text = """{SENTENCE}\n\nOr so it seems."""',
    ):
        assert sizes(frame_of(f'layout = "{layout_name}"\n{keys}\n'))["avenues,"] < 50.0
