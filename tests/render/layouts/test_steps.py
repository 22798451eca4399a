"""What a slide shows at each key press: the marks of a chart, and the sources of what is said."""

from __future__ import annotations

import pytest

from desktop.render.frame import Ellipse, Frame, Polyline, Rectangle, TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.story.reveal_steps import reveal_steps
from tests.golden_stories import golden_stories
from tests.slide_frames import frame_of as frame_of_keys, tables

pytestmark = pytest.mark.usefixtures("painter_ready")
STORIES = golden_stories()


def frame_of(slide_id: str) -> Frame:
    story = STORIES[slide_id]
    return layout(story.slides[0], story, "en")


def test_each_bar_appears_with_its_own_key_press():
    bars = [item for item in frame_of("bars-steps").items if isinstance(item, Rectangle) and item.radius == 8]
    assert [bar.step for bar in bars] == [1, 2, 3]


@pytest.mark.parametrize("slide_id", ["chart-steps", "line-steps"])
def test_each_point_of_a_line_appears_with_its_own_key_press(slide_id: str):
    dots = [item for item in frame_of(slide_id).items if isinstance(item, Ellipse) and item.y < 930]
    assert {dot.step for dot in dots} == {1, 2, 3}


@pytest.mark.parametrize(("slide_id", "step"), [("statement-steps", 1), ("event-steps", 2), ("line-steps", 1)])
def test_source_notes_appear_at_the_step_that_names_them(slide_id: str, step: int):
    story = STORIES[slide_id]
    assert reveal_steps(story.slides[0], story).get("sources", 0) == step
    frame = layout(story.slides[0], story, "en")
    zones = [zone for zone in frame.zones if zone.kind == "source"]
    notes = [
        item
        for item in frame.items
        if isinstance(item, TextRun) and any(zone.contains(item.x, item.y) for zone in zones)
    ]
    assert len(notes) == 2 * len(zones)
    assert {note.step for note in notes} == {step}
    assert {zone.step for zone in frame.zones if zone.kind == "source"} == {step}


@pytest.mark.parametrize(
    ("body", "kind", "count"),
    [
        ('layout = "dispute"\n' + tables("claim", ['says = "One"', 'says = "Two"', 'says = "Three"']), Rectangle, 3),
        ('layout = "dispute"\n' + tables("claim", [f'says = "{number}"' for number in range(6)]), Polyline, 6),
        ('layout = "list"\n' + tables("item", ['title = "One"', 'title = "Two"', 'title = "Three"']), Polyline, 3),
    ],
)
def test_a_slide_that_reveals_its_parts_opens_with_their_places(body: str, kind: type, count: int):
    frame = frame_of_keys(f'title = "What?"\nribbon = false\nsteps = true\n{body}')
    assert frame.steps == count
    assert sum(isinstance(item, kind) and item.step == 0 for item in frame.items) == count
    assert "One" not in [getattr(item, "text", "") for item in frame.items if item.step == 0]
