"""Eras under the pointer: a click flies to one, and a shortened name is told in full."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.story.load.load import load_file
from desktop.ui.timeline.view import TimelineView
from tests.ui.timeline.timeline_helpers import hover, timeline, zone

ROME = Path(__file__).parents[2] / "stories" / "timelines" / "eras.toml"


@pytest.fixture
def view(qtbot, painter_ready) -> TimelineView:
    made = timeline(qtbot)
    made.set_story(load_file(ROME).story, "en")
    made.show_all()
    return made


def click(view: TimelineView, point: QPoint) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_a_click_on_the_name_of_an_era_shows_it_whole(view):
    click(view, zone(view, "era", "punic"))
    when = view.state.story.era_by_id["punic"].when
    window = view.time_window
    assert window.contains(when.earliest, when.latest)
    assert window.span < 1.2 * (when.latest - when.earliest)


def test_an_era_without_an_end_is_shown_up_to_what_was_in_view(view):
    last = view.time_window.end
    click(view, zone(view, "era", "east"))
    when = view.state.story.era_by_id["east"].when
    assert view.time_window.start < when.earliest
    assert view.time_window.end == pytest.approx(last, abs=0.1 * view.time_window.span)


def test_a_shortened_name_is_told_in_full_with_its_date(view):
    hover(view, zone(view, "era", "crisis"))
    assert "The crisis of the third century" in view.viewport().toolTip()
    assert "235" in view.viewport().toolTip()
    hover(view, zone(view, "event", "augustus"))
    assert view.viewport().toolTip() == ""
