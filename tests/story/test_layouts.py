"""Every layout has all its parts: a row that says what it shows, a function that draws it, and a story that tests it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.i18n import translate
from desktop.render.layouts.slide_layout import layout, layout_function
from desktop.story.edit.new_slide import new_slide_keys
from desktop.story.edit.slides import insert_slide
from desktop.story.format.fields import COMMON_SLIDE_KEYS, TABLES_BY_NAME
from desktop.story.layouts import LAYOUTS, LayoutSpec
from desktop.story.load.load import load_text
from desktop.story.model import COLORS, Slide, Story
from desktop.story.reveal_steps import PLURAL_PARTS, SINGLE_PARTS, reveal_steps
from tests.golden_stories import load_layout

SLIDE_KEYS = {field.key for field in TABLES_BY_NAME["slide"].fields}
STORY = "format = 1\n[story]\ntitle = 'T'\nlanguages = ['en']\n[event.x]\ntitle = 'X'\ndate = '2000'\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="red"/></svg>'


@pytest.fixture(params=LAYOUTS.values(), ids=LAYOUTS)
def spec(request) -> LayoutSpec:
    return request.param


@pytest.mark.parametrize("language", ["en", "fr"])
def test_its_label_and_help_are_in_every_language(spec: LayoutSpec, language: str) -> None:
    for text in (spec.label, spec.help, spec.requirements or "–"):
        sentence = translate(text, language)
        assert sentence
        assert sentence == sentence.strip()
        assert not sentence.endswith(".")


def test_the_function_that_draws_it_is_there(spec: LayoutSpec, painter_ready: object) -> None:
    assert callable(layout_function(spec)), spec.draw


def test_its_keys_are_keys_of_a_slide(spec: LayoutSpec) -> None:
    required = {key for group in spec.requires_one_of for key in group}
    assert required | set(spec.displays) | set(spec.starter) <= SLIDE_KEYS
    assert required | set(spec.starter) <= {*spec.displays, *COMMON_SLIDE_KEYS}


def test_its_steps_reveal_what_it_displays(spec: LayoutSpec) -> None:
    assert spec.reveal_order, "reveal_order is missing"
    assert set(spec.reveal_order) <= {*SINGLE_PARTS, *PLURAL_PARTS}
    owners = {"points": "chart", "highlights": "highlight", "figures": "figure", "claims": "claim", "items": "item"}
    assert {owners.get(part, part) for part in spec.reveal_order} <= {*spec.displays, *COMMON_SLIDE_KEYS}


def test_its_light_stands_on_the_slide(spec: LayoutSpec) -> None:
    x, y, radius = spec.glow
    assert 0 <= x <= 1
    assert 0 <= y <= 1
    assert 500 <= radius <= 2000
    assert {spec.accent, spec.kicker_color} <= set(COLORS)


def test_a_new_slide_of_it_is_right_and_shows_something(
    spec: LayoutSpec, tmp_path: Path, painter_ready: object
) -> None:
    (tmp_path / "art.svg").write_text(SVG)
    keys = new_slide_keys(spec.name, "new", ["en"], event_id="x", image_file="art.svg")
    edit = insert_slide(STORY, 0, keys)
    loaded = load_text(STORY[: edit.start] + edit.replacement + STORY[edit.end :], folder=tmp_path)
    assert loaded.problems == ()
    assert loaded.story is not None
    frame = layout(loaded.story.slides[0], loaded.story, "en")
    assert frame.items
    assert frame.overflows == ()
    assert frame.missing_images == ()


def test_a_golden_story_shows_it_and_its_steps(spec: LayoutSpec, stories: Path) -> None:
    file = stories / "golden" / f"{spec.name}.toml"
    assert file.is_file(), f"no story {file.name}: what would its picture be compared with?"
    loaded = load_layout(spec.name)
    assert loaded.problems == ()
    assert loaded.story is not None
    assert {slide.layout for slide in loaded.story.slides} == {spec.name}
    assert any(reveal_steps(slide, loaded.story) for slide in loaded.story.slides), "no golden slide has steps"


def test_a_layout_that_is_not_there_is_an_error_and_no_statement(painter_ready: object) -> None:
    slide = Slide("a", "no-such-layout")
    with pytest.raises(KeyError, match="no-such-layout"):
        layout(slide, Story(slides=(slide,)), "en")
