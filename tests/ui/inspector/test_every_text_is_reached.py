"""Each text of each layout can be written on the slide, or has its key in the inspector."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from desktop import paths
from desktop.render.frame import Frame, HitZone, TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.story.assist.cursor import field_definition
from desktop.story.assist.words_edit import words_at
from desktop.story.edit.fields import data_at
from desktop.story.load.load import load_file
from desktop.story.model import Slide
from desktop.ui.inspector.groups import groups_of
from tests.torture_story import write_torture_story

_KINDS = ("text", "image", "chart", "claim")


class Drawn(NamedTuple):
    """Holds the text of a story and each of its slides in each language."""

    text: str
    frames: tuple[tuple[Slide, Frame], ...]


@pytest.fixture(scope="module", params=["torture", "layouts", "shipped"])
def drawn(request, tmp_path_factory, stories, qapp) -> Drawn:
    if request.param == "torture":
        file = write_torture_story(tmp_path_factory.mktemp("torture"))
    else:
        file = stories / "layouts.toml" if request.param == "layouts" else paths.shipped_story()
    story = load_file(file).story
    assert story is not None
    frames = ((slide, layout(slide, story, language)) for slide in story.slides for language in story.languages)
    return Drawn(file.read_text("utf-8"), tuple(frames))


def is_in_inspector(text: str, zone: HitZone) -> bool:
    """Return whether the form of a zone's table has a row for its key."""
    table_name, _table_id, key = str(zone.path[0]), zone.path[1], zone.path[2]
    data = data_at(text, zone.path[:2])
    return any(field.key == key for _heading, fields in groups_of(table_name, data) for field in fields)


def texts_of(text: str) -> Iterator[str]:
    """Yield the strings of a story that are texts, and no ids, words of the format or dates."""

    def strings(value: object, path: tuple[str | int, ...]) -> Iterator[str]:
        field = field_definition(path)
        if isinstance(value, str) and field is not None and field.kind in ("text", "block", "label", "texts"):
            yield value
        elif isinstance(value, (dict, list)):
            for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
                yield from strings(inner, (*path, key))

    return strings(tomllib.loads(text), ())


def test_each_zone_is_writable_or_in_the_inspector(drawn):
    text = drawn.text
    counted = {"on the slide": 0, "in the inspector": 0}
    unreached = set()
    for slide, frame in drawn.frames:
        for zone in frame.zones:
            if zone.kind == "text" and words_at(text, zone.path) is not None:
                counted["on the slide"] += 1
            elif zone.kind in _KINDS and is_in_inspector(text, zone):
                counted["in the inspector"] += 1
            elif zone.kind in _KINDS:
                unreached.add((slide.layout, zone.kind, zone.path[2:]))
    assert unreached == set()
    assert counted["on the slide"] > 2 * counted["in the inspector"] > 0


def test_no_word_of_the_story_stands_on_a_slide_without_a_zone(drawn):
    shown_layouts, found, texts = set(), set(), set(texts_of(drawn.text))
    for slide, frame in drawn.frames:
        shown_layouts.add(slide.layout)
        for run in frame.items:
            if not isinstance(run, TextRun) or sum(map(str.isalpha, run.text)) < 4:
                continue  # a tick, a number, a month in short
            x, y = run.x + min(run.width, 4) / 2, run.y - run.font.size * 0.3
            if slide.layout == "timeline":
                continue  # names of tracks and units of numbers: in the list of tracks
            if not any(zone.contains(x, y) for zone in frame.zones) and any(one.startswith(run.text) for one in texts):
                found.add((slide.layout, run.text))
    assert found == set()
    assert len(shown_layouts) >= 10
