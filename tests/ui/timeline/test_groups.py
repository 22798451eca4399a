"""Groups under the pointer: a click folds and opens them in the view, and the text is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.story.load.load import load_file, load_text
from desktop.ui.timeline.view import TimelineView
from tests.ui.timeline.timeline_helpers import seen, timeline, zone

REACTOR = Path(__file__).parents[2] / "stories" / "timelines" / "groups.toml"


@pytest.fixture
def view(qtbot, painter_ready) -> TimelineView:
    made = timeline(qtbot)
    made.resize(1280, 640)
    made.set_story(load_file(REACTOR).story, "en")
    made.show_all()
    return made


def click(view: TimelineView, point: QPoint) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_a_click_on_the_name_folds_a_group_and_opens_it_again(view):
    assert {"u1", "s1"} <= seen(view)
    click(view, zone(view, "group", "plant"))
    assert not {"u1", "s1"} & seen(view)
    click(view, zone(view, "group", "plant"))
    assert {"u1", "s1"} <= seen(view)


def test_a_click_on_the_strip_of_a_folded_group_opens_it_and_the_window_stays(view):
    window = view.time_window
    assert "w3" not in seen(view)
    click(view, zone(view, "cluster", "world"))
    assert "w3" in seen(view)
    assert view.time_window == window


def test_an_event_that_is_gone_to_opens_its_group(view):
    view.pointer.hover_event("w3")
    assert "w3" in seen(view)


def test_what_is_folded_by_hand_stays_while_the_text_changes_until_the_text_says_so(view):
    click(view, zone(view, "group", "plant"))
    text = REACTOR.read_text("utf-8")
    view.set_story(load_text(text.replace("Two thousand people", "People")).story, "en")
    assert "plant" in view.state.folded_groups
    view.set_story(load_text(text.replace('title = "The plant"', 'title = "The plant"\nfolded = true')).story, "en")
    view.set_story(load_text(text).story, "en")
    assert "plant" not in view.state.folded_groups
