"""What is counted opens on a click: the camera flies to the time that a chip or a column stands for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.timeline_spec import ClusterZone
from desktop.story.load.load import load_file
from desktop.story.model import EMPTY_STORY, Story
from desktop.timeline.camera import make_window, story_window
from desktop.timeline.index import EventIndex
from desktop.ui.timeline.view import TimelineView
from tests.ui.timeline.timeline_helpers import seen, timeline, wheel

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


STORY = """format = 1
[story]
title = "A day"
languages = ["en"]
[track.t]
title = "Events"
"""


def crowded_day(tmp_path: Path, count: int) -> Story:
    """Return a story of so many events on one day, and one a year before."""
    events = [f'[event.e{n}]\ntitle = "Event & {n}"\ndate = "2015-06-01"\ntrack = "t"\n' for n in range(count)]
    file = tmp_path / "content.toml"
    file.write_text(STORY + '[event.far]\ntitle = "Far"\ndate = "2014"\ntrack = "t"\n' + "".join(events), "utf-8")
    story = load_file(file).story
    assert story is not None
    return story


def opened_list(view: TimelineView) -> tuple[ClusterZone, QMenu]:
    """Click the only cluster in view; return it and the menu that opens."""
    (cluster,) = [zone for zone in view.frame().zones if isinstance(zone, ClusterZone)]
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(round(cluster.x + cluster.width / 2), round(cluster.y + cluster.height / 2)),
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return cluster, menu


def test_a_click_on_events_of_one_day_lists_them(qtbot, painter_ready, tmp_path):
    view = timeline(qtbot)
    view.set_story(crowded_day(tmp_path, 50), "en")
    view.show_all()
    before, chosen = view.time_window, []
    view.event_chosen.connect(chosen.append)
    cluster, menu = opened_list(view)
    assert view.time_window == before
    *entries, more = menu.actions()
    assert len(entries) == 30
    assert entries[0].text().split("\t")[1] == "1 Jun 2015"
    assert entries[0].text().startswith("Event && ")
    assert more.text() == f"+ {cluster.count - 30} more"
    assert not more.isEnabled()
    entries[3].trigger()
    assert chosen == [cluster.event_ids[3]]
    menu.close()


def test_a_hit_that_is_counted_with_others_has_its_card_beside_the_count(qtbot, painter_ready, tmp_path):
    view = timeline(qtbot)
    view.set_story(crowded_day(tmp_path, 50), "en")
    box = view.finder.search_box
    view.finder.open()
    box.query_field.setText("event")
    box.run_search()
    counted = 0
    for _ in range(50):
        box.step(1)
        counted += view.canvas.event_zone(view.state.hovered_id) is None
        view.cards.show(view.state.hovered_id)
        assert view.cards.is_visible
        view.cards.hide()
    assert counted > 10


def test_the_list_closes_with_the_timeline_and_before_another_story(qtbot, painter_ready, tmp_path):
    view = timeline(qtbot)
    view.set_story(crowded_day(tmp_path, 50), "en")
    view.show_all()
    for end in (view.hide, lambda: view.set_story(EMPTY_STORY, "en")):
        view.show()
        _, menu = opened_list(view)
        assert menu.isVisible()
        end()
        assert QApplication.activePopupWidget() is None


def test_a_view_that_is_destroyed_with_its_window_has_no_list_to_close(qtbot, painter_ready, tmp_path, caplog):
    window = QWidget()
    view = TimelineView(window)
    view.set_story(crowded_day(tmp_path, 50), "en")
    view.resize(1200, 400)
    window.resize(1200, 400)
    window.show()
    view.show_all()
    _, menu = opened_list(view)
    assert menu.isVisible()
    shiboken6.delete(window)
    assert not shiboken6.isValid(menu)
    assert not caplog.records


def test_the_keys_bring_a_moment_into_view_where_it_is_within_its_second(qtbot, painter_ready):
    story = load_file(STORIES / "milliseconds.toml").story
    view = timeline(qtbot)
    view.camera.set_reduced_motion(True)
    view.set_story(story, "en")
    for event in story.events:
        view.fly_to(make_window(event.when.earliest, 0.5, 0.1), animate=False)
        view.pointer.hover_event(event.id)
        view.canvas.layers()
        assert view.canvas.event_zone(event.id) is not None, event.id


def test_the_overview_of_seconds_shows_and_moves_a_window_of_less(qtbot, painter_ready):
    story = load_file(STORIES / "milliseconds.toml").story
    view = timeline(qtbot)
    view.camera.set_reduced_motion(True)
    view.set_story(story, "en")
    view.show_all()
    second = story.events[0].when.earliest
    view.fly_to(make_window(second + 3, 0.4, 0.8), animate=False)
    left, top, width, height = view.canvas.layers().overview
    full = view.canvas.layers().full_window
    (handle,) = [zone for zone in view.frame().zones if zone.kind == "overview-window"]
    assert handle.width == pytest.approx(0.8 * width / full.span, abs=0.5)
    assert handle.x == pytest.approx(left + full.x_of(second + 3.4, width), abs=0.5)
    meant = left + full.x_of(second + 5.5, width)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(meant), round(top + height / 2)))
    assert view.time_window.x_of(second + 5.5, 1.0) == pytest.approx(0.5, abs=0.02)
    wheel(view, QPoint(round(meant), round(top + height / 2)), 2)
    assert view.time_window.span < 0.8
    assert view.time_window.x_of(second + 5.5, 1.0) == pytest.approx(0.5, abs=0.03)


def test_events_of_files_are_shown_in_windows_of_a_second_and_longer(qtbot, painter_ready):
    """Their index counts whole seconds; listed moments alone are shown closer."""
    story = load_file(STORIES / "milliseconds.toml").story
    view = timeline(qtbot)
    view.set_story(story, "en")
    close = make_window(story_window(story).start, 0.9, 0.05)
    view.fly_to(close, animate=False)
    assert view.time_window == close
    starts = np.arange(20, dtype=np.int64) + story_window(story).start
    mark = EventMark(story.events[0], "happened", "en")
    view.set_aggregated_tracks({"bank": AggregatedTrack(EventIndex(starts, starts + 1), lambda _number: mark)})
    assert view.time_window.span == 1.0
    assert view.time_window.x_of(close.start + close.offset + close.span / 2, 1.0) == pytest.approx(0.5)
    view.fly_to(close, animate=False)
    assert view.time_window.span == 1.0
