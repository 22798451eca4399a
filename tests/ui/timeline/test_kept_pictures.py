"""What a timeline keeps of a picture for the next one never shows: it paints what a new timeline would."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.story.load.load import load_file
from desktop.story.model import Story
from desktop.ui.timeline.view import TimelineView
from tests.ui.timeline.timeline_helpers import STORY, timeline

SIXTY = Path(__file__).parents[2] / "stories" / "timelines" / "sixty.toml"


def sixty() -> Story:
    story = load_file(SIXTY).story
    assert story is not None
    return story


def picture(qtbot, view: TimelineView) -> QImage:
    """Return what a view shows, once it has all its labels, and the images of all of them."""
    for _ in range(25):
        view.viewport().repaint()
    qtbot.waitUntil(lambda: view.canvas.is_complete)
    return view.grab().toImage()


@pytest.fixture
def view(qtbot, painter_ready) -> TimelineView:
    made = timeline(qtbot)
    made.set_story(sixty(), "en")
    made.show_all()
    picture(qtbot, made)
    return made


@pytest.mark.parametrize(
    "change",
    [
        lambda view: view.set_story(replace(sixty(), theme="paper"), "en"),
        lambda view: view.set_story(STORY, "en"),
        lambda view: view.state.set_scroll(120.0),
        lambda view: view.resize(700, 260),
    ],
    ids=["theme", "story", "scroll", "size"],
)
def test_a_picture_after_a_change_is_that_of_a_new_timeline(qtbot, view, change) -> None:
    change(view)
    view.show_all()
    new = timeline(qtbot)
    new.resize(view.size())
    new.set_story(view.state.story, "en")
    new.state.set_scroll(view.state.scroll)
    new.show_all()
    assert picture(qtbot, view) == picture(qtbot, new)
