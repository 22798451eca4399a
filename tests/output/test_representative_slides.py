"""Of slides that are alike, the longest stand for all; what differs in anything but words stands for itself."""

from __future__ import annotations

import pytest

from desktop.output.frame_issues import frame_issues
from desktop.output.representative_slides import longest_of_alike
from desktop.story.load.load import load_text

pytestmark = pytest.mark.usefixtures("painter_ready")

_HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'


def _slide(name: str, title: str, *lines: str) -> str:
    return f'[[slide]]\nid = "{name}"\nlayout = "statement"\ntitle = "{title}"\n' + "\n".join(lines) + "\n"


def _story(*slides: str):
    story = load_text(_HEAD + "".join(slides)).story
    assert story is not None
    return story


def _chosen(*slides: str) -> set[str]:
    story = _story(*slides)
    return {slide_id for slide_id, _ in longest_of_alike(story, story.slides)}


def test_the_longer_of_two_slides_alike_stands_for_both():
    assert _chosen(_slide("a", "A title of words"), _slide("b", "A title of wordss")) == {"b"}


def test_a_text_longer_by_more_than_a_quarter_is_not_alike():
    assert _chosen(_slide("a", "A title"), _slide("b", "A title that goes on")) == {"a", "b"}


def test_the_longest_text_of_each_kind_is_chosen():
    slides = (
        _slide("a", "Twenty letters title", 'text = "Fourteen chars"'),
        _slide("b", "Twenty letters titl", 'text = "Fourteen charss"'),
        _slide("c", "Twenty letters tit", 'text = "Fourteen char"'),
    )
    assert {"a", "b"} <= _chosen(*slides)


def test_other_colours_and_parts_are_not_alike():
    slides = (_slide("a", "Title"), _slide("b", "Title", 'color = "jade"'), _slide("c", "Title", 'text = "T"'))
    assert _chosen(*slides) == {"a", "b", "c"}


def test_a_letter_that_no_face_has_is_always_looked_at():
    assert _chosen(_slide("a", "Title \U00012000"), _slide("b", "Title cc"), _slide("c", "Title ccc")) == {"a", "c"}


def test_in_a_story_of_many_slides_the_one_that_is_too_long_is_found():
    slides = [_slide(f"s{index}", f"Slide number {index:04}") for index in range(450)]
    slides[217] = _slide("long", "words that never end " * 400)
    found = {dict(issue.values)["slide"] for issue in frame_issues(_story(*slides))}
    assert found == {"long"}


def test_charts_whose_series_name_other_places_are_not_alike():
    slides = (
        f'[[slide]]\nid = "{name}"\nlayout = "chart"\ntitle = "T"\n[slide.chart]\nkind = "line"\n'
        + "".join(f"[[slide.chart.series]]\npoints = [{{ at = {at}, value = 1 }}]\n" for at in (1, other))
        for name, other in (("a", 1), ("b", 2))
    )
    assert _chosen(*slides) == {"a", "b"}
