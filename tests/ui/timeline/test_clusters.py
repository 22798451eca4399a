"""What is counted opens on a click: the camera flies to the time that a chip or a column stands for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.render.timeline.timeline_spec import ClusterZone
from desktop.story.load.load import load_file
from tests.ui.timeline.timeline_helpers import seen, timeline

STORIES = Path(__file__).parents[2] / "stories" / "timelines"


@pytest.mark.parametrize("name", ["crowd", "films"])
def test_a_click_on_what_is_counted_shows_the_events_of_that_time(qtbot, painter_ready, name):
    view = timeline(qtbot)
    view.set_story(load_file(STORIES / f"{name}.toml").story, "en")
    view.show_all()
    for _ in range(8):
        zones = [zone for zone in view.frame().zones if isinstance(zone, ClusterZone)]
        if not zones:
            break
        cluster = max(zones, key=lambda zone: zone.count)
        before = view.time_window
        QTest.mouseClick(
            view.viewport(),
            Qt.MouseButton.LeftButton,
            pos=QPoint(round(cluster.x + cluster.width / 2), round(cluster.y + cluster.height / 2)),
        )
        assert view.time_window.span < before.span
        assert view.time_window.contains(cluster.start, cluster.end)
    assert seen(view)
